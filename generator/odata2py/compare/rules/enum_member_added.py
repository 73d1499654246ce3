"""An enumeration has another member."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.model import Level
from odata2py.compare.pairs import Gained
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import EnumMember, EnumType


def _check(gained: Gained[EnumMember]) -> Iterator[Found]:
    place, name = gained.place, gained.new.name
    meaning = f"There is a member {place.names.constant(place.new_owner, name)}."
    level = Level.ADDITION
    if place.received and not _is_announced(gained):
        meaning += " Programs that tell all members apart may meet it."
        level = Level.RISKY
    yield Found("", f"{name}={gained.new.value}", meaning, level)


def _is_announced(gained: Gained[EnumMember]) -> bool:
    """Whether a member of the enumeration said that others will come."""
    kind = gained.place.old.types[gained.place.old_owner]
    assert isinstance(kind, EnumType)
    growing = gained.place.facts.growing_enum_members
    return any(member.name in growing for member in kind.members)


RULE = Rule(
    "enum-member-added",
    Level.RISKY,
    "An enumeration has another member.",
    Gained,
    (EnumMember,),
    _check,
)
