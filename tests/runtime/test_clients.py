"""The trees of a client: what each sends and what its calls return."""

from __future__ import annotations

import copy
import datetime as dt
import inspect
import json
import pickle
from collections.abc import Iterator
from operator import methodcaller
from typing import Any

import httpx
import pytest

from archive import ArchiveClient
from library import (
    AsyncLibraryClient,
    Book,
    BookRequestBuilder,
    Genre,
    LibraryClient,
    Publisher,
    Writer,
    run,
)
from odata2py.runtime.errors import MalformedResponseError, NotFoundError
from odata2py.runtime.reading import Mismatch
from odata2py.runtime.request import Request
from odata2py.runtime.response import Response
from servers import TLS, Answer, Drive, ScriptedServer

BOOK = Answer(200, b'{"id":"b1","title":"Middlemarch"}')


@pytest.fixture
def client(server: ScriptedServer) -> Iterator[LibraryClient]:
    http = httpx.Client(verify=TLS)
    with http, LibraryClient(service_root=server.root, http_client=http) as client:
        yield client


@pytest.fixture
def book(server: ScriptedServer, client: LibraryClient) -> Book:
    server.answers(BOOK)
    return client.books["b1"].get()


def sent(server: ScriptedServer) -> tuple[str, str, bytes]:
    """The last request that arrived: method, target, body."""
    last = server.log[-1]
    return last.method, last.target, last.body


def bodies(server: ScriptedServer, method: str = "PATCH") -> list[bytes]:
    return [received.body for received in server.log if received.method == method]


CALLS: list[tuple[str, Any, Answer, tuple[str, str, bytes], Any]] = [
    (
        "list",
        lambda tree: tree.books.list(),
        Answer(200, b'{"value":[{"id":"b1"}]}'),
        ("GET", "/odata/books", b""),
        [Book(id="b1")],
    ),
    (
        "get",
        lambda tree: tree.books["b1"].get(),
        Answer(200, b'{"id":"b1"}'),
        ("GET", "/odata/books/b1", b""),
        Book(id="b1"),
    ),
    (
        "create",
        lambda tree: tree.books.create(title="Romola", genre=Genre.NOVEL, pages=None),
        Answer(201, b'{"id":"b1"}'),
        ("POST", "/odata/books", b'{"title":"Romola","genre":"novel","pages":null}'),
        Book(id="b1"),
    ),
    (
        "update",
        lambda tree: tree.books["b1"].update(title="Romola"),
        Answer(200, b'{"id":"b1"}'),
        ("PATCH", "/odata/books/b1", b'{"title":"Romola"}'),
        Book(id="b1"),
    ),
    (
        "update without content",
        lambda tree: tree.books["b1"].update(title="Romola"),
        Answer(204),
        ("PATCH", "/odata/books/b1", b'{"title":"Romola"}'),
        None,
    ),
    (
        "delete",
        lambda tree: tree.books["b1"].delete(),
        Answer(204),
        ("DELETE", "/odata/books/b1", b""),
        None,
    ),
    (
        "action",
        lambda tree: tree.books["b1"].lend(to="ada", until=dt.date(2026, 1, 31)),
        Answer(204),
        ("POST", "/odata/books/b1/lend", b'{"to":"ada","until":"2026-01-31"}'),
        None,
    ),
    (
        "function",
        lambda tree: tree.books["b1"].count_loans(by="ada"),
        Answer(200, b'{"value":3}'),
        ("GET", "/odata/books/b1/countLoans(by='ada')", b""),
        3,
    ),
]
every_call = pytest.mark.parametrize(
    ("call", "answer", "request_", "result"),
    [case[1:] for case in CALLS],
    ids=[case[0] for case in CALLS],
)


@every_call
def test_calls(
    call: Any,
    answer: Answer,
    request_: tuple[str, str, bytes],
    result: Any,
    drive: Drive,
    server: ScriptedServer,
) -> None:
    server.answers(answer)
    assert run(drive.kind, server.root, call) == result
    assert sent(server) == request_
    [received] = server.log
    has_body = received.headers.get("content-type") == "application/json"
    assert has_body == bool(received.body)
    assert received.headers["accept"] == "application/json"
    assert received.headers["odata-maxversion"] == "4.01"
    assert received.headers["prefer"] == "tidy"


