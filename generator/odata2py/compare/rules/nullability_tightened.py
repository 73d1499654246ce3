"""A value cannot be null any more."""

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
    if not old.nullable or new.nullable or not are_comparable(kept):
        return
    texts = null_text(old), null_text(new)
    if kept.place.sent and not new.collection:
        yield Found(*texts, f"None is refused {where_null(kept)}.")
    elif kept.place.received:
        yield Found(*texts, f"None is never read {where_null(kept)}.", Level.ADDITION)
    else:
        meaning = f"None is refused {where_null(kept)}, where packages send none."
        yield Found(*texts, meaning, Level.DOCUMENTATION)


RULE = Rule(
    "nullability-tightened",
    Level.BREAKING,
    "A value cannot be null any more.",
    Kept,
    TYPED,
    _check,
)
