"""Values may be longer or more precise than before, or have to be less so."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from odata2py.compare.facets import others, reference_system
from odata2py.compare.kinds import TYPED
from odata2py.compare.model import Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.compare.values import underlying
from odata2py.compare.wording import Typed
from odata2py.csdl.model import TypeDefinition, TypeReference


def _check(kept: Kept[Typed] | Kept[TypeDefinition]) -> Iterator[Found]:
    before, after = _uses(kept)
    if before == after or before.name != after.name:
        return
    for facet in others(before, after):
        if not facet.tightened:
            meaning = f"Values may be {facet.beyond} than before."
            level = Level.ADDITION
        elif kept.place.sent:
            meaning = f"Values that are {facet.beyond} are refused now."
            level = Level.BREAKING
        else:
            meaning = f"What is read is not {facet.beyond} any more."
            level = Level.DOCUMENTATION
        yield Found(facet.old, facet.new, meaning, level)
    systems = [reference_system(used) for used in (before, after)]
    if systems[0] != systems[1]:
        old, new = (f"SRID {system}" for system in systems)
        yield Found(old, new, "Coordinates are those of another system.", Level.RISKY)


def _uses(
    kept: Kept[Typed] | Kept[TypeDefinition],
) -> tuple[TypeReference, TypeReference]:
    """The types of both sides; what a type definition says is told of itself alone."""
    place, old, new = kept.place, kept.old, kept.new
    if isinstance(old, TypeDefinition):
        assert isinstance(new, TypeDefinition)
        return old.underlying_type, new.underlying_type
    assert not isinstance(new, TypeDefinition)
    if old.type == new.type:
        return old.type, new.type
    if place.same_type(old.type, new.type):
        called = replace(old.type, name=new.type.name)
        return underlying(place.new, called), underlying(place.new, new.type)
    return underlying(place.old, old.type), underlying(place.new, new.type)


RULE = Rule(
    "facets-changed",
    Level.BREAKING,
    "Values may be longer or more precise than before, or have to be less so.",
    Kept,
    (*TYPED, TypeDefinition),
    _check,
)
