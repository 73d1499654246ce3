"""A value has another type."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.kinds import TYPED
from odata2py.compare.model import Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.compare.spelling import type_text
from odata2py.compare.values import base_types, underlying, widens
from odata2py.compare.wording import Typed, value_text


def _check(kept: Kept[Typed]) -> Iterator[Found]:
    place, old, new = kept.place, kept.old.type, kept.new.type
    if place.same_type(old, new):
        return
    before, after = underlying(place.old, old), underlying(place.new, new)
    same = place.same_type(before, after)
    if same and old.collection != new.collection:
        return
    texts = type_text(old), type_text(new)
    if same:
        meaning = f"The values of {value_text(kept)} are of the same type in Python."
        yield Found(*texts, meaning, Level.DOCUMENTATION)
    elif old.collection == new.collection and widens(before.name, after.name):
        where = value_text(kept)
        meaning = f"Numbers may be larger in {where}; their Python type is the same."
        yield Found(*texts, meaning, Level.ADDITION)
    elif old.collection == new.collection and _fits(kept):
        now = place.names.type(new.name)
        meaning = (
            f"The type of {value_text(kept)} is {now}, and what was right still is."
        )
        yield Found(*texts, meaning, Level.ADDITION)
    else:
        meaning = f"The type of {value_text(kept)} is another: {_consequence(kept)}."
        yield Found(*texts, meaning)


def _fits(kept: Kept[Typed]) -> bool:
    """Whether a derived type is received, or a base type taken: then all goes on."""
    place, new = kept.place, kept.new.type.name
    old = place.counterparts.get(kept.old.type.name, "")
    if not place.sent:
        return old in base_types(place.new, new)
    return not place.received and new in base_types(place.new, old)


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
