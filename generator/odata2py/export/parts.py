"""A slice as a model of its own, complete enough to be sliced again.

The model of a slice has the types that become Python models. Types that paths only
pass through are added here, with their keys and the ways that are taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from msgspec.structs import replace

from odata2py.csdl.model import (
    EntityType,
    Model,
    NavigationProperty,
    Property,
    Schema,
    StructuredType,
    Term,
    Type,
)
from odata2py.export.said import terms_of
from odata2py.slicing.model import Slice

_Member = TypeVar("_Member", Property, NavigationProperty)


def whole_model(model: Model, part: Slice) -> Model:
    """The part of a model that a slice consists of, types that are passed included."""
    passed = {kind.name for node in part.nodes for kind in model.lineage(node)}
    followed = set(part.reasons)
    for name in [*passed, *part.model.types]:
        for way, target in _ways_of_key(model, name):
            followed.add(way)
            passed |= {kind.name for kind in model.lineage(target)}
    types: dict[str, Type] = {}
    for name in part.model.types:
        types[name] = _with_ways(model.types[name], followed)
    for name in passed - types.keys():
        types[name] = _passed_through(model, model.types[name], followed)
    whole = replace(
        part.model, types=types, references=model.references, version=model.version
    )
    terms = _terms(model, whole)
    for name in _missing(model, types, terms.values()):
        types[name] = _with_ways(model.types[name], followed)
    whole = replace(whole, types=dict(sorted(types.items())), terms=terms)
    return replace(whole, schemas=_schemas(model, whole))


def _schemas(model: Model, whole: Model) -> dict[str, Schema]:
    names = [*whole.types, *whole.operations, *whole.terms]
    names += [whole.container.name] if whole.container else []
    namespaces = {name.rpartition(".")[0] for name in names}
    return {name: model.schemas[name] for name in sorted(namespaces)}


def _terms(model: Model, whole: Model) -> dict[str, Term]:
    """The service's own terms by which something is said, and those they build on."""
    found: dict[str, Term] = {}
    waiting = terms_of(whole)
    while waiting:
        for name in waiting & model.terms.keys():
            found[name] = model.terms[name]
        more = terms_of(replace(whole, terms=found))
        more |= {term.base_term for term in found.values()}
        waiting = (more & model.terms.keys()) - found.keys()
    return dict(sorted(found.items()))


def _ways_of_key(model: Model, name: str) -> Iterator[tuple[str, str]]:
    """The navigation properties that a key goes through, and where they lead."""
    if not isinstance(model.types[name], EntityType):
        return
    for ref in model.key_refs(name):
        here = name
        for segment in ref.path.split("/")[:-1]:
            targets = {prop.name: prop.type.name for prop in model.properties(here)}
            for kind in model.lineage(here):
                for nav in kind.navigation_properties:
                    if nav.name == segment:
                        targets[segment] = nav.type.name
                        yield f"{kind.name}/{segment}", nav.type.name
            here = targets[segment]


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
    """A type of which paths need the keys and the ways alone."""
    if not isinstance(kind, StructuredType):
        return kind
    refs = list(model.key_refs(kind.name))
    if isinstance(kind, EntityType):
        refs += (ref for key in kind.alternate_keys for ref in key)
    needed = {ref.path.partition("/")[0] for ref in refs}
    needed |= {p.name for p in kind.properties if f"{kind.name}/{p.name}" in followed}
    return _with_ways(
        replace(
            kind,
            properties=tuple(p for p in kind.properties if p.name in needed),
            refinements=tuple(p for p in kind.refinements if p.name in needed),
        ),
        followed,
    )


def _by_name(members: Iterable[_Member]) -> tuple[_Member, ...]:
    return tuple(sorted(members, key=lambda member: member.name))


def _missing(model: Model, types: dict[str, Type], terms: Iterable[Term]) -> set[str]:
    """The types that the keys of passed types, and terms, are made of."""
    found: set[str] = set()

    def need(names: Iterable[str]) -> None:
        for name in names:
            if name in model.types and name not in types and name not in found:
                found.add(name)
                waiting.append(model.types[name])

    waiting = list(types.values())
    need(term.type.name for term in terms)
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, StructuredType):
            need(prop.type.name for prop in (*kind.properties, *kind.refinements))
            need([kind.base_type] if kind.base_type else [])
    return found
