"""The sandbox on a port: until Ctrl-C, or as long as a ``with`` block lasts."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import threading
from collections.abc import Callable, Iterator

import uvicorn
from msgspec import Struct
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

from odata2py.errors import InputError
from odata2py.sandbox.app import Sandbox
from odata2py.sandbox.exchange import Received
from odata2py.sandbox.faults import DROP, Faults
from odata2py.sandbox.storage import Store

LOOPBACK = "127.0.0.1"


class Running(Struct, frozen=True):
    """A sandbox that serves: the URL of its root, and what tests ask it for."""

    url: str
    sandbox: Sandbox

    @property
    def log(self) -> list[Received]:
        """The requests received so far."""
        return self.sandbox.log

    @property
    def faults(self) -> Faults:
        """The faults to come."""
        return self.sandbox.faults

    @property
    def store(self) -> Store:
        """The entities of the service."""
        return self.sandbox.store

    def reset(self) -> None:
        """Begin anew without starting again; many tests can share a server so."""
        self.sandbox.reset()


def serve(
    app: Starlette,
    host: str = LOOPBACK,
    port: int = 0,
    on_ready: Callable[[str], None] = lambda url: None,
) -> None:
    """Serve until Ctrl-C; ``on_ready`` is called with the URL of the service root."""
    with _listen(host, port) as listener:
        server = _Server(app, lambda: on_ready(_url(app, listener)))
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


@contextlib.contextmanager
def running(app: Starlette) -> Iterator[Running]:
    """Serve on a free port of the loopback interface while the block runs."""
    ready = threading.Event()
    with _listen(LOOPBACK, 0) as listener:
        server = _Server(app, ready.set)
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        try:
            if not ready.wait(10):
                raise RuntimeError("the sandbox did not start")
            yield Running(_url(app, listener), app.state.sandbox)
        finally:
            server.should_exit = True
            thread.join()


class _Connection(H11Protocol):
    """An HTTP connection that the application can drop."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state = {**self.app_state, DROP: transport.abort}


class _Server(uvicorn.Server):
    def __init__(self, app: Starlette, on_ready: Callable[[], None]) -> None:
        config = uvicorn.Config(
            app,
            http=_Connection,
            ws="none",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=1,
        )
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_ready()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns Nagle's delays off only where the protocol is said to be TCP.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()
        return listener
    except OSError as fault:
        listener.close()
        where = f"{host}:{port}"
        raise InputError.at(where, f"cannot listen: {fault.strerror}") from None


def _url(app: Starlette, listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    bracketed = f"[{host}]" if ":" in host else host
    return f"http://{bracketed}:{port}{app.state.root_path}".rstrip("/")
