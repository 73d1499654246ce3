"""Entity types, complex types and enumerations to definitions."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.csdl.meaning import Documentation
from odata2py.csdl.model import EntityType, EnumType, Property, StructuredType
from odata2py.export.schema.families import CLOSED, TYPE, is_closed, tag
from odata2py.export.schema.naming import reference
from odata2py.export.schema.primitives import Schema
from odata2py.export.schema.shapes import Shapes
from odata2py.export.schema.values import property_values, related_values
from odata2py.plan.deprecation import deprecation_message
from odata2py.plan.docs import documentation_text
from odata2py.slicing.ways import STREAM

_OF_ENTITIES = ("@odata.etag", "@odata.id")
_ANNOTATIONS = "@"


def structure(shapes: Shapes, kind: StructuredType) -> Schema:
    """An entity or complex type, with what its values have beyond its base type's.

    Nothing is required: answers have what was asked for, bodies what is changed.
    """
    found: Schema = {"title": kind.name, **said(kind.documentation), "type": "object"}
    if kind.base_type:
        found["allOf"] = [reference(shapes.definitions.types[kind.base_type])]
    if properties := dict(_properties(shapes, kind)):
        found["properties"] = properties
    if not kind.base_type:
        found["patternProperties"] = {_ANNOTATIONS: True}
    if kind.open_type:
        found["additionalProperties"] = True
    is_leaf = kind.name not in shapes.model.derived
    return found | CLOSED if is_leaf and is_closed(shapes, kind.name) else found


def enumeration(kind: EnumType) -> Schema:
    """An enumeration by the names of its members; flags are any number of them.

    Specification: OData JSON Format 4.01, section 7.1 (enumeration values).
    """
    names = [member.name for member in kind.members]
    found: Schema = {"title": kind.name, **said(kind.documentation, _members(kind))}
    if not kind.flags:
        return found | {"type": "string", "enum": names}
    one = f"({'|'.join(names)})"
    pattern = f"^{one}(, ?{one})*$"
    return found | {"type": "string", "pattern": pattern, "examples": names}


def constants(prop: Property, owner: str) -> Schema:
    """The allowed values of a property that have names."""
    return {
        "title": f"{owner}/{prop.name}",
        "type": "string",
        "oneOf": [
            {
                "const": each.value,
                **({"title": each.symbol} if each.symbol else {}),
                **({"description": each.description} if each.description else {}),
            }
            for each in prop.allowed_values
        ],
    }


def said(documentation: Documentation, more: str = "") -> Schema:
    """What people read of an element, and whether it is deprecated."""
    text = "\n\n".join(filter(None, [documentation_text(documentation), more]))
    deprecated = {"deprecated": True} if deprecation_message(documentation) else {}
    return {**({"description": text} if text else {}), **deprecated}


def _members(kind: EnumType) -> str:
    texts = ((m.name, documentation_text(m.documentation)) for m in kind.members)
    return "\n\n".join(f"{name}: {text}" for name, text in texts if text)


def _tag(shapes: Shapes, kind: StructuredType) -> Iterator[tuple[str, Schema]]:
    """What is said of the name of a value's type, if the base type does not say it."""
    if kind.base_type or kind.name in shapes.model.derived:
        own = tag(shapes, kind.name)
        if not kind.base_type or own != tag(shapes, kind.base_type):
            yield TYPE, own


def _properties(shapes: Shapes, kind: StructuredType) -> Iterator[tuple[str, Schema]]:
    yield from _tag(shapes, kind)
    if isinstance(kind, EntityType) and not kind.base_type:
        yield from ((name, {"type": "string"}) for name in _OF_ENTITIES)
    for prop in (*kind.properties, *kind.refinements):
        if prop.type.name != STREAM:  # its bytes come on their own
            read_only = {"readOnly": True} if prop.computed else {}
            values = property_values(shapes, prop, kind.name)
            yield prop.name, {**said(prop.documentation), **values, **read_only}
    for nav in kind.navigation_properties:
        yield nav.name, {**said(nav.documentation), **related_values(shapes, nav)}
