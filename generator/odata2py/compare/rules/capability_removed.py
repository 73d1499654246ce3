"""Something may not be done any more at the end of a path."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.ends import Leading, ends
from odata2py.compare.model import REQUESTS, Level
from odata2py.compare.pairs import Kept
from odata2py.compare.places import method_at
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import EntitySet, NavigationProperty, Singleton


def _check(kept: Kept[Leading]) -> Iterator[Found]:
    for both in ends(kept):
        for access in both.lost(kept.place.facts):
            method = method_at(both.old, access, kept.place.names)
            text = "/".join((*both.path, access))
            yield Found(text, "", _meaning(method, on_path=bool(both.path)))


def _meaning(method: str, on_path: bool) -> str:
    if on_path:
        return (
            f"{method} is not offered any more; packages in which no other path leads "
            "to a place that offers it do not have the method."
        )
    return f"{method} is gone: what it does is not offered any more."


RULE = Rule(
    "capability-removed",
    Level.BREAKING,
    "Something may not be done any more at the end of a path.",
    Kept,
    (NavigationProperty, EntitySet, Singleton),
    _check,
    REQUESTS,
)
