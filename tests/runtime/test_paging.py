"""Pages, followed as far as somebody reads and no further."""

from __future__ import annotations

import gc
import json
import pickle
from collections.abc import Iterator
from typing import Any

import anyio
import httpx
import pytest

from library import AsyncLibraryClient, Book, LibraryClient, run
from odata2py.runtime.errors import (
    ForeignOriginError,
    MalformedResponseError,
    ServerError,
)
from odata2py.runtime.paging import Page
from servers import TLS, Answer, Drive, Received, ScriptedServer


def page(*ids: str, next_link: Any = None, **more: Any) -> Answer:
    data: dict[str, Any] = {"value": [{"id": id_} for id_ in ids], **more}
    if next_link is not None:
        data["@odata.nextLink"] = next_link
    return Answer(200, json.dumps(data).encode())


@pytest.fixture
def client(server: ScriptedServer) -> Iterator[LibraryClient]:
    http = httpx.Client(verify=TLS)
    with http, LibraryClient(service_root=server.root, http_client=http) as client:
        yield client


def listed(drive: Drive, server: ScriptedServer, **options: Any) -> list[str]:
    books = run(drive.kind, server.root, lambda c: c.books.list(**options))
    return [book.id for book in books]


def test_all_pages_are_listed(drive: Drive, server: ScriptedServer) -> None:
    server.answers(
        page("b1", "b2", next_link=f"{server.root}books?$top=5&$skiptoken=a%20b'"),
        page(next_link="?$skiptoken=c"),
        page("b3", next_link="books?$skiptoken=d"),
        page("b4"),
    )
    assert listed(drive, server, top=5) == ["b1", "b2", "b3", "b4"]
    assert [target for _, target in server.sends] == [
        "/odata/books?$top=5",
        "/odata/books?$top=5&$skiptoken=a%20b'",
        "/odata/books?$skiptoken=c",
        "/odata/books?$skiptoken=d",
    ]


