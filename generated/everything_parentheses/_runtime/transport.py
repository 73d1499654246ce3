"""The drivers: they perform what ``exchange`` asks for, with httpx, sync and async."""

from __future__ import annotations

import threading
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import httpx

from .credentials import TokenSource
from .exchange import (
    BARE,
    NO_AUTH,
    Effect,
    FetchToken,
    Send,
    SendBare,
    Service,
    Sleep,
    exchange,
)
from .request import AnyRequest, Unset

if TYPE_CHECKING:
    from .content import AsyncOutgoing, Content, Outgoing
    from .exchange import Flow
    from .schedule import Delivery

DEFAULT_TIMEOUT = httpx.Timeout(60, connect=10)
"""Of the httpx clients made here; one that was passed in keeps its own."""


class SyncTransport:
    """Sends the requests of synchronous clients; threads may share it.

    http_client: used as it is configured, and left open; its event hooks see every
        request, those to other origins too. Without it one is made when the first
        request is sent.

    Raises TypeError for a credential or a client that has to be awaited.
    """

    def __init__(
        self, service: Service, http_client: httpx.Client | None = None
    ) -> None:
        _require_kind(http_client, httpx.Client)
        if isinstance(service.auth, TokenSource):
            service.auth.require_sync()
        self.service = service
        self._given = http_client
        self._own: httpx.Client | None = None
        self._is_closed = False
        self._lock = threading.Lock()

    def execute(self, request: AnyRequest) -> httpx.Response:
        """The successful answer, fully read.

        Raises what ``exchange`` raises, and RuntimeError when the client is closed.
        """
        return self.drive(exchange(request, self.service))

    def open(self, request: AnyRequest) -> httpx.Response:
        """The successful answer, with its body still to be read; has to be closed.

        Raises as ``execute``.
        """
        return self.drive(exchange(request, self.service, unread=True))

    def drive(self, flow: Flow) -> httpx.Response:
        """What a flow returns, its effects performed."""
        client = self._given or self._own or self._opened()
        try:
            effect = next(flow)
            while True:
                try:
                    outcome = _perform(effect, client)
                except httpx.RequestError as error:
                    effect = flow.throw(error)
                else:
                    effect = flow.send(outcome)
        except StopIteration as end:
            response: httpx.Response = end.value
            return response

    def deliver(self, delivery: Delivery, concurrency: int) -> None:
        """Perform what a batch asks for, so many requests at the same time."""
        effect = next(delivery, None)
        while effect is not None:
            outcomes = None
            if isinstance(effect, Sleep):
                time.sleep(effect.seconds)
            else:
                outcomes = _together(self.execute, effect.requests, concurrency)
            try:
                effect = delivery.send(outcomes)
            except StopIteration:
                effect = None

    def close(self) -> None:
        """Close the connections, unless they are those of a client passed in."""
        with self._lock:
            self._is_closed = True
            if self._own is not None:
                self._own.close()

    def _opened(self) -> httpx.Client:
        with self._lock:
            _require_open(self._is_closed)
            if self._own is None:
                self._own = httpx.Client(timeout=DEFAULT_TIMEOUT)
            return self._own


class AsyncTransport:
    """Sends the requests of asynchronous clients; tasks of one event loop may share it.

    http_client: as for ``SyncTransport``.

    Raises TypeError for a client that cannot be awaited.
    """

    def __init__(
        self, service: Service, http_client: httpx.AsyncClient | None = None
    ) -> None:
        _require_kind(http_client, httpx.AsyncClient)
        self.service = service
        self._given = http_client
        self._own: httpx.AsyncClient | None = None
        self._is_closed = False

    async def execute(self, request: AnyRequest) -> httpx.Response:
        """The successful answer, fully read.

        Raises what ``exchange`` raises, and RuntimeError when the client is closed.
        """
        return await self.drive(exchange(request, self.service))

    async def open(self, request: AnyRequest) -> httpx.Response:
        """The successful answer, with its body still to be read; has to be closed.

        Raises as ``execute``.
        """
        return await self.drive(exchange(request, self.service, unread=True))

    async def drive(self, flow: Flow) -> httpx.Response:
        """What a flow returns, its effects performed."""
        client = self._given or self._own or self._opened()
        try:
            effect = next(flow)
            while True:
                try:
                    outcome = await _perform_async(effect, client)
                except httpx.RequestError as error:
                    effect = flow.throw(error)
                else:
                    effect = flow.send(outcome)
        except StopIteration as end:
            response: httpx.Response = end.value
            return response

    async def deliver(self, delivery: Delivery, concurrency: int) -> None:
        """Perform what a batch asks for, so many requests at the same time."""
        import anyio

        effect = next(delivery, None)
        while effect is not None:
            outcomes = None
            if isinstance(effect, Sleep):
                await anyio.sleep(effect.seconds)
            else:
                requests = effect.requests
                outcomes = await _together_async(self.execute, requests, concurrency)
            try:
                effect = delivery.send(outcomes)
            except StopIteration:
                effect = None

    async def close(self) -> None:
        """Close the connections, unless they are those of a client passed in."""
        self._is_closed = True
        if self._own is not None:
            await self._own.aclose()

    def _opened(self) -> httpx.AsyncClient:
        _require_open(self._is_closed)
        self._own = httpx.AsyncClient(timeout=DEFAULT_TIMEOUT)
        return self._own


def _require_kind(http_client: object, kind: type[object]) -> None:
    if http_client is not None and not isinstance(http_client, kind):
        raise TypeError(
            f"http_client must be an httpx.{kind.__name__}, "
            f"not a {type(http_client).__name__}"
        )


