"""A slice as a model of its own, complete enough to be sliced again.

The model of a slice has the types that become Python models. Types that paths only
pass through are added here, with their keys and the ways that are taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from msgspec.structs import replace

from odata2py.csdl.keys import key_refs
from odata2py.csdl.model import (
    EntityType,
    Model,
    NavigationProperty,
    Property,
    PropertyRef,
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
    needed = set(part.reasons)
    passed = _passed(model, [*part.nodes, *part.model.types], needed)
    types: dict[str, Type] = {}
    for name in part.model.types:
        types[name] = _with_ways(model.types[name], needed)
    for name in passed - types.keys():
        types[name] = _passed_through(model, model.types[name], needed)
    whole = replace(
        part.model, types=types, references=model.references, version=model.version
    )
    terms = _terms(model, whole)
    for name in _missing(model, types, terms.values()):
        types[name] = _with_ways(model.types[name], needed)
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


def _passed(model: Model, names: Iterable[str], needed: set[str]) -> set[str]:
    """Types and what their keys lead through, base types included.

    Adds to ``needed`` what keys need of these.
    """
    passed: set[str] = set()
    waiting = [name for name in names if isinstance(model.types[name], StructuredType)]
    while waiting:
        name = waiting.pop()
        if name not in passed:
            passed |= {kind.name for kind in model.lineage(name)}
            for element, target in _along_keys(model, name):
                needed.add(element)
                if isinstance(model.types.get(target), EntityType):
                    waiting.append(target)
    return passed


def _along_keys(model: Model, name: str) -> Iterator[tuple[str, str]]:
    """The properties that all keys of a type go through, and what types these have."""
    line = [kind for kind in model.lineage(name) if isinstance(kind, EntityType)]
    keys = [
        key_refs(model, name),
        *(key for kind in line for key in kind.alternate_keys),
    ]
    for key in keys:
        found = [_along(model, name, ref) for ref in key]
        if all(found):
            yield from (each for steps in found for each in steps)


def _along(model: Model, name: str, ref: PropertyRef) -> list[tuple[str, str]]:
    """The same for a part of a key; nothing if it leads nowhere."""
    steps: list[tuple[str, str]] = []
    for segment in ref.path.split("/"):
        found = _declared(model, name, segment)
        if found is None:
            return []
        owner, name = found
        steps.append((f"{owner}/{segment}", name))
    return steps


def _declared(model: Model, name: str, called: str) -> tuple[str, str] | None:
    """Which type has a property, a type itself or a base type, and what its type is."""
    if not isinstance(model.types.get(name), StructuredType):
        return None
    for kind in model.lineage(name):
        members: list[Property | NavigationProperty] = [
            *kind.properties,
            *kind.navigation_properties,
        ]
        for member in members:
            if member.name == called:
                return kind.name, member.type.name
    return None


def _with_ways(kind: Type, needed: set[str]) -> Type:
    """A type without the ways that nothing follows."""
    if not isinstance(kind, StructuredType):
        return kind
    ways = (n for n in kind.navigation_properties if f"{kind.name}/{n.name}" in needed)
    return replace(
        kind,
        properties=_by_name(kind.properties),
        navigation_properties=_by_name(ways),
        refinements=_by_name(kind.refinements),
    )


def _passed_through(model: Model, kind: Type, needed: set[str]) -> Type:
    """A type of which paths need the keys and the ways alone."""
    if not isinstance(kind, StructuredType):
        return kind

    def is_needed(prop: Property) -> bool:
        found = _declared(model, kind.name, prop.name)
        return found is not None and f"{found[0]}/{prop.name}" in needed

    return _with_ways(
        replace(
            kind,
            properties=tuple(filter(is_needed, kind.properties)),
            refinements=tuple(filter(is_needed, kind.refinements)),
        ),
        needed,
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
