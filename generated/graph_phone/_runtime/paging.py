"""Collections page by page, followed only as far as somebody reads.

Specification: OData Protocol 4.01, section 11.2.6.7 (server-driven paging).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Self, TypeVar

from .request import Request

ItemT = TypeVar("ItemT")


@dataclass(slots=True)
class Page(Generic[ItemT]):
    """One page of a collection.

    value: its items; count: how many the whole collection has, where ``count=True``
    asked for it; next_link and delta_link: URLs of what follows; extras: the page's
    other annotations.

    Specification: OData JSON Format 4.01, sections 4.6 and 13.
    """

    value: list[ItemT]
    count: int | None = None
    next_link: str | None = None
    delta_link: str | None = None
    extras: Mapping[str, Any] = field(default_factory=dict)


def next_page(request: Request[Page[ItemT]], page: Page[ItemT]) -> Request[Page[ItemT]]:
    """The request of the page that ``next_link`` leads to; always a GET."""
    headers = {n: v for n, v in request.headers.items() if n.lower() != "content-type"}
    url = page.next_link or request.url
    return replace(request, method="GET", url=url, headers=headers, content=None)


class Pager(Generic[ItemT]):
    """The items of a collection; each iteration asks the service anew.

    Iterating raises what sending raises: ServiceError, TransportError,
    MalformedResponseError, and ForeignOriginError for a next link to another origin.
    """

    __slots__ = ("_request", "_send")

    def __init__(
        self,
        request: Request[Page[ItemT]],
        send: Callable[[Request[Page[ItemT]]], Page[ItemT]],
    ) -> None:
        self._request = request
        self._send = send

    def pages(self) -> Iterator[Page[ItemT]]:
        """The pages as the service cuts them."""
        request = self._request
        page = self._send(request)
        yield page
        while page.next_link:
            request = next_page(request, page)
            page = self._send(request)
            yield page

    def __iter__(self) -> Iterator[ItemT]:
        for page in self.pages():
            yield from page.value


class AsyncPager(Generic[ItemT]):
    """As ``Pager``, iterated with ``async for``."""

    __slots__ = ("_request", "_send")

    def __init__(
        self,
        request: Request[Page[ItemT]],
        send: Callable[[Request[Page[ItemT]]], Awaitable[Page[ItemT]]],
    ) -> None:
        self._request = request
        self._send = send

    def pages(self) -> AsyncIterator[Page[ItemT]]:
        """The pages as the service cuts them."""
        return _AsyncPages(self._request, self._send)

    def __aiter__(self) -> AsyncIterator[ItemT]:
        return _AsyncItems(self.pages())


# Classes, because an asynchronous generator that is left early has to be closed, which
# a loop does not do.
class _AsyncPages(Generic[ItemT]):
    __slots__ = ("_following", "_send")

    def __init__(
        self,
        first: Request[Page[ItemT]],
        send: Callable[[Request[Page[ItemT]]], Awaitable[Page[ItemT]]],
    ) -> None:
        self._following: Request[Page[ItemT]] | None = first
        self._send = send

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Page[ItemT]:
        request, self._following = self._following, None
        if request is None:
            raise StopAsyncIteration
        page = await self._send(request)
        self._following = next_page(request, page) if page.next_link else None
        return page


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
