"""Paths may not go on any more where they did."""

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
        if both.is_closed_now:
            way = way_to(both.old, kept.place.names)
            where = " on this path" if both.path else ""
            what = "/".join(both.path) or "navigable"
            meaning = f"{way} is gone{where}, with all that leads on there."
            yield Found(what, "", meaning)


RULE = Rule(
    "path-closed",
    Level.BREAKING,
    "Paths may not go on any more where they did.",
    Kept,
    (NavigationProperty, EntitySet, Singleton),
    _check,
    REQUESTS,
)
