"""Trees: what the builders of one root have in common, and how their requests run."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar, cast

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

    root: the service root. check_patterns: whether texts are held against the patterns
    of the metadata before they are sent.
    """

    conventions: Conventions
    root: str = ""
    check_patterns: bool = True


def idle_answer(request: AnyRequest) -> httpx.Response:
    """The answer to a request that has nothing to say: 204, without being sent."""
    return httpx.Response(204, request=httpx.Request(request.method, request.url))


def response_of(
    request: Request[R], answer: httpx.Response, reading: Reading
) -> Response[R]:
    """The result of a request, read out of its answer."""
    result: R
    if answer.status_code == 202 and not answer.content:
        from .monitoring import read_accepted  # not needed where nothing goes on

        result = cast(R, read_accepted(request, answer, reading))
    else:
        result = request.read(answer, reading)
    if isinstance(result, Page):
        result.request = cast(Any, request)
    return Response(result, answer, reading.request_id_headers)


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
    """Requests are sent, and their results returned.

    open: sends a request and leaves the body of its answer to be read.
    """

    spelling: Spelling
    execute: Execute
    reading: Reading
    open: Execute

    def answer(self, request: Request[R]) -> Response[R]:
        answer = idle_answer(request) if request.idle else self.execute(request)
        return response_of(request, answer, self.reading)

    def run(self, request: Request[R]) -> R:
        return self.answer(request).result

    def run_listing(self, request: Request[Page[T]]) -> Pager[T]:
        return Pager(request, self.answer)


@dataclass(frozen=True, slots=True)
class AsyncTree:
    """Requests are sent when they are awaited; else as ``SyncTree``."""

    spelling: Spelling
    execute: AsyncExecute
    reading: Reading
    open: AsyncExecute

    async def answer(self, request: Request[R]) -> Response[R]:
        answer = idle_answer(request) if request.idle else await self.execute(request)
        return response_of(request, answer, self.reading)

    async def run(self, request: Request[R]) -> R:
        return (await self.answer(request)).result

    def run_listing(self, request: Request[Page[T]]) -> AsyncPager[T]:
        return AsyncPager(request, self.answer)


@dataclass(frozen=True, slots=True)
class ResponseTree:
    """Requests run as in another tree, and return the answers with their results."""

    spelling: Spelling
    run: Callable[[AnyRequest], Any]

    def run_listing(self, request: AnyRequest) -> Any:
        return self.run(request)
