"""A value may be null now."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.kinds import TYPED
from odata2py.compare.model import Level
from odata2py.compare.nulls import are_comparable, null_text, where_null
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.compare.wording import Typed


def _check(kept: Kept[Typed]) -> Iterator[Found]:
    old, new = kept.old.type, kept.new.type
    if old.nullable or not new.nullable or not are_comparable(kept):
        return
    texts = null_text(old), null_text(new)
    if kept.place.received:
        meaning = (
            f"None may be read {where_null(kept)}: programs that do not expect it fail."
        )
        yield Found(*texts, meaning)
    else:
        yield Found(*texts, f"None may be sent {where_null(kept)}.", Level.ADDITION)


RULE = Rule(
    "nullability-loosened",
    Level.RISKY,
    "A value may be null now.",
    Kept,
    TYPED,
    _check,
)
