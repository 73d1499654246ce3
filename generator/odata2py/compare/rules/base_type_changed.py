"""A type is derived from another base type."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.kinds import STRUCTURED
from odata2py.compare.model import Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import StructuredType


def _check(kept: Kept[StructuredType]) -> Iterator[Found]:
    place, old, new = kept.place, kept.old.base_type or "", kept.new.base_type or ""
    called = place.counterparts.get(old, old)
    if called == new:
        return
    name = place.names.type(kept.old.name)
    line = [kind.name for kind in place.new.lineage(kept.new.name)]
    if called in ("", *line):
        base = place.names.type(new)
        meaning = f"{name} is derived from {base} as well, and has all that it has."
        yield Found(old, new, meaning, Level.ADDITION)
        return
    base = place.names.type(old)
    meaning = (
        f"{name} is not derived from {base} any more: isinstance is False, what "
        f"returns {base} does not return it, and there is no cast to it."
    )
    yield Found(old, new, meaning)


RULE = Rule(
    "base-type-changed",
    Level.BREAKING,
    "A type is derived from another base type.",
    Kept,
    STRUCTURED,
    _check,
)
