"""Prepared requests: looked at, shown as a line for a shell, kept, sent by others."""

from __future__ import annotations

import copy
import pickle
import shlex
import shutil
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from library import Book, LibraryClient, run
from odata2py.runtime.retry import Retry
from servers import Answer, Drive, ScriptedServer

Make = Callable[[Any], Any]

REQUESTS: dict[str, Make] = {
    "get": lambda tree: tree.books["b1"].get(select=["id", "title"]),
    "list": lambda tree: tree.books.list(filter="title eq 'O''Neil & \"Söhne\"'"),
    "key": lambda tree: tree.books["a'b/c#d $(ls) `ls` \\"].get(),
    "create": lambda tree: tree.books.create(
        title="T", tags=['It\'s\n$HOME "x" `ls` \\ 100% Ä']
    ),
    "update": lambda tree: tree.books["b1"].update(title="Tschüß", pages=None),
    "delete": lambda tree: tree.books["b1"].delete(),
    "action": lambda tree: tree.books["b1"].lend(to="ada"),
    "empty action": lambda tree: tree.request("POST", "books/b1/close"),
    "function": lambda tree: tree.books["b1"].count_loans(by="O'Neil"),
    "options": lambda tree: (
        tree.books["b1"]
        .with_options(headers={"X-Odd": "it's; $x"}, if_match='W/"1"', prefer="y=1")
        .get()
    ),
    "at sign": lambda tree: tree.request("POST", "x?a=[1-2]{b}", content=b"@file"),
    "binary": lambda tree: tree.request(
        "PUT",
        "photo/$value",
        content=bytes(range(256)) * 3,
        headers={"content-type": "image/png"},
    ),
    "head": lambda tree: tree.request("HEAD", "books"),
    "empty body": lambda tree: tree.request("POST", "x", content=b""),
}

ANSWER = Answer(200, b'{"id":"b1","value":[]}')


@pytest.fixture(params=REQUESTS)
def make(request: pytest.FixtureRequest) -> Make:
    return REQUESTS[request.param]


def prepare(root: str) -> Any:
    return LibraryClient(service_root=root).prepare


def what_matters(server: ScriptedServer) -> Any:
    """What arrived last, but for what every HTTP client does its own way."""
    received = server.log.pop()
    own = ("accept-encoding", "connection", "user-agent", "content-length")
    headers = {n: v for n, v in received.headers.items() if n not in own}
    return received.method, received.target, headers, received.body


def test_a_request_is_prepared_as_it_is_sent(
    make: Make, server: ScriptedServer
) -> None:
    request = make(prepare(server.root))
    server.answers(ANSWER)
    with LibraryClient(service_root=server.root, credential="t") as client:
        client.send(request)
    method, target, headers, body = what_matters(server)
    assert (request.method, request.content or b"") == (method, body)
    assert target.startswith("/odata/" + request.url.partition("[")[0])
    assert {n.lower(): v for n, v in request.headers.items()}.items() <= headers.items()


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl_sends_the_same(make: Make, server: ScriptedServer) -> None:
    request = make(prepare(server.root))
    server.answers(*[ANSWER] * 2)
    with LibraryClient("secret-token", service_root=server.root) as client:
        client.send(request)
    by_client = what_matters(server)
    subprocess.run(
        ["bash", "-c", request.curl()],
        env={"TOKEN": "secret-token", "PATH": "/usr/bin:/bin", "HOME": "/nowhere"},
        check=True,
        capture_output=True,
        timeout=30,
    )
    assert what_matters(server) == by_client


def test_a_line_for_curl() -> None:
    request = prepare("https://library.example/v1").books["b1"].update(title="It's")
    assert shlex.split(request.curl()) == [
        *("curl", "--globoff", "-X", "PATCH"),
        *("-H", "Accept: application/json"),
        *("-H", "OData-MaxVersion: 4.01"),
        *("-H", "Prefer: tidy"),
        *("-H", "Content-Type: application/json"),
        *("-H", "Authorization: Bearer $TOKEN"),
        *("--data-raw", '{"title":"It\'s"}'),
        "https://library.example/v1/books/b1",
    ]
    assert "\n" not in request.curl()


def test_no_token_is_shown() -> None:
    client = LibraryClient("first-secret", service_root="https://library.example/")
    own = client.prepare.with_options(headers={"authorization": "Bearer own-secret"})
    for request in (client.prepare.books.list(), own.books.list()):
        for text in (request.curl(), repr(request), str(request)):
            assert "secret" not in text
    assert b"first-secret" not in pickle.dumps(client.prepare.books.list())


def test_a_request_shows_no_body() -> None:
    request = prepare("https://library.example/").books.create(title="Private")
    assert repr(request) == (
        "Request(method='POST', url='books', idle=False, "
        "root='https://library.example/')"
    )


SAME: dict[str, Callable[[Any], Any]] = {
    "pickle": lambda request: pickle.loads(pickle.dumps(request)),
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
}


@pytest.mark.parametrize("same", SAME.values(), ids=SAME)
def test_a_request_is_a_value(
    same: Callable[[Any], Any], make: Make, server: ScriptedServer
) -> None:
    request = make(
        prepare(server.root).with_options(timeout=5, retry=Retry(attempts=2))
    )
    other = same(request)
    assert other == request
    assert (other.options, other.root) == (request.options, request.root)


def test_a_request_goes_to_the_service_of_who_sends_it(
    drive: Drive, server: ScriptedServer
) -> None:
    request = prepare("https://library.example/").books["b1"].get()
    server.answers(*[Answer(200, b'{"id":"b1"}')] * 2)
    sent = [run(drive.kind, server.root, lambda c: c.send(request)) for _ in range(2)]
    assert sent == [Book(id="b1")] * 2
    assert server.sends == [("GET", "/odata/books/b1")] * 2
