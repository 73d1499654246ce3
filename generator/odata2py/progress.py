"""What a long run says about where it is, to whoever started it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Progress(Protocol):
    """Is told of each step as it begins, and how many things of how many are done.

    It is called often, and has to be quick. A total of 0: nothing is counted.
    """

    def __call__(self, step: str, done: int = 0, total: int = 0) -> None: ...


def silent(step: str, done: int = 0, total: int = 0) -> None:
    """For runs that nobody watches."""


def counted(progress: Progress, step: str, things: Sequence[T]) -> Iterator[T]:
    """The things in turn; each is told when its turn comes."""
    for done, thing in enumerate(things):
        progress(step, done, len(things))
        yield thing
