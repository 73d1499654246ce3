"""Entities do not have an alternate key any more."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.lines import differences
from odata2py.compare.model import REQUESTS, Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.compare.spelling import key_text
from odata2py.csdl.keys import alternate_refs
from odata2py.csdl.model import EntityType


def _check(kept: Kept[EntityType]) -> Iterator[Found]:
    place = kept.place
    gone, _ = differences(kept, alternate_refs)
    for key in gone:
        method = place.names.alternate(place.old_owner, [part.name for part in key])
        owner = place.names.type(kept.old.name)
        meaning = f"The method {method} of collections of {owner} is gone."
        yield Found(key_text(key), "", meaning)


RULE = Rule(
    "alternate-key-removed",
    Level.BREAKING,
    "Entities do not have an alternate key any more.",
    Kept,
    (EntityType,),
    _check,
    REQUESTS,
)
