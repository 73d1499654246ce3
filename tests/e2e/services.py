"""A service on loopback that answers as a test wants it, byte for byte."""

from __future__ import annotations

import contextlib
import ssl
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

EDM = 'xmlns="http://docs.oasis-open.org/odata/ns/edm"'


@dataclass(frozen=True)
class Received:
    """A request as it arrived; header names in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]


Pieces = Iterable[bytes]
Answer = Callable[[Received], Pieces]


def csdl(*types: str) -> bytes:
    """Metadata with these entity types."""
    declared = "".join(
        f'<EntityType Name="{name}"><Key><PropertyRef Name="id"/></Key>\n'
        '<Property Name="id" Type="Edm.String" Nullable="false"/></EntityType>\n'
        for name in types
    )
    return (
        '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">'
        f'<edmx:DataServices>\n<Schema Namespace="shop" {EDM}>\n{declared}</Schema>'
        "</edmx:DataServices></edmx:Edmx>\n"
    ).encode()


def head(status: str = "200 OK", **headers: object) -> bytes:
    """The head of an answer; underscores in names of headers stand for hyphens."""
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    lines = [f"HTTP/1.1 {status}", "connection: close", *lines, "", ""]
    return "\r\n".join(lines).encode("latin-1")


def whole(body: bytes, status: str = "200 OK", **headers: object) -> bytes:
    """An answer with its length."""
    return head(status, content_length=len(body), **headers) + body


def chunked(*parts: bytes, **headers: object) -> bytes:
    """An answer in chunks; without an empty one at the end, it is cut off."""
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)
    return head(transfer_encoding="chunked", **headers) + chunks


@dataclass
class Service:
    """What arrived, and what is answered: bytes, or what makes pieces of them."""

    origin: str = ""
    log: list[Received] = field(default_factory=list)
    answers: dict[str, bytes | Answer] = field(default_factory=dict)

    @property
    def targets(self) -> list[str]:
        return [received.target for received in self.log]

    @property
    def last(self) -> Mapping[str, str]:
        """The headers that arrived last."""
        return self.log[-1].headers

    def answer(self, received: Received) -> Pieces:
        self.log.append(received)
        found = self.answers.get(received.target, whole(b"", "404 Not Found"))
        return found(received) if callable(found) else [found]


@contextmanager
def serving(
    certificate: Path | None = None, host: str = "127.0.0.1"
) -> Iterator[Service]:
    """A service while the block runs; with a certificate, over TLS."""
    service = Service()
    server = _Server(("127.0.0.1", 0), partial(_Handler, service))
    if certificate:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate)
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    scheme = "https" if certificate else "http"
    service.origin = f"{scheme}://{host}:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        # Clients that are killed hang up.
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, service: Service, *arguments: Any) -> None:
        self._service = service
        super().__init__(*arguments)

    def _serve(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        with contextlib.suppress(OSError):  # the client may be gone
            received = Received(self.command, self.path, headers)
            for piece in self._service.answer(received):
                self.wfile.write(piece)

    do_GET = do_CONNECT = _serve

    def log_message(self, format: str, *arguments: Any) -> None:
        pass
