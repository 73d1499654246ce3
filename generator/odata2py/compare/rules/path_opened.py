"""Paths may go on where they did not."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.ends import Leading, ends
from odata2py.compare.model import REQUESTS, Level
from odata2py.compare.pairs import Kept
from odata2py.compare.places import way_to
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import EntitySet, NavigationProperty, Singleton


def _check(kept: Kept[Leading]) -> Iterator[Found]:
    for both in ends(kept):
        if both.is_open_now:
            way = way_to(both.new, kept.place.names)
            where = " on this path" if both.path else ""
            what = "/".join(both.path) or "navigable"
            meaning = f"{way} is there now{where}, with all that leads on there."
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
