"""Facets of primitive types (CSDL 7.2): what they let values be."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import Final

from msgspec import Struct

from odata2py.csdl.model import TypeReference
from odata2py.csdl.names import GEO_TYPES

_TEMPORAL = frozenset({"Edm.DateTimeOffset", "Edm.Duration", "Edm.TimeOfDay"})
_LONG = frozenset({"Edm.Binary", "Edm.Stream", "Edm.String"})
_DECIMAL = frozenset({"Edm.Decimal"})
_TEXT = frozenset({"Edm.String"})


class _Facet(Struct, frozen=True):
    """A facet: which types have it, and what holds where nothing is said.

    beyond: what values are that it does not let be.
    """

    name: str
    field: str
    types: frozenset[str]
    default: float
    beyond: str

    def text(self, used: TypeReference) -> str:
        value = getattr(used, self.field)
        return "" if value is None else f"{self.name} {str(value).lower()}"

    def room(self, used: TypeReference) -> float:
        """How much the facet lets values be; words mean that it does not bound them."""
        value = getattr(used, self.field)
        if value is None:
            return self.default
        return inf if isinstance(value, str) else float(value)


_FACETS: Final = (
    _Facet("MaxLength", "max_length", _LONG, inf, "longer"),
    _Facet("Precision", "precision", _DECIMAL, inf, "more precise"),
    _Facet("Precision", "precision", _TEMPORAL, 0, "more precise"),
    _Facet("Scale", "scale", _DECIMAL, 0, "more precise"),
    _Facet("Unicode", "unicode", _TEXT, 1, "not only of ASCII"),
)


class Other(Struct, frozen=True):
    """A facet that differs, as texts, and what values are beyond one of its sides.

    tightened: whether values that were possible are not any more.
    """

    old: str
    new: str
    beyond: str
    tightened: bool


def others(before: TypeReference, after: TypeReference) -> Iterator[Other]:
    """The facets in which two uses of a type differ."""
    for facet in _FACETS:
        if after.name not in facet.types:
            continue
        room, now = facet.room(before), facet.room(after)
        if room == now:
            continue
        beyond, tightened = facet.beyond, now < room
        if facet.name == "Scale" and _whole_digits(after) < _whole_digits(before):
            beyond, tightened = "larger", True
        yield Other(facet.text(before), facet.text(after), beyond, tightened)


def _whole_digits(used: TypeReference) -> float:
    """How many digits may stand before the decimal point."""
    precision = inf if used.precision is None else used.precision
    return precision - (used.scale if isinstance(used.scale, int) else 0)


def reference_system(used: TypeReference) -> int | str:
    """What coordinates are coordinates of; 0 for types that have none."""
    if used.srid is not None or used.name not in GEO_TYPES:
        return used.srid or 0
    return 4326 if used.name.startswith("Edm.Geography") else 0
