"""How a client reads answers, and what it does about those that surprise."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A value of another JSON type than the metadata declares.

    odata_type, property: where it stands; value: what the service sent.
    """

    odata_type: str
    property: str
    value: object


def log_mismatch(mismatch: Mismatch) -> None:
    """Report a mismatch as a warning, without its value, which may be personal."""
    logger.warning(
        "%s/%s: the service sent a %s, which its metadata does not declare",
        mismatch.odata_type,
        mismatch.property,
        type(mismatch.value).__name__,
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """How a client reads answers.

    on_mismatch: called for the first mismatch of each property.
    strict: refuse an answer that has one, with MalformedResponseError.
    request_id_headers: where the service names an exchange, in order of preference.
    """

    on_mismatch: Callable[[Mismatch], None] = log_mismatch
    strict: bool = False
    request_id_headers: tuple[str, ...] = ()
    seen: set[tuple[str, str]] = field(default_factory=set)

    def report(self, mismatch: Mismatch) -> None:
        """Pass a mismatch to the hook, unless its property has been there before."""
        place = (mismatch.odata_type, mismatch.property)
        if place not in self.seen:
            self.seen.add(place)
            self.on_mismatch(mismatch)


def read_nothing(response: httpx.Response, reading: Reading) -> None:
    """The reader of answers that carry no result."""


def read_bytes(response: httpx.Response, reading: Reading) -> bytes:
    """The reader of answers that are media: the bytes as they came."""
    return response.content
