"""Where the schemas of models differ from those that pydantic makes of them."""

from __future__ import annotations

import re
from typing import Any, cast

from pydantic_core import CoreSchema, core_schema

from .encoding import encode


def adapt(schema: Any) -> frozenset[str]:
    """Let a model take no value for another, and write out whatever it holds.

    Texts, numbers, truth values and times are not made of each other, except times of
    their ISO 8601 form. Values are written by their own types, not by the declared
    ones: a derived value with all it has, and one of another type than declared as it
    came.

    Returns the types in the schema.
    """
    parts = list(schema.values() if isinstance(schema, dict) else schema)
    kinds = frozenset[str]().union(
        *(adapt(part) for part in parts if isinstance(part, dict | list))
    )
    kind = schema.get("type") if isinstance(schema, dict) else None
    if not isinstance(kind, str):
        return kinds
    if kind in ("str", "bool", "int", "float"):
        schema["strict"] = True
    elif kind in ("date", "datetime", "time", "timedelta"):
        inner = cast(CoreSchema, schema.copy())
        schema.clear()
        schema.update(core_schema.no_info_before_validator_function(_no_number, inner))
    elif kind == "model-field":
        serialization = _WITH_BINARY if "bytes" in kinds else _AS_IT_IS
        schema["schema"]["serialization"] = serialization
    return kinds | {kind}


def _no_number(value: object) -> object:
    if isinstance(value, int | float) or (
        isinstance(value, str) and re.fullmatch(r"[+-]?[0-9.]+", value)
    ):
        raise ValueError("a number is no date and no time")
    return value


def _binary_texts(value: object) -> object:
    if isinstance(value, list):
        return [_binary_texts(item) for item in value]
    return encode(value) if isinstance(value, bytes) else value


_AS_IT_IS = core_schema.simple_ser_schema("any")
# Whoever has the model inside of something else may have another form for bytes.
_WITH_BINARY = core_schema.plain_serializer_function_ser_schema(
    _binary_texts, when_used="json"
)