@every_call
def test_prepared_requests_are_sent_later_by_any_client(
    call: Any,
    answer: Answer,
    request_: tuple[str, str, bytes],
    result: Any,
    drive: Drive,
    server: ScriptedServer,
) -> None:
    prepared = run(drive.kind, server.root, lambda client: call(client.prepare))
    assert isinstance(prepared, Request)
    assert server.log == []
    assert (prepared.method, f"/odata/{prepared.url}") == request_[:2]
    for same in (prepared, pickle.loads(pickle.dumps(prepared)), copy.copy(prepared)):
        server.answers(answer)
        found = run(drive.kind, server.root, methodcaller("send", same))
        assert (found.value if isinstance(result, list) else found) == result
        assert sent(server) == request_
    assert len(server.log) == 3


@every_call
def test_results_with_their_answers(
    call: Any,
    answer: Answer,
    request_: tuple[str, str, bytes],
    result: Any,
    drive: Drive,
    server: ScriptedServer,
) -> None:
    headers = {"X-Exchange": "e1", "X-Cost": "7"}
    server.answers(Answer(answer.status, answer.body, headers))
    found = run(drive.kind, server.root, lambda client: call(client.with_response))
    assert isinstance(found, Response)
    page_or_result = found.result.value if isinstance(result, list) else found.result
    assert page_or_result == result
    assert found.status == found.http_response.status_code == answer.status
    assert found.headers["x-cost"] == "7"
    assert found.request_id == "e1"
    assert sent(server) == request_


def test_an_answer_without_a_request_id(
    server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(Answer(200, b'{"id":"b1"}', {"request-id": "another service's"}))
    assert client.with_response.books["b1"].get().request_id is None


def test_builders_know_what_their_calls_are() -> None:
    client = AsyncLibraryClient(service_root="http://127.0.0.1/")
    lend = client.books["b1"].lend
    assert lend.__doc__ == BookRequestBuilder.lend.__doc__ == "Lend the book."
    assert list(inspect.signature(lend).parameters) == ["to", "until", "with_"]
    assert "BookRequestBuilder.lend" in repr(lend)


def test_a_root_that_is_no_url_and_no_cloud() -> None:
    with pytest.raises(ValueError, match="^'there' is neither a URL nor one of 'here'"):
        LibraryClient(service_root="there")
    with pytest.raises(ValueError, match="^'there' is no URL$"):
        ArchiveClient(service_root="there")


def test_a_collection_is_not_iterated_itself(client: LibraryClient) -> None:
    """Python would take it for a sequence, and get its items 0, 1, 2 for ever."""
    with pytest.raises(TypeError, match="not iterable"):
        list(client.books)  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="not iterable"):
        _ = "b1" in client.books  # type: ignore[operator]


def test_a_coroutine_that_is_not_awaited_sends_nothing(server: ScriptedServer) -> None:
    client = AsyncLibraryClient(service_root=server.root)
    client.books["b1"].get().close()
    assert server.log == []


# Bodies


def test_a_body_is_a_model_or_a_dict_or_keywords(
    server: ScriptedServer, client: LibraryClient
) -> None:
    server.script.extend([Answer(201, b'{"id":"b1"}')] * 3)
    client.books.create(Book(title="Romola", publisher=Publisher(name="X")))
    client.books.create({"title": "Romola", "publisher": Publisher(name="X")})
    client.books.create(title="Romola", publisher=Publisher(name="X"))
    body = b'{"title":"Romola","publisher":{"name":"X"}}'
    assert bodies(server, "POST") == [body] * 3


@pytest.mark.parametrize(
    ("body", "values", "error", "message"),
    [
        (Book(title="X"), {"title": "X"}, TypeError, "either"),
        (Writer(name="X"), {}, TypeError, "Writer is not a Book"),
        (None, {"titel": "X"}, ValueError, "titel"),
        ({"titel": "X"}, {}, ValueError, "titel"),
        (None, {"pages": "7"}, ValueError, "pages"),
        (None, {"acquired": None}, ValueError, "Book.acquired cannot be set"),
        ({"acquired": None}, {}, ValueError, "Book.acquired cannot be set"),
        (
            None,
            {"title": "lower case"},
            ValueError,
            "Book.title does not have the form",
        ),
    ],
)
@pytest.mark.parametrize("is_create", [True, False])
def test_a_body_that_cannot_be_sent(
    body: Any,
    values: dict[str, Any],
    error: type[Exception],
    message: str,
    is_create: bool,
    drive: Drive,
    server: ScriptedServer,
) -> None:
    def call(client: Any) -> Any:
        write = client.books.create if is_create else client.books["b1"].update
        return write(body, **values)

    with pytest.raises(error, match=message):
        run(drive.kind, server.root, call)
    assert server.log == []


