"""A slice as a model of its own, complete enough to be sliced again.

The model of a slice has the types that become Python models. Types that paths only
pass through are added here, with their keys and the ways that are taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from msgspec.structs import replace

from odata2py.csdl.model import (
    Model,
    NavigationProperty,
    Property,
    StructuredType,
    Type,
)
from odata2py.export.said import terms_of
from odata2py.slicing.model import Slice

_Member = TypeVar("_Member", Property, NavigationProperty)


def whole_model(model: Model, part: Slice) -> Model:
    """The part of a model that a slice consists of, types that are passed included."""
    followed = set(_followed(model, part))
    passed = {kind.name for node in part.nodes for kind in model.lineage(node)}
    types: dict[str, Type] = {}
    for name in part.model.types:
        types[name] = _with_ways(model.types[name], followed)
    for name in passed - types.keys():
        types[name] = _passed_through(model, model.types[name], followed)
    for name in _missing(model, types):
        types[name] = _with_ways(model.types[name], followed)
    whole = replace(
        part.model,
        types=dict(sorted(types.items())),
        references=model.references,
        version=model.version,
    )
    namespaces = {name.rpartition(".")[0] for name in (*whole.types, *whole.operations)}
    if whole.container is not None:
        namespaces.add(whole.container.name.rpartition(".")[0])
    used = terms_of(whole)
    terms = {name: model.terms[name] for name in sorted(used & model.terms.keys())}
    namespaces |= {name.rpartition(".")[0] for name in terms}
    schemas = {name: model.schemas[name] for name in sorted(namespaces)}
    return replace(whole, terms=terms, schemas=schemas)


def _followed(model: Model, part: Slice) -> Iterator[str]:
    """The navigation properties that paths go along, where they are declared."""
    for node in part.nodes.values():
        names = {edge.name for edge in node.edges}
        for kind in model.lineage(node.type):
            for nav in kind.navigation_properties:
                if nav.name in names:
                    yield f"{kind.name}/{nav.name}"


def _with_ways(kind: Type, followed: set[str]) -> Type:
    """A type without the ways that nothing follows."""
    if not isinstance(kind, StructuredType):
        return kind
    ways = (
        n for n in kind.navigation_properties if f"{kind.name}/{n.name}" in followed
    )
    return replace(
        kind,
        properties=_by_name(kind.properties),
        navigation_properties=_by_name(ways),
        refinements=_by_name(kind.refinements),
    )


def _passed_through(model: Model, kind: Type, followed: set[str]) -> Type:
    """A type of which paths need the key and the ways alone."""
    if not isinstance(kind, StructuredType):
        return kind
    keys = {part.path[0] for part in model.key(kind.name)}
    return _with_ways(
        replace(
            kind,
            properties=tuple(p for p in kind.properties if p.name in keys),
            refinements=tuple(p for p in kind.refinements if p.name in keys),
        ),
        followed,
    )


def _by_name(members: Iterable[_Member]) -> tuple[_Member, ...]:
    return tuple(sorted(members, key=lambda member: member.name))


def _missing(model: Model, types: dict[str, Type]) -> set[str]:
    """The types that the keys of passed types are made of."""
    found: set[str] = set()
    waiting = list(types.values())
    while waiting:
        kind = waiting.pop()
        if not isinstance(kind, StructuredType):
            continue
        needed = {prop.type.name for prop in (*kind.properties, *kind.refinements)}
        needed |= {kind.base_type} if kind.base_type else set()
        for name in (needed & model.types.keys()) - types.keys() - found:
            found.add(name)
            waiting.append(model.types[name])
    return found
