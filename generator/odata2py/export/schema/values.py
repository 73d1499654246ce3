"""Uses of types to schemas of their values."""

from __future__ import annotations

from msgspec.structs import replace

from odata2py.csdl.model import (
    EnumType,
    Model,
    NavigationProperty,
    Property,
    TypeDefinition,
    TypeReference,
)
from odata2py.export.schema.families import allowed
from odata2py.export.schema.naming import reference
from odata2py.export.schema.primitives import (
    DECIMAL,
    FLOATING_DECIMAL,
    PLAIN,
    PRIMITIVES,
    STRING,
    Schema,
    constant,
)
from odata2py.export.schema.shapes import Shapes


def property_values(shapes: Shapes, prop: Property, owner: str) -> Schema:
    """The values of a structural property of a type."""
    named = shapes.definitions.constants_of(owner, prop.name)
    return _as_used(reference(named) if named else _item(shapes, prop), prop.type)


def related_values(shapes: Shapes, nav: NavigationProperty) -> Schema:
    """The entities that a navigation property leads to; collections have no nulls."""
    item = _of_type(shapes, nav.type)
    nullable = nav.type.nullable and not nav.type.collection
    return _as_used(item, replace(nav.type, nullable=nullable))


def resolved(model: Model, used: TypeReference) -> TypeReference:
    """A use of a type definition as one of what it is made of, with its facets."""
    kind = model.types.get(used.name)
    if not isinstance(kind, TypeDefinition):
        return used
    below = resolved(model, kind.underlying_type)
    return replace(
        used,
        name=below.name,
        max_length=used.max_length or below.max_length,
        scale=below.scale if used.scale is None else used.scale,
    )


def _item(shapes: Shapes, prop: Property) -> Schema:
    """A single value of a property that is not null."""
    found = _of_type(shapes, prop.type)
    name = resolved(shapes.model, prop.type).name
    if prop.pattern and name == STRING:
        found["pattern"] = prop.pattern
    constants = [constant(name, each.value) for each in prop.allowed_values]
    known = [value for value in constants if value is not None]
    return {**found, "enum": known} if known else found


def _of_type(shapes: Shapes, used: TypeReference) -> Schema:
    """A single value of a type that is not null."""
    names = shapes.definitions
    if only := [name for name in used.allowed_types if name in names.types]:
        return allowed(shapes, only, used.name)
    if used.name in names.families:
        return reference(names.families[used.name])
    if used.name in names.types:
        return reference(names.types[used.name])
    if isinstance(shapes.model.types.get(used.name), EnumType):
        return {"type": "string"}  # it has no members, and no class in Python
    return _primitive(resolved(shapes.model, used))


def _primitive(used: TypeReference) -> Schema:
    if used.name in PLAIN:
        length = {} if used.max_length is None else {"maxLength": used.max_length}
        return {"type": PLAIN[used.name], **length}
    if used.name == DECIMAL and used.scale == "floating":
        return reference(FLOATING_DECIMAL)
    return reference(used.name) if used.name in PRIMITIVES else {}


def _as_used(item: Schema, used: TypeReference) -> Schema:
    value = _or_null(item) if used.nullable else item
    return {"type": "array", "items": value} if used.collection else value


def _or_null(item: Schema) -> Schema:
    if not item:
        return item
    if item.keys() & {"$ref", "anyOf"}:
        return {"anyOf": [item, {"type": "null"}]}
    values = {"enum": [*item["enum"], None]} if "enum" in item else {}
    return {**item, "type": [item["type"], "null"], **values}
