"""Requests as values: what is sent, and how the answer is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import httpx

from .retry import Retry

if TYPE_CHECKING:
    from .content import Content
    from .reading import Reading

SERVICE_HEADERS: Mapping[str, str] = {
    "Accept": "application/json",
    "OData-MaxVersion": "4.01",
}
"""Sent with every request, unless it says otherwise."""

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
    root: the service root that it was made for; another client puts its own before
        the URL.
    """

    method: str
    url: str
    read: Callable[[httpx.Response, Reading], ResultT_co] = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    content: bytes | Content | None = field(default=None, repr=False)
    options: RequestOptions = field(default=NO_OPTIONS, repr=False)
    idle: bool = False
    root: str = field(default="", compare=False)

    def curl(self) -> str:
        """The request as a line for a shell, which takes the token from ``$TOKEN``."""
        from .curl import curl_line

        return curl_line(self)


@dataclass(frozen=True, slots=True)
class Monitor(Request[ResultT_co]):
    """A request that asks whether an operation has ended, and for its result.

    A monitor of another origin is asked with nothing of the client's.

    bare: so is this one, because another origin led to it.
    """

    bare: bool = False


AnyRequest = Request[Any]
