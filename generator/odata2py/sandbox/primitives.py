"""The primitive types: what is a value in JSON, and how values compare.

OData JSON Format 4.01, section 7.1 (primitive values) and CSDL 4.01, section 3.3
(primitive types).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from msgspec import Struct

from odata2py.csdl.model import EnumType, Model, TypeDefinition, TypeReference

Json = Any
"""A JSON value as the standard library decodes it."""


class Primitive(Struct, frozen=True):
    """A primitive type: its JSON form, and what its values are compared as.

    Values compare if their types have the same ``category``. ``quoted`` tells whether
    the type's URL literals stand in quotes (URL Conventions 4.01, section 5.1.1.6).
    """

    expected: str
    accepts: Callable[[Json], bool]
    category: str
    comparable: Callable[[Json], Any]
    quoted: bool = False


_DATE = r"-?\d{4,}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,12})?)?"
DATE = re.compile(_DATE)
TIME = re.compile(_TIME)
DATE_TIME = re.compile(rf"{_DATE}T{_TIME}(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)")
DURATION = re.compile(
    r"(?P<sign>-?)P(?=.)(?:(?P<days>\d+)D)?"
    r"(?:T(?=.)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?"
    r"(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?"
)
GUID = re.compile(r"[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12}")
BINARY = re.compile(r"[A-Za-z0-9_-]*={0,2}")
NOT_FINITE = {"INF": math.inf, "-INF": -math.inf, "NaN": math.nan}


def _integer(low: int, high: int) -> Callable[[Json], bool]:
    return lambda value: (
        isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
    )


def _number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _double(value: Json) -> bool:
    return _number(value) or (isinstance(value, str) and value in NOT_FINITE)


def _text(pattern: re.Pattern[str]) -> Callable[[Json], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _string(value: Json) -> bool:
    return isinstance(value, str)


def _as_is(value: Json) -> Any:
    return value


def _float(value: Json) -> float:
    return NOT_FINITE[value] if isinstance(value, str) else value


def _instant(value: str) -> Any:
    try:
        return datetime.fromisoformat(value)
    except ValueError:  # a year that Python does not have
        return datetime.fromisoformat(f"9999-12-31{value[value.index('T') :]}")


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:  # a year that Python does not have
        return date.min if value.startswith("-") else date.max


def _span(value: str) -> timedelta:
    found = DURATION.fullmatch(value)
    assert found is not None, value
    parts = found.groupdict()
    sign = -1 if parts.pop("sign") else 1
    return sign * timedelta(**{name: float(part or 0) for name, part in parts.items()})


def _integers(bits: int) -> Primitive:
    accepts = _integer(-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
    return Primitive(f"an integer of {bits} bits", accepts, "number", _as_is)


_STRING = Primitive("a string", _string, "string", _as_is, quoted=True)
_DOUBLE = Primitive("a number", _double, "number", _float)
_ANYTHING = Primitive("any value", lambda value: True, "any", _as_is)
_SPATIAL = Primitive(
    "a GeoJSON object", lambda value: isinstance(value, dict), "spatial", _as_is
)

PRIMITIVES: Mapping[str, Primitive] = {
    "Edm.Binary": Primitive(
        "a base64url string", _text(BINARY), "binary", _as_is, quoted=True
    ),
    "Edm.Boolean": Primitive(
        "true or false", lambda value: isinstance(value, bool), "boolean", _as_is
    ),
    "Edm.Byte": Primitive("an integer from 0 to 255", _integer(0, 255), "number", int),
    "Edm.SByte": _integers(8),
    "Edm.Int16": _integers(16),
    "Edm.Int32": _integers(32),
    "Edm.Int64": _integers(64),
    "Edm.Decimal": _DOUBLE,
    "Edm.Double": _DOUBLE,
    "Edm.Single": _DOUBLE,
    "Edm.Date": Primitive("a date", _text(DATE), "date", _day),
    "Edm.DateTimeOffset": Primitive(
        "a date and time with offset", _text(DATE_TIME), "instant", _instant
    ),
    "Edm.Duration": Primitive(
        "a duration", _text(DURATION), "duration", _span, quoted=True
    ),
    "Edm.Guid": Primitive("a GUID", _text(GUID), "guid", str.lower),
    "Edm.String": _STRING,
    "Edm.TimeOfDay": Primitive(
        "a time of day", _text(TIME), "time", time.fromisoformat
    ),
    "Edm.Stream": _STRING,
}


def primitive(name: str) -> Primitive:
    """The primitive type of that name; the abstract ones take any value."""
    if name.startswith("Edm.Geo"):
        return _SPATIAL
    return PRIMITIVES.get(name, _ANYTHING)


def underlying(model: Model, name: str) -> str:
    """The type itself, or the primitive type under a type definition."""
    found = None if name.startswith("Edm.") else model.types.get(name)
    if isinstance(found, TypeDefinition):
        return found.underlying_type.name
    return name


def longest(model: Model, used: TypeReference) -> int | None:
    """How many characters a text may have, which a type definition may say as well."""
    found = model.types.get(used.name)
    if used.max_length is None and isinstance(found, TypeDefinition):
        return found.underlying_type.max_length
    return used.max_length


def enum_value(enum: EnumType, text: Json) -> int | None:
    """The number of an enum value sent by name; None if there is no such member.

    Several names separated by commas are a value of a flags type only (JSON Format
    4.01, section 7.1).
    """
    if not isinstance(text, str):
        return None
    numbers = {member.name: member.value for member in enum.members}
    names = [name.strip() for name in text.split(",")] if enum.flags else [text]
    if any(name not in numbers for name in names):
        return None
    total = 0
    for name in names:
        total |= numbers[name]
    return total


def category(model: Model, name: str) -> str:
    """What values of a type compare with: an enum type's values among themselves."""
    name = underlying(model, name)
    return primitive(name).category if name.startswith("Edm.") else name


def comparable(model: Model, name: str, value: Json) -> Any:
    """A JSON value that was accepted as the type's, ready to be compared."""
    name = underlying(model, name)
    enum = None if name.startswith("Edm.") else model.types.get(name)
    if isinstance(enum, EnumType):
        return enum_value(enum, value)
    return primitive(name).comparable(value)
