"""What stands at the root of both services: sets, singletons and imports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from odata2py.compare.aligning.operations import align_unbound
from odata2py.compare.aligning.sides import Sides
from odata2py.compare.matching import match
from odata2py.compare.model import BOTH
from odata2py.compare.pairs import Gained, Kept, Lost, Pair, Replaced
from odata2py.csdl.model import Entry, Model, OperationImport
from odata2py.slicing.ways import imports

_Member = Entry | OperationImport


def align_containers(sides: Sides) -> Iterator[Pair[Any]]:
    """The members of the containers, and the unbound operations that are imported.

    What a container is called is in no request.
    """
    place = sides.place(_name(sides.old), _name(sides.new), BOTH)
    before, after = _members(sides.old), _members(sides.new)
    found = match(before, after, lambda old, new: _are_one(sides, old, new))
    for old, new in found.kept:
        element = f"{place.old_owner}/{old.name}"
        if type(old) is not type(new):
            yield Replaced[_Member](element, place, old, new)
            continue
        yield Kept(element, place, old, new)
        if isinstance(old, OperationImport) and isinstance(new, OperationImport):
            yield from align_unbound(sides, old, new)
    for each in found.lost.values():
        yield Lost(f"{place.old_owner}/{each.name}", place, each)
    for each in found.gained.values():
        yield Gained(f"{place.new_owner}/{each.name}", place, each)


def _name(model: Model) -> str:
    return model.container.name if model.container else ""


def _members(model: Model) -> Mapping[str, _Member]:
    if model.container is None:
        return {}
    entries = {**model.container.entity_sets, **model.container.singletons}
    return {**entries, **imports(model)}


def _are_one(sides: Sides, old: _Member, new: _Member) -> bool:
    if isinstance(old, Entry) and isinstance(new, Entry):
        same = sides.counterparts.get(old.entity_type, old.entity_type)
        return type(old) is type(new) and same == new.entity_type
    if isinstance(old, OperationImport) and isinstance(new, OperationImport):
        return old.operation == new.operation
    return False
