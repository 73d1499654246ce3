"""Both models, with what of their types corresponds and where these are used."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from odata2py.compare.facts import ServiceFacts
from odata2py.compare.matching import are_near, match
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
    found = match(old.types, new.types, _are_one)
    counterparts = {before.name: after.name for before, after in found.kept}
    back = {after: before for before, after in counterparts.items()}
    before, after = traffic(old), traffic(new)
    return Sides(old, new, names, counterparts, back, before, after, facts)


def _are_one(old: Type, new: Type) -> bool:
    """Whether types of different names have the same shape."""
    if type(old) is not type(new) or not are_near(old.name, new.name):
        return False
    shape = _shape(old)
    return bool(shape) and shape == _shape(new)


def _shape(kind: Type) -> frozenset[tuple[object, ...]]:
    """The members of a type; a type that consists of itself has no name in it."""
    if isinstance(kind, EnumType):
        return frozenset((member.name, member.value) for member in kind.members)
    if isinstance(kind, TypeDefinition):
        return frozenset({(kind.underlying_type.name,)})
    assert isinstance(kind, StructuredType)
    return frozenset(
        (
            each.name,
            each.type.collection,
            each.type.name if each.type.name != kind.name else "",
        )
        for members in (kind.properties, kind.navigation_properties)
        for each in members
    )
