"""How the command line shows where a long run is: in a line that goes away again.

A thread draws it, because a step may take seconds without saying anything. The cursor
stays visible, so that a run that is stopped or killed leaves a terminal in order.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from threading import Event, Thread
from typing import TYPE_CHECKING

from odata2py.progress import Progress

if TYPE_CHECKING:
    from rich.console import Console

_LONG = 0.5
"""Seconds after which a run is long enough to be shown."""
_PAUSE = 0.1
"""Seconds between two looks at a run."""
_MARGIN = 4
"""Columns that stay free, so that the ``^C`` of a terminal does not break the line."""


class Shown:
    """What runs said last; their subjects are told apart by name."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.last = ("", "", 0, 0)

    def of(self, subject: str) -> Progress:
        """The progress of one thing that is made, like a package."""
        return partial(self._tell, subject)

    def _tell(self, subject: str, step: str, done: int = 0, total: int = 0) -> None:
        self.last = (subject, step, done, total)


@contextmanager
def shown(after: float = _LONG) -> Iterator[Shown]:
    """Show on a terminal what is said in the block, if it lasts longer than ``after``.

    The terminal is that of standard error. At the end, errors and Ctrl-C included, the
    line is gone, and others can print.
    """
    runs = Shown()
    ended = Event()
    thread = Thread(target=_watch, args=(runs, ended, after), daemon=True)
    try:
        if sys.stderr and sys.stderr.isatty():
            thread.start()
        yield runs
    finally:
        ended.set()
        if thread.is_alive():
            thread.join()


def _watch(runs: Shown, ended: Event, after: float) -> None:
    if ended.wait(after):
        return
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_interactive:  # as TERM and others say
        return
    drawn: list[tuple[str, str]] = []
    while not ended.is_set():
        words = list(_words(runs))
        if words != drawn:
            _draw(console, words)
        drawn = words
        ended.wait(_PAUSE)
    _draw(console, [])


def _words(runs: Shown) -> Iterator[tuple[str, str]]:
    """What is said, in words and their styles."""
    subject, step, done, total = runs.last
    yield subject, "bold"
    yield f"  {step}", ""
    if total:
        yield f"  {done:,} of {total:,}", "cyan"
    yield f"  {time.monotonic() - runs.began:.0f} s", "dim"


def _draw(console: Console, words: list[tuple[str, str]]) -> None:
    """Put words in the place of those that the line consists of."""
    from rich.control import Control
    from rich.segment import ControlType
    from rich.text import Text

    text = Text.assemble(*words, no_wrap=True, end="")
    text.truncate(max(console.width - _MARGIN, 0))
    with console:  # all of it is written at once
        console.control(Control(ControlType.CARRIAGE_RETURN))
        console.print(text, end="")
        console.control(Control((ControlType.ERASE_IN_LINE, 0)))
