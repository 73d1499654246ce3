"""A member of an enumeration stands for another number."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.model import Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import EnumMember, EnumType


def _check(kept: Kept[EnumMember]) -> Iterator[Found]:
    old, new, place = kept.old.value, kept.new.value, kept.place
    if old == new:
        return
    member = place.names.constant(place.old_owner, kept.old.name)
    meaning = f"Where numbers stand for {member}, in filters or flags, they differ now."
    yield Found(str(old), str(new), meaning, _level(kept))


def _level(kept: Kept[EnumMember]) -> Level:
    """Newcomers push others along; those that announce them are pushed on purpose.

    On the wire members go by their names.
    """
    if kept.old.name in kept.place.facts.growing_enum_members:
        return Level.DOCUMENTATION
    before, after = (
        {member.name for member in kind.members}
        for kind in (
            kept.place.old.types[kept.place.old_owner],
            kept.place.new.types[kept.place.new_owner],
        )
        if isinstance(kind, EnumType)
    )
    return Level.RISKY if after - before else Level.BREAKING


RULE = Rule(
    "enum-value-changed",
    Level.BREAKING,
    "A member of an enumeration stands for another number.",
    Kept,
    (EnumMember,),
    _check,
)
