"""Something else is said of an element that is deprecated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from odata2py.compare.deprecations import deprecations, where_seen
from odata2py.compare.kinds import DOCUMENTED
from odata2py.compare.model import NEITHER, Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule


def _check(kept: Kept[Any]) -> Iterator[Found]:
    old, new = deprecations(kept)
    if old and new:
        meaning = f"Still deprecated; {where_seen(kept.new)} say something else of it."
        yield Found(old, new, meaning)


RULE = Rule(
    "deprecation-changed",
    Level.DEPRECATION,
    "Something else is said of an element that is deprecated.",
    Kept,
    DOCUMENTED,
    _check,
    NEITHER,
)
