"""Metadata from the web, within limits of size and patience."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterable, Iterator

import pytest
from tests.e2e.services import Answer, Service, chunked, csdl, head, whole

from odata2py.errors import InputError
from odata2py.pulling.fetching import Limits, fetch

SHOP = csdl("chair")
PATIENT = 60


def fault(service: Service, answer: bytes | Answer, limits: Limits) -> str:
    service.answers["/"] = answer
    with pytest.raises(InputError) as caught:
        fetch(f"{service.origin}/", limits=limits)
    [said] = caught.value.faults
    return said.removeprefix(f"{service.origin}/: ")


def test_what_may_just_be(service: Service) -> None:
    service.answers["/"] = whole(SHOP)
    limits = Limits(len(SHOP), PATIENT, PATIENT)
    assert fetch(f"{service.origin}/", limits=limits).content == SHOP


EMPTY_BLOCK = b"\x00\x00\x00\xff\xff"  # of gzip, without any content


def endless(head: bytes, piece: bytes) -> tuple[Answer, threading.Event]:
    """An answer without an end, and whether its sender was stopped."""
    stopped = threading.Event()

    def pieces(received: object) -> Iterator[bytes]:
        try:
            yield head
            while True:
                yield piece
        finally:
            stopped.set()

    return pieces, stopped


@pytest.mark.parametrize(
    ("first", "piece"),
    [
        (head(), b" " * 1000),
        (head(transfer_encoding="chunked"), b"400\r\n" + b" " * 1024 + b"\r\n"),
        (head(content_encoding="gzip") + gzip.compress(b"")[:10], EMPTY_BLOCK * 999),
    ],
    ids=["plain", "chunked", "packed and empty"],
)
def test_bodies_without_an_end(service: Service, first: bytes, piece: bytes) -> None:
    answer, stopped = endless(first, piece)
    said = fault(service, answer, Limits(100_000, PATIENT, PATIENT))
    assert said == "it is larger than 100,000 bytes; no metadata is that large"
    assert stopped.wait(PATIENT)


@pytest.mark.parametrize("length", [100_001, 10**18])
def test_bodies_that_announce_their_size(service: Service, length: int) -> None:
    asked_for_more = threading.Event()

    def answer(received: object) -> Iterator[bytes]:
        yield head(content_length=length)
        asked_for_more.wait(PATIENT)
        yield b" "

    said = fault(service, answer, Limits(100_000, PATIENT, PATIENT))
    asked_for_more.set()
    assert said == "it is larger than 100,000 bytes; no metadata is that large"


def test_silence(service: Service) -> None:
    over = threading.Event()

    def waiting(first: Iterable[bytes]) -> Answer:
        def answer(received: object) -> Iterator[bytes]:
            yield from first
            over.wait(PATIENT)

        return answer

    for first in ([], [head(content_length=10), b"<"], [head()[:9]]):
        said = fault(service, waiting(first), Limits(silence=0.05))
        assert said == "cannot be fetched (timed out)"
    over.set()


def test_bodies_that_drip(service: Service) -> None:
    answer, stopped = endless(head(), b" ")
    said = fault(service, answer, Limits(silence=PATIENT, seconds=0.2))
    assert said == "it did not arrive within 0.2 seconds; try again later"
    assert stopped.wait(PATIENT)


def test_progress(service: Service) -> None:
    told: list[tuple[str, int, int]] = []

    def progress(step: str, done: int = 0, total: int = 0) -> None:
        told.append((step, done, total))

    body = csdl(*(f"chair{number}" for number in range(2000)))
    packed = gzip.compress(body)
    for sent, total in (
        (whole(body), len(body)),
        (whole(packed, content_encoding="gzip"), len(packed)),
        (chunked(body, b""), 0),
    ):
        told.clear()
        service.answers["/"] = sent
        assert fetch(f"{service.origin}/", progress=progress).content == body
        steps, done, totals = zip(*told, strict=True)
        if total:
            assert set(steps) == {"downloading bytes"}
            assert set(totals) == {total}
            assert done[-1] == total
            assert list(done) == sorted(done)
        else:
            assert steps[-1] == f"downloading, {len(body):,} bytes so far"
