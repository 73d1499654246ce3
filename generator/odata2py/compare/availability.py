"""Which elements of a slice several documents have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum, auto

from msgspec import Struct

from odata2py.compare.aligning.operations import operation_path
from odata2py.compare.aligning.sides import both_sides
from odata2py.compare.comparison import changes_of, pairs_of
from odata2py.compare.facts import ServiceFacts
from odata2py.compare.focus import as_of_each
from odata2py.compare.kinds import kind_of
from odata2py.compare.model import Level
from odata2py.compare.naming import PythonNames
from odata2py.compare.pairs import Lost, Replaced
from odata2py.csdl.model import EnumType, Model, StructuredType
from odata2py.slicing.model import By, Node, Slice


class Presence(StrEnum):
    """How a document has an element of the slice.

    ``SAME``: it does; ``OTHER``: in a way that breaks programs, or may; ``MISSING``:
    not at all.
    """

    SAME = auto()
    OTHER = auto()
    MISSING = auto()


class Row(Struct, frozen=True):
    """An element of the slice, and how each document has it, in their order."""

    element: str
    kind: str
    presences: tuple[Presence, ...]

    @property
    def everywhere(self) -> bool:
        """Whether all documents have the element as the slice has it."""
        return set(self.presences) == {Presence.SAME}


class _Element(Struct, frozen=True):
    """An element, with the paths by which a comparison may tell of it.

    owner: the type or container that it is missing with.
    """

    path: str
    kind: str
    owner: str
    told_as: frozenset[str]


def availability(
    part: Slice, whole: Model, others: Sequence[Model], facts: ServiceFacts
) -> tuple[Row, ...]:
    """The elements of a slice of a model, each with its presence in other models."""
    elements = list(_elements(part, whole))
    columns = [_presences(elements, whole, other, facts) for other in others]
    return tuple(
        Row(element.path, element.kind, presences)
        for element, presences in zip(elements, zip(*columns, strict=True), strict=True)
    )


def _presences(
    elements: Sequence[_Element], old: Model, new: Model, facts: ServiceFacts
) -> list[Presence]:
    pairs = list(pairs_of(both_sides(old, new, PythonNames(), facts)))
    missing = {pair.element for pair in pairs if isinstance(pair, Lost | Replaced)}
    other = {
        _without_part(change.element)
        for change in changes_of(pairs)
        if change.level.at_least(Level.RISKY)
    }
    return [_presence(element, missing, other) for element in elements]


def _presence(element: _Element, missing: set[str], other: set[str]) -> Presence:
    if missing & {element.owner, *element.told_as}:
        return Presence.MISSING
    return Presence.OTHER if element.told_as & other else Presence.SAME


def _without_part(element: str) -> str:
    """The operation, where an element is a parameter or a result of one."""
    owner, _, _ = element.rpartition("/")
    return owner if owner.endswith(")") else element


def _elements(part: Slice, whole: Model) -> list[_Element]:
    """The elements of a slice, by their paths."""
    found = [
        *_of_container(part),
        *(each for node in part.nodes.values() for each in _of_node(node, whole)),
        *(each for name in part.model.types for each in _of_type(name, part.model)),
    ]
    by_path = {element.path: element for element in found}
    return [by_path[path] for path in sorted(by_path)]


def _of_container(part: Slice) -> Iterator[_Element]:
    container = part.model.container
    if container is not None:
        members = {
            **container.entity_sets,
            **container.singletons,
            **container.imports,
        }
        for name, member in members.items():
            path = f"{container.name}/{name}"
            yield _Element(path, kind_of(member), container.name, frozenset({path}))


def _of_node(node: Node, whole: Model) -> Iterator[_Element]:
    """The ways and the operations of a type; what it inherits is its base type's."""
    followed = {edge.name for edge in node.edges if edge.by is By.NAVIGATION}
    line = whole.lineage(node.type)
    for number, kind in enumerate(line):
        for nav in kind.navigation_properties:
            if nav.name in followed:
                told = (f"{each.name}/{nav.name}" for each in line[number:])
                path = f"{kind.name}/{nav.name}"
                yield _Element(path, kind_of(nav), kind.name, frozenset(told))
    for operation in (*node.operations, *node.collection_operations):
        owner = operation.binding.name if operation.binding else ""
        bound = frozenset(as_of_each(operation, node.type, whole))
        yield _Element(operation_path(operation), kind_of(operation), owner, bound)


def _of_type(name: str, model: Model) -> Iterator[_Element]:
    kind = model.types[name]
    yield _Element(name, kind_of(kind), name, frozenset({name}))
    if isinstance(kind, EnumType):
        for member in kind.members:
            path = f"{name}/{member.name}"
            yield _Element(path, kind_of(member), name, frozenset({path}))
    if isinstance(kind, StructuredType):
        heirs = [name, *model.descendants(name)]
        for prop in kind.properties:
            told = frozenset(f"{heir}/{prop.name}" for heir in heirs)
            yield _Element(f"{name}/{prop.name}", kind_of(prop), name, told)
