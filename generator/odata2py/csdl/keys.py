"""The keys of entity types (CSDL 4.01, section 6.5), with what they lead to."""

from __future__ import annotations

from msgspec import Struct

from odata2py.csdl.model import (
    EntityType,
    Model,
    Property,
    PropertyRef,
    StructuredType,
    TypeReference,
)


class KeyPart(Struct, frozen=True, gc=False):
    """A part of the key of an entity type.

    ``name`` is what URLs call it; ``path`` leads from the entity to ``target``.
    """

    name: str
    path: tuple[str, ...]
    target: Property

    @property
    def type(self) -> TypeReference:
        return self.target.type


def primary_key(model: Model, name: str) -> tuple[KeyPart, ...]:
    """The parts of the key of an entity type, its own or inherited; may be empty.

    A part may be a property of a complex property, or of an entity beside it.
    """
    return _key_parts(model, name, key_refs(model, name))


def alternate_keys(model: Model, name: str) -> tuple[tuple[KeyPart, ...], ...]:
    """The alternate keys of an entity type, inherited ones first.

    Keys of properties that the type does not have are passed over.
    """
    keys = (_key_parts(model, name, refs) for refs in alternate_refs(model, name))
    return tuple(key for key in keys if key)


def alternate_refs(model: Model, name: str) -> tuple[tuple[PropertyRef, ...], ...]:
    """The alternate keys as they are written, inherited ones first."""
    return tuple(
        refs
        for kind in model.lineage(name)
        if isinstance(kind, EntityType)
        for refs in kind.alternate_keys
    )


def key_refs(model: Model, name: str) -> tuple[PropertyRef, ...]:
    """The key of an entity type as it is written, its own or an inherited one."""
    refs: tuple[PropertyRef, ...] = ()
    for kind in model.lineage(name):
        refs = (kind.key or refs) if isinstance(kind, EntityType) else refs
    return refs


def key_properties(model: Model, name: str) -> frozenset[str]:
    """The properties of an entity type that are parts of its key as a whole."""
    return frozenset(ref.path for ref in key_refs(model, name) if "/" not in ref.path)


def _key_parts(
    model: Model, name: str, refs: tuple[PropertyRef, ...]
) -> tuple[KeyPart, ...]:
    """The parts of a key; none if one of them leads to no property."""
    parts = [_key_part(model, name, ref) for ref in refs]
    found = tuple(part for part in parts if part is not None)
    return found if len(found) == len(parts) else ()


def _key_part(model: Model, name: str, ref: PropertyRef) -> KeyPart | None:
    *before, last = path = tuple(ref.path.split("/"))
    for segment in before:
        targets = {nav.name: nav.type for nav in model.navigation_properties(name)}
        targets |= {prop.name: prop.type for prop in model.properties(name)}
        if segment not in targets:
            return None
        name = targets[segment].name
        if not isinstance(model.types.get(name), StructuredType):
            return None
    found = {prop.name: prop for prop in model.properties(name)}
    return KeyPart(ref.name, path, found[last]) if last in found else None
