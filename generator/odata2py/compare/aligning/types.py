"""The types of both sides, and the members of enumerations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from odata2py.compare.aligning.sides import Sides
from odata2py.compare.matching import match
from odata2py.compare.pairs import Gained, Kept, Lost, Pair, Replaced
from odata2py.csdl.model import EnumMember, EnumType, Type


def align_types(sides: Sides) -> Iterator[Pair[Any]]:
    """The types, and the members of enumerations, which no other type inherits."""
    for name, kind in sides.old.types.items():
        if name not in sides.counterparts:
            yield Lost(name, sides.of_type(name, ""), kind)
            continue
        other = sides.new.types[sides.counterparts[name]]
        place = sides.of_type(name, other.name)
        if type(kind) is not type(other):
            yield Replaced[Type](name, place, kind, other)
            continue
        yield Kept(name, place, kind, other)
        if isinstance(kind, EnumType) and isinstance(other, EnumType):
            yield from _align_members(sides, kind, other)
    for name, kind in sides.new.types.items():
        if name not in sides.back:
            yield Gained(name, sides.of_type("", name), kind)


def _align_members(sides: Sides, old: EnumType, new: EnumType) -> Iterator[Pair[Any]]:
    place = sides.of_type(old.name, new.name)
    before = {member.name: member for member in old.members}
    after = {member.name: member for member in new.members}
    found = match(before, after, _have_one_value)
    for member, other in found.kept:
        yield Kept(f"{old.name}/{member.name}", place, member, other)
    for member in found.lost.values():
        yield Lost(f"{old.name}/{member.name}", place, member)
    for member in found.gained.values():
        yield Gained(f"{new.name}/{member.name}", place, member)


def _have_one_value(old: EnumMember, new: EnumMember) -> bool:
    return old.value == new.value
