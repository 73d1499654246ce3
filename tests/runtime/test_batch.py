"""Batches: what they send, what becomes of it, and what they refuse to do."""

from __future__ import annotations

import json
import pickle
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import anyio
import httpx
import pytest

from batches import batch_of, book, entries, error, ok, send, urls
from library import AsyncLibraryClient, Book, LibraryClient
from odata2py.runtime.errors import (
    ForeignOriginError,
    NotFoundError,
    PermissionDeniedError,
)
from odata2py.runtime.paging import Page
from odata2py.runtime.response import Response
from servers import TLS, Answer, Drive, Received, ScriptedServer


@pytest.fixture
def client(server: ScriptedServer) -> Iterator[LibraryClient]:
    http = httpx.Client(verify=TLS)
    with http, LibraryClient(service_root=server.root, http_client=http) as client:
        yield client


def test_answers_are_told_apart_by_id(drive: Drive, server: ScriptedServer) -> None:
    """They arrive last one first."""
    server.answers(batch_of())
    pending = send(
        drive.kind, server.root, lambda b: [b.books[k].get() for k in ("b1", "b2")]
    )
    assert [p.result().id for p in pending] == ["b1", "b2"]
    assert urls(server) == [["books/b1", "books/b2"]]


def test_what_a_batch_says(server: ScriptedServer) -> None:
    server.answers(batch_of(lambda entry: ok({"id": "b1"}, 201)))

    def fill(batch: Any) -> None:
        batch.books["a b/c"].get(select=["id", "title"])
        batch.books.with_options(headers={"X-One": "1"}, prefer="y").create(
            id="b1", title="Grüße", pages=12
        )
        batch.room.with_options(if_match='W/"1"').get()

    send("sync", server.root, fill, credential="token")
    [received] = server.log
    assert received.headers["authorization"] == "Bearer token"
    assert received.headers["content-type"] == "application/json"
    # Or the service would stop at the first error (OData Protocol 4.01, 8.2.8.3).
    assert received.headers["prefer"] == "odata.continue-on-error"
    common = {"accept": "application/json", "odata-maxversion": "4.01"}
    assert entries(received) == [
        {
            "id": "1",
            "method": "GET",
            "url": "books/a%20b%2Fc?$select=id,title",
            "headers": {**common, "prefer": "tidy"},
        },
        {
            "id": "2",
            "method": "POST",
            "url": "books",
            "headers": {
                **common,
                "prefer": "tidy, y",
                "content-type": "application/json",
                "x-one": "1",
            },
            "body": {"id": "b1", "title": "Grüße", "pages": 12},
        },
        {
            "id": "3",
            "method": "GET",
            "url": "room",
            "headers": {**common, "prefer": "tidy", "if-match": 'W/"1"'},
        },
    ]


def test_a_profile_may_want_another_beginning_of_urls(server: ScriptedServer) -> None:
    class Client(LibraryClient):
        profile = replace(LibraryClient.profile, batch_url_prefix="/")

    server.answers(batch_of())
    with Client(service_root=server.root) as client, client.batch() as batch:
        batch.books["b1"].get()
    assert urls(server) == [["/books/b1"]]


def test_a_batch_is_split_where_the_service_wants_it(
    drive: Drive, server: ScriptedServer
) -> None:
    server.answers(*[batch_of()] * 3)
    keys = [f"b{n}" for n in range(7)]
    pending = send(drive.kind, server.root, lambda b: [b.books[k].get() for k in keys])
    assert [p.result().id for p in pending] == keys
    assert sorted(map(len, urls(server))) == [1, 3, 3]
    assert sorted(url for batch in urls(server) for url in batch) == [
        f"books/{key}" for key in keys
    ]


