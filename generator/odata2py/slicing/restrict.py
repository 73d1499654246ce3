"""A model restricted to a slice.

Everything is ordered by name: a slice says what is in it, not where in which document
it was found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import TypeVar

from msgspec.structs import replace

from odata2py.csdl.model import (
    ComplexType,
    EntityContainer,
    EntitySet,
    EntityType,
    Model,
    NavigationProperty,
    Operation,
    Property,
    Singleton,
    Type,
)
from odata2py.slicing.kept_types import KeptTypes, called_operations
from odata2py.slicing.model import ROOT
from odata2py.slicing.paths import Paths

_Entry = TypeVar("_Entry", EntitySet, Singleton)
_Member = TypeVar("_Member", Property, NavigationProperty)


def restrict(model: Model, paths: Paths, kept: KeptTypes) -> Model:
    """The kept types, and the operations and the container as far as paths go."""
    followed = {way.element for way, _ in paths.all_ways()}
    types = {
        name: _restrict_type(model, model.types[name], followed, kept)
        for name in sorted(kept.reasons)
    }
    operations: dict[str, list[Operation]] = {}
    bound: dict[tuple[str, bool], list[Operation]] = {}
    for operation in called_operations(paths):
        operations.setdefault(operation.name, []).append(operation)
        if operation.binding is not None:
            binding = (operation.binding.name, operation.binding.collection)
            bound.setdefault(binding, []).append(operation)
    return Model(
        types=types,
        operations={name: tuple(found) for name, found in operations.items()},
        container=_restrict_container(model.container, paths),
        derived=_derived(model, types),
        bound={binding: tuple(bound[binding]) for binding in sorted(bound)},
    )


def _restrict_type(
    model: Model, kind: Type, followed: Set[str], kept: KeptTypes
) -> Type:
    if not isinstance(kind, EntityType | ComplexType):
        return kind
    own = kept.properties[kind.name]
    inherited = {
        name for base in model.lineage(kind.name) for name in kept.properties[base.name]
    }
    navigation = (
        nav
        for nav in kind.navigation_properties
        if f"{kind.name}/{nav.name}" in followed and nav.type.name in kept.reasons
    )
    return replace(
        kind,
        properties=_by_name(prop for prop in kind.properties if prop.name in own),
        navigation_properties=_by_name(navigation),
        refinements=_by_name(p for p in kind.refinements if p.name in inherited),
    )


def _by_name(members: Iterable[_Member]) -> tuple[_Member, ...]:
    return tuple(sorted(members, key=lambda member: member.name))


def _derived(model: Model, types: Mapping[str, Type]) -> dict[str, tuple[str, ...]]:
    found = {
        name: tuple(sorted(set(model.derived.get(name, ())) & types.keys()))
        for name in types
    }
    return {name: children for name, children in found.items() if children}


def _restrict_container(
    container: EntityContainer | None, paths: Paths
) -> EntityContainer | None:
    if container is None:
        return None
    return replace(
        container,
        entity_sets=_restrict_entries(container.entity_sets, paths),
        singletons=_restrict_entries(container.singletons, paths),
        imports={
            name: container.imports[name]
            for name in sorted({name for name, _ in paths.imports()})
        },
    )


def _restrict_entries(entries: Mapping[str, _Entry], paths: Paths) -> dict[str, _Entry]:
    """The kept sets or singletons, bound to kept ones along kept ways."""
    kept = paths.names_leaving(ROOT)
    return {
        name: replace(
            entry,
            bindings={
                path: target
                for path, target in sorted(entry.bindings.items())
                if _is_kept(paths, entry.entity_type, path)
                and target.rpartition("/")[2] in kept
            },
        )
        for name, entry in sorted(entries.items())
        if name in kept
    }


def _is_kept(paths: Paths, start: str, path: str) -> bool:
    """Whether a path without keys goes along kept ways."""
    here = {(start, False)}
    for segment in path.split("/"):
        here = {
            (way.type.name, many)
            for owner in here
            for (name, _), (way, _) in paths.leaving(owner).items()
            if name == segment
            for many in {way.type.collection, False}
        }
    return bool(here)
