"""Paths may go on where they did not."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.ends import Leading, ends
from odata2py.compare.model import REQUESTS, Level
from odata2py.compare.pairs import Kept
from odata2py.compare.places import having, way_to
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import EntitySet, NavigationProperty, Singleton


def _check(kept: Kept[Leading]) -> Iterator[Found]:
    names = kept.place.names
    for both in ends(kept):
        if both.is_open_now:
            way = way_to(both.new, names)
            what = "/".join(both.path) or "navigable"
            has = having(both.new, names)
            meaning = f"{has} {way} now, and what leads on there."
            yield Found("", what, meaning)


RULE = Rule(
    "path-opened",
    Level.ADDITION,
    "Paths may go on where they did not.",
    Kept,
    (NavigationProperty, EntitySet, Singleton),
    _check,
    REQUESTS,
)