def test_nothing_is_asked_before_it_is_read(
    server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(page("b1", "b2", next_link="books?2"), page("b3"))
    books = client.books.list()
    assert len(server.log) == 0
    items = iter(books)
    assert len(server.log) == 0
    assert [next(items).id, next(items).id] == ["b1", "b2"]
    assert len(server.log) == 1
    assert next(items).id == "b3"
    assert len(server.log) == 2


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_nothing_is_asked_before_it_is_awaited(
    backend: str, server: ScriptedServer
) -> None:
    server.answers(page("b1", "b2", next_link="books?2"), page("b3"))

    async def main() -> None:
        async with AsyncLibraryClient(service_root=server.root) as client:
            books = client.books.list()
            items = aiter(books)
            assert len(server.log) == 0
            assert [(await anext(items)).id, (await anext(items)).id] == ["b1", "b2"]
            assert len(server.log) == 1
            assert (await anext(items)).id == "b3"
            with pytest.raises(StopAsyncIteration):
                await anext(items)
            assert len(server.log) == 2

    anyio.run(main, backend=backend)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_loop_that_is_left_early_leaves_nothing_to_close(
    backend: str, server: ScriptedServer
) -> None:
    """Trio warns of asynchronous generators that are; warnings are errors here."""
    server.answers(page("b1", "b2", next_link="books?2"))

    async def main() -> None:
        async with AsyncLibraryClient(service_root=server.root) as client:
            async for book in client.books.list():
                assert book.id == "b1"
                break
            gc.collect()
            await anyio.sleep(0)

    anyio.run(main, backend=backend)
    assert len(server.log) == 1


def test_each_iteration_asks_anew(
    server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(page("b1"), page("b1", "b2"))
    books = client.books.list()
    assert [len(list(books)), len(list(books))] == [1, 2]
    assert server.sends == [("GET", "/odata/books")] * 2


def test_pages_as_the_service_cuts_them(drive: Drive, server: ScriptedServer) -> None:
    context = {"@odata.context": "$metadata#books"}
    server.answers(
        page("b1", next_link="books?2", **context, **{"@odata.count": 2}),
        page("b2", **{"@odata.deltaLink": "books?delta", "@library.x": 1}),
    )

    async def pages(client: Any) -> list[Any]:
        return [each async for each in client.books.list().pages()]

    if drive.is_async:
        first, second = run(drive.kind, server.root, pages)
    else:
        first, second = run(
            drive.kind, server.root, lambda c: list(c.books.list().pages())
        )
    assert (first.value, second.value) == ([Book(id="b1")], [Book(id="b2")])
    assert (first.count, second.count) == (2, None)
    assert first.next_link == f"{server.root}books?2"
    assert second.next_link is None
    assert second.delta_link == f"{server.root}books?delta"
    assert first.extras == context
    assert second.extras == {"@library.x": 1}


@pytest.mark.parametrize(
    ("annotations", "count"),
    [
        ({"@odata.count": 0}, 0),
        ({"@count": 7}, 7),
        ({"@odata.count": "9007199254740993"}, 9007199254740993),
        ({"@odata.count": None}, None),
        ({"@odata.count": "many"}, None),
        ({}, None),
    ],
)
def test_the_count(
    annotations: dict[str, Any],
    count: int | None,
    server: ScriptedServer,
    client: LibraryClient,
) -> None:
    server.answers(page("b1", **annotations))
    found = client.with_response.books.list(count=True)
    assert found.result.count == count
    assert server.sends == [("GET", "/odata/books?$count=true")]


@pytest.mark.parametrize(
    ("context", "link", "target"),
    [
        (None, "books?2", "/odata/books/b1/books?2"),
        (None, "/other/books?2", "/other/books?2"),
        (None, "../books?2", "/odata/books/books?2"),
        (None, "?a=http://x", "/odata/books/b1/findSimilar?a=http://x"),
        ("$metadata#books", "books?2", "/odata/books/b1/books?2"),
        ("../../$metadata#books", "books?2", "/odata/books?2"),
        ("/odata/$metadata#books", "books?2", "/odata/books?2"),
        (5, "books?2", "/odata/books/b1/books?2"),
    ],
)
@pytest.mark.parametrize("prefix", ["@odata.", "@"])
def test_relative_links_start_from_the_context(
    context: Any,
    link: str,
    target: str,
    prefix: str,
    server: ScriptedServer,
    client: LibraryClient,
) -> None:
    """OData JSON Format 4.01, section 4.3."""
    annotations = {f"{prefix}nextLink": link}
    if context is not None:
        annotations[f"{prefix}context"] = context
    server.answers(page("b2", **annotations), page("b3"))
    similar = client.books["b1"].find_similar(limit=2)
    assert [book.id for book in similar] == ["b2", "b3"]
    assert server.sends[1] == ("GET", target)


def test_paging_through_the_result_of_an_action(
    drive: Drive, server: ScriptedServer
) -> None:
    server.answers(page("b2", next_link=f"{server.root}more"), page("b3"))
    similar = run(
        drive.kind,
        server.root,
        lambda c: (
            c.with_options(headers={"X-One": "1"}).books["b1"].find_similar(limit=2)
        ),
    )
    assert [book.id for book in similar] == ["b2", "b3"]
    first, second = server.log
    assert (first.method, first.body) == ("POST", b'{"limit":2}')
    assert (second.method, second.body) == ("GET", b"")
    assert "content-type" not in second.headers
    for received in (first, second):
        assert received.headers["x-one"] == "1"
        assert received.headers["prefer"] == "tidy"


@pytest.mark.parametrize(
    ("way", "most"),
    [
        (["books"], 1),
        (["books?2", "books?2"], 2),
        (["books?2", "books?3", "books?2"], 6),
        ([f"books?{n}" for n in range(2, 40)] + ["books?7"], 120),
    ],
    ids=["first page", "second page", "two pages", "many pages"],
)
def test_next_links_in_a_circle_are_refused(
    way: list[str], most: int, drive: Drive, server: ScriptedServer
) -> None:
    follows = dict(zip(["books", *way], way, strict=False))

    def answer(received: Received) -> Answer:
        return page("b", next_link=server.root + follows[received.target[7:]])

    server.answers(*[answer] * (most + 1))
    with pytest.raises(MalformedResponseError, match="circle"):
        listed(drive, server)
    assert len(server.log) <= most


def test_a_delta_link_may_name_the_page_itself(
    server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(page("b1", **{"@odata.deltaLink": "books"}))
    assert [book.id for book in client.books.list()] == ["b1"]


@pytest.mark.parametrize("context", [False, True])
def test_a_next_link_to_elsewhere_is_refused(
    context: bool, drive: Drive, server: ScriptedServer, elsewhere: ScriptedServer
) -> None:
    where = f"{elsewhere.root}$metadata"
    server.answers(
        page("b1", next_link="books?2", **{"@odata.context": where})
        if context
        else page("b1", next_link=f"{elsewhere.root}books?2")
    )
    with pytest.raises(ForeignOriginError):
        listed(drive, server)
    assert len(server.log) == 1
    assert elsewhere.log == []


@pytest.mark.parametrize("link", [5, "", False, ["books?2"]])
def test_what_is_no_link_ends_the_listing(
    link: Any, server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(page("b1", next_link=link))
    assert [book.id for book in client.books.list()] == ["b1"]


def test_an_unreadable_link_is_malformed(
    server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(page("b1", next_link="http://x:port/books"))
    with pytest.raises(MalformedResponseError, match="unreadable nextLink"):
        list(client.books.list())


def test_a_failure_ends_the_listing_after_what_was_read(
    drive: Drive, server: ScriptedServer
) -> None:
    def fail(received: Received) -> Answer:
        return Answer(500, b'{"error":{"code":"oops","message":"no"}}')

    server.answers(page("b1", next_link="books?2"), fail)
    with pytest.raises(ServerError, match="oops"):
        listed(drive, server)
    assert len(server.log) == 2


def test_many_empty_pages(drive: Drive, server: ScriptedServer) -> None:
    server.answers(*[page(next_link=f"books?{number}") for number in range(300)])
    server.answers(page("b1"))
    assert listed(drive, server) == ["b1"]
    assert len(server.log) == 301


def test_a_prepared_listing_gives_one_page(
    server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(page("b1", next_link="books?2"), page("b1", next_link="books?2"))
    found = client.send(client.prepare.books.list())
    assert found.next_link == f"{server.root}books?2"
    assert client.with_response.books.list().result == found
    assert len(server.log) == 2


@pytest.fixture
def numbered(server: ScriptedServer) -> ScriptedServer:
    """Two pages of books whose numbers and odd values tell how they were read."""
    first = b'{"value":[{"id":"b1","pages":"?","price":1.10,"@odata.etag":"e"}],'
    link = f'"@odata.nextLink":"{server.root}books?2"}}'.encode()
    server.answers(Answer(200, first + link), page("b2"))
    return server


RECORDS = [
    {"id": "b1", "pages": "?", "price": 1.1, "@odata.etag": "e"},
    {"id": "b2"},
]


def test_records_are_plain_data(drive: Drive, numbered: ScriptedServer) -> None:
    mismatches: list[Any] = []
    records = run(
        drive.kind,
        numbered.root,
        lambda client: client.books.list(top=5).records(),
        on_mismatch=mismatches.append,
    )
    assert records == RECORDS
    assert mismatches == []
    assert [target for _, target in numbered.sends] == [
        "/odata/books?$top=5",
        "/odata/books?2",
    ]


def test_records_page_by_page(numbered: ScriptedServer, client: LibraryClient) -> None:
    pages = list(client.books.list().records().pages())
    assert [record for page in pages for record in page.value] == RECORDS
    assert pages[0].next_link == f"{numbered.root}books?2"


@pytest.mark.parametrize("body", [b"[]", b"{}", b'{"value":5}', b"", b"{", b"null"])
def test_records_of_what_is_no_page(
    body: bytes, server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(Answer(200, body))
    with pytest.raises(MalformedResponseError, match="GET /odata/books: "):
        list(client.books.list().records())


def test_a_listing_goes_on_from_a_page(drive: Drive, numbered: ScriptedServer) -> None:
    def first(client: Any) -> Any:
        return client.send(client.prepare.books.list(top=5))

    read = run(drive.kind, numbered.root, first)
    assert len(numbered.log) == 1
    books = run(drive.kind, numbered.root, lambda client: client.pager(read))
    assert [(book.id, type(book)) for book in books] == [("b1", Book), ("b2", Book)]
    assert books[0] is read.value[0]
    assert numbered.sends[1:] == [("GET", "/odata/books?2")]
    assert numbered.log[1].headers["prefer"] == "tidy"


def test_records_from_a_page_on(drive: Drive, numbered: ScriptedServer) -> None:
    def first(client: Any) -> Any:
        return client.send(client.prepare.books.list())

    read = run(drive.kind, numbered.root, first)
    rest = run(drive.kind, numbered.root, lambda client: client.pager(read).records())
    assert rest == RECORDS


def test_a_page_that_the_program_made_leads_nowhere(client: LibraryClient) -> None:
    page = Page([Book(id="b1")], next_link="https://library.example/books?2")
    assert page.next_request is None
    assert [book.id for book in client.pager(page)] == ["b1"]


def test_the_last_page_has_no_next_request(
    numbered: ScriptedServer, client: LibraryClient
) -> None:
    first = client.with_response.books.list().result
    assert first.next_request is not None
    assert client.send(first.next_request).next_request is None


def test_what_changed_since_is_asked_for(drive: Drive, server: ScriptedServer) -> None:
    """The request may be sent another day, in another process; its answer has pages."""
    removed = {"id": "b1", "@removed": {"reason": "deleted"}}
    server.answers(
        page("b1", next_link="books?2"),
        page("b2", **{"@odata.deltaLink": "books?delta"}),
        page("b3", next_link="books?delta2"),
        Answer(200, json.dumps({"value": [removed]}).encode()),
    )

    def last(client: Any) -> Any:
        return client.send(client.send(client.prepare.books.list()).next_request)

    async def last_later(client: Any) -> Any:
        first = await client.send(client.prepare.books.list())
        return await client.send(first.next_request)

    read = run(drive.kind, server.root, last_later if drive.is_async else last)
    later = pickle.loads(pickle.dumps(read.delta_request))
    books = run(drive.kind, server.root, lambda client: client.pager(later))
    assert [type(book) for book in books] == [Book, Book]
    assert [book.id for book in books] == ["b3", "b1"]
    assert books[1].extras["@removed"] == {"reason": "deleted"}
    targets = [target for _, target in server.sends]
    assert targets[2:] == ["/odata/books?delta", "/odata/books?delta2"]


def test_a_delta_link_to_elsewhere_is_refused(
    client: LibraryClient, server: ScriptedServer, elsewhere: ScriptedServer
) -> None:
    server.answers(page("b1", **{"@odata.deltaLink": f"{elsewhere.root}books"}))
    read = client.with_response.books.list().result
    assert read.delta_request is not None
    with pytest.raises(ForeignOriginError):
        list(client.pager(read.delta_request))
    assert elsewhere.log == []


def test_a_page_without_a_delta_link_asks_for_no_changes(
    numbered: ScriptedServer, client: LibraryClient
) -> None:
    assert client.with_response.books.list().result.delta_request is None
