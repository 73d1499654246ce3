"""The structural and the navigation properties of both sides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from msgspec.structs import replace

from odata2py.compare.aligning.inherited import Had, Inherited, Members
from odata2py.compare.aligning.refined import as_refined
from odata2py.compare.aligning.sides import Sides
from odata2py.compare.model import RESPONSES
from odata2py.compare.pairs import Gained, Lost, Pair, Replaced
from odata2py.csdl.model import Model, NavigationProperty, Property, StructuredType

_Member = Property | NavigationProperty


def align_properties(sides: Sides) -> Iterator[Pair[Any]]:
    """The properties of all types that both sides have."""
    structural = Inherited(
        sides,
        _had(sides.old, lambda kind: (*kind.properties, *kind.refinements)),
        _had(sides.new, lambda kind: (*kind.properties, *kind.refinements)),
        partial(_are_one, sides),
        _path,
    )
    navigation = Inherited(
        sides,
        _had(sides.old, lambda kind: kind.navigation_properties),
        _had(sides.new, lambda kind: kind.navigation_properties),
        partial(_are_one, sides),
        _path,
    )
    found = [*as_refined(structural.pairs()), *navigation.pairs()]
    yield from map(_as_it_travels, _with_replaced(found))


def _had(
    model: Model, own: Callable[[StructuredType], tuple[Any, ...]]
) -> Callable[[str], Members[Any]]:
    """Gives what types have, inherited members first."""

    known: dict[str, Members[Any]] = {"": {}}

    def had(name: str) -> Members[Any]:
        if name not in known:
            for kind in model.lineage(name):
                found = {each.name: Had(kind.name, each) for each in own(kind)}
                known[kind.name] = {**known[kind.base_type or ""], **found}
        return known[name]

    return had


def _with_replaced(pairs: Iterable[Pair[Any]]) -> Iterator[Pair[Any]]:
    """A property that is gone and a navigation property instead are one element."""
    rest = list(pairs)
    lost = {_scoped(pair, pair.old): pair for pair in rest if isinstance(pair, Lost)}
    for pair in rest:
        if isinstance(pair, Gained):
            before = lost.pop(_scoped(pair, pair.new), None)
            if before is None:
                yield pair
            else:
                yield Replaced[_Member](
                    before.element, before.place, before.old, pair.new
                )
        elif not isinstance(pair, Lost):
            yield pair
    yield from lost.values()


def _scoped(pair: Pair[Any], member: _Member) -> tuple[str, str]:
    return pair.place.new_owner, member.name


def _as_it_travels(pair: Pair[Any]) -> Pair[Any]:
    """A member of a type, of which computed ones are only received."""
    if _is_computed(pair, "old") and _is_computed(pair, "new"):
        return replace(pair, place=replace(pair.place, traffic=RESPONSES))
    return pair


def _is_computed(pair: Pair[Any], side: str) -> bool:
    """Whether the member of a side is computed, if there is one."""
    member = getattr(pair, side, None)
    return member is None or (isinstance(member, Property) and member.computed)


def _are_one(sides: Sides, old: _Member, new: _Member) -> bool:
    counterpart = sides.counterparts.get(old.type.name, old.type.name)
    return (counterpart, old.type.collection, old.type.nullable) == (
        new.type.name,
        new.type.collection,
        new.type.nullable,
    )


def _path(owner: str, member: _Member) -> str:
    return f"{owner}/{member.name}"
