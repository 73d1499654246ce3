"""Options of calls: where they are set, how they add up, and what the server sees."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from library import AsyncLibraryClient, LibraryClient, run
from odata2py.runtime.errors import (
    PreconditionFailedError,
    ServerError,
    TransportError,
)
from odata2py.runtime.retry import Retry
from servers import QUICK, TLS, Answer, Drive, ScriptedServer

PAGE = Answer(200, b'{"value":[]}')


@pytest.fixture
def client(server: ScriptedServer) -> Iterator[LibraryClient]:
    http = httpx.Client(verify=TLS)
    with http, LibraryClient(service_root=server.root, http_client=http) as client:
        yield client


def test_options_hold_for_all_that_is_reached_through_them(
    drive: Drive, server: ScriptedServer
) -> None:
    server.answers(PAGE, Answer(), Answer(204))

    def books(client: Any) -> Any:
        return client.with_options(
            headers={"X-One": "1"}, query={"api": "a b"}, prefer="slow"
        ).books

    run(drive.kind, server.root, lambda c: books(c).list())
    run(drive.kind, server.root, lambda c: books(c)["b1"].get())
    run(drive.kind, server.root, lambda c: books(c)["b1"].delete())
    assert [target for _, target in server.sends] == [
        "/odata/books?api=a%20b",
        "/odata/books/b1?api=a%20b",
        "/odata/books/b1?api=a%20b",
    ]
    for received in server.log:
        assert received.headers["x-one"] == "1"
        assert received.headers["prefer"] == "tidy, slow"


def test_a_builder_with_options_is_of_the_same_type(client: LibraryClient) -> None:
    for place in (client, client.books, client.books["b1"]):
        other = place.with_options(timeout=5)
        assert type(other) is type(place)
        assert other is not place


def test_the_place_without_options_stays_without(
    server: ScriptedServer, client: LibraryClient
) -> None:
    book = client.books["b1"]
    book.with_options(headers={"X-One": "1"}, query={"a": "1"}, if_match="W/1").get()
    book.get()
    assert "x-one" not in server.log[1].headers
    assert "if-match" not in server.log[1].headers
    assert server.log[1].target == "/odata/books/b1"


def test_options_add_up_and_the_last_one_wins(
    server: ScriptedServer, client: LibraryClient
) -> None:
    first = client.with_options(
        headers={"X-One": "1", "X-Two": "2"}, query={"a": "1", "b": "2"}, prefer="x"
    )
    books = first.books.with_options(
        headers={"x-two": "3"}, query={"b": "3"}, prefer="y=1"
    )
    server.answers(PAGE)
    list(books.list(top=1))
    [received] = server.log
    assert received.target == "/odata/books?a=1&b=3&$top=1"
    assert received.headers["x-one"] == "1"
    assert received.headers["x-two"] == "3"
    assert received.headers["prefer"] == "tidy, x, y=1"


def test_a_calls_own_query_options_win(
    server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(PAGE)
    client = client.with_options(query={"$top": "5", "a": "1"})
    list(client.books.list(top=1))
    client.request("GET", "books", query={"a": "2"})
    assert [target for _, target in server.sends] == [
        "/odata/books?$top=1&a=1",
        "/odata/books?$top=5&a=2",
    ]


def test_headers_win_over_what_would_be_sent_otherwise(
    server: ScriptedServer, client: LibraryClient
) -> None:
    client.books["b1"].with_options(
        headers={"prefer": "quick", "Accept": "text/plain"}
    ).get()
    [received] = server.log
    assert received.headers["prefer"] == "quick"
    assert received.headers["accept"] == "text/plain"


def test_query_options_of_the_service_bring_their_headers(
    server: ScriptedServer, client: LibraryClient
) -> None:
    client.with_options(query={"$count": "true"}).books["b1"].get()
    assert server.log[0].headers["consistencylevel"] == "eventual"


def test_if_match(drive: Drive, server: ScriptedServer) -> None:
    server.answers(Answer(412, b"{}"))
    with pytest.raises(PreconditionFailedError):
        run(
            drive.kind,
            server.root,
            lambda c: c.books["b1"].with_options(if_match='W/"1"').update(title="X"),
        )
    assert server.log[0].headers["if-match"] == 'W/"1"'


def test_a_timeout_of_one_call(drive: Drive, server: ScriptedServer) -> None:
    server.answers(Answer(delay=0.5))
    began = time.monotonic()
    with pytest.raises(TransportError, match="ReadTimeout"):
        run(
            drive.kind,
            server.root,
            lambda c: c.books["b1"].with_options(timeout=0.05, retry=None).get(),
        )
    assert time.monotonic() - began < 0.5


@pytest.mark.parametrize("timeout", [None, 5, httpx.Timeout(5)])
def test_a_timeout_of_one_call_wins_over_the_clients(
    timeout: Any, server: ScriptedServer
) -> None:
    server.answers(Answer(delay=0.1))
    with LibraryClient(service_root=server.root, timeout=0.01, retry=None) as client:
        client.books["b1"].with_options(timeout=timeout).get()
    assert len(server.log) == 1


def test_retries_of_one_call(drive: Drive, server: ScriptedServer) -> None:
    server.script.extend([Answer(503, b"{}")] * 5)

    def get(retry: Retry | None) -> None:
        with pytest.raises(ServerError):
            run(
                drive.kind,
                server.root,
                lambda c: c.books["b1"].with_options(retry=retry).get(),
                retry=QUICK,
            )

    get(None)
    assert len(server.log) == 1
    get(Retry(attempts=2, base=0.001))
    assert len(server.log) == 3


def test_options_of_a_client_hold_for_its_other_trees_and_free_requests(
    server: ScriptedServer, client: LibraryClient
) -> None:
    slow = client.with_options(
        timeout=0.05, retry=None, headers={"X-One": "1"}, query={"a": "1"}, prefer="x"
    )
    prepared = slow.prepare.books["b1"].get()
    assert prepared.url == "books/b1?a=1"
    slow.with_response.books["b1"].get()
    slow.request("GET", "books", query={"b": "2"}, headers={"X-Two": "2"})
    for received in server.log:
        assert received.headers["x-one"] == "1"
        assert received.headers["prefer"] == "tidy, x"
    assert server.log[1].target == "/odata/books?a=1&b=2"
    server.answers(*[Answer(delay=0.3)] * 3)
    for call in (
        lambda: slow.request("GET", "books"),
        lambda: slow.with_response.books["b1"].get(),
        lambda: client.send(prepared),
    ):
        with pytest.raises(TransportError, match="ReadTimeout"):
            call()


def test_a_client_with_options_shares_the_connections(server: ScriptedServer) -> None:
    with LibraryClient(service_root=server.root) as client:
        client.with_options(headers={"X-One": "1"}).books["b1"].get()
    with pytest.raises(RuntimeError, match="closed"):
        client.with_options(timeout=1).books["b1"].get()
    asynchronous = AsyncLibraryClient(service_root=server.root)
    assert type(asynchronous.with_options(timeout=1)) is AsyncLibraryClient
