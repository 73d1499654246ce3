"""Entities have another alternate key."""

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
    _, come = differences(kept, alternate_refs)
    for key in come:
        method = place.names.alternate(place.new_owner, [part.name for part in key])
        meaning = f"Collections of {place.names.type(kept.new.name)} have {method}."
        yield Found("", key_text(key), meaning)


RULE = Rule(
    "alternate-key-added",
    Level.ADDITION,
    "Entities have another alternate key.",
    Kept,
    (EntityType,),
    _check,
    REQUESTS,
)
