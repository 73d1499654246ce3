"""Bodies of answers, unpacked piece by piece: a small body may become a huge one."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

_GZIP = zlib.MAX_WBITS | 16
_PIECE = 2**20

PACKINGS = frozenset({"", "identity", "gzip", "x-gzip"})
"""The values of Content-Encoding that ``unpacked`` knows."""


def unpacked(pieces: Iterable[bytes], packing: str) -> Iterator[bytes]:
    """A body; for each piece that arrives, one or more that are no larger than a MiB.

    Raises ValueError for what was packed otherwise, and for what is cut off.
    """
    return _gunzipped(pieces) if packing.endswith("gzip") else iter(pieces)


def _gunzipped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    stream = zlib.decompressobj(_GZIP)
    for piece in pieces:
        rest, more = piece, not stream.eof
        while rest or more:
            if stream.eof:  # and there is more: gzip is one stream after the other
                stream = zlib.decompressobj(_GZIP)
            try:
                part = stream.decompress(rest, _PIECE)
            except zlib.error as error:
                raise ValueError(f"it is no gzip: {error}") from None
            yield part
            rest = stream.unused_data if stream.eof else stream.unconsumed_tail
            more = len(part) == _PIECE and not stream.eof
    if not stream.eof:
        raise ValueError("it is cut off")
