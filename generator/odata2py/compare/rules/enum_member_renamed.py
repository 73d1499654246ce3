"""A member of an enumeration has another name."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.model import Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import EnumMember


def _check(kept: Kept[EnumMember]) -> Iterator[Found]:
    place, old, new = kept.place, kept.old.name, kept.new.name
    if old == new:
        return
    before = place.names.constant(place.old_owner, old)
    after = place.names.constant(place.new_owner, new)
    meaning = f"The member {before} is called {after} now, and {new} in bodies."
    if before == after:
        meaning = f"The member {before} is {new} in bodies; its constant stays."
    yield Found(old, new, meaning)


RULE = Rule(
    "enum-member-renamed",
    Level.BREAKING,
    "A member of an enumeration has another name.",
    Kept,
    (EnumMember,),
    _check,
)
