"""Collections page by page, followed only as far as somebody reads.

Specification: OData Protocol 4.01, section 11.2.6.7 (server-driven paging).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

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
    """The request of the page that ``next_link`` leads to."""
    return replace(
        request, method="GET", url=page.next_link or request.url, content=None
    )


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

    async def pages(self) -> AsyncIterator[Page[ItemT]]:
        """The pages as the service cuts them."""
        request = self._request
        page = await self._send(request)
        yield page
        while page.next_link:
            request = next_page(request, page)
            page = await self._send(request)
            yield page

    async def __aiter__(self) -> AsyncIterator[ItemT]:
        async for page in self.pages():
            for item in page.value:
                yield item
