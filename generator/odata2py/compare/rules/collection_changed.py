"""There are many values where there was one, or one where there were many."""

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
    if old.collection == new.collection:
        return
    if not place.same_type(underlying(place.old, old), underlying(place.new, new)):
        return
    where = value_text(kept)
    meaning = (
        f"There are many values in {where}, a list or pages, where there was one."
        if new.collection
        else f"There is one value in {where}, where there were many."
    )
    yield Found(type_text(old), type_text(new), meaning)


RULE = Rule(
    "collection-changed",
    Level.BREAKING,
    "There are many values where there was one, or one where there were many.",
    Kept,
    TYPED,
    _check,
)
