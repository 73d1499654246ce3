"""Refined properties: what a type says of an inherited property, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.structs import replace

from odata2py.compare.pairs import Kept, Pair
from odata2py.csdl.model import Property

_OWN = frozenset({"position", "annotations"})


def as_refined(pairs: Iterable[Pair[Any]]) -> Iterator[Pair[Any]]:
    """The pairs, of which those of refinements differ in what base types do not tell.

    Where a refined property and its refinement change in the same way, that is told of
    the refined property alone.
    """
    found = list(pairs)
    kept = {pair.element: pair for pair in found if isinstance(pair, Kept)}
    for pair in found:
        if isinstance(pair, Kept) and (base := _refined(pair, kept)):
            yield _but_inherited(pair, base)
        else:
            yield pair


def _refined(pair: Kept[Any], kept: dict[str, Kept[Any]]) -> Kept[Property] | None:
    """The pair of the property that a type refines on one side or both."""
    place = pair.place
    owner = place.old.structured(place.old_owner)
    counterpart = place.new.structured(place.new_owner)
    if not (owner.refinements or counterpart.refinements):
        return None
    bases = reversed(place.old.lineage(place.old_owner)[:-1])
    elements = (f"{base.name}/{pair.old.name}" for base in bases)
    return next((kept[each] for each in elements if each in kept), None)


def _but_inherited(pair: Kept[Property], base: Kept[Property]) -> Kept[Property]:
    told = {
        name: getattr(pair.new, name)
        for name in Property.__struct_fields__
        if name not in _OWN and _values(pair, name) == _values(base, name)
    }
    return replace(pair, old=replace(pair.old, **told))


def _values(pair: Kept[Property], name: str) -> tuple[Any, Any]:
    return getattr(pair.old, name), getattr(pair.new, name)
