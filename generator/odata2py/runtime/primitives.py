"""How values of OData's types stand in JSON, and the core schemas that read them.

Nothing is coerced: "yes" is not True and 7.0 is not 7. A text is read as a date only in
the form that the specification gives to dates.

Specification: OData JSON Format 4.01, section 7.1 (primitive values); OData ABNF.
"""

from __future__ import annotations

import datetime as dt
import uuid
from base64 import urlsafe_b64decode
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic_core import CoreSchema
from pydantic_core import core_schema as schema

from .edm import INT64

_DURATION = r"^-?P([0-9]+D)?(T([0-9]+H)?([0-9]+M)?([0-9]+(\.[0-9]+)?S)?)?$"


def _text(pattern: str, then: CoreSchema) -> CoreSchema:
    return schema.chain_schema([schema.str_schema(strict=True, pattern=pattern), then])


def _binary(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _decimal(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError("not a decimal")
    try:
        return Decimal(value if isinstance(value, str) else repr(value))
    except InvalidOperation:
        raise ValueError("not a decimal") from None


_SPECIAL_FLOATS = {"INF": "inf", "-INF": "-inf", "NaN": "nan"}


def _special_float(text: str) -> float:
    return float(_SPECIAL_FLOATS[text])


_PRIMITIVES: dict[Any, CoreSchema] = {
    str: schema.str_schema(strict=True),
    bool: schema.bool_schema(strict=True),
    int: schema.int_schema(strict=True),
    float: schema.union_schema(
        [
            schema.float_schema(strict=True),
            _text(
                "^(-?INF|NaN)$",
                schema.no_info_plain_validator_function(_special_float),
            ),
        ],
        mode="left_to_right",
    ),
    Decimal: schema.no_info_plain_validator_function(_decimal),
    dt.datetime: _text("^[0-9]{4}-.{5}T", schema.datetime_schema()),
    dt.date: _text("^[0-9]{4}-.{5}$", schema.date_schema()),
    dt.time: _text("^[0-9]{2}:", schema.time_schema()),
    dt.timedelta: _text(_DURATION, schema.timedelta_schema()),
    uuid.UUID: _text(r"^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-", schema.uuid_schema()),
    bytes: _text(
        "^[A-Za-z0-9_-]*=*$", schema.no_info_plain_validator_function(_binary)
    ),
    INT64: schema.union_schema(
        [
            schema.int_schema(strict=True),
            _text("^-?[0-9]{1,19}$", schema.int_schema()),
        ],
        mode="left_to_right",
    ),
    Any: schema.any_schema(),
}


def value_schema(
    annotation: Any,
    model_schema: Callable[[type[Any]], CoreSchema],
    keep: Callable[[CoreSchema], CoreSchema],
) -> CoreSchema:
    """The core schema that reads values of a property's annotation.

    model_schema: gives the schema of any other class; keep: makes that of a collection's
    items lenient, so that one odd item does not cost the others.
    """
    origin = get_origin(annotation)
    arguments = get_args(annotation)
    if origin in (Union, UnionType):
        (inner,) = (kind for kind in arguments if kind is not NoneType)
        return schema.nullable_schema(value_schema(inner, model_schema, keep))
    if origin is list:
        return schema.list_schema(
            keep(value_schema(arguments[0], model_schema, keep)), strict=True
        )
    if origin is Annotated:
        return _PRIMITIVES[arguments[1]]
    if annotation in _PRIMITIVES:
        return _PRIMITIVES[annotation]
    if issubclass(annotation, Enum):
        return schema.enum_schema(annotation, list(annotation), sub_type="str")
    return model_schema(annotation)
