"""Bodies that were packed."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odata2py.pulling.unpacking import unpacked

MIB = 2**20


@given(
    bodies=st.lists(st.binary(max_size=200), min_size=1, max_size=3),
    cuts=st.lists(st.integers(0, 400)),
)
def test_what_was_packed_is_unpacked(bodies: list[bytes], cuts: list[int]) -> None:
    packed = b"".join(map(gzip.compress, bodies))
    ends = [0, *sorted(cuts), len(packed)]
    pieces = [packed[a:b] for a, b in zip(ends, ends[1:], strict=False)]
    assert b"".join(unpacked(pieces, "gzip")) == b"".join(bodies)
    assert b"".join(unpacked(pieces, "")) == packed


@given(st.binary(min_size=1), st.integers(1, 30))
def test_what_is_cut_off_is_told(body: bytes, missing: int) -> None:
    packed = gzip.compress(body)[:-missing]
    with pytest.raises(ValueError, match="cut off"):
        list(unpacked([packed], "x-gzip"))


@pytest.mark.parametrize("size", [MIB - 1, MIB, MIB + 1, 3 * MIB, 40 * MIB])
def test_large_bodies_come_in_parts(size: int) -> None:
    parts = [len(part) for part in unpacked([gzip.compress(bytes(size))], "gzip")]
    assert sum(parts) == size
    assert max(parts) <= MIB


def test_no_more_is_unpacked_than_was_asked_for() -> None:
    taken: list[int] = []

    def pieces() -> Iterator[bytes]:
        packed = gzip.compress(bytes(100 * MIB))
        for start in range(0, len(packed), 1000):
            taken.append(start)
            yield packed[start : start + 1000]

    parts = unpacked(pieces(), "gzip")
    assert sum(len(next(parts)) for _ in range(10)) > 0
    assert len(taken) <= 10


@pytest.mark.parametrize(
    "content",
    [b"<edmx/>", zlib.compress(b"x"), gzip.compress(b"x") + b"more", b"\x1f\x8b\x08"],
    ids=["plain", "zlib", "more after it", "its first bytes"],
)
def test_what_is_no_gzip(content: bytes) -> None:
    with pytest.raises(ValueError, match="it is no gzip: |it is cut off"):
        list(unpacked([content], "gzip"))


def test_damage() -> None:
    packed = bytearray(gzip.compress(b"metadata" * 100))
    packed[-5] ^= 1  # of its checksum
    with pytest.raises(ValueError, match="it is no gzip: .*check"):
        list(unpacked([bytes(packed)], "gzip"))
