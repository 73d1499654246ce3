"""Something else has the name of an element: a complex type that of an entity type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from odata2py.compare.kinds import ENTRIES, TYPES, kind_of
from odata2py.compare.model import Level
from odata2py.compare.pairs import Replaced
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import NavigationProperty, OperationImport, Property


def _check(replaced: Replaced[Any]) -> Iterator[Found]:
    before, after = kind_of(replaced.old), kind_of(replaced.new)
    article = "an" if after[0] in "aeiou" else "a"
    meaning = (
        f"There is {article} {after} where the {before} {_name(replaced)} was: code "
        "that uses it does not fit any more."
    )
    yield Found(before, after, meaning)


def _name(replaced: Replaced[Any]) -> str:
    names, owner, name = (
        replaced.place.names,
        replaced.place.old_owner,
        replaced.old.name,
    )
    if isinstance(replaced.old, TYPES):
        return names.type(name)
    if isinstance(replaced.old, Property | NavigationProperty):
        return names.attribute(owner, name)
    if isinstance(replaced.old, OperationImport):
        return names.method(name)
    return names.way(owner, name)


RULE = Rule(
    "kind-replaced",
    Level.BREAKING,
    "Something else has the name of an element.",
    Replaced,
    (*TYPES, *ENTRIES, OperationImport, Property, NavigationProperty),
    _check,
)
