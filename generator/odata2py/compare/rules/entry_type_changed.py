"""An entity set or a singleton has another entity type."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.model import Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import EntitySet, Singleton
from odata2py.slicing.model import ROOT


def _check(kept: Kept[EntitySet] | Kept[Singleton]) -> Iterator[Found]:
    old, new, place = kept.old.entity_type, kept.new.entity_type, kept.place
    if place.counterparts.get(old, old) == new:
        return
    names = place.names
    way = names.way(ROOT, kept.old.name)
    meaning = (
        f"Paths that begin with {way} of the client lead to {names.type(new)} instead "
        f"of {names.type(old)}: other attributes, other keywords, other paths on."
    )
    yield Found(old, new, meaning)


RULE = Rule(
    "entry-type-changed",
    Level.BREAKING,
    "An entity set or a singleton has another entity type.",
    Kept,
    (EntitySet, Singleton),
    _check,
)
