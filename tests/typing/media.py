"""What type checkers know of media. Nothing here is ever run; see ``calls``."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, assert_type

from odata2py.runtime.downloads import AsyncDownload, Download
from odata2py.runtime.media import MediaRequestBuilder
from odata2py.runtime.modes import Async, Batch, Prepare, Sync, SyncResponse
from odata2py.runtime.pending import Pending
from odata2py.runtime.request import Request
from odata2py.runtime.response import Response


def pieces() -> Iterator[bytes]:
    yield b""


async def pieces_async() -> AsyncIterator[bytes]:
    yield b""


def sync_media(media: MediaRequestBuilder[Sync], path: Path) -> None:
    assert_type(media.get(), bytes)
    media.put(b"x", content_type="image/png")
    media.put(path)
    media.put(BytesIO())
    media.put([b"x"])
    media.put(bytearray(b"x"))
    media.put(memoryview(b"x"))
    media.put(pieces())
    with path.open("rb") as file:
        media.put(file)
    media.delete()
    with media.stream() as download:
        assert_type(download, Download)
        for piece in download:
            assert_type(piece, bytes)
        assert_type(download.read(), bytes)
        assert_type(download.length, int | None)
        assert_type(download.content_type, str | None)
        download.save("x")
        download.save(path)


async def async_media(media: MediaRequestBuilder[Async]) -> None:
    assert_type(await media.get(), bytes)
    await media.put(pieces_async())
    async with media.stream() as download:
        assert_type(download, AsyncDownload)
        async for piece in download:
            assert_type(piece, bytes)
        assert_type(await download.read(), bytes)
        await download.save("x")
    with media.stream():  # type: ignore[attr-defined]
        pass


def other_media(
    batched: MediaRequestBuilder[Batch],
    prepared: MediaRequestBuilder[Prepare],
    answered: MediaRequestBuilder[SyncResponse],
) -> None:
    assert_type(batched.get(), Pending[bytes])
    assert_type(batched.put(b"x"), Pending[None])
    assert_type(prepared.put(b"x"), Request[None])
    assert_type(answered.get(), Response[bytes])


def mistakes(
    media: MediaRequestBuilder[Sync],
    batched: MediaRequestBuilder[Batch],
    prepared: MediaRequestBuilder[Prepare],
    texts: list[str],
    anything: Any,
) -> None:
    media.put("text")  # type: ignore[arg-type]
    media.put(texts)  # type: ignore[arg-type]
    media.put(anything, "image/png")  # type: ignore[call-arg]
    batched.stream()  # type: ignore[misc]
    prepared.stream()  # type: ignore[misc]
