"""Media that are read: at once, piece by piece, and into files."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest

from batches import batch_of, ok
from library import AsyncLibraryClient, LibraryClient, run
from odata2py.runtime.errors import NotFoundError, TransportError
from servers import QUICK, TLS, TRUNCATED, Answer, Drive, ScriptedServer, redirect

BYTES = bytes(range(256)) * 1000
MEDIA = Answer(200, BYTES, {"content-type": "image/png"})


def stream(
    drive: Drive,
    root: str,
    use: Callable[[Any], Any] = lambda media: media.read(),
    **settings: Any,
) -> Any:
    """What ``use`` makes of the media of a book; awaited where it has to be."""
    settings = {"retry": QUICK, **settings}
    if not drive.is_async:
        http = httpx.Client(verify=TLS)
        with (
            http,
            LibraryClient(service_root=root, http_client=http, **settings) as c,
            c.books["b1"].scan.stream() as media,
        ):
            return use(media)

    async def run_async() -> Any:
        http = httpx.AsyncClient(verify=TLS)
        async with (
            http,
            AsyncLibraryClient(service_root=root, http_client=http, **settings) as c,
            c.books["b1"].scan.stream() as media,
        ):
            result = use(media)
            return await result if hasattr(result, "__await__") else result

    return anyio.run(run_async, backend=drive.kind)


def test_media_are_read_at_once(drive: Drive, server: ScriptedServer) -> None:
    server.answers(MEDIA, Answer(204))
    for expected in (BYTES, b""):
        got = run(drive.kind, server.root, lambda c: c.books["b1"].scan.get())
        assert got == expected
    assert server.sends == [("GET", "/odata/books/b1/scan")] * 2
    assert server.log[0].headers["accept"] == "*/*"


def test_other_media_types_can_be_asked_for(
    drive: Drive, server: ScriptedServer
) -> None:
    def call(client: Any) -> Any:
        place = client.books["b1"].scan
        return place.with_options(headers={"accept": "image/png"}).get()

    run(drive.kind, server.root, call)
    assert server.log[0].headers["accept"] == "image/png"


def test_media_are_deleted(drive: Drive, server: ScriptedServer) -> None:
    server.answers(Answer(204))
    assert run(drive.kind, server.root, lambda c: c.books["b1"].scan.delete()) is None
    assert server.sends == [("DELETE", "/odata/books/b1/scan")]


def test_media_in_batches(server: ScriptedServer) -> None:
    server.answers(
        batch_of(
            lambda entry: (
                {
                    "status": 200,
                    "headers": {"content-type": "image/png"},
                    "body": "__4A",
                }
                if entry["method"] == "GET"
                else ok(status=204)
            )
        )
    )
    with LibraryClient(service_root=server.root) as client, client.batch() as batch:
        got = batch.books["b1"].scan.get()
        deleted = batch.books["b2"].scan.delete()
    assert got.result() == b"\xff\xfe\x00"
    assert deleted.result() is None


def test_the_head_is_there_before_the_body(
    drive: Drive, server: ScriptedServer
) -> None:
    server.answers(MEDIA)

    def use(media: Any) -> Any:
        assert media.status == 200
        assert media.headers["Content-Type"] == "image/png"
        assert media.content_type == "image/png"
        assert media.length == len(BYTES)
        return media.read()

    assert stream(drive, server.root, use) == BYTES


def test_media_of_unknown_length(drive: Drive, server: ScriptedServer) -> None:
    packed = gzip.compress(BYTES)
    server.answers(Answer(200, packed, {"content-encoding": "gzip"}))

    def use(media: Any) -> Any:
        assert media.length is None
        assert media.content_type is None
        return media.read()

    assert stream(drive, server.root, use) == BYTES


def pieces_of(media: Any) -> Any:
    if hasattr(media, "__iter__"):
        return list(media)

    async def collect() -> list[bytes]:
        return [piece async for piece in media]

    return collect()


def test_media_come_in_pieces(drive: Drive, server: ScriptedServer) -> None:
    server.answers(MEDIA)
    pieces = stream(drive, server.root, pieces_of)
    assert b"".join(pieces) == BYTES
    assert len(pieces) > 1


def test_media_come_once(drive: Drive, server: ScriptedServer, tmp_path: Path) -> None:
    def use(media: Any) -> Any:
        if not drive.is_async:
            media.read()
            return media.save(tmp_path / "scan")

        async def twice() -> None:
            await media.read()
            await media.save(tmp_path / "scan")

        return twice()

    with pytest.raises(RuntimeError):
        stream(drive, server.root, use)
    assert list(tmp_path.iterdir()) == []


# httpx's own generators are left to the garbage collector then, which trio reports.
@pytest.mark.filterwarnings("ignore:.*:pytest.PytestUnraisableExceptionWarning")
def test_a_reader_may_leave_early(drive: Drive, server: ScriptedServer) -> None:
    server.answers(MEDIA)

    def use(media: Any) -> Any:
        if not drive.is_async:
            return next(iter(media))

        async def first() -> bytes:
            async for piece in media:
                return bytes(piece)
            return b""

        return first()

    assert BYTES.startswith(stream(drive, server.root, use))


def test_errors_are_those_of_other_calls(drive: Drive, server: ScriptedServer) -> None:
    server.answers(Answer(404, b'{"error":{"code":"gone","message":"not here"}}'))
    with pytest.raises(NotFoundError) as caught:
        stream(drive, server.root)
    assert caught.value.code == "gone"
    assert caught.value.message == "not here"


def test_retries_last_until_the_head_is_there(
    drive: Drive, server: ScriptedServer
) -> None:
    server.answers(Answer(503), Answer(429), MEDIA)
    assert stream(drive, server.root) == BYTES
    assert len(server.log) == 3


def test_what_stands_elsewhere_is_fetched_without_credentials(
    drive: Drive, server: ScriptedServer, elsewhere: ScriptedServer
) -> None:
    server.answers(redirect(302, f"{elsewhere.origin}/scan?sig=1"))
    elsewhere.answers(MEDIA)
    assert stream(drive, server.root, credential="token") == BYTES
    assert server.tokens == ["Bearer token"]
    [received] = elsewhere.log
    assert received.target == "/scan?sig=1"
    assert set(received.headers) == {"host"}


def test_a_connection_that_breaks(drive: Drive, server: ScriptedServer) -> None:
    server.answers(TRUNCATED)
    with pytest.raises(TransportError, match=f"GET at {server.origin}") as caught:
        stream(drive, server.root)
    assert isinstance(caught.value.__cause__, httpx.RemoteProtocolError)
    assert len(server.log) == 1


def test_transports_that_do_not_count_bytes(server: ScriptedServer) -> None:
    def application(environment: Any, start: Any) -> list[bytes]:
        start("200 OK", [("Content-Length", "10")])
        return [b"abc"]

    http = httpx.Client(transport=httpx.WSGITransport(application))
    with (
        http,
        LibraryClient(service_root=server.root, http_client=http) as client,
        client.books["b1"].scan.stream() as media,
        pytest.raises(TransportError, match="3 of 10 bytes came"),
    ):
        media.read()


@pytest.mark.parametrize("before", [None, b"before"])
def test_media_are_saved(
    drive: Drive, server: ScriptedServer, tmp_path: Path, before: bytes | None
) -> None:
    path = tmp_path / "scan.png"
    if before:
        path.write_bytes(before)
    server.answers(MEDIA)
    stream(drive, server.root, lambda media: media.save(path))
    assert path.read_bytes() == BYTES
    assert list(tmp_path.iterdir()) == [path]
    other = tmp_path / "other"
    other.touch()
    assert path.stat().st_mode == other.stat().st_mode


@pytest.mark.parametrize("before", [None, b"before"])
def test_what_came_in_part_leaves_nothing(
    drive: Drive, server: ScriptedServer, tmp_path: Path, before: bytes | None
) -> None:
    path = tmp_path / "scan.png"
    if before:
        path.write_bytes(before)
    server.answers(TRUNCATED)
    with pytest.raises(TransportError):
        stream(drive, server.root, lambda media: media.save(str(path)))
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [before] * bool(before)


def test_a_folder_that_is_not_there(
    drive: Drive, server: ScriptedServer, tmp_path: Path
) -> None:
    with pytest.raises(FileNotFoundError):
        stream(drive, server.root, lambda media: media.save(tmp_path / "a" / "b"))


def test_only_clients_stream(server: ScriptedServer) -> None:
    client = LibraryClient(service_root=server.root)
    for tree in (client.prepare, client.with_response, client.batch()):
        place: Any = tree.books["b1"].scan
        with pytest.raises(TypeError, match="streamed by clients"):
            place.stream()


MEASURED = """
import sys, tracemalloc, anyio
from pathlib import Path
from library import AsyncLibraryClient, LibraryClient
kind, root, folder = sys.argv[1:]
source, target = Path(folder, "source"), Path(folder, "target")

