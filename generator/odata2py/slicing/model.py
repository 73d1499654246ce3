"""What a slice is: a smaller model, the ways through it, and a reason for everything.

Capabilities belong to paths and builders to types, so the ways through a slice are
edges between nodes: an edge is an entity set, a singleton or a navigation property with
what may be done at its end, a node is an entity type with the edges that leave it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum, StrEnum, auto

from msgspec import Struct

from odata2py.csdl.keys import KeyPart
from odata2py.csdl.meaning import UNRESTRICTED, Capabilities, Documentation
from odata2py.csdl.model import Function, Model, Operation, TypeReference

ROOT = ""

Owner = tuple[str, bool]
"""What a way leaves: a type or the root, and whether it is a collection of the type."""


class Access(StrEnum):
    """What a client may do at the end of an edge.

    ``update`` merges changes into what is there, ``replace`` puts a whole in its place,
    ``upsert`` creates what is not there; ``link`` and ``unlink`` add and remove
    references to entities.
    """

    LIST = "list"
    CREATE = "create"
    GET = "get"
    UPDATE = "update"
    REPLACE = "replace"
    UPSERT = "upsert"
    DELETE = "delete"
    LINK = "link"
    UNLINK = "unlink"

    __hash__ = str.__hash__  # that of enumerations is slow, and sets ask for it often


class By(Enum):
    """What kind of segment an edge is.

    ``NAVIGATION`` is a navigation property, an entity set or a singleton; ``PROPERTY``
    a property of complex type, ``STREAM`` one of bytes, or the media of an entity;
    ``CAST`` the name of a derived type, ``CALL`` a composable function.
    """

    NAVIGATION = auto()
    PROPERTY = auto()
    STREAM = auto()
    CAST = auto()
    CALL = auto()


class Edge(Struct, frozen=True):
    """One way on from the service root, an entity or a collection.

    ``list``, ``create`` and ``link`` stand at a collection, the others at its items, or
    at the single entity, which can be linked as well. An edge without access is only
    passed through. ``function`` is what a ``CALL`` calls.
    """

    name: str
    type: TypeReference
    access: frozenset[Access]
    documentation: Documentation
    capabilities: Capabilities = UNRESTRICTED
    by: By = By.NAVIGATION
    function: Function | None = None


class Node(Struct, frozen=True):
    """A structured type that paths of the slice lead to or through.

    ``key`` has the key properties, its own or inherited ones; ``alternate_keys`` those
    of Core.AlternateKeys. ``operations`` are bound to the type or a base type of it,
    ``collection_operations`` to collections of it.
    """

    type: str
    key: tuple[KeyPart, ...]
    alternate_keys: tuple[tuple[KeyPart, ...], ...]
    documentation: Documentation
    edges: tuple[Edge, ...]
    collection_edges: tuple[Edge, ...]
    operations: tuple[Operation, ...]
    collection_operations: tuple[Operation, ...]


class Reason(Struct, frozen=True):
    """Why an element is kept: ``because`` of ``of``, an element, or at last a path."""

    because: str
    of: str


class Slice(Struct, frozen=True):
    """The part of a service that an application uses.

    ``model`` has the types that need Python models, with the navigation properties that
    the slice follows; types that are only passed through are nodes alone. ``imports``
    are the unbound operations that are called, by the names of their imports.
    ``selected`` are the properties to ask for, by types that have some of theirs only.
    ``reasons`` goes by element (``shop.chair``, ``shop.chair/owner``). ``notices`` say
    what of the patterns has no effect.
    """

    model: Model
    roots: tuple[Edge, ...]
    nodes: Mapping[str, Node]
    imports: tuple[tuple[str, Operation], ...]
    selected: Mapping[str, tuple[str, ...]]
    reasons: Mapping[str, Reason]
    notices: tuple[str, ...] = ()

    @property
    def edges(self) -> Iterator[Edge]:
        """All ways of the slice: from the root, then from its nodes."""
        yield from self.roots
        for node in self.nodes.values():
            yield from node.edges
            yield from node.collection_edges

    @property
    def operations(self) -> int:
        """What can be called: accesses at the ends of ways, actions and functions."""
        accesses = sum(len(edge.access) for edge in self.edges)
        nodes = self.nodes.values()
        bound = sum(len(n.operations) + len(n.collection_operations) for n in nodes)
        return accesses + bound + len(self.imports)
