"""How values of OData's types stand in JSON, and the core schemas that read them.

Nothing is coerced: "yes" is not True and 7.0 is not 7. A text is read as a date only in
the form that the specification gives to dates.

Specification: OData JSON Format 4.01, section 7.1 (primitive values); OData ABNF.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from base64 import urlsafe_b64decode
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic_core import CoreSchema
from pydantic_core import core_schema as schema

from .edm import INT64
from .enums import OpenEnum

_DURATION = r"^[+-]?P([0-9]+D)?(T([0-9]+H)?([0-9]+M)?([0-9]+(\.[0-9]+)?S)?)?$"


_DECIMAL = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?(E[+-]?[0-9]+)?|-?INF|NaN", re.I)


def _text(pattern: str, then: CoreSchema) -> CoreSchema:
    return schema.chain_schema([schema.str_schema(strict=True, pattern=pattern), then])


def _converted(convert: Callable[[Any], object]) -> CoreSchema:
    return schema.no_info_plain_validator_function(convert)


def _binary(text: str) -> bytes:
    # Many services write base64 with the alphabet that is not for URLs.
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _decimal(value: object) -> Decimal:
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = repr(value)
    elif not isinstance(value, str) or not _DECIMAL.fullmatch(value):
        raise ValueError("not a decimal")
    try:
        return Decimal(value)
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
            _text("^(-?INF|NaN)$", _converted(_special_float)),
        ],
        mode="left_to_right",
    ),
    Decimal: _converted(_decimal),
    dt.datetime: _text("T", schema.datetime_schema()),
    dt.date: _text("^[0-9]{4}-.{5}$", schema.date_schema()),
    dt.time: _text("^[0-9]{2}:", schema.time_schema()),
    dt.timedelta: _text(_DURATION, schema.timedelta_schema()),
    uuid.UUID: _text(r"^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-", schema.uuid_schema()),
    bytes: _text("^[A-Za-z0-9_+/-]*=*$", _converted(_binary)),
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

    model_schema: gives the schema of any other class; keep: makes the schema of a
    collection's items lenient, so that one odd item does not cost the others.
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
    if issubclass(annotation, OpenEnum):
        return _enum(annotation)
    return model_schema(annotation)


def _enum(annotation: type[OpenEnum]) -> CoreSchema:
    known = list(annotation)
    if not known:  # pydantic refuses an enumeration without members
        return _text("", _converted(annotation._missing_))
    return schema.enum_schema(annotation, known, sub_type="str")