@pytest.mark.parametrize("values", [{"id": "b2"}, {"isbn": "978-0"}, {"isbn": None}])
def test_an_update_refuses_what_cannot_be_changed(
    values: Any, server: ScriptedServer, client: LibraryClient
) -> None:
    """Leaving it out would look like success."""
    with pytest.raises(ValueError, match="cannot be set by this call"):
        client.books["b1"].update(title="X", **values)
    with pytest.raises(ValueError, match="cannot be set by this call"):
        client.books["b1"].update(values)
    assert server.log == []


def test_patterns_can_be_switched_off(server: ScriptedServer) -> None:
    server.answers(Answer(201, b'{"id":"b1"}'), Answer(204))
    with LibraryClient(service_root=server.root, check_patterns=False) as client:
        client.books.create(title="lower case")
        client.books["b1"].update(title="lower case")
    assert [received.body for received in server.log] == [b'{"title":"lower case"}'] * 2


@pytest.mark.parametrize("body", [b"", b"{", b"[]"])
def test_a_create_answered_without_an_entity_is_malformed(
    body: bytes, drive: Drive, server: ScriptedServer
) -> None:
    server.answers(Answer(201, body))
    with pytest.raises(MalformedResponseError):
        run(drive.kind, server.root, lambda c: c.books.create(title="Romola"))


def test_a_create_that_asks_for_no_content_gets_none(
    drive: Drive, server: ScriptedServer
) -> None:
    server.answers(Answer(204), Answer(201, b'{"id":"b1"}'))

    def call(client: Any) -> Any:
        books = client.books.with_options(prefer="return=minimal")
        return books.create(title="Romola")

    assert run(drive.kind, server.root, call) is None
    assert run(drive.kind, server.root, call) == Book(id="b1")
    assert server.log[0].headers["prefer"] == "tidy, return=minimal"


