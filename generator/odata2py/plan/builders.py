"""The nodes of a slice to request builders, a module for each entity type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from odata2py.plan.context import Context
from odata2py.plan.docs import docstring, documentation_text
from odata2py.plan.names import BUILDER_NAMES
from odata2py.plan.operations import (
    ledger_key,
    name_operations,
    plan_operation,
)
from odata2py.plan.paths import (
    alternate_key,
    calls_of,
    edge_key,
    key_annotation,
    name_alternate_keys,
    name_edges,
    plan_alternate_key,
    plan_call,
    plan_edge,
    properties_of,
)
from odata2py.plan.used import used_by
from odata2py.plan.variants import BuilderPlaces, Variant, has_items
from odata2py.plan.views import (
    BuilderView,
    NavigationView,
    OperationView,
    PathView,
    RequestsView,
)
from odata2py.plan.writes import media_view, plan_writes
from odata2py.profiles import Profile
from odata2py.slicing.model import Access, Edge, Node
from odata2py.slicing.ways import Called


class BuilderMembers(Struct, frozen=True):
    """What builders of one place have besides accesses."""

    navigations: tuple[NavigationView, ...] = ()
    paths: tuple[PathView, ...] = ()
    operations: tuple[OperationView, ...] = ()


class Planner(Struct, frozen=True):
    """What builders are planned with."""

    builders: BuilderPlaces
    context: Context
    profile: Profile

    def members(
        self,
        owner: str,
        edges: Iterable[Edge],
        operations: Iterable[Called],
        taken: frozenset[str] = BUILDER_NAMES,
    ) -> BuilderMembers:
        """The members of one place; properties have the first choice of names."""
        names, context = self.context.names, self.context
        edges = tuple(edges)
        leading = calls_of(edges)
        plain = list(operations)
        called = [*plain, *(each for each, _ in leading)]
        kept = names.kept(ledger_key(owner, each) for each in called)
        properties = properties_of(edges)
        of_edges = name_edges(owner, properties, names, taken | kept)
        of_calls = name_operations(owner, called, names, taken | {*of_edges.values()})
        return BuilderMembers(
            tuple(
                plan_edge(of_edges[edge_key(owner, edge)], edge, self.builders)
                for edge in properties
            ),
            tuple(
                plan_call(
                    of_calls[ledger_key(owner, each)],
                    each,
                    edge,
                    self.builders,
                    context,
                    self.profile,
                )
                for each, edge in leading
            ),
            tuple(
                plan_operation(
                    of_calls[ledger_key(owner, each)], each, context, self.profile
                )
                for each in plain
            ),
        )

    def requests(self, node: Node) -> RequestsView:
        """The module with the builders of one type."""
        views = tuple(self._builders(node))
        used = used_by(views)
        return RequestsView(
            docstring=docstring(f"Requests for {node.type}."),
            builders=views,
            root=self.builders.places[node.type].up(),
            standard_imports=used.standard_imports,
            other_imports=used.other_imports,
            runtime_imports=used.runtime_imports,
            packages=used.packages,
        )

    def _builders(self, node: Node) -> Iterator[BuilderView]:
        """The builders of a type; what those of one kind share comes before them."""
        bound = [(each.name, each) for each in node.operations]
        of_all = [(each.name, each) for each in node.collection_operations]
        owner = f"{node.type}@collection"
        keys = (alternate_key(node.type, key) for key in node.alternate_keys)
        taken = BUILDER_NAMES | self.context.names.kept(keys)
        places = {
            False: self.members(node.type, node.edges, bound),
            True: self.members(owner, node.collection_edges, of_all, taken),
        }
        shared = {
            collection: self.builders.shared_name(node.type, collection)
            for collection, members in places.items()
            if members != BuilderMembers()
        }
        for collection, name in shared.items():
            if name:
                yield self._shared(name, node, places[collection])
        for variant in self.builders.variants[node.type]:
            view = self._collection if variant.collection else self._item
            members = places[variant.collection]
            yield view(variant, node, members, shared.get(variant.collection, ""))

    def _shared(self, name: str, node: Node, members: BuilderMembers) -> BuilderView:
        return BuilderView(
            class_name=name,
            bases=("RequestBuilder[ModeT]",),
            docstring=docstring(_text("What leads on from any", node), 4),
            navigations=members.navigations,
            paths=members.paths,
            operations=members.operations,
        )

    def _item(
        self, variant: Variant, node: Node, members: BuilderMembers, shared: str
    ) -> BuilderView:
        """The builder of items; ``shared`` names the class that has its members."""
        model = self._model(variant)
        own = BuilderMembers() if shared else members
        return BuilderView(
            class_name=self.builders.class_name(variant),
            bases=_bases(_item_bases(variant, model), shared),
            docstring=docstring(_text("Requests for one", node), 4),
            model=model,
            reads=Access.GET in variant.access,
            navigations=own.navigations,
            paths=own.paths,
            writes=plan_writes(variant, model, self.context),
            operations=own.operations,
        )

    def _collection(
        self, variant: Variant, node: Node, members: BuilderMembers, shared: str
    ) -> BuilderView:
        """As ``_item``, of collections."""
        model = self._model(variant)
        own = BuilderMembers() if shared else members
        media = Access.CREATE in variant.access and self._has_stream(node)
        item = ""
        by_key: tuple[PathView, ...] = ()
        if has_items(variant, node):
            item = self.builders.class_name(variant.item)
            by_key = self._by_alternate_keys(node, item, members)
        return BuilderView(
            class_name=self.builders.class_name(variant),
            bases=_bases(_collection_bases(variant, model, media), shared),
            docstring=docstring(_text("Requests for a collection of", node), 4),
            model=model,
            reads=Access.LIST in variant.access,
            item=item,
            key=_key_annotation(node, self.context),
            key_names=_key_names(node),
            item_docstring=docstring(_key_text(node), 8),
            navigations=own.navigations,
            paths=(*by_key, *own.paths),
            writes=plan_writes(variant, model, self.context),
            media=media_view() if media else None,
            operations=own.operations,
        )

    def _by_alternate_keys(
        self, node: Node, item: str, members: BuilderMembers
    ) -> tuple[PathView, ...]:
        taken = {each.name for each in members.navigations}
        taken |= {each.name for each in members.paths}
        taken |= {each.name for each in members.operations}
        names = name_alternate_keys(
            node.type,
            node.alternate_keys,
            self.context.names,
            BUILDER_NAMES | taken,
        )
        return tuple(
            plan_alternate_key(
                names[alternate_key(node.type, key)], key, item, node.type, self.context
            )
            for key in node.alternate_keys
        )

    def _model(self, variant: Variant) -> str:
        """The model's class, as modules of requests write it; empty without one."""
        if variant.type not in self.context.places:
            return ""
        return self.context.places[variant.type].dotted if variant.access else ""

    def _has_stream(self, node: Node) -> bool:
        return self.context.model.has_stream(node.type)


