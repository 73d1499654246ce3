"""Values may have other derived types than before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from odata2py.compare.kinds import ENTRIES, TYPED
from odata2py.compare.model import Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import Entry


def _check(kept: Kept[Any]) -> Iterator[Found]:
    before, after = _allowed(kept.old), _allowed(kept.new)
    if before == after:
        return
    counterparts = kept.place.counterparts
    old, new = {counterparts.get(each, each) for each in before}, set(after)
    if old == new:
        return
    texts = _text(old), _text(new)
    if old and (not new or old < new):
        meaning = "Values may have more types than before."
        yield Found(*texts, meaning, Level.ADDITION)
    else:
        meaning = (
            "Values have fewer types: others are refused, and packages do not keep "
            "their classes because of it."
        )
        yield Found(*texts, meaning)


def _text(types: set[str]) -> str:
    return ", ".join(sorted(types)) or "any"


def _allowed(element: Any) -> tuple[str, ...]:
    """The types that values are restricted to; none where they may have any."""
    types: tuple[str, ...] = (
        element.allowed_types
        if isinstance(element, Entry)
        else element.type.allowed_types
    )
    return types


RULE = Rule(
    "allowed-types-changed",
    Level.BREAKING,
    "Values may have other derived types than before.",
    Kept,
    (*TYPED, *ENTRIES),
    _check,
)
