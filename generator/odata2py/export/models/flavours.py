"""What models can be, and which Python types the primitive types are in them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Flavour(StrEnum):
    """The kinds of models."""

    DATACLASS = "dataclass"
    TYPEDDICT = "typeddict"
    MSGSPEC = "msgspec"
    PYDANTIC = "pydantic"


_CONVERTED: Final[Mapping[str, str]] = {
    "Edm.Date": "date",
    "Edm.DateTimeOffset": "datetime",
    "Edm.Decimal": "Decimal",
    "Edm.Duration": "timedelta",
    "Edm.Guid": "UUID",
    "Edm.TimeOfDay": "time",
}
_AS_IN_JSON: Final[Mapping[str, str]] = {}

PYTHON_TYPES: Final[Mapping[Flavour, Mapping[str, str]]] = {
    Flavour.DATACLASS: _AS_IN_JSON,
    Flavour.TYPEDDICT: _AS_IN_JSON,
    Flavour.MSGSPEC: _CONVERTED,
    Flavour.PYDANTIC: _CONVERTED,
}
"""The types that are not those of JSON: of flavours with a library that converts."""

_NARROWER: Final = "# pyright: reportIncompatibleVariableOverride=false\n"
SETTINGS: Final[Mapping[Flavour, str]] = {
    Flavour.DATACLASS: f'# mypy: disable-error-code="valid-type"\n{_NARROWER}',
    Flavour.TYPEDDICT: "",
    Flavour.MSGSPEC: _NARROWER,
    Flavour.PYDANTIC: _NARROWER,
}
"""What type checkers are told: a derived type names itself alone in ``@odata.type``,
and a property may be called as a type is.
"""
