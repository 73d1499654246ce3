"""Related entities are parts of an entity now, or are not any more."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.accesses import of_navigation
from odata2py.compare.model import BOTH, Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import NavigationProperty
from odata2py.slicing.model import Access

_LINKS = {Access.LINK, Access.UNLINK}


def _check(kept: Kept[NavigationProperty]) -> Iterator[Found]:
    old, new, place = kept.old, kept.new, kept.place
    if old.contains_target == new.contains_target:
        return
    way = place.names.way(place.old_owner, old.name)
    if old.contains_target:
        meaning = (
            f"** of an included path does not go along {way} any more, and what is "
            "there has other paths and ids, of its own."
        )
        yield Found("contained", "", meaning)
    elif of_navigation(old) & _LINKS:
        meaning = (
            f"The entities at {way} have no other paths and ids any more, and no "
            "references to them can be added, set and removed."
        )
        yield Found("", "contained", meaning)
    else:
        meaning = f"The entities at {way} have no other paths and ids any more."
        yield Found("", "contained", meaning, Level.RISKY)


RULE = Rule(
    "containment-changed",
    Level.BREAKING,
    "Related entities are parts of an entity now, or are not any more.",
    Kept,
    (NavigationProperty,),
    _check,
    BOTH,
)
