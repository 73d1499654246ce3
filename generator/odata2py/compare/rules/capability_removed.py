"""Something may not be done any more at the end of a path."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.ends import Ends, Leading, ends
from odata2py.compare.model import REQUESTS, Level
from odata2py.compare.pairs import Kept
from odata2py.compare.places import having, method_at
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import EntitySet, NavigationProperty, Singleton


def _check(kept: Kept[Leading]) -> Iterator[Found]:
    names = kept.place.names
    for both in ends(kept):
        for access in both.lost(kept.place.facts):
            method = method_at(both.old, access, names)
            text = "/".join((*both.path, access))
            what = f"{having(both.old, names)} no {method} any more"
            yield Found(text, "", f"{what}{_unless(both)}.")


def _unless(both: Ends) -> str:
    """Packages have a method where one of the paths to a place has it."""
    return ", unless another path to that place has it" if both.path else ""


RULE = Rule(
    "capability-removed",
    Level.BREAKING,
    "Something may not be done any more at the end of a path.",
    Kept,
    (NavigationProperty, EntitySet, Singleton),
    _check,
    REQUESTS,
)
