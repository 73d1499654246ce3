"""A property is new."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.model import Level
from odata2py.compare.pairs import Gained
from odata2py.compare.rule import Found, Rule
from odata2py.compare.spelling import type_text
from odata2py.compare.values import is_required
from odata2py.csdl.model import Property


def _check(gained: Gained[Property]) -> Iterator[Found]:
    place = gained.place
    attribute = place.names.attribute(place.new_owner, gained.new.name)
    meaning = f"There is an attribute {attribute}; until then it is in extras."
    level = Level.ADDITION
    if place.sent and is_required(gained.new):
        meaning += " Creates that leave it out may be refused."
        level = Level.RISKY
    yield Found("", type_text(gained.new.type), meaning, level)


RULE = Rule(
    "property-added",
    Level.ADDITION,
    "A property is new.",
    Gained,
    (Property,),
    _check,
)
