"""JSON values that a service could send, made up from its metadata alone."""

from __future__ import annotations

import datetime as dt
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st
from msgspec import Struct, field

from odata2py.csdl.model import (
    EnumType,
    Model,
    Property,
    StructuredType,
    TypeDefinition,
    TypeReference,
)

Json = Any
Values = st.SearchStrategy[Json]
_DEEPEST = 2


def _integers(bits: int) -> Values:
    return st.integers(-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)


def _texts(longest: int = 6) -> Values:
    alphabet = st.characters(codec="utf-8")
    return st.text(alphabet, max_size=min(longest, 6))


def _binary(content: bytes, padded: bool) -> str:
    text = urlsafe_b64encode(content).decode()
    return text if padded else text.rstrip("=")


@st.composite
def _moments(draw: st.DrawFn) -> str:
    moment = draw(st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2100, 1, 1)))
    zone = draw(st.sampled_from(["Z", "+00:00", "-03:30", "+14:00"]))
    return moment.isoformat() + zone


@st.composite
def _durations(draw: st.DrawFn) -> str:
    sign = draw(st.sampled_from(["", "-"]))
    days, hours, minutes = (draw(st.integers(0, most)) for most in (364, 23, 59))
    seconds = draw(st.sampled_from(["0", "59", "1.5", "0.000001"]))
    return f"{sign}P{days}DT{hours}H{minutes}M{seconds}S"


_FLOATS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-1000, 1000),
    st.sampled_from(["INF", "-INF", "NaN"]),
)
_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | _texts(),
    lambda inside: st.lists(inside, max_size=2) | st.dictionaries(_texts(), inside),
    max_leaves=3,
)
_PRIMITIVES: Mapping[str, Values] = {
    "Edm.Binary": st.builds(_binary, st.binary(max_size=8), st.booleans()),
    "Edm.Boolean": st.booleans(),
    "Edm.Byte": st.integers(0, 255),
    "Edm.Date": st.dates().map(dt.date.isoformat),
    "Edm.DateTimeOffset": _moments(),
    "Edm.Decimal": st.integers(-(10**9), 10**9).map(lambda number: number / 1000),
    "Edm.Double": _FLOATS,
    "Edm.Duration": _durations(),
    "Edm.Guid": st.uuids().map(str),
    "Edm.Int16": _integers(16),
    "Edm.Int32": _integers(32),
    "Edm.Int64": _integers(64),
    "Edm.SByte": _integers(8),
    "Edm.Single": _FLOATS,
    "Edm.TimeOfDay": st.times().map(dt.time.isoformat),
    "Edm.GeographyPoint": st.just({"type": "Point", "coordinates": [10.5, 63]}),
    "Edm.GeometryPolygon": st.just({"type": "Polygon", "coordinates": [[[0, 1]]]}),
}


class Maker(Struct, frozen=True):
    """Makes values of the types of a model.

    null_items: whether collections whose items can be null have such.
    """

    model: Model
    null_items: bool = True
    _known: dict[tuple[str, int, bool], Values] = field(default_factory=dict)

    def __repr__(self) -> str:
        return "Maker"

    def structures(self, name: str, depth: int = 0, *, named: bool = False) -> Values:
        """Values of exactly that type, with any of its properties."""
        key = (name, depth, named)
        if key not in self._known:
            self._known[key] = st.deferred(lambda: self._structures(*key))
        return self._known[key]

    def _structures(self, name: str, depth: int, named: bool) -> Values:
        kinds: dict[str, Values] = {
            prop.name: self._property(prop, depth)
            for prop in self.model.properties(name)
            if prop.type.name != "Edm.Stream" and not self._too_deep(prop.type, depth)
        }
        if depth < _DEEPEST:
            for nav in self.model.navigation_properties(name):
                kinds[nav.name] = self.uses(nav.type, depth + 1)
        tag = {"@odata.type": st.just(f"#{name}")} if named else {}
        return st.fixed_dictionaries(tag, optional=kinds)

    def uses(self, used: TypeReference, depth: int = 0) -> Values:
        """Values of a type as it is used somewhere."""
        return self._as_used(self._items(used, depth), used)

    def _property(self, prop: Property, depth: int) -> Values:
        items = self._items(prop.type, depth)
        if prop.allowed_values:
            items = st.sampled_from([each.value for each in prop.allowed_values])
        elif prop.pattern:
            items = st.from_regex(prop.pattern, fullmatch=True).filter(_is_one_line)
        return self._as_used(items, prop.type)

    def _as_used(self, items: Values, used: TypeReference) -> Values:
        is_entity = used.collection and used.name in self.model.types
        if used.nullable and not is_entity and (self.null_items or not used.collection):
            items = st.none() | items
        return st.lists(items, max_size=2) if used.collection else items

    def _items(self, used: TypeReference, depth: int) -> Values:
        kind = self.model.types.get(used.name)
        if isinstance(kind, TypeDefinition):
            below = kind.underlying_type
            return self._items(below, depth)
        if isinstance(kind, EnumType):
            return _of_enumeration(kind)
        if isinstance(kind, StructuredType):
            return self._of_family(used, depth)
        if used.name == "Edm.String":
            return _texts(used.max_length or 6)
        return _PRIMITIVES.get(used.name, _ANYTHING)

    def _of_family(self, used: TypeReference, depth: int) -> Values:
        names = [used.name, *self.model.descendants(used.name)]
        concrete = [
            name
            for name in names
            if not self.model.structured(name).abstract
            and (not used.allowed_types or name in used.allowed_types)
        ]
        return st.sampled_from(concrete).flatmap(
            lambda name: self.structures(name, depth + 1, named=name != used.name)
        )

    def _too_deep(self, used: TypeReference, depth: int) -> bool:
        kind = self.model.types.get(used.name)
        return isinstance(kind, StructuredType) and depth > _DEEPEST


def _of_enumeration(kind: EnumType) -> Values:
    names = st.sampled_from([member.name for member in kind.members])
    if not kind.flags:
        return names
    return st.lists(names, min_size=1, max_size=3, unique=True).map(",".join)


def _is_one_line(text: str) -> bool:
    """Python's ``$`` matches before a last line break; that of JSON Schema does not."""
    return not text.endswith("\n")
