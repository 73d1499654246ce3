"""Collections page by page, followed only as far as somebody reads.

Specification: OData Protocol 4.01, section 11.2.6.7 (server-driven paging).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Self, TypeVar

from .errors import MalformedResponseError
from .request import Request
from .response import Response

ItemT = TypeVar("ItemT")


@dataclass(slots=True)
class Page(Generic[ItemT]):
    """One page of a collection.

    value: its items; count: how many the whole collection has, where ``count=True``
    asked for it; next_link and delta_link: URLs of what follows; extras: the page's
    other annotations; request: what it is the answer to. ``pager`` of a client reads on
    from here.

    Specification: OData JSON Format 4.01, sections 4.6 and 13.
    """

    value: list[ItemT]
    count: int | None = None
    next_link: str | None = None
    delta_link: str | None = None
    extras: Mapping[str, Any] = field(default_factory=dict)
    request: Request[Page[ItemT]] | None = field(
        default=None, repr=False, compare=False
    )

    @property
    def next_request(self) -> Request[Page[ItemT]] | None:
        """The request of the page that ``next_link`` leads to, if there is one."""
        return self._following(self.next_link)

    @property
    def delta_request(self) -> Request[Page[ItemT]] | None:
        """The request of what has changed since then, if ``delta_link`` leads there.

        It can be pickled, to be sent another day.

        Specification: OData Protocol 4.01, section 11.3 (requesting changes).
        """
        return self._following(self.delta_link)

    def _following(self, link: str | None) -> Request[Page[ItemT]] | None:
        asked = self.request
        if link is None or asked is None:
            return None
        headers = {
            name: value
            for name, value in asked.headers.items()
            if name.lower() != "content-type"
        }
        return replace(asked, method="GET", url=link, headers=headers, content=None)


Start = Request[Page[ItemT]] | Page[ItemT]
"""Where a pager starts: before the first page, or with a page that was read."""


class Pager(Generic[ItemT]):
    """The items of a collection; each iteration asks the service anew.

    Iterating raises what sending raises: ServiceError, TransportError,
    MalformedResponseError (for next links that lead in a circle as well), and
    ForeignOriginError for a next link to another origin.
    """

    __slots__ = ("_send", "_start")

    def __init__(
        self,
        start: Start[ItemT],
        send: Callable[[Request[Any]], Response[Any]],
    ) -> None:
        self._start = start
        self._send = send

    def pages(self) -> Iterator[Page[ItemT]]:
        """The pages as the service cuts them."""
        trail: Trail[ItemT] = Trail(self._start)
        if isinstance(self._start, Page):
            yield self._start
        while trail.request is not None:
            yield trail.follow(self._send(trail.request))

    def records(self) -> Pager[dict[str, Any]]:
        """The items as plain dicts in their wire form; no models are made."""
        return Pager(_records(self._start), self._send)

    def __iter__(self) -> Iterator[ItemT]:
        for page in self.pages():
            yield from page.value


class AsyncPager(Generic[ItemT]):
    """As ``Pager``, iterated with ``async for``."""

    __slots__ = ("_send", "_start")

    def __init__(
        self,
        start: Start[ItemT],
        send: Callable[[Request[Any]], Awaitable[Response[Any]]],
    ) -> None:
        self._start = start
        self._send = send

    def pages(self) -> AsyncIterator[Page[ItemT]]:
        """The pages as the service cuts them."""
        return _AsyncPages(self._start, self._send)

    def records(self) -> AsyncPager[dict[str, Any]]:
        """The items as plain dicts in their wire form; no models are made."""
        return AsyncPager(_records(self._start), self._send)

    def __aiter__(self) -> AsyncIterator[ItemT]:
        return _AsyncItems(self.pages())


class Trail(Generic[ItemT]):
    """The way along next links; notices when they lead in a circle.

    Of the links passed one is kept, a later one each time the way has doubled (Brent's
    algorithm), so that endless collections need no more memory than short ones.

    request: that of the next page; None at the end.
    """

    __slots__ = ("_kept", "_left", "_lap", "request")

    def __init__(self, start: Start[ItemT]) -> None:
        self.request = start.next_request if isinstance(start, Page) else start
        self._kept: str | None = ""
        self._lap = self._left = 1

    def follow(self, answer: Response[Page[ItemT]]) -> Page[ItemT]:
        """The page that came; the way goes on from there."""
        page = answer.result
        self.request = page.next_request
        asked = answer.http_response.request
        if page.next_link in (str(asked.url), self._kept):
            raise MalformedResponseError(
                f"{asked.method} {asked.url.path}: next links lead in a circle",
                answer.http_response,
            )
        self._left -= 1
        if not self._left:
            self._kept = page.next_link
            self._lap *= 2
            self._left = self._lap
        return page


def _records(start: Start[Any]) -> Start[dict[str, Any]]:
    from .records import as_records, read_records

    if isinstance(start, Request):
        return replace(start, read=read_records)
    return as_records(start)


# Classes, because an asynchronous generator that is left early has to be closed, which
# a loop does not do.
class _AsyncPages(Generic[ItemT]):
    __slots__ = ("_first", "_send", "_trail")

    def __init__(
        self,
        start: Start[ItemT],
        send: Callable[[Request[Any]], Awaitable[Response[Any]]],
    ) -> None:
        self._first = start if isinstance(start, Page) else None
        self._trail: Trail[ItemT] = Trail(start)
        self._send = send

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Page[ItemT]:
        if self._first is not None:
            first, self._first = self._first, None
            return first
        if self._trail.request is None:
            raise StopAsyncIteration
        return self._trail.follow(await self._send(self._trail.request))


class _AsyncItems(Generic[ItemT]):
    __slots__ = ("_items", "_pages")

    def __init__(self, pages: AsyncIterator[Page[ItemT]]) -> None:
        self._pages = pages
        self._items: Iterator[ItemT] = iter(())

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> ItemT:
        while True:
            for item in self._items:
                return item
            self._items = iter((await anext(self._pages)).value)
