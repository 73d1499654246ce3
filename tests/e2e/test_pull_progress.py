"""``odata2py pull`` on a terminal: how far it is, and Ctrl-C."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from tests.e2e.pulls import METADATA, NEW, OLD, Project
from tests.e2e.services import Received, Service, head, whole
from tests.e2e.terminals import GENERATE as PROGRAM
from tests.e2e.terminals import Terminal

CTRL_C = "\x03"
PATIENT = 60


class Halted:
    """An answer that halts in its middle until it may go on."""

    def __init__(self, first: bytes, rest: bytes) -> None:
        self.first, self.rest = first, rest
        self.go_on = threading.Event()

    def __call__(self, received: Received) -> Iterator[bytes]:
        yield self.first
        self.go_on.wait(PATIENT)
        yield self.rest


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    with Terminal() as terminal:
        yield terminal


@pytest.mark.parametrize(
    ("first", "shown"),
    [
        (head(content_length=len(NEW)), f"downloading bytes  100 of {len(NEW)}"),
        (head(), "downloading, 100 bytes so far"),
    ],
    ids=["of a known length", "of an unknown length"],
)
def test_how_far_it_is(
    pulled: Project, service: Service, terminal: Terminal, first: bytes, shown: str
) -> None:
    answer = Halted(first + NEW[:100], NEW[100:])
    service.answers[METADATA] = answer
    process = terminal.start(PROGRAM, "pull", cwd=pulled.folder)
    terminal.until(f"shop  {shown}  ")
    answer.go_on.set()
    (line,) = terminal.to_the_end()
    assert process.wait(timeout=PATIENT) == 0
    assert line.startswith(f"shop: changed, {len(NEW)} bytes from http://127.0.0.1:")


def test_a_service_that_does_not_answer(
    pulled: Project, service: Service, terminal: Terminal
) -> None:
    answer = Halted(b"", whole(b"Hello?"))
    service.answers[METADATA] = answer
    process = terminal.start(PROGRAM, "pull", cwd=pulled.folder)
    terminal.until("shop  asking for metadata")
    answer.go_on.set()
    left = "".join(terminal.to_the_end())  # it is longer than a line
    assert process.wait(timeout=PATIENT) == 2
    assert left.startswith("error: http://127.0.0.1:")
    assert left.endswith("CSDL XML is expected")


def test_ctrl_c(pulled: Project, service: Service, terminal: Terminal) -> None:
    answer = Halted(head(content_length=len(NEW)) + NEW[:100], NEW[100:])
    service.answers[METADATA] = answer
    with pulled.untouched():
        process = terminal.start(PROGRAM, "pull", cwd=pulled.folder)
        terminal.until("downloading bytes")
        terminal.press(CTRL_C)
        left = terminal.to_the_end()
        assert process.wait(timeout=PATIENT) == 2
    answer.go_on.set()
    assert left[-1] == "error: interrupted; what stood there before is intact"
    assert pulled.file.read_bytes() == OLD
