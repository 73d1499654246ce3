"""Both models, with what of their types corresponds and where these are used."""

from __future__ import annotations

from collections.abc import Mapping
from operator import eq

from msgspec import Struct

from odata2py.compare.facts import ServiceFacts
from odata2py.compare.matching import match
from odata2py.compare.model import NEITHER, Traffic
from odata2py.compare.naming import PythonNames
from odata2py.compare.pairs import Place
from odata2py.compare.traffic import traffic
from odata2py.csdl.model import (
    EnumType,
    Model,
    StructuredType,
    Type,
    TypeDefinition,
)

_Shape = frozenset[tuple[object, ...]]


class Sides(Struct, frozen=True):
    """What the steps of a comparison share.

    counterparts: the new names of the types on both sides, by their old ones; back: the
    old names by the new ones.
    """

    old: Model
    new: Model
    names: PythonNames
    counterparts: dict[str, str]
    back: Mapping[str, str]
    old_traffic: Mapping[str, frozenset[Traffic]]
    new_traffic: Mapping[str, frozenset[Traffic]]
    facts: ServiceFacts

    def place(self, old: str, new: str, traffic: frozenset[Traffic] = NEITHER) -> Place:
        """Where the members of an owner belong, by the owner's names on both sides."""
        return Place(
            self.old,
            self.new,
            old,
            new,
            traffic,
            self.names,
            self.counterparts,
            self.facts,
        )

    def of_type(self, old: str, new: str) -> Place:
        """Where the members of a type belong."""
        before = self.old_traffic.get(old, NEITHER)
        return self.place(old, new, before | self.new_traffic.get(new, NEITHER))


def both_sides(
    old: Model, new: Model, names: PythonNames, facts: ServiceFacts
) -> Sides:
    """The models, and which types are the same under other names."""
    counterparts = {name: name for name in old.types if name in new.types}
    counterparts |= _renamed(old, new)
    back = {after: before for before, after in counterparts.items()}
    before, after = traffic(old), traffic(new)
    return Sides(old, new, names, counterparts, back, before, after, facts)


def _renamed(old: Model, new: Model) -> Mapping[str, str]:
    """The types that are made of the same members as another one is now."""
    before, after = _shapes(old, new), _shapes(new, old)
    shapes = {*before.values()} & {*after.values()}
    lost = {name: shape for name, shape in before.items() if shape in shapes}
    gained = {name: shape for name, shape in after.items() if shape in shapes}
    return match(lost, gained, eq).renamed


def _shapes(model: Model, other: Model) -> dict[str, _Shape]:
    """The shapes of the types that one model has and the other has not."""
    return {
        name: shape
        for name, kind in model.types.items()
        if name not in other.types and (shape := _shape(kind))
    }


def _shape(kind: Type) -> _Shape:
    """The kind and the members of a type; what it is called is not in it.

    Nor is its namespace, where it consists of itself or of others from there.
    """
    if isinstance(kind, EnumType):
        return frozenset((EnumType, each.name, each.value) for each in kind.members)
    if isinstance(kind, TypeDefinition):
        return frozenset({(TypeDefinition, kind.underlying_type)})
    assert isinstance(kind, StructuredType)
    namespace = f"{kind.name.rpartition('.')[0]}."
    return frozenset(
        (
            type(kind),
            each.name,
            each.type.collection,
            (
                each.type.name.removeprefix(namespace)
                if each.type.name != kind.name
                else ""
            ),
        )
        for members in (kind.properties, kind.navigation_properties)
        for each in members
    )
