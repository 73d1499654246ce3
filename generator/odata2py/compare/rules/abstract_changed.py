"""A type is abstract now, or not any more."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.kinds import STRUCTURED
from odata2py.compare.model import NEITHER, REQUESTS, Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import StructuredType


def _check(kept: Kept[StructuredType]) -> Iterator[Found]:
    old, new = kept.old.abstract, kept.new.abstract
    if old == new:
        return
    name = kept.place.names.type(kept.old.name)
    if not new:
        meaning = f"There may be values that are {name} and of no derived type."
        if kept.place.old.derived.get(kept.old.name):
            meaning += " Packages keep derived types of abstract types unless told."
        yield Found("abstract", "concrete", meaning, Level.ADDITION)
        return
    meaning = f"All values are of types derived from {name}"
    if kept.place.sent:
        meaning += f": creates and other bodies that send {name} itself are refused."
        yield Found("concrete", "abstract", meaning)
    else:
        yield Found("concrete", "abstract", f"{meaning}.", Level.DOCUMENTATION, NEITHER)


RULE = Rule(
    "abstract-changed",
    Level.BREAKING,
    "A type is abstract now, or not any more.",
    Kept,
    STRUCTURED,
    _check,
    REQUESTS,
)
