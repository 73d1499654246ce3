"""A singleton may be missing now, or not any more."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.model import BOTH, Level
from odata2py.compare.pairs import Kept, Place
from odata2py.compare.rule import Found, Rule
from odata2py.compare.texts import names_text
from odata2py.csdl.model import Singleton
from odata2py.slicing.model import ROOT, Access
from odata2py.slicing.ways import entry_way, possible


def _check(kept: Kept[Singleton]) -> Iterator[Found]:
    old, new, place = kept.old, kept.new, kept.place
    if old.nullable == new.nullable:
        return
    way = place.names.way(ROOT, old.name)
    if new.nullable:
        meaning = f"There may be nothing at {way} now: NotFoundError is to be expected."
        yield Found(_text(old), _text(new), meaning)
        return
    lost = sorted(_possible(old, place) - entry_way("", new).accesses)
    if lost:
        methods = names_text([f"{way}.{access}" for access in lost])
        meaning = f"There is always something at {way}; gone with that: {methods}."
        yield Found(_text(old), _text(new), meaning, Level.BREAKING)


def _possible(singleton: Singleton, place: Place) -> frozenset[Access]:
    way = entry_way("", singleton)
    return possible(way, way.capabilities, place.facts.only_declared)


def _text(singleton: Singleton) -> str:
    return "nullable" if singleton.nullable else "not nullable"


RULE = Rule(
    "singleton-nullable-changed",
    Level.RISKY,
    "A singleton may be missing now, or not any more.",
    Kept,
    (Singleton,),
    _check,
    BOTH,
)
