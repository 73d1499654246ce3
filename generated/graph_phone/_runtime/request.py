"""Requests as values: what is sent, and how the answer is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import httpx

from .retry import Retry

if TYPE_CHECKING:
    from .reading import Reading

ResultT = TypeVar("ResultT")
ResultT_co = TypeVar("ResultT_co", covariant=True)

Reader = Callable[[httpx.Response, "Reading"], ResultT]
"""Makes the result of a call out of a successful answer."""


class Unset:
    """The type of ``UNSET``: an option that the caller left to the client."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        return "UNSET"


UNSET = Unset()


@dataclass(frozen=True, slots=True)
class RequestOptions:
    """How requests are sent, apart from what they say.

    timeout: seconds, or any ``httpx.Timeout``; None waits for ever.
    retry: a ``Retry``; None sends once.
    """

    timeout: float | httpx.Timeout | None | Unset = UNSET
    retry: Retry | None | Unset = UNSET


NO_OPTIONS = RequestOptions()


@dataclass(frozen=True, slots=True)
class Request(Generic[ResultT_co]):
    """One HTTP request of the service, not yet sent.

    url: absolute, or relative to the service root without a leading slash
        ("users/ada/manager"); already percent-encoded.
    read: makes the result out of a successful answer.
    idle: there is nothing to say to the service; it is answered without being sent.
    """

    method: str
    url: str
    read: Callable[[httpx.Response, Reading], ResultT_co]
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None
    options: RequestOptions = NO_OPTIONS
    idle: bool = False


AnyRequest = Request[Any]
