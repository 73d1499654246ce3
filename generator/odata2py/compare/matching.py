"""Which elements of two scopes correspond: those of one name, and those renamed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import SequenceMatcher
from typing import Generic, TypeVar

from msgspec import Struct

T = TypeVar("T")

_NEAR = 0.65


class Matches(Struct, Generic[T], frozen=True):
    """Elements of both sides in pairs, and those of one side by their names."""

    kept: list[tuple[T, T]]
    lost: Mapping[str, T]
    gained: Mapping[str, T]


def match(
    old: Mapping[str, T], new: Mapping[str, T], alike: Callable[[T, T], bool]
) -> Matches[T]:
    """What corresponds in two scopes.

    An element that is gone and a new one are the same under another name where both are
    alike, their names are near each other, and neither has another such counterpart.
    """
    kept = [(item, new[name]) for name, item in old.items() if name in new]
    lost = {name: item for name, item in old.items() if name not in new}
    gained = {name: item for name, item in new.items() if name not in old}
    if lost and gained:
        for before, after in renamed(lost, gained, alike):
            kept.append((lost.pop(before), gained.pop(after)))
    return Matches(kept, lost, gained)


def renamed(
    lost: Mapping[str, T], gained: Mapping[str, T], alike: Callable[[T, T], bool]
) -> list[tuple[str, str]]:
    """The names that elements had, and have."""
    candidates = [
        (before, after)
        for before, old in lost.items()
        for after, new in gained.items()
        if alike(old, new) and are_near(before, after)
    ]
    befores = [before for before, _ in candidates]
    afters = [after for _, after in candidates]
    return [
        (before, after)
        for before, after in candidates
        if befores.count(before) == 1 and afters.count(after) == 1
    ]


def are_near(one: str, other: str) -> bool:
    """Whether a name may be another spelling of the other; namespaces do not count."""
    first, second = (name.rpartition(".")[2].casefold() for name in (one, other))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.quick_ratio() >= _NEAR and matcher.ratio() >= _NEAR
