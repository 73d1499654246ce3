"""Which builder classes a slice needs, where they live, and what they are called.

Navigation and operations belong to a type, access belongs to a path. There is one
builder class for each type and each set of accesses that some path has. One has the
plain name: that of an entity set or singleton, else the one with the most accesses. Any
other is named after the last segment of a path too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from odata2py.plan.folders import Folders
from odata2py.plan.names import BUILDER_CLASS_NAMES, NameBook, pascal_case
from odata2py.plan.types import place_types
from odata2py.slicing.model import Access, By, Edge, Node, Slice
from odata2py.slicing.ways import OF_ITEM


class Variant(Struct, frozen=True):
    """One builder class of a type: for items, or for collections of such items."""

    type: str
    collection: bool
    access: frozenset[Access]

    @property
    def key(self) -> str:
        """The variant in the ledger of names."""
        kind = "collection" if self.collection else "item"
        return f"{self.type}@{kind}:{','.join(sorted(self.access))}"

    @property
    def item(self) -> Variant:
        """The builder class of a collection's items."""
        return Variant(self.type, False, self.access & OF_ITEM)


def variant_of(edge: Edge) -> Variant:
    """The builder class that an edge leads to."""
    return Variant(edge.type.name, edge.type.collection, edge.access)


class BuilderPlaces:
    """Where the builders of a slice live, and what they are called."""

    def __init__(self, part: Slice, folders: Folders, names: NameBook) -> None:
        self._names = names
        roots = dict.fromkeys(part.nodes, "requests")
        self.places = place_types(roots, folders, names, "@requests")
        self.variants: dict[str, list[Variant]] = {name: [] for name in part.nodes}
        self._class_names: dict[str, str] = {}
        reached = _reached(part.edges, part.nodes)
        first = _reached(part.roots, part.nodes)
        for variant in sorted(
            reached, key=lambda v: (v not in first, -len(v.access), v.key)
        ):
            self.variants[variant.type].append(variant)
        wanted: dict[tuple[str, ...], dict[str, str]] = {}
        for name, variants in self.variants.items():
            folder = wanted.setdefault(self.places[name].packages, {})
            folder |= self._wanted(variants, reached)
        for elements in wanted.values():
            self._class_names |= names.assign(
                elements, pascal_case, BUILDER_CLASS_NAMES
            )

    def _wanted(
        self, variants: Sequence[Variant], reached: Mapping[Variant, list[str]]
    ) -> Iterator[tuple[str, str]]:
        plain = set[str]()
        kept = {variant.key: self._names.kept([variant.key]) for variant in variants}
        for variant in variants:
            base = self.places[variant.type].class_name
            kind = "Collection" if variant.collection else ""
            name = f"{base}{kind}RequestBuilder"
            others = (names for key, names in kept.items() if key != variant.key)
            if name in plain or any(name in names for names in others):
                path = pascal_case(min(reached[variant]))
                name = f"{base}{path}{kind}RequestBuilder"
            plain.add(name)
            yield variant.key, name
        for collection in (True, False):
            if sum(variant.collection is collection for variant in variants) > 1:
                base = self.places[variants[0].type].class_name
                kind = "Collection" if collection else ""
                yield _shared_key(variants[0].type, collection), f"{base}{kind}Paths"

    def class_name(self, variant: Variant) -> str:
        return self._class_names[variant.key]

    def shared_name(self, type_name: str, collection: bool) -> str:
        """The class of what several builders of a type share; empty for one builder."""
        return self._class_names.get(_shared_key(type_name, collection), "")

    def dotted(self, variant: Variant) -> str:
        """A builder as modules write it: ``requests.UserRequestBuilder``."""
        packages = self.places[variant.type].packages
        return ".".join(("requests", *packages, self.class_name(variant)))


def _shared_key(type_name: str, collection: bool) -> str:
    return f"{type_name}@{'collection' if collection else 'item'}"


def _reached(
    edges: Iterable[Edge], nodes: Mapping[str, Node]
) -> dict[Variant, list[str]]:
    """The builder classes that edges lead to, and what those edges are called."""
    reached: dict[Variant, list[str]] = {}
    for edge in edges:
        if edge.by is By.STREAM:
            continue
        variant = variant_of(edge)
        name = "cast" if edge.by is By.CAST else edge.name.rpartition(".")[2]
        reached.setdefault(variant, []).append(name)
        if variant.collection and has_items(variant, nodes[variant.type]):
            reached.setdefault(variant.item, []).append(name)
    return reached


def has_items(variant: Variant, node: Node) -> bool:
    """Whether the collection has items that offer anything."""
    offered = variant.item.access or node.edges or node.operations
    return bool(node.key and offered)
