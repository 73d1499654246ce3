"""Which elements of two scopes correspond: those of one name, and those renamed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from difflib import SequenceMatcher
from typing import Generic, TypeVar

from msgspec import Struct

from odata2py.plan.names import words

T = TypeVar("T")

_SHARED = 0.5
"""Which part of the words two names have in common, at least, if they are near."""

_SPELLING = 0.75
"""Which part of the letters two spellings of a word have in common, at least."""


class Matches(Struct, Generic[T], frozen=True):
    """Elements of both sides in pairs, and those of one side by their names.

    renamed: the names that elements of both sides have now, by those they had.
    """

    kept: list[tuple[T, T]]
    lost: Mapping[str, T]
    gained: Mapping[str, T]
    renamed: Mapping[str, str]


def match(
    old: Mapping[str, T],
    new: Mapping[str, T],
    alike: Callable[[T, T], bool],
    known: Mapping[str, str] | None = None,
) -> Matches[T]:
    """What corresponds in two scopes.

    An element that is gone and a new one are the same under another name where both are
    alike, their names are near each other, and neither has another such counterpart.
    known: renamings that were found already.
    """
    names = {name: name for name in old if name in new}
    for before, after in (known or {}).items():
        if before in old and after in new and not {before, after} & names.keys():
            names[before] = after
    there = set(names.values())
    lost = {name: item for name, item in old.items() if name not in names}
    gained = {name: item for name, item in new.items() if name not in there}
    if lost and gained:
        for before, after in _renamed(lost, gained, alike):
            names[before] = after
            del lost[before], gained[after]
    kept = [(old[before], new[after]) for before, after in names.items()]
    renamed = {before: after for before, after in names.items() if before != after}
    return Matches(kept, lost, gained, renamed)


def _renamed(
    lost: Mapping[str, T], gained: Mapping[str, T], alike: Callable[[T, T], bool]
) -> list[tuple[str, str]]:
    """The names that elements had, and have."""
    candidates = [
        (before, after)
        for before, old in lost.items()
        for after, new in gained.items()
        if alike(old, new) and are_near(before, after)
    ]
    befores = Counter(before for before, _ in candidates)
    afters = Counter(after for _, after in candidates)
    return [
        (before, after)
        for before, after in candidates
        if befores[before] == 1 and afters[after] == 1
    ]


def are_near(one: str, other: str) -> bool:
    """Whether a name may be another for the same: with more words, or a misspelling.

    ``assignmentPolicy`` is near ``accessPackageAssignmentPolicy``; ``createdDate`` is
    not near ``expiredDate``, though it has most letters of it. Namespaces do not count.
    """
    first, second = (name.rpartition(".")[2] for name in (one, other))
    if first.casefold() == second.casefold():
        return True
    before, after = (Counter(map(str.casefold, words(n))) for n in (first, second))
    rest, others = list((before - after).elements()), list((after - before).elements())
    shared = (before & after).total()
    for word in tuple(rest):
        if found := next((each for each in others if _is_spelling(word, each)), None):
            rest.remove(word)
            others.remove(found)
            shared += 1
    enough = 2 * shared >= _SHARED * (before.total() + after.total()) > 0
    return enough and not (rest and others)


def _is_spelling(word: str, other: str) -> bool:
    """Whether words are one: ``colour``; ``active`` and ``inactive`` are not."""
    if word[0] != other[0]:
        return False
    return SequenceMatcher(None, word, other, autojunk=False).ratio() >= _SPELLING
