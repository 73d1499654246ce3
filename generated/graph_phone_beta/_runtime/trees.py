"""Trees: what the builders of one root have in common, and how their requests run."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import httpx

from .paging import AsyncPager, Page, Pager
from .reading import Reading
from .request import AnyRequest, Request
from .response import Response
from .urls import Conventions

R = TypeVar("R")
T = TypeVar("T")

Execute = Callable[[AnyRequest], httpx.Response]
AsyncExecute = Callable[[AnyRequest], Awaitable[httpx.Response]]


class Tree(Protocol):
    """How requests are spelt, and what becomes of them once they are built."""

    @property
    def spelling(self) -> Spelling: ...

    def run(self, request: Request[Any], /) -> Any: ...
    def run_listing(self, request: Request[Any], /) -> Any: ...


@dataclass(frozen=True, slots=True)
class Spelling:
    """How the requests of a tree are spelt.

    check_patterns: whether texts are held against the patterns of the metadata before
        they are sent.
    """

    conventions: Conventions
    check_patterns: bool = True


def idle_answer(request: AnyRequest) -> httpx.Response:
    """The answer to a request that has nothing to say: 204, without being sent."""
    return httpx.Response(204, request=httpx.Request(request.method, request.url))


@dataclass(frozen=True, slots=True)
class PrepareTree:
    """Requests are handed out as they are."""

    spelling: Spelling

    def run(self, request: Request[R]) -> Request[R]:
        return request

    def run_listing(self, request: Request[R]) -> Request[R]:
        return request


@dataclass(frozen=True, slots=True)
class SyncTree:
    """Requests are sent, and their results returned."""

    spelling: Spelling
    execute: Execute
    reading: Reading

    def answer(self, request: Request[R]) -> Response[R]:
        sent = idle_answer(request) if request.idle else self.execute(request)
        result = request.read(sent, self.reading)
        return Response(result, sent, self.reading.request_id_headers)

    def run(self, request: Request[R]) -> R:
        return self.answer(request).result

    def run_listing(self, request: Request[Page[T]]) -> Pager[T]:
        return Pager(request, self.run)


@dataclass(frozen=True, slots=True)
class AsyncTree:
    """Requests are sent when they are awaited."""

    spelling: Spelling
    execute: AsyncExecute
    reading: Reading

    async def answer(self, request: Request[R]) -> Response[R]:
        sent = idle_answer(request) if request.idle else await self.execute(request)
        result = request.read(sent, self.reading)
        return Response(result, sent, self.reading.request_id_headers)

    async def run(self, request: Request[R]) -> R:
        return (await self.answer(request)).result

    def run_listing(self, request: Request[Page[T]]) -> AsyncPager[T]:
        return AsyncPager(request, self.run)


@dataclass(frozen=True, slots=True)
class ResponseTree:
    """Requests run as in another tree, and return the answers with their results."""

    spelling: Spelling
    run: Callable[[AnyRequest], Any]

    def run_listing(self, request: AnyRequest) -> Any:
        return self.run(request)
