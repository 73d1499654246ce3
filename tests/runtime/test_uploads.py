"""Media that are written: whatever their bytes come from, and whatever goes wrong."""

from __future__ import annotations

import io
import itertools
import os
import pickle
import shlex
import threading
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import IO, Any

import httpx
import pytest

from batches import batch_of, entries, ok
from library import LibraryClient, run
from odata2py.runtime.errors import (
    AuthenticationError,
    BadRequestError,
    ServiceError,
    ThrottledError,
    TransportError,
)
from odata2py.runtime.retry import Retry
from servers import (
    DROPPED,
    QUICK,
    Answer,
    Drive,
    Fault,
    ScriptedServer,
    challenge,
    redirect,
)

BYTES = bytes(range(256)) * 1000


class Pipe(io.RawIOBase):
    """A file that cannot seek."""

    def __init__(self, content: bytes) -> None:
        self._file = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._file.readinto(buffer)


OPENED: list[IO[bytes]] = []


def opened(path: Path) -> Any:
    """A file that stands where the content begins."""
    longer = path.with_name("longer")
    longer.write_bytes(b"before" + path.read_bytes())
    OPENED.append(longer.open("rb"))
    OPENED[-1].seek(6)
    return OPENED[-1]


def pieces(path: Path) -> Iterator[bytes]:
    for start in range(0, len(BYTES), 1000):
        yield path.read_bytes()[start : start + 1000]


async def pieces_async(path: Path) -> AsyncIterator[bytes]:
    for piece in pieces(path):
        yield piece


Make = Callable[[Path], Any]
REPEATABLE: dict[str, Make] = {
    "bytes": Path.read_bytes,
    "bytearray": lambda path: bytearray(path.read_bytes()),
    "path": lambda path: path,
    "file": opened,
    "buffer": lambda path: io.BytesIO(path.read_bytes()),
}
ONCE: dict[str, Make] = {
    "pipe": lambda path: Pipe(path.read_bytes()),
    "iterator": pieces,
    "list": lambda path: list(pieces(path)),
    "async iterator": pieces_async,
}


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "scan"
    path.write_bytes(BYTES)
    yield path
    while OPENED:
        OPENED.pop().close()


def put(drive: Drive, server: ScriptedServer, content: Any, **settings: Any) -> Any:
    if isinstance(content, AsyncIterator) and not drive.is_async:
        pytest.skip("a synchronous client does not await")
    settings = {"retry": QUICK, **settings}
    return run(
        drive.kind,
        server.root,
        lambda c: c.books["b1"].scan.put(content, content_type="image/png"),
        **settings,
    )


@pytest.mark.parametrize("kind", REPEATABLE | ONCE)
def test_all_kinds_of_content_arrive(
    drive: Drive, server: ScriptedServer, file: Path, kind: str
) -> None:
    content = (REPEATABLE | ONCE)[kind](file)
    server.answers(Answer(204))
    assert put(drive, server, content) is None
    [received] = server.log
    assert (received.method, received.target) == ("PUT", "/odata/books/b1/scan")
    assert received.body == BYTES
    assert received.headers["content-type"] == "image/png"
    length = None if kind in ONCE else str(len(BYTES))
    assert received.headers.get("content-length") == length


@pytest.mark.parametrize("kind", ["bytes", "path", "file"])
def test_nothing_is_content_too(
    drive: Drive, server: ScriptedServer, tmp_path: Path, kind: str
) -> None:
    empty = tmp_path / "empty"
    empty.touch()
    put(drive, server, REPEATABLE[kind](empty))
    assert server.log[0].headers["content-length"] == "0"


def test_a_pipe_by_its_path_has_no_length(
    drive: Drive, server: ScriptedServer, tmp_path: Path
) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    writer = threading.Thread(target=fifo.write_bytes, args=[BYTES])
    writer.start()
    put(drive, server, fifo)
    writer.join()
    assert server.log[0].body == BYTES


CAUSES: dict[str, tuple[Answer | Fault, type[Exception]]] = {
    "throttled": (Answer(429), ThrottledError),
    "lost": (DROPPED, TransportError),
    "led on": (redirect(307, "scan"), ServiceError),
    "refused": (
        challenge('Bearer error="insufficient_claims", claims="e30="'),
        AuthenticationError,
    ),
}


def tokens() -> Callable[[], str]:
    return map("token{}".format, itertools.count()).__next__


@pytest.mark.parametrize("cause", CAUSES)
@pytest.mark.parametrize("kind", REPEATABLE)
def test_what_can_be_repeated_is_repeated(
    drive: Drive, server: ScriptedServer, file: Path, kind: str, cause: str
) -> None:
    server.answers(CAUSES[cause][0], Answer(204))
    put(drive, server, REPEATABLE[kind](file), credential=tokens())
    assert server.sends == [("PUT", "/odata/books/b1/scan")] * 2
    assert [received.body for received in server.log] == [BYTES] * 2
    types = [received.headers["content-type"] for received in server.log]
    assert types == ["image/png"] * 2


@pytest.mark.parametrize("cause", CAUSES)
@pytest.mark.parametrize("kind", ONCE)
def test_what_cannot_be_repeated_is_sent_once(
    drive: Drive, server: ScriptedServer, file: Path, kind: str, cause: str
) -> None:
    answer, error = CAUSES[cause]
    server.answers(answer, Answer(204))
    with pytest.raises(error) as caught:
        put(drive, server, ONCE[kind](file), credential=tokens())
    assert [received.body for received in server.log] == [BYTES]
    note = "not sent again: its content can be read only once"
    assert caught.value.__notes__ == [note]
    assert pickle.loads(pickle.dumps(caught.value)).__notes__ == [note]


