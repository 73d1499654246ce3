"""A property has another name."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.model import Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import NavigationProperty, Property


def _check(kept: Kept[Property | NavigationProperty]) -> Iterator[Found]:
    place, old, new = kept.place, kept.old.name, kept.new.name
    if old == new:
        return
    attribute = place.names.attribute(place.old_owner, old)
    called = place.names.member(place.new_owner, new)
    meaning = (
        f"The attribute {attribute} is called {called} now, and so are keywords and "
        f"what builders have; filters and select say {new}."
    )
    if called == place.names.member(place.old_owner, old):
        meaning = (
            f"{attribute} is {new} in bodies, filters and select, and called as before."
        )
    yield Found(old, new, meaning)


RULE = Rule(
    "property-renamed",
    Level.BREAKING,
    "A property has another name.",
    Kept,
    (Property, NavigationProperty),
    _check,
)
