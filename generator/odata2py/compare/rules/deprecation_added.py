"""An element is deprecated now."""

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
    if not old and new:
        meaning = f"Deprecated now, as {where_seen(kept.new)} say."
        yield Found(old, new, meaning)


RULE = Rule(
    "deprecation-added",
    Level.DEPRECATION,
    "An element is deprecated now.",
    Kept,
    DOCUMENTED,
    _check,
    NEITHER,
)
