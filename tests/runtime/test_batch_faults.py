"""Batches when something goes wrong: one item's answer, a whole batch, or a need."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from batches import batch_of, book, entries, error, ok, send, urls
from library import LibraryClient
from odata2py.runtime.errors import (
    AuthenticationError,
    FailedDependencyError,
    MalformedResponseError,
    NotFoundError,
    PermissionDeniedError,
    ServerError,
    ServiceError,
    ThrottledError,
    TransportError,
)
from odata2py.runtime.retry import Retry
from servers import (
    DROPPED,
    QUICK,
    TLS,
    TRUNCATED,
    Answer,
    Drive,
    ScriptedServer,
    redirect,
)


@pytest.fixture
def client(server: ScriptedServer) -> Iterator[LibraryClient]:
    http = httpx.Client(verify=TLS)
    settings: Any = {"service_root": server.root, "retry": QUICK}
    with http, LibraryClient(http_client=http, **settings) as client:
        yield client


class Once:
    """Answers some URLs with something else first, and then with a book."""

    def __init__(self, **first: Any) -> None:
        self.first = {f"books/{key}": answer for key, answer in first.items()}

    def __call__(self, entry: Any) -> Any:
        return self.first.pop(entry["url"], None) or book(entry)


def throttled(after: str) -> Any:
    return error(429, **{"Retry-After": after})


def test_what_is_throttled_is_sent_again_alone(
    drive: Drive, server: ScriptedServer
) -> None:
    once = Once(b1=throttled("0.3"), b3=throttled("0.3"))
    server.answers(*[batch_of(once)] * 2)
    pending = send(
        drive.kind,
        server.root,
        lambda b: [b.books[k].get() for k in ("b1", "b2", "b3")],
    )
    assert [p.result().id for p in pending] == ["b1", "b2", "b3"]
    assert urls(server) == [
        ["books/b1", "books/b2", "books/b3"],
        ["books/b1", "books/b3"],
    ]
    assert server.log[1].at - server.log[0].at >= 0.3


def test_each_waits_as_long_as_it_was_told(
    drive: Drive, server: ScriptedServer
) -> None:
    once = Once(b1=throttled("1.2"), b2=throttled("0.1"))
    server.answers(*[batch_of(once)] * 3)
    send(drive.kind, server.root, lambda b: [b.books[k].get() for k in ("b1", "b2")])
    assert urls(server) == [["books/b1", "books/b2"], ["books/b2"], ["books/b1"]]
    first, second, third = [received.at for received in server.log]
    assert second - first >= 0.1
    assert third - first >= 1.2


def test_a_write_that_was_throttled_is_sent_again(
    drive: Drive, server: ScriptedServer
) -> None:
    answers = iter([throttled("0"), ok({"id": "b1"}, 201)])
    server.answers(*[batch_of(lambda entry: next(answers))] * 2)
    pending = send(drive.kind, server.root, lambda b: b.books.create(title="T"))
    assert pending.result().id == "b1"
    assert [entries(r)[0]["body"] for r in server.log] == [{"title": "T"}] * 2


def test_patience_ends(drive: Drive, server: ScriptedServer) -> None:
    server.answers(*[batch_of(lambda entry: throttled("0"))] * 9)
    pending = send(drive.kind, server.root, lambda b: b.books["b1"].get())
    with pytest.raises(ThrottledError) as caught:
        pending.result()
    assert caught.value.retry_after == 0
    assert len(server.log) == QUICK.attempts


def test_retries_are_those_of_the_request(
    server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(*[batch_of(lambda entry: error(503))] * 9)
    with client.batch() as batch:
        batch.books["b1"].get()
        batch.books["b2"].with_options(retry=None).get()
        batch.books["b3"].with_options(retry=Retry(attempts=2, base=0.001)).get()
    sent = [url for batch in urls(server) for url in batch]
    assert [sent.count(f"books/b{n}") for n in (1, 2, 3)] == [QUICK.attempts, 1, 2]


def test_writes_are_not_repeated_where_something_may_have_happened(
    server: ScriptedServer, client: LibraryClient
) -> None:
    once = Once(b1=error(503), b2=error(503))
    server.answers(*[batch_of(once)] * 2)
    with client.batch() as batch:
        write = batch.books["b1"].update(title="T")
        read = batch.books["b2"].get()
    assert isinstance(write.exception(), ServerError)
    assert read.result().id == "b2"
    assert urls(server) == [["books/b1", "books/b2"], ["books/b2"]]


MALFORMED: list[Any] = [
    None,
    [ok({"id": "b1"})] * 2,
    [ok({"id": "b1"}), error(404)],
    {},
    {"status": "fine"},
    {"status": 5000},
    {"status": None, "body": {}},
    {"status": 200, "headers": {"content-type": "image/png"}, "body": "a"},
    {"status": 200},
    {"status": 200, "body": "text"},
    {"status": 200, "body": [1]},
]


@pytest.mark.parametrize("answer", MALFORMED)
def test_a_malformed_answer_is_the_error_of_its_item(
    answer: Any, drive: Drive, server: ScriptedServer
) -> None:
    """Missing and duplicate ones among them."""
    server.answers(batch_of(Once(b1=answer) if answer else _all_but("b1")))
    one, two = send(
        drive.kind, server.root, lambda b: [b.books[k].get() for k in ("b1", "b2")]
    )
    with pytest.raises(MalformedResponseError, match="b1") as caught:
        one.result()
    assert caught.value.response.status_code == 200
    assert two.result().id == "b2"
    assert len(server.log) == 1


def _all_but(key: str) -> Any:
    return lambda entry: None if entry["url"].endswith(key) else book(entry)


@pytest.mark.parametrize(
    "entry",
    [5, None, "x", [], {"id": None}, {"id": ["1"]}, {"id": "77", "status": 200}],
)
def test_answers_to_nothing_do_not_matter(
    entry: Any, server: ScriptedServer, client: LibraryClient
) -> None:
    good = {"id": 1, "status": "200", "headers": None, "body": {"id": "b1"}}
    text = json.dumps({"responses": [entry, good, entry]})
    server.answers(Answer(200, text.encode()))
    with client.batch() as batch:
        pending = batch.books["b1"].get()
    assert pending.result().id == "b1"


@pytest.mark.parametrize(
    "headers",
    [
        {"content-encoding": "gzip", "content-length": "999", "x": 5},
        {"Transfer-Encoding": "chunked", "x": None, "y": ["z"]},
        {"x": "Grüße \u2028", "content-type": "application/json;charset=utf-16"},
    ],
)
def test_odd_headers_do_no_harm(
    headers: Any, server: ScriptedServer, client: LibraryClient
) -> None:
    answer = {"status": 200, "headers": headers, "body": {"id": "b1", "title": "Ä"}}
    server.answers(batch_of(lambda entry: answer))
    with client.batch() as batch:
        pending = batch.books["b1"].get()
    assert pending.result().title == "Ä"


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"{}", b'{"responses":5}', b"\xff", b"[" * 100_000]
)
def test_an_answer_that_is_no_batch(
    body: bytes, server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(Answer(200, body))
    with client.batch() as batch:
        pending = [batch.books["b1"].get(), batch.books["b2"].update(title="T")]
    for each in pending:
        with pytest.raises(MalformedResponseError, match=r"POST /odata/\$batch: "):
            each.result()
    assert len({id(each.exception()) for each in pending}) == 2


REFUSED = json.dumps({"error": {"code": "tooBad", "message": "no"}}).encode()


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, ServiceError),
        (401, AuthenticationError),
        (403, PermissionDeniedError),
        (404, ServiceError),
        (409, ServiceError),
        (412, ServiceError),
        (413, ServiceError),
        (500, ServerError),
        (501, ServerError),
    ],
)
def test_a_batch_that_is_refused(
    status: int, kind: Any, drive: Drive, server: ScriptedServer
) -> None:
    """A 404 is one of the batch; NotFoundError would say that the book is missing.

    A 400 may be one of the format, of which there are two.
    """
    tries = 2 if status == 400 else 1
    for number in range(tries):
        server.answers(Answer(status, REFUSED, {"x-exchange": f"e{number + 1}"}))
    pending = send(
        drive.kind, server.root, lambda b: [b.books["b1"].get(), b.books["b2"].delete()]
    )
    for each in pending:
        with pytest.raises(kind, match="tooBad") as caught:
            each.result()
        assert type(caught.value) is kind
        assert (caught.value.status, caught.value.request_id) == (status, "e1")
    assert len(server.log) == tries


@pytest.mark.parametrize("status", [429, 503])
def test_a_batch_that_is_throttled_as_a_whole(
    status: int, drive: Drive, server: ScriptedServer
) -> None:
    server.answers(Answer(status, b"", {"retry-after": "0.3"}), batch_of())
    pending = send(
        drive.kind,
        server.root,
        lambda b: [b.books["b1"].get(), b.books["b2"].update(title="T")],
    )
    assert [p.exception() for p in pending] == [None, None]
    assert urls(server) == [["books/b1", "books/b2"]] * 2
    assert server.log[1].at - server.log[0].at >= 0.3


@pytest.mark.parametrize("fault", [DROPPED, TRUNCATED, Answer(504, b"")])
def test_a_batch_whose_answer_is_lost(
    fault: Any, drive: Drive, server: ScriptedServer
) -> None:
    """What may be repeated is; a DELETE that was done already is fine."""
    gone = error(404)
    server.answers(
        fault, batch_of(lambda e: gone if e["method"] == "DELETE" else book(e))
    )
    read, written, deleted = send(
        drive.kind,
        server.root,
        lambda b: [
            b.books["b1"].get(),
            b.books["b2"].update(title="T"),
            b.books["b3"].delete(),
        ],
    )
    assert read.result().id == "b1"
    assert isinstance(written.exception(), TransportError | ServerError)
    assert deleted.exception() is None
    assert urls(server)[1:] == [["books/b1", "books/b3"]]


def test_nobody_there(drive: Drive) -> None:
    server = ScriptedServer(listening=False)
    try:
        pending = send(
            drive.kind, server.root, lambda b: b.books["b1"].update(title="T")
        )
    finally:
        server.close()
    with pytest.raises(TransportError, match="ConnectError"):
        pending.result()


def test_an_expired_token_is_renewed_once_for_all(
    drive: Drive, server: ScriptedServer
) -> None:
    class Credential:
        tokens = iter(["old", "new"])

        def get_token(self, *scopes: str, **options: Any) -> Any:
            return SimpleNamespace(token=next(self.tokens), expires_on=4e9)

    server.answers(batch_of(), Answer(401, b""), batch_of())
    pending = send(
        drive.kind,
        server.root,
        lambda b: [b.books[f"b{n}"].get() for n in range(4)],
        credential=Credential(),
        concurrency=1,
    )
    assert [p.exception() for p in pending] == [None] * 4
    assert server.tokens == ["Bearer old", "Bearer old", "Bearer new"]
    assert all(
        "authorization" not in e["headers"] for r in server.log for e in entries(r)
    )


def test_an_item_that_is_redirected(
    drive: Drive, server: ScriptedServer, elsewhere: ScriptedServer
) -> None:
    """Within the service by another batch, elsewhere alone and bare."""
    once = Once(
        b1=ok(status=307, Location=f"{server.root}books/b2"),
        b3=ok(status=302, Location=f"{elsewhere.origin}/file"),
    )
    server.answers(batch_of(once))
    elsewhere.answers(Answer(200, b"bytes"))
    again = redirect(302, f"{elsewhere.origin}/file")
    steps: Any = {
        "/odata/$batch": batch_of(),
        "/odata/books/b3": lambda received: again,
    }
    server.answers(*[lambda received: steps[received.target](received)] * 2)
    one, two = send(
        drive.kind,
        server.root,
        lambda b: [b.books["b1"].get(), b.request("GET", "books/b3", result=bytes)],
        credential="secret",
    )
    assert one.result().id == "b2"
    assert two.result() == b"bytes"
    assert elsewhere.tokens == [None]
    assert sorted(server.sends[1:]) == [
        ("GET", "/odata/books/b3"),
        ("POST", "/odata/$batch"),
    ]


def test_what_depends_on_another(drive: Drive, server: ScriptedServer) -> None:
    server.answers(batch_of())

    def fill(batch: Any) -> Any:
        one = batch.books["b1"].get()
        two = batch.after(one).books["b2"].get()
        three = batch.add(two_more(batch), depends_on=[one, two])
        return [one, two, three]

    def two_more(batch: Any) -> Any:
        return LibraryClient(service_root=server.root).prepare.books["b3"].get()

    pending = send(drive.kind, server.root, fill)
    assert [p.result().id for p in pending] == ["b1", "b2", "b3"]
    [received] = server.log
    needs = [entry.get("dependsOn") for entry in entries(received)]
    assert needs == [None, ["1"], ["1", "2"]]


def test_a_view_of_the_batch_adds_up(
    server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(batch_of())
    with client.batch() as batch:
        one, two = batch.books["b1"].get(), batch.books["b2"].get()
        later = batch.after(one).after(two).with_options(headers={"X-One": "1"})
        later.books["b3"].get()
    entry = entries(server.log[0])[2]
    assert (entry["dependsOn"], entry["headers"]["x-one"]) == (["1", "2"], "1")


def test_needs_in_another_batch_come_first(
    drive: Drive, server: ScriptedServer
) -> None:
    """Three fit in a batch."""
    server.answers(batch_of(), batch_of())

    def fill(batch: Any) -> Any:
        first = [batch.books[f"b{n}"].get() for n in range(3)]
        return [*first, batch.after(first[2]).books["b3"].get()]

    pending = send(drive.kind, server.root, fill)
    assert [p.result().id for p in pending] == ["b0", "b1", "b2", "b3"]
    assert urls(server) == [["books/b0", "books/b1", "books/b2"], ["books/b3"]]
    assert "dependsOn" not in entries(server.log[1])[0]


def test_a_chain_longer_than_a_batch(drive: Drive, server: ScriptedServer) -> None:
    server.answers(*[batch_of()] * 4)

    def fill(batch: Any) -> Any:
        pending = [batch.books["b0"].get()]
        for n in range(1, 8):
            pending.append(batch.after(pending[-1]).books[f"b{n}"].get())
        return pending

    pending = send(drive.kind, server.root, fill)
    assert [p.exception() for p in pending] == [None] * 8
    assert [len(batch) for batch in urls(server)] == [3, 3, 2]


def test_what_needs_a_failure_fails(drive: Drive, server: ScriptedServer) -> None:
    """Told by the service, or known before it is asked."""
    server.answers(
        batch_of(lambda e: error(424) if "dependsOn" in e else Once(b0=error(404))(e))
    )

    def fill(batch: Any) -> Any:
        first = batch.books["b0"].get()
        inside = batch.after(first).books["b1"].get()
        third = batch.books["b2"].get()
        outside = batch.after(first).books["b3"].get()
        last = batch.after(outside).books["b4"].get()
        return [first, inside, third, outside, last]

    first, inside, third, outside, last = send(drive.kind, server.root, fill)
    assert isinstance(first.exception(), NotFoundError)
    assert third.exception() is None
    assert isinstance(inside.exception(), FailedDependencyError)
    with pytest.raises(FailedDependencyError, match="424: Failed Dependency") as caught:
        outside.result()
    assert caught.value.status == 424
    assert caught.value.__cause__ is first.exception()
    assert caught.value.response.request.url == f"{server.root}books/b3"
    assert isinstance(last.exception(), FailedDependencyError)
    assert urls(server) == [["books/b0", "books/b1", "books/b2"]]


def test_what_needs_something_throttled_goes_with_it_again(
    drive: Drive, server: ScriptedServer
) -> None:
    once = Once(b1=throttled("0.2"), b2=error(424))
    server.answers(*[batch_of(once)] * 2)

    def fill(batch: Any) -> Any:
        one = batch.books["b1"].get()
        return [one, batch.after(one).books["b2"].get(), batch.books["b3"].get()]

    pending = send(drive.kind, server.root, fill)
    assert [p.result().id for p in pending] == ["b1", "b2", "b3"]
    assert urls(server) == [
        ["books/b1", "books/b2", "books/b3"],
        ["books/b1", "books/b2"],
    ]
    assert [e.get("dependsOn") for e in entries(server.log[1])] == [None, ["1"]]


def test_needs_that_are_met_are_not_repeated(
    drive: Drive, server: ScriptedServer
) -> None:
    server.answers(*[batch_of(Once(b2=throttled("0")))] * 2)

    def fill(batch: Any) -> Any:
        one = batch.books["b1"].get()
        return [one, batch.after(one).books["b2"].get()]

    pending = send(drive.kind, server.root, fill)
    assert [p.exception() for p in pending] == [None, None]
    assert urls(server) == [["books/b1", "books/b2"], ["books/b2"]]
    assert "dependsOn" not in entries(server.log[1])[0]


def test_a_need_of_another_batch_is_refused(client: LibraryClient) -> None:
    other = client.batch().books["b1"].get()
    batch = client.batch()
    with pytest.raises(ValueError, match="own batch"):
        batch.after(other).books["b1"].get()
    with pytest.raises(ValueError, match="own batch"):
        batch.add(client.prepare.books["b1"].get(), depends_on=[other])


def test_a_body_that_is_no_json_is_the_error_of_its_item(
    server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(batch_of())
    json_type = {"Content-Type": "application/json"}
    with client.batch() as batch:
        broken = batch.request("POST", "x", content=b"{", headers=json_type)
        fine = batch.books["b2"].get()
    assert isinstance(broken.exception(), ValueError)
    assert fine.result().id == "b2"
    assert urls(server) == [["books/b2"]]


def test_a_large_batch_with_much_trouble(drive: Drive, server: ScriptedServer) -> None:
    """Every seventh is throttled, every eleventh missing, every thirteenth doubled."""
    seen: set[str] = set()

    def respond(entry: Any) -> Any:
        number = int(entry["url"].rpartition("/b")[2])
        if number % 7 == 0 and entry["url"] not in seen:
            seen.add(entry["url"])
            return throttled("0.1")
        if number % 11 == 0:
            return None
        return [book(entry)] * (2 if number % 13 == 0 else 1)

    server.answers(*[batch_of(respond)] * 100)
    pending = send(
        drive.kind, server.root, lambda b: [b.books[f"b{n}"].get() for n in range(100)]
    )
    for number, each in enumerate(pending):
        if number % 11 == 0 or number % 13 == 0:
            assert isinstance(each.exception(), MalformedResponseError)
        else:
            assert each.result().id == f"b{number}"
    sent = [url for batch in urls(server) for url in batch]
    assert len(sent) == 100 + len(seen)
    assert all(len(batch) <= 3 for batch in urls(server))
    # 34 batches, and the 15 that were throttled again by threes.
    assert len(server.log) == 34 + 5
