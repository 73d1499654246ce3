"""Something may be done now at the end of a path."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.ends import Leading, ends
from odata2py.compare.model import REQUESTS, Level
from odata2py.compare.pairs import Kept
from odata2py.compare.places import having, method_at
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import EntitySet, NavigationProperty, Singleton


def _check(kept: Kept[Leading]) -> Iterator[Found]:
    names = kept.place.names
    for both in ends(kept):
        for access in both.gained(kept.place.facts):
            method = method_at(both.new, access, names)
            text = "/".join((*both.path, access))
            what = f"{having(both.new, names)} {method} now"
            yield Found("", text, f"{what}.")


RULE = Rule(
    "capability-added",
    Level.ADDITION,
    "Something may be done now at the end of a path.",
    Kept,
    (NavigationProperty, EntitySet, Singleton),
    _check,
    REQUESTS,
)
