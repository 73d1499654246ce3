"""A type definition or an enumeration stands for another primitive type."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.model import Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.compare.values import widens
from odata2py.csdl.model import EnumType, TypeDefinition


def _check(kept: Kept[TypeDefinition] | Kept[EnumType]) -> Iterator[Found]:
    before, after = _underlying(kept.old), _underlying(kept.new)
    if before == after:
        return
    if isinstance(kept.old, EnumType):
        meaning = "Nothing changes for programs: members are sent by their names."
        yield Found(before, after, meaning, Level.DOCUMENTATION)
    elif widens(before, after):
        meaning = f"Numbers may be larger in what has the type {kept.old.name}."
        yield Found(before, after, meaning, Level.ADDITION)
    else:
        meaning = f"What has the type {kept.old.name} takes and is other Python values."
        yield Found(before, after, meaning)


def _underlying(kind: TypeDefinition | EnumType) -> str:
    used = kind.underlying_type
    return used if isinstance(used, str) else used.name


RULE = Rule(
    "underlying-type-changed",
    Level.BREAKING,
    "A type definition or an enumeration stands for another primitive type.",
    Kept,
    (TypeDefinition, EnumType),
    _check,
)