def test_a_read_answered_without_content_is_malformed(
    server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(Answer(200, b""))
    with pytest.raises(MalformedResponseError, match="no content"):
        client.books["b1"].get()


def test_a_read_of_what_is_null_finds_nothing(
    drive: Drive, server: ScriptedServer
) -> None:
    server.answers(Answer(204))
    with pytest.raises(NotFoundError, match="no entity") as caught:
        run(drive.kind, server.root, lambda client: client.books["b1"].get())
    assert caught.value.status == 204


# Updates of models


@pytest.mark.parametrize("tree", ["prepare", "with_response", None])
def test_an_update_without_changes_sends_nothing(
    tree: str | None, drive: Drive, server: ScriptedServer
) -> None:
    book = Book()

    def call(client: Any) -> Any:
        place = getattr(client, tree) if tree else client
        return place.books["b1"].update(book)

    found = run(drive.kind, server.root, call)
    if tree == "prepare":
        assert found.idle
        found = run(drive.kind, server.root, lambda client: client.send(found))
    if tree == "with_response":
        assert found.status == 204
        found = found.result
    assert found is None
    assert server.log == []


def test_what_changes_after_an_update_was_prepared_is_still_to_be_sent(
    server: ScriptedServer, client: LibraryClient, book: Book
) -> None:
    book.title = "Romola"
    prepared = client.prepare.books["b1"].update(book)
    book.pages = 500
    server.answers(Answer(204), Answer(204))
    client.send(prepared)
    client.books["b1"].update(book)
    client.books["b1"].update(book)
    assert bodies(server) == [b'{"title":"Romola"}', b'{"pages":500}']


def test_a_model_that_the_program_made_is_read_once_it_was_sent(
    server: ScriptedServer, client: LibraryClient
) -> None:
    made = Book(title="Romola", tags=["long"])
    server.answers(Answer(204), Answer(204))
    client.books["b1"].update(made)
    made.tags.append("good")
    client.books["b1"].update(made)
    assert bodies(server) == [
        b'{"title":"Romola","tags":["long"]}',
        b'{"tags":["long","good"]}',
    ]


def test_an_update_that_is_refused_leaves_its_changes(
    drive: Drive, server: ScriptedServer, book: Book
) -> None:
    book.title = "Romola"
    server.answers(Answer(404, b"{}"), Answer(204))
    with pytest.raises(NotFoundError):
        run(drive.kind, server.root, lambda client: client.books["b1"].update(book))
    run(drive.kind, server.root, lambda client: client.books["b1"].update(book))
    run(drive.kind, server.root, lambda client: client.books["b1"].update(book))
    assert bodies(server) == [b'{"title":"Romola"}'] * 2


# Reading as clients are told to


def test_mismatches_go_to_the_clients_hook(
    drive: Drive, server: ScriptedServer
) -> None:
    reported: list[Mismatch] = []
    server.answers(Answer(200, b'{"value":[{"pages":"many"},{"pages":"few"},7]}'))
    books = run(
        drive.kind,
        server.root,
        lambda client: client.books.list(),
        on_mismatch=reported.append,
    )
    assert [book if book == 7 else book.pages for book in books] == ["many", "few", 7]
    assert reported == [
        Mismatch("library.book", "pages", "many"),
        Mismatch("library.book", "", 7),
    ]


def test_a_strict_client_refuses_mismatches(
    drive: Drive, server: ScriptedServer
) -> None:
    server.answers(Answer(200, b'{"pages":"many"}'))
    with pytest.raises(MalformedResponseError, match="pages") as caught:
        run(drive.kind, server.root, lambda c: c.books["b1"].get(), strict=True)
    assert caught.value.response.content == b'{"pages":"many"}'


# The way out


@pytest.mark.parametrize(
    ("result", "answer", "value"),
    [
        (None, b"anything", None),
        (dict, b'{"a":[1.50]}', {"a": [1.5]}),
        (dict[str, Any], b'{"a":1}', {"a": 1}),
        (list, b"[1]", [1]),
        (int, b"\xef\xbb\xbf5", 5),
        (str, '"é"'.encode(), '"é"'),
        (bytes, b"\xff\0", b"\xff\0"),
        (Book, b'{"id":"b1"}', Book(id="b1")),
    ],
)
def test_free_requests(
    result: Any, answer: bytes, value: Any, drive: Drive, server: ScriptedServer
) -> None:
    server.answers(Answer(200, answer))
    found = run(
        drive.kind,
        server.root,
        lambda client: client.request("GET", "/any/path?x=%20", result=result),
    )
    assert found == value
    assert type(found) is type(value)
    assert sent(server) == ("GET", "/odata/any/path?x=%20", b"")


@pytest.mark.parametrize(
    ("result", "answer"),
    [(dict, b"[]"), (list, b"{}"), (dict, b""), (dict, b"<html>"), (Book, b"")],
)
def test_a_free_request_answered_otherwise(
    result: Any, answer: bytes, server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(Answer(200, answer))
    with pytest.raises(MalformedResponseError, match="GET /odata/any"):
        client.request("GET", "any", result=result)


def test_the_body_of_a_free_request(drive: Drive, server: ScriptedServer) -> None:
    body = {
        "null": None,
        "nested": {"null": None, "on": dt.date(2026, 1, 31)},
        "list": [1.5, Genre("epic"), Publisher(name="X")],
    }
    run(
        drive.kind,
        server.root,
        lambda client: client.request(
            "PATCH",
            "books/b1",
            json=body,
            query={"a": "b c", "$count": "true"},
            headers={"If-Match": "*"},
        ),
    )
    [received] = server.log
    assert received.target == "/odata/books/b1?a=b%20c&$count=true"
    assert json.loads(received.body) == {
        "null": None,
        "nested": {"null": None, "on": "2026-01-31"},
        "list": [1.5, "epic", {"name": "X"}],
    }
    assert received.headers["content-type"] == "application/json"
    assert received.headers["if-match"] == "*"
    assert received.headers["consistencylevel"] == "eventual"


def test_a_free_request_with_content_of_another_kind(
    server: ScriptedServer, client: LibraryClient
) -> None:
    client.request(
        "PUT", "cover", content=b"\xff\xd8", headers={"Content-Type": "image/jpeg"}
    )
    [received] = server.log
    assert (received.method, received.body) == ("PUT", b"\xff\xd8")
    assert received.headers["content-type"] == "image/jpeg"
    assert received.headers["prefer"] == "tidy"


def test_a_model_that_a_free_request_read_is_updated_by_its_changes(
    server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(BOOK, Answer(204))
    book = client.request("GET", "anywhere", result=Book)
    book.pages = 880
    client.books["b1"].update(book)
    assert bodies(server) == [b'{"pages":880}']


def test_a_free_request_in_every_tree(drive: Drive, server: ScriptedServer) -> None:
    server.answers(*[Answer(200, b'{"id":"b1"}')] * 3)

    def call(tree: Any) -> Any:
        return tree.request("GET", "books/b1", result=Book)

    assert run(drive.kind, server.root, call) == Book(id="b1")
    answer = run(drive.kind, server.root, lambda client: call(client.with_response))
    assert (answer.status, answer.result) == (200, Book(id="b1"))
    prepared = run(drive.kind, server.root, lambda client: call(client.prepare))
    assert run(drive.kind, server.root, lambda c: c.send(prepared)) == Book(id="b1")
    assert server.sends == [("GET", "/odata/books/b1")] * 3
