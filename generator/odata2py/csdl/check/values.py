"""What attributes and constant expressions may be, as the specification writes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from odata2py.csdl.names import is_identifier, is_path, is_qualified, split_collection

Check = Callable[[str], bool]

_PARTS = r"(\d{2}):(\d{2})(:(\d{2})(\.\d{1,12})?)?"


def _matches(pattern: str) -> Check:
    compiled = re.compile(pattern, re.ASCII)
    return lambda text: compiled.fullmatch(text) is not None


def _between(lowest: int, highest: int) -> Check:
    def holds(text: str) -> bool:
        return _INTEGER(text) and lowest <= int(text) <= highest

    return holds


_INTEGER = _matches(r"[+-]?\d{1,20}")
_NUMBER = r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?"
_DATE = re.compile(r"-?(\d{4,9})-(\d{2})-(\d{2})", re.ASCII)
_TIME = re.compile(_PARTS, re.ASCII)
_OFFSET = re.compile(r"(.+)T(.+?)(Z|[+-](\d{2}):(\d{2}))", re.ASCII)
_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_date(text: str) -> bool:
    """A year of four digits or more, a month, and a day that the month has."""
    found = _DATE.fullmatch(text)
    if found is None:
        return False
    year, month, day = map(int, found.groups())
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if not 1 <= month <= 12:
        return False
    return 1 <= day <= (28 if month == 2 and not leap else _DAYS[month - 1])


def is_time_of_day(text: str) -> bool:
    found = _TIME.fullmatch(text)
    return (
        found is not None
        and int(found[1]) < 24
        and int(found[2]) < 60
        and int(found[4] or 0) < 60
    )


def is_date_time_offset(text: str) -> bool:
    found = _OFFSET.fullmatch(text.upper())
    return (
        found is not None
        and is_date(found[1])
        and is_time_of_day(found[2])
        and int(found[4] or 0) <= 14
        and int(found[5] or 0) < 60
    )


def _is_duration(text: str) -> bool:
    return _DURATION(text) and text[-1] not in "PT"


_DURATION = _matches(r"[+-]?P(\d+D)?(T(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?")
_GUID = _matches(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_DECIMAL = _matches(rf"{_NUMBER}|-?INF|NaN")
_BINARY = _matches(r"[A-Za-z0-9_-]*=?=?")
_BOOLEAN = _matches(r"true|false")

CONSTANTS: Final[Mapping[str, tuple[Check, str]]] = {
    "Binary": (_BINARY, "base64url is expected"),
    "Bool": (_BOOLEAN, "'true' or 'false' is expected"),
    "Date": (is_date, "a date as in 2026-01-31 is expected"),
    "DateTimeOffset": (
        is_date_time_offset,
        "a time as in 2026-01-31T12:00:00Z is expected",
    ),
    "Decimal": (_DECIMAL, "a number is expected"),
    "Duration": (_is_duration, "a duration as in P1DT12H is expected"),
    "Float": (_DECIMAL, "a number is expected"),
    "Guid": (_GUID, "five groups of hexadecimal digits are expected"),
    "Int": (_between(-(2**63), 2**63 - 1), "a whole number is expected"),
    "TimeOfDay": (is_time_of_day, "a time as in 12:30:00 is expected"),
}
"""Constant expressions (CSDL 14.3) whose texts have a form, and what it is."""

INTEGERS: Final[Mapping[str, tuple[int, int]]] = {
    "Edm.Byte": (0, 255),
    "Edm.SByte": (-128, 127),
    "Edm.Int16": (-(2**15), 2**15 - 1),
    "Edm.Int32": (-(2**31), 2**31 - 1),
    "Edm.Int64": (-(2**63), 2**63 - 1),
}
"""The lowest and the highest value of each integer type (CSDL 3.3)."""

LITERALS: Final[Mapping[str, Check]] = {
    **{name: _between(*limits) for name, limits in INTEGERS.items()},
    "Edm.Binary": _BINARY,
    "Edm.Boolean": lambda text: _BOOLEAN(text.lower()),
    "Edm.Date": is_date,
    "Edm.DateTimeOffset": is_date_time_offset,
    "Edm.Decimal": _DECIMAL,
    "Edm.Double": _DECIMAL,
    "Edm.Duration": _is_duration,
    "Edm.Guid": _GUID,
    "Edm.Single": _DECIMAL,
    "Edm.TimeOfDay": is_time_of_day,
}
"""Primitive types whose values have a form in default values (CSDL 7.2.7)."""


def _is_type(text: str) -> bool:
    name, _ = split_collection(text)
    return "." in name and is_qualified(name)


def _is_named(text: str) -> bool:
    return "." in text and is_qualified(text)


_BOOLEANS: Final = frozenset({"true", "false"})
_WHOLE = _matches(r"\d{1,10}")
_A_NAME = (
    "a letter or underscore is expected, then letters, digits and underscores, "
    "128 at most"
)

ATTRIBUTES: Final[Mapping[str, tuple[Check, str]]] = {
    "boolean": (_BOOLEANS.__contains__, "'true' or 'false' is expected"),
    "identifier": (is_identifier, _A_NAME),
    "namespace": (is_qualified, "names with dots between them are expected"),
    "qualified": (_is_named, "a name with its namespace or alias is expected"),
    "type": (_is_type, "a type with its namespace, or a Collection(...) of it"),
    "path": (is_path, "a path of names is expected"),
    "number": (_WHOLE, "a whole number is expected"),
    "length": (
        lambda t: t.lower() == "max" or _WHOLE(t),
        "a number or 'max' is expected",
    ),
    "scale": (
        lambda text: text.lower() in ("variable", "floating") or _WHOLE(text),
        "a number, 'variable' or 'floating' is expected",
    ),
    "srid": (
        lambda text: text.lower() == "variable" or _WHOLE(text),
        "a number or 'variable' is expected",
    ),
    "on delete": (
        frozenset({"Cascade", "None", "SetNull", "SetDefault"}).__contains__,
        "'Cascade', 'None', 'SetNull' or 'SetDefault' is expected",
    ),
}
"""The kinds of attributes (CSDL 15, and the schema edm.xsd), and what each may be.

Of texts nothing is asked here, and of references elsewhere: that they lead somewhere.
"""