@pytest.mark.parametrize(("concurrency", "at_once"), [(1, 1), (2, 2), (4, 3)])
def test_several_batches_are_on_their_way(
    concurrency: int, at_once: int, drive: Drive, server: ScriptedServer
) -> None:
    together = threading.Barrier(at_once)
    inside: list[int] = [0, 0]
    lock = threading.Lock()

    def meet(received: Received) -> Answer:
        with lock:
            inside[0] += 1
            inside[1] = max(inside)
        if len(server.log) <= at_once:
            together.wait(10)
        with lock:
            inside[0] -= 1
        return batch_of()(received)

    server.answers(meet, meet, meet)
    pending = send(
        drive.kind,
        server.root,
        lambda b: [b.books[f"b{n}"].get() for n in range(7)],
        concurrency=concurrency,
    )
    assert [p.result().id for p in pending] == [f"b{n}" for n in range(7)]
    assert inside == [0, at_once]


def test_every_failure_is_the_failure_of_its_item(
    drive: Drive, server: ScriptedServer
) -> None:
    answers = {
        "books/b1": error(404, "itemNotFound", **{"x-exchange": "e1"}),
        "books/b2": error(403),
        "books/b3": ok({"id": "b3"}),
    }
    server.answers(batch_of(lambda entry: answers[entry["url"]]))
    one, two, three = send(
        drive.kind, server.root, lambda b: [b.books[f"b{n}"].get() for n in (1, 2, 3)]
    )
    with pytest.raises(NotFoundError, match="404 itemNotFound: no") as caught:
        one.result()
    assert caught.value.request_id == "e1"
    assert one.exception() is caught.value
    assert caught.value.response.request.url == f"{server.root}books/b1"
    assert isinstance(two.exception(), PermissionDeniedError)
    assert three.exception() is None
    assert three.result().id == "b3"


def test_a_result_with_its_response(drive: Drive, server: ScriptedServer) -> None:
    headers = {"x-exchange": "e1", "ETag": 'W/"1"'}
    server.answers(batch_of(lambda entry: ok({"id": "b1"}, 200, **headers)))
    pending = send(drive.kind, server.root, lambda b: b.books["b1"].get())
    response = pending.response()
    assert isinstance(response, Response)
    assert (response.status, response.request_id) == (200, "e1")
    assert response.headers["etag"] == 'W/"1"'
    assert response.result.id == "b1"
    assert response.result.odata_etag == 'W/"1"'


def test_all_kinds_of_calls(drive: Drive, server: ScriptedServer) -> None:
    def respond(entry: Any) -> Any:
        match entry["method"], entry["url"]:
            case "PATCH", _:
                return ok(status=204)
            case "DELETE", _:
                return ok(status=204)
            case "POST", "books/b1/lend":
                return ok(status=204)
            case _, "books/b1/countLoans()":
                return ok({"value": 7})
            case "POST", "books":
                return ok({"id": "new"}, 201)
            case _, "any?a=b":
                return ok([1, 2])
        return ok({"value": [{"id": "b1"}]})

    server.answers(*[batch_of(respond)] * 3)

    def fill(batch: Any) -> Any:
        return [
            batch.books["b1"].update(title="New"),
            batch.books["b1"].delete(),
            batch.books["b1"].lend(to="ada"),
            batch.books["b1"].count_loans(),
            batch.books.create(title="New"),
            batch.request("GET", "/any", result=list, query={"a": "b"}),
            batch.books.list(top=1),
        ]

    pending = send(drive.kind, server.root, fill)
    *others, page = [p.result() for p in pending]
    assert others == [None, None, None, 7, Book(id="new"), [1, 2]]
    assert isinstance(page, Page)
    assert page.value == [Book(id="b1")]


