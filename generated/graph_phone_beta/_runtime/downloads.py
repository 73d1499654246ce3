"""Answers whose bodies are read piece by piece, and saved without being held."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import (
    asynccontextmanager,
    contextmanager,
)
from pathlib import Path
from secrets import token_hex
from typing import IO, Any, Self

import httpx

from .exchange import transport_error
from .request import AnyRequest
from .trees import AsyncExecute, AsyncTree, Execute, SyncTree


class _Answer:
    """What sync and async downloads have in common: the answer's head."""

    def __init__(self, response: httpx.Response) -> None:
        self._response = response

    @property
    def status(self) -> int:
        """The HTTP status code; 204 where there are no media."""
        return self._response.status_code

    @property
    def headers(self) -> httpx.Headers:
        """The answer's headers; names in any case."""
        return self._response.headers

    @property
    def content_type(self) -> str | None:
        """The media type, with its parameters."""
        value: str | None = self.headers.get("content-type")
        return value

    @property
    def length(self) -> int | None:
        """The bytes that are to come; None where the service does not tell.

        It cannot tell for what it compresses on the way (RFC 9110, 8.4).
        """
        return None if "content-encoding" in self.headers else self._sent_length()

    def _sent_length(self) -> int | None:
        text = self.headers.get("content-length", "")
        return int(text) if text.isdecimal() else None

    def _require_complete(self) -> None:
        """Raise httpx's error for fewer bytes than announced; not all transports do."""
        expected, came = self._sent_length(), self._response.num_bytes_downloaded
        if expected is not None and came < expected:
            raise httpx.RemoteProtocolError(
                f"{came} of {expected} bytes came", request=self._response.request
            )


class Download(_Answer):
    """Media on their way, to be read once: iterated over, read or saved.

    All three raise TransportError when the connection breaks or bytes are missing, and
    RuntimeError (httpx.StreamConsumed) the second time.
    """

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._response.iter_bytes()
            self._require_complete()
        except httpx.RequestError as error:
            raise transport_error(error) from error

    def read(self) -> bytes:
        """All of it."""
        return b"".join(self)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write it to a file, which is there, or replaced, once all has come.

        Until then the bytes are in a file of another name beside it, which is removed
        when something goes wrong. Raises OSError for what cannot be written.
        """
        with _replacing(Path(path)) as file:
            for piece in self:
                file.write(piece)


class AsyncDownload(_Answer):
    """As ``Download``, awaited; files are written in a worker thread."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        return _Pieces(self._response.aiter_bytes(), self._require_complete)

    async def read(self) -> bytes:
        """All of it."""
        return b"".join([piece async for piece in self])

    async def save(self, path: str | os.PathLike[str]) -> None:
        """As ``Download.save``."""
        from anyio.to_thread import run_sync

        with _replacing(Path(path)) as file:
            async for piece in self:
                await run_sync(file.write, piece)


class _Pieces:
    # A class, because an asynchronous generator that is left early has to be closed.
    def __init__(
        self, pieces: AsyncIterator[bytes], require_complete: Callable[[], None]
    ) -> None:
        self._pieces = pieces
        self._require_complete = require_complete

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        try:
            async for piece in self._pieces:
                return piece
            self._require_complete()
        except httpx.RequestError as error:
            raise transport_error(error) from error
        raise StopAsyncIteration


def download(tree: object, request: AnyRequest) -> Any:
    """The block in which the answer to this request is read, sync or async.

    Raises TypeError for a tree that does not send requests at once.
    """
    if isinstance(tree, SyncTree):
        return _download(tree.open, request)
    if isinstance(tree, AsyncTree):
        return _download_async(tree.open, request)
    raise TypeError("media are streamed by clients, not by batches or other views")


@contextmanager
def _download(open: Execute, request: AnyRequest) -> Iterator[Download]:
    response = open(request)
    try:
        yield Download(response)
    finally:
        response.close()


@asynccontextmanager
async def _download_async(
    open: AsyncExecute, request: AnyRequest
) -> AsyncIterator[AsyncDownload]:
    response = await open(request)
    try:
        yield AsyncDownload(response)
    finally:
        await response.aclose()


@contextmanager
def _replacing(path: Path) -> Iterator[IO[bytes]]:
    """A new file that takes the place of another when the block ends well."""
    # Not by tempfile, whose files nobody else may read.
    beside = path.with_name(f".{token_hex(8)}.part")
    try:
        with open(beside, "xb") as file:
            yield file
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
