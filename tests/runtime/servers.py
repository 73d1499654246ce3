"""A real HTTP server that does what it is told, and drivers that send requests to it.

Tests script what the server answers and assert on its log: on what arrived, not on
what a client believes that it sent.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import Any, TypeAlias

import anyio
import httpx

from odata2py.runtime.exchange import Service, describe_service
from odata2py.runtime.request import Request, RequestOptions
from odata2py.runtime.retry import Retry
from odata2py.runtime.transport import AsyncTransport, SyncTransport

TLS = ssl.create_default_context()
"""Shared, because httpx spends more time on making one than on a request."""

QUICK = Retry(base=0.001)
"""Retries as usual, without their waits."""


@dataclass(frozen=True)
class Received:
    """A request as it arrived; header names in lower case, at: monotonic seconds."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes
    at: float


@dataclass(frozen=True)
class Answer:
    """An answer, given after so many seconds."""

    status: int = 200
    body: bytes = b"{}"
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0


@dataclass(frozen=True)
class Fault:
    """A way not to answer."""

    name: str


DROPPED = Fault("the connection is closed without an answer")
RESET = Fault("the connection is reset without an answer")
TRUNCATED = Fault("the connection is closed in the middle of the body")

Step: TypeAlias = Answer | Fault | Callable[[Received], Answer | Fault]


def redirect(status: int, location: str) -> Answer:
    return Answer(status, b"", {"location": location})


def challenge(value: str) -> Answer:
    return Answer(401, b"", {"www-authenticate": value})


class ScriptedServer:
    """Answers with the steps of its script in turn, then with ``Answer()``."""

    def __init__(
        self,
        *,
        name: str = "127.0.0.1",
        listening: bool = True,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.script: deque[Step] = deque()
        self.log: list[Received] = []
        self._http = _Server(
            ("127.0.0.1", 0), partial(_Handler, self), bind_and_activate=False
        )
        self._http.server_bind()
        if tls is not None:
            self._http.socket = tls.wrap_socket(self._http.socket, server_side=True)
        scheme = "http" if tls is None else "https"
        self.origin = f"{scheme}://{name}:{self._http.server_port}"
        self.root = f"{self.origin}/odata/"
        self._thread: threading.Thread | None = None
        if listening:
            self.listen()

    def listen(self) -> None:
        self._http.server_activate()
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,))
        self._thread.start()

    def close(self) -> None:
        if self._thread is not None:
            self._http.shutdown()
            self._thread.join()
        self._http.server_close()

    def answers(self, *steps: Step) -> None:
        self.script.extend(steps)

    def service(self, credential: Any = None, **settings: Any) -> Service:
        return describe_service(
            self.root, credential, **{"retry": QUICK, "scopes": ("all",), **settings}
        )

    @property
    def sends(self) -> list[tuple[str, str]]:
        """What arrived, as method and target."""
        return [(received.method, received.target) for received in self.log]

    @property
    def tokens(self) -> list[str | None]:
        """What arrived as Authorization."""
        return [received.headers.get("authorization") for received in self.log]


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        # Clients that hang up, and our own resets, are part of the play.
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, server: ScriptedServer, *args: Any) -> None:
        self._scripted = server
        super().__init__(*args)

    def _serve(self) -> None:
        received = Received(
            self.command,
            self.path,
            {name.lower(): value for name, value in self.headers.items()},
            self._body(),
            time.monotonic(),
        )
        self._scripted.log.append(received)
        script = self._scripted.script
        step = script.popleft() if script else Answer()
        if callable(step):
            step = step(received)
        if isinstance(step, Fault):
            self._fail(step)
        else:
            self._answer(step)

    def _body(self) -> bytes:
        if self.headers.get("transfer-encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("content-length", 0)))
        chunks = []
        while size := int(self.rfile.readline(), 16):
            chunks.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(chunks)

    do_GET = do_HEAD = do_POST = do_PATCH = do_PUT = do_DELETE = _serve

    def _fail(self, fault: Fault) -> None:
        self.close_connection = True
        if fault is RESET:
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            # Only the last close resets the connection.
            self.rfile.close()
            self.wfile.close()
            self.connection.close()
        elif fault is TRUNCATED:
            self._head(Answer(200, headers={"content-length": "1000"}))
            self.wfile.write(b'{"value": [')

    def _answer(self, answer: Answer) -> None:
        time.sleep(answer.delay)
        with contextlib.suppress(OSError):  # the client may have given up
            self._head(answer)
            if self.command != "HEAD" and answer.status != 204:
                self.wfile.write(answer.body)

    def _head(self, answer: Answer) -> None:
        self.send_response(answer.status)
        headers = {"content-length": str(len(answer.body)), **answer.headers}
        if answer.status == 204:
            del headers["content-length"]
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


class Drive:
    """Sends requests with one of the drivers: "sync", "asyncio" or "trio"."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    @property
    def is_async(self) -> bool:
        return self.kind != "sync"

    def __call__(
        self, service: Service, method: str, url: str, **settings: Any
    ) -> httpx.Response:
        """The answer to one request; raises what the transport raises."""
        [outcome] = self.outcomes(service, (method, url), **settings)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def outcomes(
        self,
        service: Service,
        *calls: tuple[str, str],
        client: Mapping[str, Any] = MappingProxyType({}),
        together: bool = False,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        **options: Any,
    ) -> list[httpx.Response | Exception]:
        """The answers to several requests, or what was raised instead.

        client: configuration of the user's httpx client; together: at one time.
        """
        requests: list[Request[Any]] = [
            Request(
                method,
                url,
                lambda response, reading: response,
                headers or {},
                content,
                RequestOptions(**options),
            )
            for method, url in calls
        ]
        if not self.is_async:
            return self._run(service, requests, client, together)
        run = partial(self._run_async, service, requests, client, together)
        return anyio.run(run, backend=self.kind)

    def _run(
        self,
        service: Service,
        requests: list[Request[Any]],
        client: Mapping[str, Any],
        together: bool,
    ) -> list[httpx.Response | Exception]:
        given = httpx.Client(**{"verify": TLS, **client})
        transport = SyncTransport(service, given)
        try:
            with ThreadPoolExecutor(len(requests) if together else 1) as pool:
                futures = [pool.submit(transport.execute, r) for r in requests]
            return [_outcome(future.result) for future in futures]
        finally:
            given.close()

    async def _run_async(
        self,
        service: Service,
        requests: list[Request[Any]],
        client: Mapping[str, Any],
        together: bool,
    ) -> list[httpx.Response | Exception]:
        given = httpx.AsyncClient(**{"verify": TLS, **client})
        transport = AsyncTransport(service, given)
        outcomes: dict[int, httpx.Response | Exception] = {}

        async def run(index: int) -> None:
            try:
                outcomes[index] = await transport.execute(requests[index])
            except Exception as error:
                outcomes[index] = error

        try:
            async with anyio.create_task_group() as tasks:
                for index in range(len(requests)):
                    if together:
                        tasks.start_soon(run, index)
                    else:
                        await run(index)
            return [outcomes[index] for index in range(len(requests))]
        finally:
            await given.aclose()


def _outcome(result: Callable[[], httpx.Response]) -> httpx.Response | Exception:
    try:
        return result()
    except Exception as error:
        return error