DIGEST = challenge('Digest realm="a", nonce="b", qop="auth", algorithm=MD5')


@pytest.mark.parametrize("kind", REPEATABLE)
def test_authentication_of_httpx_may_need_content_again(
    drive: Drive, server: ScriptedServer, file: Path, kind: str
) -> None:
    server.answers(DIGEST, Answer(204))
    credential = httpx.DigestAuth("a", "b")
    put(drive, server, REPEATABLE[kind](file), credential=credential)
    assert [received.body for received in server.log] == [BYTES] * 2


@pytest.mark.parametrize("kind", ONCE)
def test_authentication_of_httpx_cannot_have_it_again(
    drive: Drive, server: ScriptedServer, file: Path, kind: str
) -> None:
    server.answers(DIGEST, Answer(204))
    credential = httpx.DigestAuth("a", "b")
    with pytest.raises(httpx.StreamConsumed, match="already been streamed"):
        put(drive, server, ONCE[kind](file), credential=credential)
    assert [received.body for received in server.log] == [BYTES]


def test_an_error_that_is_final_anyway_needs_no_note(
    drive: Drive, server: ScriptedServer
) -> None:
    server.answers(Answer(400))
    with pytest.raises(BadRequestError) as caught:
        put(drive, server, iter([b"a"]))
    assert not hasattr(caught.value, "__notes__")


def test_what_was_not_begun_can_still_be_sent(drive: Drive) -> None:
    server = ScriptedServer(listening=False)
    threading.Timer(0.2, server.listen).start()
    put(drive, server, iter([b"a", b"b"]), retry=Retry(attempts=1000, max_wait=0.02))
    server.close()
    assert [received.body for received in server.log] == [b"ab"]


def test_a_prepared_request_sends_an_iterator_once(
    drive: Drive, server: ScriptedServer
) -> None:
    scan = LibraryClient(service_root=server.root).prepare.books["b1"].scan
    request = scan.put(iter([b"a"]))
    run(drive.kind, server.root, lambda c: c.send(request))
    with pytest.raises(RuntimeError, match="can be read only once"):
        run(drive.kind, server.root, lambda c: c.send(request))
    assert len(server.log) == 1


def test_errors_of_an_iterator_are_its_own(
    drive: Drive, server: ScriptedServer
) -> None:
    def broken() -> Iterator[bytes]:
        yield b"a"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        put(drive, server, broken())
    with pytest.raises(TypeError, match="made of bytes, not of int"):
        put(drive, server, [b"a", 5])


def test_a_path_that_leads_nowhere(
    drive: Drive, server: ScriptedServer, tmp_path: Path
) -> None:
    with pytest.raises(FileNotFoundError):
        put(drive, server, tmp_path / "nothing")
    assert server.log == []


def test_only_asynchronous_clients_await(server: ScriptedServer, file: Path) -> None:
    with (
        LibraryClient(service_root=server.root) as client,
        pytest.raises(TypeError, match="needs an asynchronous client"),
    ):
        client.books["b1"].scan.put(pieces_async(file))


def test_content_of_no_kind(server: ScriptedServer, tmp_path: Path) -> None:
    scan = LibraryClient(service_root=server.root).prepare.books["b1"].scan
    given: list[Any] = ["text", io.StringIO("text")]
    for content in given:
        with pytest.raises(TypeError, match="media are bytes"):
            scan.put(content)
    given = [5]
    with pytest.raises(TypeError, match="a int is neither bytes nor has any"):
        scan.put(given[0])


def test_options_hold_for_media(drive: Drive, server: ScriptedServer) -> None:
    options = {"content-type": "text/plain", "X-One": "1"}

    def call(client: Any) -> Any:
        scan = client.books["b1"].scan.with_options(headers=options, if_match="W/1")
        return scan.put(b"a")

    run(drive.kind, server.root, call)
    [received] = server.log
    assert received.headers["content-type"] == "text/plain"
    assert received.headers["x-one"] == "1"
    assert received.headers["if-match"] == "W/1"


def test_a_media_entity_is_created_out_of_its_media(
    drive: Drive, server: ScriptedServer, file: Path
) -> None:
    server.answers(Answer(201, b'{"id":"b9"}'))
    book = run(
        drive.kind,
        server.root,
        lambda c: c.books.create_media(file, content_type="image/png"),
    )
    assert book.id == "b9"
    [received] = server.log
    assert (received.method, received.target) == ("POST", "/odata/books")
    assert received.body == BYTES
    assert received.headers["content-type"] == "image/png"
    assert received.headers["accept"] == "application/json"


def test_batches_take_bytes(server: ScriptedServer, file: Path) -> None:
    server.answers(batch_of(lambda entry: ok(status=204)))
    with LibraryClient(service_root=server.root) as client, client.batch() as batch:
        scan = batch.books["b1"].scan
        done = scan.put(b"\xff\xfe\x00", content_type="image/png")
        for content in (file, io.BytesIO(b"a"), iter([b"a"])):
            with pytest.raises(TypeError, match="as bytes only"):
                scan.put(content)
    assert done.result() is None
    [entry] = entries(server.log[0])
    assert entry["body"] == urlsafe_b64encode(b"\xff\xfe\x00").decode()
    assert entry["headers"]["content-type"] == "image/png"


def test_a_line_for_curl_reads_the_file(tmp_path: Path) -> None:
    path = tmp_path / "it's"
    path.touch()
    scan = LibraryClient(service_root="https://library.example/").prepare.books["b"]
    words = shlex.split(scan.scan.put(path).curl())
    assert words[words.index("--upload-file") + 1] == str(path)
    words = shlex.split(scan.scan.put(iter([b"a"])).curl())
    assert words[words.index("--upload-file") + 1] == "-"