def sync():
    with LibraryClient(service_root=root) as client:
        place = client.books["b1"].scan
        begin()
        place.put(source)
        with source.open("rb") as file:
            place.put(file)
        with place.stream() as media:
            media.save(target)

async def awaited():
    async with AsyncLibraryClient(service_root=root) as client:
        place = client.books["b1"].scan
        begin()
        await place.put(source)
        with source.open("rb") as file:
            await place.put(file)
        async with place.stream() as media:
            await media.save(target)

def begin():
    tracemalloc.start()

sync() if kind == "sync" else anyio.run(awaited, backend=kind)
print(tracemalloc.get_traced_memory()[1])
"""


def test_large_media_are_never_held(
    drive: Drive, server: ScriptedServer, tmp_path: Path
) -> None:
    size = 64 * 2**20
    (tmp_path / "source").write_bytes(bytes(size))
    server.answers(Answer(204), Answer(204), Answer(200, bytes(size)))
    ran = subprocess.run(
        [sys.executable, "-c", MEASURED, drive.kind, server.root, str(tmp_path)],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert ran.returncode == 0, ran.stderr
    assert [len(received.body) for received in server.log] == [size, size, 0]
    assert (tmp_path / "target").stat().st_size == size
    assert int(ran.stdout) < size / 4
