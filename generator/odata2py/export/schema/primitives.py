"""The primitive types, each with its own definition in a document that uses it.

Numbers are JSON numbers, as services send them that are not asked for
``IEEE754Compatible``. A format of JSON Schema stands only where it is OData's as well:
that of durations knows no signs and no fractions of a second, that of times wants an
offset.

Specification: OData JSON Format 4.01, section 7.1 (primitive values); OData ABNF.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

Schema = dict[str, Any]
"""A JSON Schema: an object of one."""

_NOT_FINITE: Final = ["-INF", "INF", "NaN"]
_FLOATING: Final[Schema] = {"anyOf": [{"type": "number"}, {"enum": _NOT_FINITE}]}
_DURATION = r"^[+-]?P([0-9]+D)?(T([0-9]+H)?([0-9]+M)?([0-9]+(\.[0-9]+)?S)?)?$"
_TIME = r"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,12})?)?$"
_TEXT: Final[Schema] = {"type": "string"}


def _integer(low: int, high: int) -> Schema:
    return {"type": "integer", "minimum": low, "maximum": high}


def _signed(bits: int) -> Schema:
    return _integer(-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)


def _spatial(kind: str, content: str = "coordinates") -> Schema:
    """A GeoJSON object (RFC 7946)."""
    return {
        "type": "object",
        "properties": {"type": {"const": kind}, content: {"type": "array"}},
        "required": ["type", content],
    }


_SHAPES: Final[Mapping[str, Schema]] = {
    "": {"type": "object", "properties": {"type": _TEXT}, "required": ["type"]},
    **{
        shape: _spatial(shape)
        for shape in (
            *("Point", "LineString", "Polygon"),
            *("MultiPoint", "MultiLineString", "MultiPolygon"),
        )
    },
    "Collection": _spatial("GeometryCollection", "geometries"),
}

STRING = "Edm.String"
BOOLEAN = "Edm.Boolean"
DECIMAL = "Edm.Decimal"
FLOATING_DECIMAL = "Edm.Decimal.floating"
"""Decimals with ``Scale="floating"``, which may be no numbers."""

PLAIN: Final[Mapping[str, str]] = {STRING: "string", BOOLEAN: "boolean"}
"""The types that need no definition, with their types in JSON."""

PRIMITIVES: Final[Mapping[str, Schema]] = {
    "Edm.Binary": {"type": "string", "contentEncoding": "base64url"},
    "Edm.Byte": _integer(0, 255),
    "Edm.Date": {"type": "string", "format": "date"},
    "Edm.DateTimeOffset": {"type": "string", "format": "date-time"},
    DECIMAL: {"type": "number"},
    FLOATING_DECIMAL: _FLOATING,
    "Edm.Double": _FLOATING,
    "Edm.Duration": {"type": "string", "pattern": _DURATION},
    "Edm.Guid": {"type": "string", "format": "uuid"},
    "Edm.Int16": _signed(16),
    "Edm.Int32": _signed(32),
    "Edm.Int64": _signed(64),
    "Edm.SByte": _signed(8),
    "Edm.Single": _FLOATING,
    "Edm.TimeOfDay": {"type": "string", "pattern": _TIME},
    **{f"Edm.Geography{shape}": schema for shape, schema in _SHAPES.items()},
    **{f"Edm.Geometry{shape}": schema for shape, schema in _SHAPES.items()},
    "Edm.ComplexType": {"type": "object"},
}
"""The definitions of the others. What is neither here nor plain can be any value."""

_NUMBERS = frozenset(
    name
    for name, schema in PRIMITIVES.items()
    if schema is _FLOATING or schema["type"] in ("integer", "number")
)


def constant(name: str, text: str) -> object | None:
    """The JSON value that a text of the metadata means as a value of a type.

    None for a text that is no value of it.
    """
    if name == BOOLEAN:
        return {"true": True, "false": False}.get(text)
    if name not in _NUMBERS or text in _NOT_FINITE:
        return text
    try:
        value = json.loads(text, parse_constant=lambda word: None)
    except ValueError:
        return None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number else None
