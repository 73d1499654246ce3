"""What goes wrong because of an input: where, what, and what would be right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from msgspec import Struct


class Position(Struct, frozen=True, gc=False):
    """A place in an input file; ``line`` counts from 1, 0 means the file as a whole."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


class InputError(Exception):
    """One or more faults of an input, each one line that a user can act on.

    The command line prints the lines and ends with status 2; nothing was written.
    """

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults

    @classmethod
    def at(cls, where: Position | str, what: str, right: str = "") -> InputError:
        """The fault ``what`` at ``where``, and what would be right instead."""
        hint = f"; {right}" if right else ""
        return cls(f"{where}: {what}{hint}")


@contextmanager
def faults_of(what: str) -> Iterator[None]:
    """The faults that are found in the block begin with what they are faults of."""
    try:
        yield
    except InputError as error:
        raise InputError(*(f"{what} {fault}" for fault in error.faults)) from None


def nearest(name: str, candidates: Iterable[str], count: int = 3) -> str:
    """A hint with the spellings closest to ``name``, or an empty string."""
    known = list(candidates)
    by_fold = {candidate.casefold(): candidate for candidate in known}
    close = difflib.get_close_matches(name.casefold(), by_fold, n=count, cutoff=0.5)
    if not close:
        return ""
    return "did you mean " + " or ".join(repr(by_fold[fold]) for fold in close) + "?"
