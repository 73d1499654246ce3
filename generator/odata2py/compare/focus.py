"""Part of a comparison: the changes that touch a slice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from msgspec import Struct, field

from odata2py.compare.aligning.operations import operation_path
from odata2py.compare.model import Change
from odata2py.csdl.model import EnumType, Model, Operation, StructuredType
from odata2py.errors import InputError
from odata2py.slicing.chosen import choose_properties
from odata2py.slicing.model import Slice
from odata2py.slicing.paths import find_paths
from odata2py.slicing.slicer import slice_model
from odata2py.slicing.walk import Service


class Wanted(Struct, frozen=True):
    """Which part of models is looked at: as a slice is configured."""

    include: Sequence[str]
    exclude: Sequence[str] = ()
    derived: str = "abstract"
    only_declared: Set[str] = frozenset()
    properties: Mapping[str, Sequence[str]] = field(default_factory=dict)


def in_focus(
    changes: Iterable[Change], old: Model, new: Model, wanted: Wanted
) -> tuple[Change, ...]:
    """The changes of elements that the slice of either side has.

    Raises InputError for a path that neither side has.
    """
    cuts = [_cut(model, wanted) for model in (old, new)]
    nowhere = cuts[0].missing.keys() & cuts[1].missing.keys()
    if nowhere:
        raise InputError(*(cuts[1].missing[pattern] for pattern in sorted(nowhere)))
    elements = {
        element
        for cut, model in zip(cuts, (old, new), strict=True)
        if cut.part is not None
        for element in elements_of(cut.part, model)
    }
    return tuple(change for change in changes if _touches(change.element, elements))


def elements_of(part: Slice, whole: Model) -> Iterator[str]:
    """The paths of all elements that a slice of a model has."""
    yield from (each for each in part.reasons if each not in whole.operations)
    yield from part.nodes
    for name, kind in part.model.types.items():
        if isinstance(kind, EnumType):
            yield from (f"{name}/{member.name}" for member in kind.members)
        elif isinstance(kind, StructuredType):
            yield from (f"{name}/{each.name}" for each in part.model.properties(name))
    for node in part.nodes.values():
        for operation in (*node.operations, *node.collection_operations):
            yield from as_of_each(operation, node.type, whole)
    for _, operation in part.imports:
        yield operation_path(operation)
    for edge in part.edges:
        if edge.function is not None:
            yield operation_path(edge.function)


def as_of_each(operation: Operation, owner: str, whole: Model) -> Iterator[str]:
    """An operation as one of each type from that which it is bound to to an owner."""
    line = [kind.name for kind in whole.lineage(owner)]
    declared = operation.binding.name if operation.binding else owner
    for name in line[line.index(declared) :]:
        yield operation_path(operation, name)


def _touches(element: str, elements: Set[str]) -> bool:
    """Whether an element is one of these, or a part of an operation that is."""
    owner, _, _ = element.rpartition("/")
    return element in elements or (owner.endswith(")") and owner in elements)


class _Cut(Struct, frozen=True):
    """What a model has of the wanted paths, and the faults of those that it lacks."""

    part: Slice | None
    missing: dict[str, str]


def _cut(model: Model, wanted: Wanted) -> _Cut:
    service = Service(model, wanted.derived, wanted.only_declared)
    missing: dict[str, str] = {}
    for pattern in wanted.include:
        try:
            find_paths(service, [pattern], ())
        except InputError as error:
            missing[pattern] = str(error)
    there = [pattern for pattern in wanted.include if pattern not in missing]
    if not there:
        return _Cut(None, missing)
    part = slice_model(
        model,
        there,
        wanted.exclude,
        wanted.derived,
        wanted.only_declared,
        _chosen(model, wanted.properties),
    )
    return _Cut(part, missing)


def _chosen(
    model: Model, properties: Mapping[str, Sequence[str]]
) -> dict[str, list[str]]:
    """The chosen properties, as far as the model has them."""
    found = {}
    for name, wanted in properties.items():
        try:
            (qualified,) = choose_properties(model, {name: ()})
        except InputError:
            continue
        known = {prop.name for prop in model.properties(qualified)}
        found[qualified] = [each for each in wanted if each in known]
    return found
