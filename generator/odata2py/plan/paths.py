"""What leads from one builder to another: properties, casts, calls, alternate keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from odata2py.csdl.keys import KeyPart
from odata2py.plan.context import Context
from odata2py.plan.deprecation import deprecation_message
from odata2py.plan.docs import docstring, documentation_text, permissions_text
from odata2py.plan.literals import text_literal
from odata2py.plan.names import PARAMETER_NAMES, NameBook, snake_case
from odata2py.plan.operations import (
    call_arguments,
    operation_text,
    plan_parameters,
    signature,
)
from odata2py.plan.variants import BuilderPlaces, variant_of
from odata2py.plan.views import NavigationView, ParameterView, PathView
from odata2py.profiles import Profile
from odata2py.slicing.model import By, Edge
from odata2py.slicing.ways import MEDIA, Called

_MEDIA_BUILDER = "MediaRequestBuilder"


def properties_of(edges: Iterable[Edge]) -> list[Edge]:
    """The edges that are properties of builders."""
    return [edge for edge in edges if edge.by is not By.CALL]


def calls_of(edges: Iterable[Edge]) -> list[tuple[Called, Edge]]:
    """The edges that are methods, with what they call."""
    return [((edge.name, edge.function), edge) for edge in edges if edge.function]


def edge_key(owner: str, edge: Edge) -> str:
    """An edge in the ledger of names."""
    return f"{owner}/{edge.name}@requests"


def name_edges(
    owner: str, edges: Iterable[Edge], names: NameBook, taken: frozenset[str]
) -> Mapping[str, str]:
    """Names for the properties of one builder, by their keys in the ledger."""
    elements = {edge_key(owner, edge): _element(edge) for edge in edges}
    return names.assign(elements, snake_case, taken)


def _element(edge: Edge) -> str:
    if edge.by is By.CAST:
        return f"as_{edge.name.rpartition('.')[2]}"
    return "media" if edge.name == MEDIA else edge.name


def plan_edge(name: str, edge: Edge, builders: BuilderPlaces) -> NavigationView:
    """The property that leads along an edge."""
    stream = edge.by is By.STREAM
    builder = _MEDIA_BUILDER if stream else builders.dotted(variant_of(edge))
    if edge.by is By.CAST:
        texts = [_cast_text(edge), documentation_text(edge.documentation)]
    else:
        texts = [documentation_text(edge.documentation, _fallback(edge))]
    texts.append(permissions_text(edge.capabilities))
    return NavigationView(
        name=name,
        segment=edge.name,
        builder=builder,
        docstring=docstring("\n\n".join(filter(None, texts)), 8),
        deprecated=deprecation_message(edge.documentation),
    )


def _cast_text(edge: Edge) -> str:
    if edge.type.collection:
        return f"Those of the type {edge.name}."
    return f"The same, as {edge.name}, which it has to be."


def _fallback(edge: Edge) -> str:
    if edge.name == MEDIA:
        return "The bytes that the entity describes."
    return f"The path to {edge.name}."


def plan_call(
    name: str,
    called: Called,
    edge: Edge,
    builders: BuilderPlaces,
    context: Context,
    profile: Profile,
) -> PathView:
    """The method whose result is a builder: paths go on from the function's result."""
    _, function = called
    parameters = plan_parameters(function, context)
    return PathView(
        name=name,
        signature=signature(parameters),
        builder=builders.dotted(variant_of(edge)),
        docstring=docstring(operation_text(function, parameters, _NOTHING_SENT), 8),
        place=f"self._called({call_arguments(called, parameters, profile)})",
        deprecated=deprecation_message(function.documentation),
    )


_NOTHING_SENT = "The function is called when something is read of its result."


def alternate_key(owner: str, key: Sequence[KeyPart]) -> str:
    """An alternate key in the ledger of names."""
    return f"{owner}@key({','.join(part.name for part in key)})"


def name_alternate_keys(
    owner: str,
    keys: Iterable[Sequence[KeyPart]],
    names: NameBook,
    taken: frozenset[str],
) -> Mapping[str, str]:
    """Names for the methods that find items by other keys."""
    elements = {
        alternate_key(owner, key): f"by_{'_and_'.join(part.name for part in key)}"
        for key in keys
    }
    return names.assign(elements, snake_case, taken)


def plan_alternate_key(
    name: str, key: Sequence[KeyPart], item: str, owner: str, context: Context
) -> PathView:
    """The method that leads to the item with another key than its own."""
    keys = {f"{alternate_key(owner, key)}/{part.name}": part for part in key}
    given = context.names.assign(
        {ledger: part.name for ledger, part in keys.items()},
        snake_case,
        PARAMETER_NAMES,
    )
    parameters = tuple(
        ParameterView(given[ledger], part.name, key_annotation(part, context), "")
        for ledger, part in keys.items()
    )
    values = ", ".join(f"{text_literal(p.wire_name)}: {p.name}" for p in parameters)
    names = ", ".join(part.name for part in key)
    return PathView(
        name=name,
        signature="".join(f", {p.name}: {p.annotation}" for p in parameters),
        builder=item,
        docstring=docstring(f"The item whose alternate key ({names}) this is.", 8),
        place=f"self._item({{{values}}})",
    )


def key_annotation(part: KeyPart, context: Context) -> str:
    """The annotation of a part of a key."""
    known = part.type.primitive or part.type.name in context.model.types
    return context.places.dotted(part.type) if known else "Any"