def _item_bases(variant: Variant, model: str) -> tuple[str, ...]:
    bases = {
        Access.GET: f'Gettable[ModeT, "{model}"]',
        Access.DELETE: "Deletable[ModeT]",
        Access.UPDATE: "Updatable[ModeT]",
        Access.REPLACE: "Replaceable[ModeT]",
        Access.UPSERT: "Upsertable[ModeT]",
        Access.LINK: "Settable[ModeT]",
        Access.UNLINK: "Removable[ModeT]",
    }
    found = (base for access, base in bases.items() if access in variant.access)
    return tuple(found)


def _collection_bases(variant: Variant, model: str, media: bool) -> tuple[str, ...]:
    bases = {
        Access.LIST: f'Listable[ModeT, "{model}"]',
        Access.CREATE: "Creatable[ModeT]",
        Access.LINK: "Addable[ModeT]",
    }
    found = [base for access, base in bases.items() if access in variant.access]
    if media:
        found.append("MediaCreatable[ModeT]")
    return tuple(found)


def _bases(accesses: tuple[str, ...], shared: str) -> tuple[str, ...]:
    found = (*accesses, f"{shared}[ModeT]") if shared else accesses
    return found or ("RequestBuilder[ModeT]",)


def _text(start: str, node: Node) -> str:
    said = node.documentation.description
    return "\n\n".join(filter(None, [f"{start} {_simple(node.type)}.", said]))


def _key_text(node: Node) -> str:
    """What the key of an item is."""
    key = node.key[0] if len(node.key) == 1 else None
    text = documentation_text(key.target.documentation) if key else ""
    names = ", ".join(part.name for part in node.key)
    return "\n\n".join(filter(None, [f"The item whose key ({names}) this is.", text]))


def _simple(qualified: str) -> str:
    return qualified.rpartition(".")[2]


def _key_annotation(node: Node, context: Context) -> str:
    parts = [key_annotation(part, context) for part in node.key]
    if len(parts) == 1:
        return parts[0]
    return f"tuple[{', '.join(parts)}] | Mapping[str, Any]"


def _key_names(node: Node) -> tuple[str, ...]:
    """What the parts of a key are called, where there are several."""
    return tuple(part.name for part in node.key) if len(node.key) > 1 else ()
