"""Bodies that are read piece by piece as they are sent, and never held as a whole."""

from __future__ import annotations

import io
import os
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from stat import S_ISREG
from typing import IO, Any, TypeAlias

import httpx

PIECE = 64 * 1024
"""The bytes that are read from a file at a time."""

AnyContent: TypeAlias = (
    bytes
    | bytearray
    | memoryview
    | IO[bytes]
    | Path
    | Iterable[bytes]
    | AsyncIterable[bytes]
)
"""What can be sent as media.

- bytes, a path, a seekable binary file (from where it stands at the call to its end):
  sent again where a retry, a redirect or a new token makes that necessary;
- any other binary file, an iterable of bytes, for asynchronous clients an asynchronous
  one: sent once.

Asynchronous clients read paths, files and iterables in a worker thread.
"""


class Content:
    """A body that is read while it is sent.

    is_spent: it was read, in whole or in part, and cannot be read again.
    """

    is_spent = False

    @property
    def length(self) -> int | None:
        """How many bytes there are; None where only the end will tell."""
        return None

    def pieces(self) -> Iterator[bytes]:
        """The bytes, from their beginning."""
        raise NotImplementedError

    def pieces_async(self) -> AsyncIterator[bytes]:
        """The bytes, from their beginning, without blocking the event loop."""
        return _InThread(self.pieces())


@dataclass(frozen=True)
class PathContent(Content):
    """A file by its path, opened anew for each send."""

    path: Path

    @property
    def length(self) -> int | None:
        status = os.stat(self.path)
        return status.st_size if S_ISREG(status.st_mode) else None

    def pieces(self) -> Iterator[bytes]:
        with open(self.path, "rb") as file:
            yield from _read(file)


class FileContent(Content):
    """A seekable file, from where it stood at the call."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._start = file.tell()
        self._length = max(0, file.seek(0, os.SEEK_END) - self._start)
        file.seek(self._start)

    @property
    def length(self) -> int | None:
        return self._length

    def pieces(self) -> Iterator[bytes]:
        self._file.seek(self._start)
        yield from _read(self._file)


class OneTimeContent(Content):
    """What can be iterated over once."""

    def __init__(self, pieces: Iterable[bytes] | AsyncIterable[bytes]) -> None:
        self._pieces = pieces

    def pieces(self) -> Iterator[bytes]:
        pieces = self._spend()
        if isinstance(pieces, AsyncIterable):
            raise TypeError("asynchronous content needs an asynchronous client")
        return map(_checked, pieces)

    def pieces_async(self) -> AsyncIterator[bytes]:
        pieces = self._spend()
        if isinstance(pieces, AsyncIterable):
            return _CheckedAsync(aiter(pieces))
        return _InThread(map(_checked, pieces))

    def _spend(self) -> Iterable[bytes] | AsyncIterable[bytes]:
        if self.is_spent:
            raise httpx.StreamConsumed
        self.is_spent = True
        return self._pieces


def as_content(content: AnyContent) -> bytes | Content:
    """The content of a request, from what a caller may give as such.

    Raises TypeError for texts and for all else that has no bytes, OSError for a file
    whose size cannot be had.
    """
    if isinstance(content, bytes):
        return content
    if isinstance(content, bytearray | memoryview):
        return bytes(content)
    if isinstance(content, Path):
        return PathContent(content)
    if isinstance(content, str | io.TextIOBase):
        raise TypeError("media are bytes: encode texts, and open files in binary mode")
    if isinstance(content, AsyncIterable):
        return OneTimeContent(content)
    if hasattr(content, "read"):
        file: Any = content
        seekable = getattr(file, "seekable", None)
        if seekable is not None and seekable():
            return FileContent(file)
        return OneTimeContent(_read(file))
    if isinstance(content, Iterable):
        return OneTimeContent(content)
    raise TypeError(f"a {type(content).__name__} is neither bytes nor has any")


class Outgoing:
    """Content as httpx's synchronous client takes it; each iteration reads it anew."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def __iter__(self) -> Iterator[bytes]:
        return self._content.pieces()


class AsyncOutgoing:
    """As ``Outgoing``, for httpx's asynchronous client."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._content.pieces_async()


def _read(file: IO[bytes]) -> Iterator[bytes]:
    return map(_checked, iter(partial(file.read, PIECE), b""))


def _checked(piece: object) -> bytes:
    # A number would be sent as so many zeros.
    if not isinstance(piece, bytes | bytearray | memoryview):
        raise TypeError(f"content is made of bytes, not of {type(piece).__name__}")
    return bytes(piece)


# Classes, because an asynchronous generator that is left early has to be closed.
class _InThread:
    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def __aiter__(self) -> _InThread:
        return self

    async def __anext__(self) -> bytes:
        from anyio.to_thread import run_sync

        piece = await run_sync(next, self._pieces, None)
        if piece is None:
            raise StopAsyncIteration
        return piece


class _CheckedAsync:
    def __init__(self, pieces: AsyncIterator[bytes]) -> None:
        self._pieces = pieces

    def __aiter__(self) -> _CheckedAsync:
        return self

    async def __anext__(self) -> bytes:
        return _checked(await anext(self._pieces))
