"""A value has another type."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.kinds import TYPED
from odata2py.compare.model import Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.compare.spelling import type_text
from odata2py.compare.values import underlying
from odata2py.compare.wording import Typed, value_text


def _check(kept: Kept[Typed]) -> Iterator[Found]:
    place, old, new = kept.place, kept.old.type, kept.new.type
    if place.same_type(old, new):
        return
    before, after = underlying(place.old, old), underlying(place.new, new)
    if not place.same_type(before, after):
        meaning = f"The type of {value_text(kept)} is another: {_consequence(kept)}."
        yield Found(type_text(old), type_text(new), meaning)
    elif old.collection == new.collection:
        meaning = f"The values of {value_text(kept)} are of the same type in Python."
        yield Found(type_text(old), type_text(new), meaning, Level.DOCUMENTATION)


def _consequence(kept: Kept[Typed]) -> str:
    read = "what is read has to be used in another way" if kept.place.received else ""
    written = "what is written does not fit any more" if kept.place.sent else ""
    return ", and ".join(filter(None, (written, read)))


RULE = Rule(
    "type-changed",
    Level.BREAKING,
    "A value has another type.",
    Kept,
    TYPED,
    _check,
)
