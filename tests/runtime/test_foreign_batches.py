"""Batches for services that take the multipart format alone, as OData 4.0 has it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

import httpx
import pytest

from batches import batch_of, send
from library import Book, LibraryClient
from odata2py.runtime.errors import (
    FailedDependencyError,
    MalformedResponseError,
    NotFoundError,
    ServiceError,
)
from servers import TLS, Answer, Drive, Received, ScriptedServer

Part = tuple[str, str, dict[str, str], bytes]
Respond = Callable[[str, str, dict[str, str], bytes], bytes]

REFUSED = Answer(415, b'{"error":{"code":"noJson","message":"no"}}')
GONE = b'{"error":{"code":"gone","message":"no"}}'


def parts(received: Received) -> list[Part]:
    """The requests in a multipart batch that arrived: method, URL, headers, body."""
    kind, _, boundary = received.headers["content-type"].partition("; boundary=")
    assert (kind, received.headers["accept"]) == ("multipart/mixed", "multipart/mixed")
    first, *pieces, last = received.body.split(f"--{boundary}".encode())
    assert (first, last) == (b"", b"--\r\n")
    found = []
    for piece in pieces:
        head, request, body = piece.removesuffix(b"\r\n").split(b"\r\n\r\n", 2)
        assert head.lower().splitlines() == [
            b"",
            b"content-type: application/http",
            b"content-transfer-encoding: binary",
        ]
        line, *headers = request.decode().split("\r\n")
        method, url, version = line.split(" ")
        assert version == "HTTP/1.1"
        fields = dict(header.split(": ", 1) for header in headers)
        assert int(fields.pop("content-length", "0")) == len(body)
        found.append((method, url, fields, body))
    return found


def answer(status: int, body: bytes = b"", **headers: str) -> bytes:
    """An answer as HTTP writes it."""
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
    lines += [f"{name.replace('_', '-')}: {text}" for name, text in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def book(_method: str, url: str, _headers: dict[str, str], _body: bytes) -> bytes:
    """Every key has a book."""
    body = b'{"id":"%s","title":"\xc3\x89"}' % url.rpartition("/")[2].encode()
    return answer(200, body, Content_Type="application/json")


def joined(answers: list[bytes], end: str = "\r\n", boundary: str = "r/1") -> bytes:
    head = f"Content-Type: application/http{end}{end}"
    texts = [f"{end}--{boundary}{end}{head}".encode() + text for text in answers]
    return b"".join([*texts, f"{end}--{boundary}--{end}".encode()])


def multipart(
    respond: Respond = book, media_type: str = 'multipart/mixed; boundary="r/1"'
) -> Callable[[Received], Answer]:
    """A step that answers a multipart batch."""

    def answers(received: Received) -> Answer:
        body = joined([respond(*part) for part in parts(received)])
        return Answer(200, body, {"content-type": media_type})

    return answers


@pytest.fixture
def client(server: ScriptedServer) -> Iterator[LibraryClient]:
    http = httpx.Client(verify=TLS)
    with http, LibraryClient(service_root=server.root, http_client=http) as client:
        yield client


@pytest.mark.parametrize("status", [400, 406, 415])
def test_a_service_that_takes_no_json_gets_the_same_in_parts(
    status: int, drive: Drive, server: ScriptedServer
) -> None:
    def respond(method: str, url: str, headers: Any, body: bytes) -> bytes:
        if method == "GET":
            return book(method, url, headers, body)
        return answer(404, GONE) if method == "DELETE" else answer(204)

    server.answers(Answer(status, b""), multipart(respond))
    read, deleted, updated = send(
        drive.kind,
        server.root,
        lambda b: [
            b.books["b 1"].get(select=["id"]),
            b.books["b2"].delete(),
            b.books["b3"].update(title="Né"),
        ],
    )
    assert (read.result().title, updated.result()) == ("É", None)
    assert isinstance(deleted.exception(), NotFoundError)
    assert deleted.exception().code == "gone"
    found = parts(server.log[1])
    assert [(method, url, body) for method, url, _, body in found] == [
        ("GET", "books/b%201?$select=id", b""),
        ("DELETE", "books/b2", b""),
        ("PATCH", "books/b3", '{"title":"Né"}'.encode()),
    ]
    assert found[2][2]["content-type"] == "application/json"
    assert server.log[1].headers["prefer"] == "odata.continue-on-error"
    assert len(server.log) == 2


def test_the_format_that_a_service_takes_is_remembered(
    server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(REFUSED, multipart(), multipart(), REFUSED)
    for number in range(2):
        with client.batch() as batch:
            pending = batch.books[f"b{number}"].get()
        assert pending.result().id == f"b{number}"
    with client.batch() as batch:
        pending = batch.books["b3"].get()
    assert getattr(pending.exception(), "code", "") == "noJson"
    kinds = [received.headers["content-type"][:9] for received in server.log]
    assert kinds == ["applicati", *["multipart"] * 3]


def test_where_json_was_taken_a_refusal_is_of_something_else(
    server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(batch_of(), Answer(400, b'{"error":{"code":"tooMany"}}'))
    for code in (None, "tooMany"):
        with client.batch() as batch:
            pending = batch.books["b1"].get()
        assert getattr(pending.exception(), "code", None) == code
    assert len(server.log) == 2


def test_a_service_that_takes_neither(
    server: ScriptedServer, client: LibraryClient
) -> None:
    """What is told is what was said of JSON; the next batch is in JSON again."""
    other = Answer(415, b'{"error":{"code":"noParts","message":"no"}}')
    server.answers(REFUSED, other, batch_of())
    with client.batch() as batch:
        refused = batch.books["b1"].get()
    assert type(refused.exception()) is ServiceError
    assert getattr(refused.exception(), "code", "") == "noJson"
    with client.batch() as batch:
        read = batch.books["b1"].get()
    assert read.result().id == "b1"


def test_a_later_failure_is_told_as_it_is(drive: Drive, server: ScriptedServer) -> None:
    server.answers(REFUSED, multipart(), Answer(500, b'{"error":{"code":"broken"}}'))

    def fill(batch: Any) -> Any:
        return batch.after(batch.books["b1"].get()).books["b2"].get()

    pending = send(drive.kind, server.root, fill)
    assert getattr(pending.exception(), "code", "") == "broken"


def test_media_go_in_parts_as_they_are(
    server: ScriptedServer, client: LibraryClient
) -> None:
    octets = bytes(range(256)) + b"\r\n\r\n--r/2\r\n"

    def respond(method: str, _url: str, _headers: Any, body: bytes) -> bytes:
        assert body in (b"", octets)
        if method == "PUT":
            return answer(204)
        return answer(200, octets, Content_Type="image/png", Content_Length="270")

    server.answers(REFUSED, multipart(respond))
    with client.batch() as batch:
        written = batch.books["b1"].scan.put(octets, content_type="image/png")
        read = batch.books["b1"].scan.get()
    assert (written.result(), read.result()) == (None, octets)


def test_what_needs_others_goes_after_them(
    drive: Drive, server: ScriptedServer
) -> None:
    def respond(method: str, url: str, headers: Any, body: bytes) -> bytes:
        if "gone" in url:
            return answer(404, GONE, content_type="application/json")
        return book(method, url, headers, body)

    server.answers(REFUSED, multipart(respond), multipart(respond))

    def fill(batch: Any) -> list[Any]:
        good, bad = batch.books["b1"].get(), batch.books["gone"].get()
        first, second = batch.after(good).books, batch.after(bad).books
        return [good, bad, first["b2"].get(), second["b3"].get()]

    pending = send(drive.kind, server.root, fill)
    kinds = [type(each.exception()) for each in pending]
    nothing = type(None)
    assert kinds == [nothing, NotFoundError, nothing, FailedDependencyError]
    assert [[url for _, url, *_ in parts(each)] for each in server.log[1:]] == [
        ["books/b1", "books/gone"],
        ["books/b2"],
    ]


def test_throttled_parts_are_sent_again(drive: Drive, server: ScriptedServer) -> None:
    busy = answer(429, b"", retry_after="0")
    server.answers(
        REFUSED,
        multipart(lambda *part: busy if part[1] == "books/b1" else book(*part)),
        multipart(),
    )
    pending = send(
        drive.kind, server.root, lambda b: [b.books["b1"].get(), b.books["b2"].get()]
    )
    assert [each.result().id for each in pending] == ["b1", "b2"]
    assert [url for _, url, *_ in parts(server.log[2])] == ["books/b1"]


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("media_type", ['Multipart/Mixed;boundary="r/1"', ""])
def test_parts_as_other_services_write_them(
    end: str, media_type: str, server: ScriptedServer, client: LibraryClient
) -> None:
    text = f'HTTP/1.1 200 OK{end}Content-Type: application/json{end}{end}{{"id":"b1"}}'
    body = b"for old readers" + joined([text.encode()], end) + b"the end"
    headers = {"content-type": media_type or "multipart/mixed; charset=x; boundary=r/1"}
    server.answers(REFUSED, Answer(200, body, headers))
    with client.batch() as batch:
        pending = batch.books["b1"].get()
    assert pending.result().id == "b1"


@pytest.mark.parametrize(
    ("body", "media_type", "fault"),
    [
        (joined([]), "multipart/mixed", "parts without a boundary"),
        (b"", "multipart/mixed; boundary=x", "parts that do not end"),
        (joined([answer(204)])[:-4], "multipart/mixed; boundary=r/1", "do not end"),
        (joined([]), "multipart/mixed; boundary=r/1", "no answers instead of one"),
        (
            joined([answer(204)] * 2),
            "multipart/mixed; boundary=r/1",
            "2 answers to 1 requests",
        ),
        (joined([b"oops"]), "multipart/mixed; boundary=r/1", "without a status"),
        (joined([b""]), "multipart/mixed; boundary=r/1", "without a status"),
        (
            joined([answer(200, b"no gzip", Content_Encoding="gzip")]),
            "multipart/mixed; boundary=r/1",
            "decompressing",
        ),
    ],
)
def test_answers_that_are_none(
    body: bytes,
    media_type: str,
    fault: str,
    server: ScriptedServer,
    client: LibraryClient,
) -> None:
    server.answers(REFUSED, Answer(200, body, {"content-type": media_type}))
    with client.batch() as batch:
        pending = batch.books["b1"].delete()
    with pytest.raises(MalformedResponseError, match=re.escape(fault)):
        pending.result()


def test_no_header_begins_another_request(
    server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(REFUSED, multipart())
    with client.batch() as batch:
        sly = batch.books.with_options(headers={"X-Note": "a\r\n\r\nDELETE /"})
        refused, read = sly["b1"].get(), batch.books["b2"].get()
    assert isinstance(refused.exception(), ValueError)
    assert read.result() == Book.from_odata({"id": "b2", "title": "É"})
    assert [url for _, url, *_ in parts(server.log[1])] == ["books/b2"]