def test_a_listing_goes_on_outside_of_the_batch(
    server: ScriptedServer, client: LibraryClient
) -> None:
    link = f"{server.root}books?2"
    first = {"value": [{"id": "b1"}], "@odata.nextLink": link}
    server.answers(batch_of(lambda entry: ok(first)))
    server.answers(Answer(200, b'{"value":[{"id":"b2"}]}'))
    with client.batch() as batch:
        pending = batch.books.list(top=5)
    books = list(client.pager(pending.result()))
    assert [b.id for b in books] == ["b1", "b2"]
    assert [received.target for received in server.log] == [
        "/odata/$batch",
        "/odata/books?2",
    ]
    server.answers(Answer(204, b""))
    books[0].title = "New"
    client.books["b1"].update(books[0])
    assert server.log[-1].body == b'{"title":"New"}'


def test_pages_may_be_followed_by_batches(
    server: ScriptedServer, client: LibraryClient
) -> None:
    first = {"value": [{"id": "b1"}], "@odata.nextLink": "books?2"}
    server.answers(batch_of(lambda entry: ok(first)))
    server.answers(batch_of(lambda entry: ok({"value": [{"id": "b2"}]})))
    with client.batch() as batch:
        pending = batch.books.list()
    following = pending.result().next_request
    assert following is not None
    with client.batch() as batch:
        pending = batch.add(following)
    assert urls(server) == [["books"], ["books?2"]]
    assert [b.id for b in pending.result().value] == ["b2"]


def test_prepared_requests_of_any_client(
    drive: Drive, server: ScriptedServer, client: LibraryClient
) -> None:
    prepared = pickle.loads(pickle.dumps(client.prepare.books["b1"].get()))
    other = LibraryClient(service_root="https://library.example/")
    server.answers(batch_of())
    pending = send(
        drive.kind,
        server.root,
        lambda b: [b.add(prepared), b.add(other.prepare.books["b2"].get())],
    )
    assert [p.result().id for p in pending] == ["b1", "b2"]


def test_a_request_of_another_service_is_refused_alone(
    server: ScriptedServer, elsewhere: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(batch_of())
    foreign = client.prepare.request("GET", f"{elsewhere.root}books", result=dict)
    with client.batch() as batch:
        one, two = batch.add(foreign), batch.books["b2"].get()
    assert isinstance(one.exception(), ForeignOriginError)
    assert two.result().id == "b2"
    assert urls(server) == [["books/b2"]]
    assert elsewhere.log == []


def test_an_own_url_outside_of_the_root_stays_absolute(
    server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(batch_of(lambda entry: ok({})))
    with client.batch() as batch:
        batch.request("GET", f"{server.origin}/other", result=dict)
    assert urls(server) == [[f"{server.origin}/other"]]


def test_what_has_nothing_to_say_is_not_sent(
    drive: Drive, server: ScriptedServer
) -> None:
    unchanged = Book.from_odata({"id": "b1", "title": "T"})
    server.answers(batch_of())
    idle, get = send(
        drive.kind,
        server.root,
        lambda b: [b.books["b1"].update(unchanged), b.books["b1"].get()],
    )
    assert idle.result() is None
    assert get.result().id == "b1"
    assert urls(server) == [["books/b1"]]


def test_an_update_counts_only_once_it_succeeded(
    server: ScriptedServer, client: LibraryClient
) -> None:
    refused = Book.from_odata({"id": "b1", "title": "T"})
    taken = Book.from_odata({"id": "b2", "title": "T"})
    refused.title = taken.title = "New"
    answers = {"books/b1": error(400), "books/b2": ok(status=204)}
    server.answers(batch_of(lambda entry: answers[entry["url"]]))
    with client.batch() as batch:
        batch.books["b1"].update(refused)
        batch.books["b2"].update(taken)
    server.answers(Answer(204, b""))
    client.books["b1"].update(refused)
    client.books["b2"].update(taken)
    assert [received.target for received in server.log[1:]] == ["/odata/books/b1"]


def test_bodies_that_are_no_json(drive: Drive, server: ScriptedServer) -> None:
    """OData JSON Format 4.01, 19.1 and 19.3: text as text, all else as base64url."""
    binary = bytes(range(250, 256)) + b"\0?>"
    answers: Any = {
        "a/$value": {"body": "-vv8_f7_AD8-", "headers": {"content-type": "image/png"}},
        "b/$value": {"body": "+vv8/f7/AD8+", "headers": {"Content-Type": "image/png"}},
        "c/$value": {"body": "Grüße\u2028", "headers": {"content-type": "text/plain"}},
        "d": {"headers": {"content-type": "application/json"}, "body": "text"},
        "e": {"body": {"a": 1}},
    }
    server.answers(
        *[batch_of(lambda entry: {"status": 200, **answers[entry["url"]]})] * 2
    )

    def fill(batch: Any) -> Any:
        typed = {"Content-Type": "image/png"}
        text = {"content-type": "text/plain;charset=utf-8"}
        return [
            batch.request(
                "PUT", "a/$value", result=bytes, content=binary, headers=typed
            ),
            batch.request("GET", "b/$value", result=bytes),
            batch.request(
                "PUT", "c/$value", result=str, content="Ä\n".encode(), headers=text
            ),
            batch.request("GET", "d", result=bytes),
            batch.request("GET", "e", result=dict),
        ]

    pending = send(drive.kind, server.root, fill)
    assert [p.result() for p in pending] == [
        binary,
        binary,
        "Grüße\u2028",
        b'"text"',
        {"a": 1},
    ]
    sent = {
        e["url"]: e.get("body") for received in server.log for e in entries(received)
    }
    assert (sent["a/$value"], sent["b/$value"]) == ("-vv8_f7_AD8-", None)
    assert sent["c/$value"] == "Ä\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32-le"])
