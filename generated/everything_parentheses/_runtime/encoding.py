"""From Python values to the JSON data that OData prescribes for them.

Specification: OData JSON Format 4.01, section 7.1 (primitive values).
"""

from __future__ import annotations

import datetime as dt
import math
import uuid
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from .jsontext import NumberText


def encode(value: Any) -> Any:
    """The JSON data of a primitive value, or of a list or mapping of such.

    Raises TypeError for a value that OData has no form for.
    """
    if value is None or isinstance(value, bool | NumberText):
        return value
    for kind, encoder in _ENCODERS:
        if isinstance(value, kind):
            return encoder(value)
    raise TypeError(f"OData has no form for a value of type {type(value).__name__}")


def duration_text(value: dt.timedelta) -> str:
    """An Edm.Duration literal: days and seconds, as ISO 8601 writes them."""
    sign = "-" if value < dt.timedelta() else ""
    span = abs(value)
    seconds = f"{span.seconds}.{span.microseconds:06}".rstrip("0").rstrip(".")
    return f"{sign}P{span.days}DT{seconds}S"


def datetime_text(value: dt.datetime) -> str:
    """An Edm.DateTimeOffset literal; a value without a zone is taken as UTC."""
    if value.tzinfo is None:
        value = value.replace(tzinfo=dt.UTC)
    return value.isoformat().replace("+00:00", "Z")


def _float(value: float) -> Any:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "INF" if value > 0 else "-INF"
    return NumberText(repr(float(value)))


def _decimal(value: Decimal) -> Any:
    # Not with an exponent, which OData 4.0 does not take in decimals.
    return NumberText(f"{value:f}") if value.is_finite() else _float(float(value))


def _enum(value: Enum) -> Any:
    return encode(value.value)


def _binary(value: bytes) -> str:
    return urlsafe_b64encode(value).decode()


def _mapping(value: Mapping[str, Any]) -> dict[str, Any]:
    return {str(name): encode(item) for name, item in value.items()}


def _items(value: list[Any] | tuple[Any, ...]) -> list[Any]:
    return [encode(item) for item in value]


_ENCODERS: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (Enum, _enum),
    (str, str),
    (int, lambda value: NumberText(int(value))),
    (float, _float),
    (Decimal, _decimal),
    (dt.datetime, datetime_text),
    (dt.date | dt.time, lambda value: value.isoformat()),
    (dt.timedelta, duration_text),
    (uuid.UUID, str),
    (bytes, _binary),
    (Mapping, _mapping),
    (list | tuple, _items),
)
