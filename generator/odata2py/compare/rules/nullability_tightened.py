"""A value cannot be null any more."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.kinds import TYPED
from odata2py.compare.model import Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.compare.spelling import type_text
from odata2py.compare.wording import Typed, value_text


def _check(kept: Kept[Typed]) -> Iterator[Found]:
    old, new = kept.old.type, kept.new.type
    if not old.nullable or new.nullable or new.collection or old.collection:
        return
    if kept.place.sent:
        meaning = f"None is refused where {value_text(kept)} is sent."
        yield Found(type_text(old), type_text(new), meaning)
    else:
        meaning = f"There is always a value in {value_text(kept)}: never None."
        yield Found(type_text(old), type_text(new), meaning, Level.ADDITION)


RULE = Rule(
    "nullability-tightened",
    Level.BREAKING,
    "A value cannot be null any more.",
    Kept,
    TYPED,
    _check,
)
