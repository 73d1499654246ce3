"""The nodes of a slice to request builders, a module for each entity type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import Final

from odata2py.plan.bodies import body_names
from odata2py.plan.context import Context
from odata2py.plan.docs import docstring, documentation_text
from odata2py.plan.names import BUILDER_NAMES, NameBook, snake_case
from odata2py.plan.operations import ledger_key, plan_operations
from odata2py.plan.types import import_order, imports_of, names_in
from odata2py.plan.variants import BuilderPlaces, Variant, has_items, variant_of
from odata2py.plan.views import (
    BuilderView,
    NavigationView,
    OperationView,
    RequestsView,
    WriteView,
)
from odata2py.slicing.model import Access, Edge, Node


def plan_navigations(
    owner: str,
    edges: Iterable[Edge],
    builders: BuilderPlaces,
    names: NameBook,
    taken: frozenset[str] = BUILDER_NAMES,
) -> tuple[NavigationView, ...]:
    """The properties that lead from one place to the next."""
    by_key = {f"{owner}/{edge.name}@requests": edge for edge in edges}
    elements = {key: edge.name for key, edge in by_key.items()}
    given = names.assign(elements, snake_case, taken)
    return tuple(
        NavigationView(
            name=given[key],
            segment=edge.name,
            builder=builders.dotted(variant_of(edge)),
            docstring=docstring(
                documentation_text(edge.documentation, f"The path to {edge.name}."), 8
            ),
        )
        for key, edge in by_key.items()
    )


def plan_requests(
    node: Node, builders: BuilderPlaces, context: Context, *, qualified: bool
) -> RequestsView:
    """The module with the builders of one entity type."""
    names = context.names
    taken = BUILDER_NAMES | names.kept(
        ledger_key(node.type, operation) for operation in node.operations
    )
    navigations = plan_navigations(node.type, node.edges, builders, names, taken)
    taken = BUILDER_NAMES | {navigation.name for navigation in navigations}
    at_item = plan_operations(
        node.type, node.operations, context, qualified=qualified, taken=taken
    )
    at_collection = plan_operations(
        f"{node.type}@collection",
        node.collection_operations,
        context,
        qualified=qualified,
    )
    views = tuple(
        (
            _collection(variant, node, at_collection, builders, context)
            if variant.collection
            else _item(variant, node, navigations, at_item, builders, context)
        )
        for variant in builders.variants[node.type]
    )
    used = names_in(_texts(views))
    return RequestsView(
        docstring=docstring(f"Requests for entities of the type {node.type}."),
        builders=views,
        root=builders.places[node.type].up(),
        standard_imports=_standard_imports(used),
        runtime_imports=_runtime_imports(used),
        packages=tuple(sorted({"entities", "enums", "requests"} & used)),
    )


def _item(
    variant: Variant,
    node: Node,
    navigations: tuple[NavigationView, ...],
    operations: tuple[OperationView, ...],
    builders: BuilderPlaces,
    context: Context,
) -> BuilderView:
    model = _model(variant, context)
    bases = []
    if Access.GET in variant.access:
        bases.append(f'Gettable[ModeT, "{model}"]')
    if Access.DELETE in variant.access:
        bases.append("Deletable[ModeT]")
    update = None
    if Access.UPDATE in variant.access:
        bases.append("Updatable[ModeT]")
        body = _in_module(model, body_names(variant.type, context).update)
        update = WriteView(body, docstring(_UPDATE_TEXT, 8))
    return BuilderView(
        class_name=builders.class_name(variant),
        bases=tuple(bases) or ("RequestBuilder[ModeT]",),
        docstring=docstring(_text("Requests for one", node), 4),
        model=model,
        reads=Access.GET in variant.access,
        item="",
        key="",
        item_docstring="",
        create=None,
        update=update,
        navigations=navigations,
        operations=operations,
    )


def _collection(
    variant: Variant,
    node: Node,
    operations: tuple[OperationView, ...],
    builders: BuilderPlaces,
    context: Context,
) -> BuilderView:
    model = _model(variant, context)
    bases = []
    if Access.LIST in variant.access:
        bases.append(f'Listable[ModeT, "{model}"]')
    create = None
    if Access.CREATE in variant.access:
        bases.append("Creatable[ModeT]")
        body = _in_module(model, body_names(variant.type, context).create)
        create = WriteView(body, docstring(_CREATE_TEXT, 8))
    return BuilderView(
        class_name=builders.class_name(variant),
        bases=tuple(bases) or ("RequestBuilder[ModeT]",),
        docstring=docstring(_text("Requests for a collection of", node), 4),
        model=model,
        reads=Access.LIST in variant.access,
        item=builders.class_name(variant.item) if has_items(variant, node) else "",
        key=_key_annotation(node, context),
        item_docstring=docstring(_key_text(node), 8),
        create=create,
        update=None,
        navigations=(),
        operations=operations,
    )


_UPDATE_TEXT = """\
Change the entity by keyword arguments, or by what was changed in a model that was read.

