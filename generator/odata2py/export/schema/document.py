"""A slice as one document, whose definitions are the types of the slice.

The document says what values of the types look like in JSON, as strictly as the
metadata does. Its root says nothing: whoever uses it refers to a definition.

Specification: JSON Schema 2020-12.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from odata2py.csdl.model import EnumType, Model, StructuredType
from odata2py.export.schema.families import family
from odata2py.export.schema.naming import Definitions, property_of
from odata2py.export.schema.primitives import PRIMITIVES, Schema
from odata2py.export.schema.shapes import Shapes
from odata2py.export.schema.structures import constants, enumeration, said, structure
from odata2py.slicing.model import Slice

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(model: Model, part: Slice, names: Definitions) -> Schema:
    """The document of a slice of a model."""
    shapes = Shapes(part.model, model, names)
    definitions = dict(_definitions(shapes))
    definitions |= {
        name: PRIMITIVES[name] for name in _referred(definitions) & PRIMITIVES.keys()
    }
    container = part.model.container
    about = (
        {"title": container.name, **said(container.documentation)} if container else {}
    )
    return {"$schema": DIALECT, **about, "$defs": dict(sorted(definitions.items()))}


def schema_text(document: Schema) -> str:
    """The text of a document; the same document gives the same text."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _definitions(shapes: Shapes) -> Iterator[tuple[str, Schema]]:
    names = shapes.definitions
    for qualified, name in names.types.items():
        kind = shapes.model.types[qualified]
        if isinstance(kind, EnumType):
            yield name, enumeration(kind)
        elif isinstance(kind, StructuredType):
            yield name, structure(shapes, kind)
    for qualified, name in names.families.items():
        yield name, family(shapes, qualified)
    for key, name in names.constants.items():
        owner, prop = property_of(shapes.model, key)
        yield name, constants(prop, owner)


def _referred(schema: object) -> set[str]:
    """The names of the definitions that a schema refers to."""
    if isinstance(schema, list):
        return set[str]().union(*map(_referred, schema))
    if not isinstance(schema, dict):
        return set()
    found = set[str]().union(*map(_referred, schema.values()))
    target = schema.get("$ref")
    return found | {target.rpartition("/")[2]} if isinstance(target, str) else found
