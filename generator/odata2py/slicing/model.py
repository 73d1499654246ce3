"""What a slice is: a smaller model, the ways through it, and a reason for everything.

Capabilities belong to paths and builders to types, so the ways through a slice are
edges between nodes: an edge is an entity set, a singleton or a navigation property with
what may be done at its end, a node is an entity type with the edges that leave it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from msgspec import Struct

from odata2py.csdl.meaning import Documentation
from odata2py.csdl.model import (
    KeyPart,
    Model,
    Operation,
    OperationImport,
    TypeReference,
)


class Access(StrEnum):
    """What a client may do at the end of an edge."""

    LIST = "list"
    CREATE = "create"
    GET = "get"
    UPDATE = "update"
    DELETE = "delete"


class Edge(Struct, frozen=True):
    """One way from the service root, or from an entity, to an entity or a collection.

    ``list`` and ``create`` stand at a collection; ``get``, ``update`` and ``delete``
    stand at its items, or at the single entity. An edge without access is only passed
    through.
    """

    name: str
    type: TypeReference
    access: frozenset[Access]
    documentation: Documentation


class Node(Struct, frozen=True):
    """An entity type that paths of the slice lead to or through.

    ``key`` has the key properties, its own or inherited ones. ``operations`` are bound
    to the type or a base type of it, ``collection_operations`` to collections of it.
    """

    type: str
    key: tuple[KeyPart, ...]
    documentation: Documentation
    edges: tuple[Edge, ...]
    operations: tuple[Operation, ...]
    collection_operations: tuple[Operation, ...]


class Reason(Struct, frozen=True):
    """Why an element is kept: ``because`` of ``of``, an element, or at last a path."""

    because: str
    of: str


class Slice(Struct, frozen=True):
    """The part of a service that an application uses.

    ``model`` has the types that need Python models, with the navigation properties that
    the slice follows; types that are only passed through are nodes alone. ``reasons``
    goes by element (``shop.chair``, ``shop.chair/owner``). ``notices`` say what of the
    patterns has no effect.
    """

    model: Model
    roots: tuple[Edge, ...]
    nodes: Mapping[str, Node]
    imports: tuple[OperationImport, ...]
    reasons: Mapping[str, Reason]
    notices: tuple[str, ...] = ()

    @property
    def edges(self) -> Iterator[Edge]:
        """All ways of the slice: from the root, then from its nodes."""
        yield from self.roots
        for node in self.nodes.values():
            yield from node.edges