Returns the entity where the service sends it back. Without changes nothing is sent.

Raises ValueError for values that cannot be sent; ServiceError (NotFoundError, \
PreconditionFailedError), TransportError, MalformedResponseError.

Specification: OData Protocol 4.01, section 11.4.3."""

_CREATE_TEXT = """\
Create an entity from keyword arguments, or from a model or a dict of them.

Raises ValueError for values that cannot be sent; ServiceError (BadRequestError, \
ConflictError), TransportError, MalformedResponseError.

Specification: OData Protocol 4.01, section 11.4.2."""


def _model(variant: Variant, context: Context) -> str:
    """The model's class, as modules of requests write it; empty if there is none."""
    if not variant.access or variant.type not in context.places:
        return ""
    return context.places[variant.type].dotted


def _in_module(dotted: str, class_name: str) -> str:
    """Another class of the module that a class is in."""
    return f"{dotted.rpartition('.')[0]}.{class_name}"


def _text(start: str, node: Node) -> str:
    said = node.documentation.description
    return "\n\n".join(filter(None, [f"{start} {_simple(node.type)}.", said]))


def _key_text(node: Node) -> str:
    """What the key of an item is."""
    key = node.key[0] if len(node.key) == 1 else None
    text = documentation_text(key.target.documentation) if key else ""
    names = ", ".join(prop.name for prop in node.key)
    return "\n\n".join(filter(None, [f"The item whose key ({names}) this is.", text]))


def _simple(qualified: str) -> str:
    return qualified.rpartition(".")[2]


def _key_annotation(node: Node, context: Context) -> str:
    if len(node.key) != 1:
        return "Mapping[str, Any]"
    kind = node.key[0].type
    known = kind.primitive or kind.name in context.model.types
    return context.places.dotted(kind) if known else "Any"


_RUNTIME: Final = {
    "access": ("Creatable", "Deletable", "Gettable", "Listable", "Updatable"),
    "builders": ("RequestBuilder",),
    "decoding": ("EntityReader", "PageReader", "ValueReader"),
    "edm": ("Int64",),
    "modes": ("ModeT",),
    "operations": ("listing", "operation"),
    "paging": ("Page",),
    "reading": ("read_nothing",),
    "request": ("Request",),
}


def _texts(views: Iterable[BuilderView]) -> Iterator[str]:
    for view in views:
        yield " ".join((*view.bases, view.model, view.key))
        if view.create or view.update:
            yield "operation Request Unpack entities"
        for navigation in view.navigations:
            yield f"{navigation.builder} ModeT"
        for operation in view.operations:
            yield f"{operation.decorator} Request {operation.result} {operation.call}"
            yield from (parameter.annotation for parameter in operation.parameters)


def _standard_imports(used: Set[str]) -> tuple[str, ...]:
    found = imports_of(used)
    if "Unpack" in used:
        found.add("from typing import Unpack")
    if "Mapping" in used:
        found.add("from collections.abc import Mapping")
    return import_order(found)


def _runtime_imports(used: Set[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What of the runtime a module uses, by module."""
    found = {
        module: tuple(name for name in names if name in used)
        for module, names in _RUNTIME.items()
    }
    return tuple((module, names) for module, names in found.items() if names)
