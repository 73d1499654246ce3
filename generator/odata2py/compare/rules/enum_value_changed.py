"""A member of an enumeration stands for another number."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.model import NEITHER, Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import EnumMember


def _check(kept: Kept[EnumMember]) -> Iterator[Found]:
    old, new, place = kept.old.value, kept.new.value, kept.place
    if old == new:
        return
    member = place.names.constant(place.old_owner, kept.old.name)
    if kept.old.name in place.facts.growing_enum_members:
        meaning = f"{member} stands for members to come: no value is it."
        yield Found(str(old), str(new), meaning, Level.DOCUMENTATION, NEITHER)
        return
    meaning = f"Where numbers stand for {member}, in filters or flags, they differ now."
    yield Found(str(old), str(new), meaning)


RULE = Rule(
    "enum-value-changed",
    Level.BREAKING,
    "A member of an enumeration stands for another number.",
    Kept,
    (EnumMember,),
    _check,
)
