"""Bodies as servers in other languages read them: by the version that they are in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from batches import batch_of, entries, ok
from library import Book, LibraryClient
from servers import TLS, Answer, ScriptedServer

CREATED = Answer(201, b'{"id":"b1"}')
Call = Callable[[Any], Any]


@pytest.fixture
def client(server: ScriptedServer) -> Iterator[LibraryClient]:
    http = httpx.Client(verify=TLS)
    with http, LibraryClient(service_root=server.root, http_client=http) as client:
        yield client


def with_link_in_extras(client: Any) -> Any:
    book = Book.from_odata({"id": "b1", "title": "Odd", "publisher": {"name": "P"}})
    assert book.publisher is not None
    book.publisher.extras["owner@odata.bind"] = "writers/w2"
    return client.books["b1"].update(book)


def with_something_like_a_link(client: Any) -> Any:
    return client.books.create(title='T@odata.bind":', tags=["author@odata.bind"])


WITH_LINKS: list[Call] = [
    lambda client: client.books.create({"title": "Odd", "author": client.books["w"]}),
    lambda client: client.books.create({"title": "Odd", "readers": [client.books[1]]}),
    lambda client: client.books["b1"].update({"author": client.books["w"]}),
    lambda client: client.request(
        "PATCH", "books/b1", json={"author@odata.bind": "writers/w2"}
    ),
    with_link_in_extras,
]
WITHOUT: list[Call] = [
    lambda client: client.books.create(title="Odd"),
    lambda client: client.books["b1"].lend(to="Ada"),
    lambda client: client.books["b1"].get(),
    with_something_like_a_link,
]


@pytest.mark.parametrize("call", WITH_LINKS)
def test_links_are_in_the_form_of_4_0_and_say_so(
    call: Call, server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(CREATED)
    call(client)
    (received,) = server.log
    assert b'@odata.bind":' in received.body
    assert received.headers["odata-version"] == "4.0"
    assert received.headers["odata-maxversion"] == "4.01"


@pytest.mark.parametrize("call", WITHOUT)
def test_what_has_no_links_is_of_no_version(
    call: Call, server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(CREATED)
    call(client)
    assert "odata-version" not in server.log[0].headers


def test_a_version_that_the_caller_gives_stays(
    server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(CREATED)
    untyped: Any = client
    place = untyped.with_options(headers={"odata-version": "4.01"}).books
    place.create({"title": "Odd", "author": client.books["w"]})
    assert server.log[0].headers["odata-version"] == "4.01"


def test_requests_in_batches_have_versions_of_their_own(
    server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(batch_of(lambda _: ok({"id": "b1"}, 201)))
    link: Any = {"title": "Odd", "author": client.books["w"]}
    with client.batch() as batch:
        batch.books.create(link)
        batch.books.create(title="Odd")
    (received,) = server.log
    assert "odata-version" not in received.headers
    versions = [each["headers"].get("odata-version") for each in entries(received)]
    assert versions == ["4.0", None]
