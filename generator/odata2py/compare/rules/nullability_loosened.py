"""A value may be null now."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.kinds import TYPED
from odata2py.compare.model import Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.compare.spelling import type_text
from odata2py.compare.wording import Typed


def _check(kept: Kept[Typed]) -> Iterator[Found]:
    old, new = kept.old.type, kept.new.type
    if old.nullable or not new.nullable or new.collection or old.collection:
        return
    received = kept.place.received
    meaning = (
        "What is read may be None now: programs that did not expect it fail there."
        if received
        else "None may be sent now."
    )
    level = Level.RISKY if received else Level.ADDITION
    yield Found(type_text(old), type_text(new), meaning, level)


RULE = Rule(
    "nullability-loosened",
    Level.RISKY,
    "A value may be null now.",
    Kept,
    TYPED,
    _check,
)
