"""The structural and the navigation properties of both sides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

from odata2py.compare.aligning.inherited import Had, Inherited, Members
from odata2py.compare.aligning.sides import Sides
from odata2py.compare.pairs import Pair
from odata2py.csdl.model import Model, NavigationProperty, Property, StructuredType


def align_properties(sides: Sides) -> Iterator[Pair[Any]]:
    """The properties of all types that both sides have."""
    yield from Inherited(
        sides,
        _had(sides.old, lambda kind: (*kind.properties, *kind.refinements)),
        _had(sides.new, lambda kind: (*kind.properties, *kind.refinements)),
        partial(_are_one, sides),
        _path,
    ).pairs()
    yield from Inherited(
        sides,
        _had(sides.old, lambda kind: kind.navigation_properties),
        _had(sides.new, lambda kind: kind.navigation_properties),
        partial(_are_one, sides),
        _path,
    ).pairs()


def _had(
    model: Model, own: Callable[[StructuredType], tuple[Any, ...]]
) -> Callable[[str], Members[Any]]:
    """Gives what types have, inherited members first."""

    @cache
    def had(name: str) -> Members[Any]:
        kind = model.structured(name)
        inherited = had(kind.base_type) if kind.base_type else {}
        return {**inherited, **{each.name: Had(name, each) for each in own(kind)}}

    return had


def _are_one(
    sides: Sides,
    old: Property | NavigationProperty,
    new: Property | NavigationProperty,
) -> bool:
    counterpart = sides.counterparts.get(old.type.name, old.type.name)
    return (counterpart, old.type.collection, old.type.nullable) == (
        new.type.name,
        new.type.collection,
        new.type.nullable,
    )


def _path(owner: str, member: Property | NavigationProperty) -> str:
    return f"{owner}/{member.name}"
