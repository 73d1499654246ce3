"""Values made up from the model: defaults, and entities to try a service with.

The same model gives the same values every time. A default of a property is its
DefaultValue, null or the empty collection (CSDL 4.01, section 7.2.7); where it may be
none of these, it is an example.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from odata2py.csdl.model import (
    EntitySet,
    EnumType,
    Model,
    Property,
    StructuredType,
    TypeReference,
)
from odata2py.errors import Position
from odata2py.sandbox import literals
from odata2py.sandbox.errors import ServiceError
from odata2py.sandbox.primitives import Json, longest, primitive, underlying

SENTINEL = "unknownFutureValue"
STREAM = "Edm.Stream"


def sample_entities(
    model: Model, entity_set: EntitySet, count: int
) -> Sequence[tuple[str, dict[str, Json]]]:
    """Types and values of entities that the set could hold; concrete types in turn."""
    types = [entity_set.entity_type, *model.descendants(entity_set.entity_type)]
    concrete = [name for name in types if not model.structured(name).abstract]
    if not concrete:
        return ()
    return [
        (name, _sample(model, name, number, ()))
        for number in range(1, count + 1)
        for name in (concrete[(number - 1) % len(concrete)],)
    ]


def example(model: Model, type_: TypeReference, name: str) -> Json:
    """A value that a property of that name could have; one item of a collection."""
    made_up = Property(name, type_, Position("", 0))
    return _example(model, made_up, 1, ())


def complete(
    model: Model, type_name: str, values: Mapping[str, Json]
) -> dict[str, Json]:
    """The values of a structured type with defaults for those that are missing."""
    given = dict(values)
    found = {
        prop.name: (
            given.pop(prop.name)
            if prop.name in given
            else default(model, prop, (type_name,))
        )
        for prop in model.properties(type_name)
        if prop.type.name != STREAM
    }
    return {**found, **given}


def has_default(prop: Property) -> bool:
    """Whether a property need not be in the body that creates an entity."""
    kind = prop.type
    may_lack = kind.nullable or kind.collection or kind.name == STREAM
    return may_lack or prop.default_value is not None


def default(model: Model, prop: Property, inside: tuple[str, ...] = ()) -> Json:
    """What a property's value is where nobody gave one."""
    if prop.type.collection:
        return []
    if prop.default_value is not None:
        return _default_value(model, prop)
    if prop.type.nullable:
        return None
    return _example(model, prop, 1, inside)


def _default_value(model: Model, prop: Property) -> Json:
    text = prop.default_value or ""
    try:
        return literals.parse_plain(model, prop.type.name, text)
    except ServiceError:  # metadata in the wild has defaults of another type
        return None if prop.type.nullable else _example(model, prop, 1, ())


def _sample(
    model: Model, type_name: str, number: int, inside: tuple[str, ...]
) -> dict[str, Json]:
    inside = (*inside, type_name)
    return {
        prop.name: _sample_value(model, prop, number, inside)
        for prop in model.properties(type_name)
        if prop.type.name != STREAM
    }


def _sample_value(
    model: Model, prop: Property, number: int, inside: tuple[str, ...]
) -> Json:
    type_ = prop.type
    if _recursive(model, type_, inside) or (prop.pattern and not prop.allowed_values):
        return default(model, prop, inside)
    example = _example(model, prop, number, inside)
    if not type_.collection:
        return example
    return [] if example is None else [example]


def _recursive(model: Model, type_: TypeReference, inside: tuple[str, ...]) -> bool:
    if not isinstance(model.types.get(type_.name), StructuredType):
        return False
    family = [kind.name for kind in model.lineage(type_.name)]
    return any(name in inside for name in (*family, *model.descendants(type_.name)))


def _example(
    model: Model, prop: Property, number: int, inside: tuple[str, ...]
) -> Json:
    """An example of one item of a property's type."""
    if prop.allowed_values:
        name = prop.type.name
        return literals.parse_plain(model, name, prop.allowed_values[0].value)
    known = model.types.get(prop.type.name)
    if isinstance(known, EnumType):
        names = [member.name for member in known.members if member.name != SENTINEL]
        return names[(number - 1) % len(names)] if names else None
    if isinstance(known, StructuredType):
        return _structure(model, known, number, inside)
    return _primitive(model, prop, number)


def _structure(
    model: Model, declared: StructuredType, number: int, inside: tuple[str, ...]
) -> Json:
    if declared.name in inside:
        return {}  # a structure that must contain itself has no valid value
    concrete = [
        name
        for name in (declared.name, *model.descendants(declared.name))
        if not model.structured(name).abstract
    ]
    if not concrete:
        return None
    values = _sample(model, concrete[0], number, (*inside, declared.name))
    if concrete[0] != declared.name:
        return {"@odata.type": f"#{concrete[0]}", **values}
    return values


def _primitive(model: Model, prop: Property, number: int) -> Json:
    name = underlying(model, prop.type.name)
    text = f"{prop.name}-{number}"
    most = longest(model, prop.type)
    category = primitive(name).category
    if category == "spatial":
        return _spatial(name, [float(number), 47.5])
    return {
        "number": number,
        "boolean": number % 2 == 0,
        "string": text[-most:] if most else text,
        "binary": "AQID",
        "guid": str(uuid.uuid5(uuid.NAMESPACE_OID, text)),
        "date": f"2026-01-{(number - 1) % 28 + 1:02}",
        "instant": f"2026-01-{(number - 1) % 28 + 1:02}T12:00:00Z",
        "time": f"{number % 24:02}:00:00",
        "duration": f"PT{number}H",
        "any": text,
    }[category]


def _spatial(name: str, start: Sequence[float]) -> Json:
    """A GeoJSON object of a spatial type, around a position."""
    shape = name.removeprefix("Edm.Geography").removeprefix("Edm.Geometry")
    if shape == "Collection":
        return {"type": "GeometryCollection", "geometries": [_spatial("", start)]}
    x, y = start
    line = [[x, y], [x + 1, y]]
    ring = [*line, [x, y + 1], [x, y]]
    coordinates: Mapping[str, Json] = {
        "Point": [x, y],
        "MultiPoint": line,
        "LineString": line,
        "MultiLineString": [line],
        "Polygon": [ring],
        "MultiPolygon": [[ring]],
    }
    shape = shape or "Point"
    return {"type": shape, "coordinates": coordinates[shape]}
