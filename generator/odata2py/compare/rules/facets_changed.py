"""Values may be longer or more precise than before, or have to be less so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf
from typing import Final

from msgspec.structs import replace

from odata2py.compare.kinds import TYPED
from odata2py.compare.model import Level
from odata2py.compare.pairs import Kept, Place
from odata2py.compare.rule import Found, Rule
from odata2py.compare.values import underlying
from odata2py.compare.wording import Typed
from odata2py.csdl.model import TypeDefinition, TypeReference
from odata2py.csdl.names import GEO_TYPES

_TEMPORAL = frozenset({"Edm.DateTimeOffset", "Edm.Duration", "Edm.TimeOfDay"})
_LONG = frozenset({"Edm.Binary", "Edm.Stream", "Edm.String"})
_DECIMAL = frozenset({"Edm.Decimal"})
_TEXT = frozenset({"Edm.String"})

_FACETS: Final[tuple[tuple[str, str, frozenset[str], float], ...]] = (
    ("MaxLength", "max_length", _LONG, inf),
    ("Precision", "precision", _DECIMAL, inf),
    ("Precision", "precision", _TEMPORAL, 0),
    ("Scale", "scale", _DECIMAL, 0),
    ("Unicode", "unicode", _TEXT, 1),
)
"""What facets are called, which types have them, and what holds where none is said."""

_BEYOND: Final[Mapping[str, str]] = {
    "MaxLength": "longer",
    "Precision": "more precise",
    "Scale": "more precise",
    "Unicode": "not only of ASCII",
}


def _check(kept: Kept[Typed] | Kept[TypeDefinition]) -> Iterator[Found]:
    before, after = _uses(kept)
    if before == after or before.name != after.name:
        return
    for name, attribute, types, default in _FACETS:
        if after.name not in types:
            continue
        old, new = getattr(before, attribute), getattr(after, attribute)
        room, now = _room(old, default), _room(new, default)
        if room == now:
            continue
        tightened, beyond = now < room, _BEYOND[name]
        if name == "Scale" and _whole_digits(after) < _whole_digits(before):
            tightened, beyond = True, "larger"
        texts = _text(name, old), _text(name, new)
        yield Found(*texts, *_meaning(kept.place, beyond, tightened))
    if after.name in GEO_TYPES and _srid(before) != _srid(after):
        old, new = _text("SRID", before.srid), _text("SRID", after.srid)
        yield Found(old, new, "Coordinates are those of another system.", Level.RISKY)


def _meaning(place: Place, beyond: str, tightened: bool) -> tuple[str, Level]:
    if not tightened:
        return f"Values may be {beyond} than before.", Level.ADDITION
    if place.sent:
        return f"Values that are {beyond} are refused now.", Level.BREAKING
    return f"What is read is not {beyond} any more.", Level.DOCUMENTATION


def _uses(
    kept: Kept[Typed] | Kept[TypeDefinition],
) -> tuple[TypeReference, TypeReference]:
    """The types of both sides; what a type definition says is told of itself alone."""
    place, old, new = kept.place, kept.old, kept.new
    if isinstance(old, TypeDefinition):
        assert isinstance(new, TypeDefinition)
        return old.underlying_type, new.underlying_type
    assert not isinstance(new, TypeDefinition)
    if old.type == new.type:
        return old.type, new.type
    if place.same_type(old.type, new.type):
        called = replace(old.type, name=new.type.name)
        return underlying(place.new, called), underlying(place.new, new.type)
    return underlying(place.old, old.type), underlying(place.new, new.type)


def _room(value: float | str | None, default: float) -> float:
    if value is None:
        return default
    return inf if isinstance(value, str) else value


def _whole_digits(used: TypeReference) -> float:
    """How many digits may stand before the decimal point."""
    scale = used.scale if isinstance(used.scale, int) else 0
    return _room(used.precision, inf) - scale


def _srid(used: TypeReference) -> int | str:
    default = 4326 if used.name.startswith("Edm.Geography") else 0
    return default if used.srid is None else used.srid


def _text(name: str, value: object) -> str:
    return "" if value is None else f"{name} {str(value).lower()}"


RULE = Rule(
    "facets-changed",
    Level.BREAKING,
    "Values may be longer or more precise than before, or have to be less so.",
    Kept,
    (*TYPED, TypeDefinition),
    _check,
)
