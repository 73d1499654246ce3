"""A property is declared by a base type now."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.model import Level
from odata2py.compare.pairs import Moved
from odata2py.compare.rule import Found, Rule
from odata2py.compare.values import is_required
from odata2py.csdl.model import NavigationProperty, Property


def _check(moved: Moved[Property | NavigationProperty]) -> Iterator[Found]:
    place, new = moved.place, moved.new
    attribute = place.names.attribute(place.new_owner, new.name)
    meaning = (
        f"The attribute is {attribute} now, and inherited: nothing changes for the "
        "type that had it, and other types derived from the base type have it too."
    )
    level = Level.ADDITION
    if place.sent and isinstance(new, Property) and is_required(new):
        meaning += " Creates of these that leave it out may be refused."
        level = Level.RISKY
    yield Found(moved.element, moved.to, meaning, level)


RULE = Rule(
    "property-moved",
    Level.ADDITION,
    "A property is declared by a base type now.",
    Moved,
    (Property, NavigationProperty),
    _check,
)
