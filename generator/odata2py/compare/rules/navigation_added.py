"""A navigation property is new."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.model import Level
from odata2py.compare.pairs import Gained
from odata2py.compare.rule import Found, Rule
from odata2py.compare.spelling import type_text
from odata2py.csdl.model import NavigationProperty


def _check(gained: Gained[NavigationProperty]) -> Iterator[Found]:
    place, new = gained.place, gained.new
    way = place.names.way(place.new_owner, new.name)
    owner = place.names.type(place.new_owner)
    meaning = f"Paths lead on from {owner} by {way}, which is an attribute of it too."
    level = Level.ADDITION
    if place.sent and not (new.type.nullable or new.type.collection):
        meaning += " Creates that leave it out may be refused."
        level = Level.RISKY
    yield Found("", type_text(new.type), meaning, level)


RULE = Rule(
    "navigation-added",
    Level.ADDITION,
    "A navigation property is new.",
    Gained,
    (NavigationProperty,),
    _check,
)