def test_numbers_keep_their_digits(
    encoding: str, server: ScriptedServer, client: LibraryClient
) -> None:
    text = (
        ' {"other" : [ ] , "responses" : [ { "id":"1", "status":200, "headers":{},'
        ' "body" : {"id":"b}],\\"1","price":1.10,"e":1E400,"pages":1.0, '
        '"deep":[[],{},[1.50]]} } ] } '
    )
    server.answers(Answer(200, text.encode(encoding)))
    with client.batch() as batch:
        pending = batch.books["b1"].get()
    read = pending.result()
    assert read.id == 'b}],"1'
    read.title = "T"
    server.answers(batch_of(lambda entry: ok(status=204)))
    with client.batch() as batch:
        batch.add(client.prepare.books.create(read))
    assert (
        b'"body":{"id":"b}],\\"1","title":"T","pages":1.0,"price":1.10,'
        b'"e":1E400,"deep":[[],{},[1.50]]}'
    ) in server.log[-1].body


def test_a_batch_without_requests_is_not_sent(
    drive: Drive, server: ScriptedServer
) -> None:
    send(drive.kind, server.root, lambda b: None)
    assert server.log == []


def test_nothing_is_sent_before_the_block_ends(
    server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(batch_of())
    with client.batch() as batch:
        pending = batch.books["b1"].get()
        assert not pending.done()
        for ask in (pending.result, pending.response, pending.exception):
            with pytest.raises(RuntimeError, match="was not sent yet"):
                ask()
        assert server.log == []
    assert pending.done()
    with pytest.raises(RuntimeError, match="has ended"):
        batch.books["b2"].get()
    with pytest.raises(RuntimeError, match="has ended"), batch:
        pass
    assert len(server.log) == 1


def test_a_block_that_ends_with_an_exception_sends_nothing(
    drive: Drive, server: ScriptedServer
) -> None:
    kept: list[Any] = []

    def fill(batch: Any) -> None:
        kept.append(batch.books["b1"].get())
        raise KeyError("of the program")

    with pytest.raises(KeyError, match="of the program"):
        send(drive.kind, server.root, fill)
    assert server.log == []
    with pytest.raises(RuntimeError, match="ended with an exception"):
        kept[0].result()


def test_an_interrupted_batch_says_so(server: ScriptedServer) -> None:
    server.answers(Answer(delay=5))
    kept: list[Any] = []

    async def main() -> None:
        async with AsyncLibraryClient(service_root=server.root) as client:
            with anyio.move_on_after(0.2):
                async with client.batch() as batch:
                    kept.append(batch.books["b1"].get())

    anyio.run(main)
    assert len(server.log) == 1
    with pytest.raises(RuntimeError, match="interrupted"):
        kept[0].result()


def test_a_credential_of_its_own_has_no_place_in_a_batch(client: LibraryClient) -> None:
    batch = client.batch()
    with pytest.raises(ValueError, match="credential of its own"):
        batch.with_options(headers={"Authorization": "Bearer x"}).books["b"].get()


@pytest.mark.parametrize("concurrency", [0, -1])
def test_a_batch_needs_a_way_out(concurrency: int, client: LibraryClient) -> None:
    with pytest.raises(ValueError, match="concurrency"):
        client.batch(concurrency=concurrency)


def test_options_of_the_client_and_of_the_batch(
    server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(batch_of())
    with client.with_options(headers={"X-One": "1"}).batch() as batch:
        batch.with_options(headers={"X-Two": "2"}).books["b1"].get()
    [entry] = entries(server.log[0])
    assert (entry["headers"]["x-one"], entry["headers"]["x-two"]) == ("1", "2")


def test_timeouts_hold_for_the_batch(drive: Drive, server: ScriptedServer) -> None:
    """What may wait longer goes in another batch."""

    def slow(received: Received) -> Answer:
        is_slow = "slow" in entries(received)[0]["url"]
        return Answer(200, batch_of()(received).body, delay=0.6 if is_slow else 0)

    server.answers(slow, slow, slow)

    def fill(batch: Any) -> Any:
        hasty = batch.with_options(timeout=0.2, retry=None)
        return [batch.books["slow"].get(), hasty.books["slow"].get()]

    patient, hasty = send(drive.kind, server.root, fill)
    assert patient.result().id == "slow"
    assert "ReadTimeout" in str(hasty.exception())
    assert len(server.log) == 2


def test_one_odd_item_does_not_cost_the_others(server: ScriptedServer) -> None:
    seen: list[Any] = []
    odd = ok({"id": "b1", "pages": "many"})
    answers = {"books/b1": odd, "books/b2": ok({"id": "b2"})}
    server.answers(*[batch_of(lambda entry: answers[entry["url"]])] * 2)

    def fill(batch: Any) -> Any:
        return [batch.books["b1"].get(), batch.books["b2"].get()]

    one, two = send("sync", server.root, fill, on_mismatch=seen.append)
    assert (one.result().pages, two.result().id) == ("many", "b2")
    assert [m.property for m in seen] == ["pages"]
    one, two = send("sync", server.root, fill, strict=True)
    assert "pages" in str(one.exception())
    assert two.result().id == "b2"


def test_batches_run_in_the_context_of_their_program(server: ScriptedServer) -> None:
    """As tracing needs it, which finds its parent there."""
    from contextvars import ContextVar

    trace = ContextVar("trace", default="lost")
    trace.set("kept")
    seen: list[str] = []
    hooks = {"request": [lambda request: seen.append(trace.get())]}
    server.answers(batch_of(), batch_of())
    with (
        httpx.Client(verify=TLS, event_hooks=hooks) as http,
        LibraryClient(service_root=server.root, http_client=http) as client,
        client.batch() as batch,
    ):
        for number in range(6):
            batch.books[f"b{number}"].get()
    assert seen == ["kept", "kept"]


def test_the_body_of_a_batch_is_compact_json(server: ScriptedServer) -> None:
    server.answers(batch_of(book))
    send("sync", server.root, lambda b: b.books["b1"].get())
    body = server.log[0].body
    assert body == json.dumps(json.loads(body), separators=(",", ":")).encode()