def _require_open(is_closed: bool) -> None:
    if is_closed:
        raise RuntimeError("the client has been closed")


def _perform(effect: Effect, client: httpx.Client) -> httpx.Response | str | None:
    if isinstance(effect, (Send, SendBare)):
        auth = effect.auth if isinstance(effect, Send) else NO_AUTH
        request = _built(effect, client)
        try:
            response = client.send(
                request,
                auth=httpx.USE_CLIENT_DEFAULT if auth is None else auth,
                follow_redirects=False,
                stream=effect.unread,
            )
            if effect.unread and not response.is_success:
                response.read()
            return response
        except httpx.InvalidURL as error:
            raise _unreadable_redirect(error, request) from error
    if isinstance(effect, FetchToken):
        return effect.source.fetch(effect.rejected, effect.claims)
    time.sleep(effect.seconds)
    return None


async def _perform_async(
    effect: Effect, client: httpx.AsyncClient
) -> httpx.Response | str | None:
    if isinstance(effect, (Send, SendBare)):
        auth = effect.auth if isinstance(effect, Send) else NO_AUTH
        request = _built(effect, client)
        try:
            response = await client.send(
                request,
                auth=httpx.USE_CLIENT_DEFAULT if auth is None else auth,
                follow_redirects=False,
                stream=effect.unread,
            )
            if effect.unread and not response.is_success:
                await response.aread()
            return response
        except httpx.InvalidURL as error:
            raise _unreadable_redirect(error, request) from error
    if isinstance(effect, FetchToken):
        return await effect.source.fetch_async(effect.rejected, effect.claims)
    import anyio

    await anyio.sleep(effect.seconds)
    return None


def _together(
    execute: Callable[[AnyRequest], httpx.Response],
    requests: Sequence[AnyRequest],
    concurrency: int,
) -> list[httpx.Response | Exception]:
    """What came of each request, in their order."""

    def outcome(request: AnyRequest) -> httpx.Response | Exception:
        try:
            return execute(request)
        except Exception as error:
            return error

    if min(len(requests), concurrency) == 1:
        return [outcome(request) for request in requests]
    from concurrent.futures import ThreadPoolExecutor
    from contextvars import copy_context

    with ThreadPoolExecutor(concurrency) as pool:
        futures = [
            pool.submit(copy_context().run, outcome, request) for request in requests
        ]
        try:
            return [future.result() for future in futures]
        finally:
            for future in futures:
                future.cancel()


async def _together_async(
    execute: Callable[[AnyRequest], Awaitable[httpx.Response]],
    requests: Sequence[AnyRequest],
    concurrency: int,
) -> list[httpx.Response | Exception]:
    """As ``_together``, in tasks instead of threads."""
    import anyio

    outcomes: dict[int, httpx.Response | Exception] = {}
    limit = anyio.Semaphore(concurrency)

    async def run(index: int, request: AnyRequest) -> None:
        async with limit:
            try:
                outcomes[index] = await execute(request)
            except Exception as error:
                outcomes[index] = error

    async with anyio.create_task_group() as tasks:
        for index, request in enumerate(requests):
            tasks.start_soon(run, index, request)
    return [outcomes[index] for index in range(len(requests))]


def _unreadable_redirect(
    error: httpx.InvalidURL, request: httpx.Request
) -> httpx.RemoteProtocolError:
    # httpx parses Location even where it is told not to follow it, and raises this for
    # some of the broken ones itself.
    return httpx.RemoteProtocolError(f"unreadable redirect: {error}", request=request)


def _built(
    send: Send | SendBare, client: httpx.Client | httpx.AsyncClient
) -> httpx.Request:
    timeout = send.timeout
    if isinstance(send, SendBare):
        # The client's build_request would add its headers, cookies and parameters.
        request = httpx.Request(send.method, send.url, extensions={BARE: True})
        if not isinstance(timeout, Unset):
            request.extensions["timeout"] = httpx.Timeout(timeout).as_dict()
        return request
    content, headers = send.content, send.headers
    outgoing: bytes | Outgoing | AsyncOutgoing | None
    if content is None or isinstance(content, bytes):
        outgoing = content
    else:
        outgoing, headers = _outgoing(content, headers, client)
    request = client.build_request(
        send.method,
        send.url,
        headers=headers,
        content=outgoing,
        timeout=httpx.USE_CLIENT_DEFAULT if isinstance(timeout, Unset) else timeout,
    )
    if client.params:
        request.url = _with_params(send.url, client.params)
    return request


def _outgoing(
    content: Content,
    headers: Mapping[str, str],
    client: httpx.Client | httpx.AsyncClient,
) -> tuple[Outgoing | AsyncOutgoing, Mapping[str, str]]:
    """Content in the form that the client reads, and headers with its length."""
    from .content import AsyncOutgoing, Outgoing

    length = content.length
    if length is not None:
        headers = {**headers, "content-length": str(length)}
    if isinstance(client, httpx.AsyncClient):
        return AsyncOutgoing(content), headers
    return Outgoing(content), headers


def _with_params(url: httpx.URL, params: httpx.QueryParams) -> httpx.URL:
    """The URL with the client's parameters added; httpx would replace its query."""
    present = url.params
    added = [(name, v) for name, v in params.multi_items() if name not in present]
    query = b"&".join(
        filter(None, (url.query, urlencode(added, quote_via=quote).encode()))
    )
    return url.copy_with(query=query)
