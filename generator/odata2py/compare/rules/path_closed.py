"""Paths may not go on any more where they did."""

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
        if both.is_closed_now:
            way = way_to(both.old, names)
            what = "/".join(both.path) or "navigable"
            has = having(both.old, names)
            meaning = f"{has} no {way} any more, nor what leads on there."
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
