"""A navigation property is gone."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.model import Level
from odata2py.compare.pairs import Lost
from odata2py.compare.rule import Found, Rule
from odata2py.compare.spelling import type_text
from odata2py.csdl.model import NavigationProperty


def _check(lost: Lost[NavigationProperty]) -> Iterator[Found]:
    place = lost.place
    way = place.names.way(place.old_owner, lost.old.name)
    attribute = place.names.attribute(place.old_owner, lost.old.name)
    owner = place.names.type(place.old_owner)
    meaning = (
        f"No path leads on from {owner} by {way} any more, and the attribute "
        f"{attribute} is gone."
    )
    yield Found(type_text(lost.old.type), "", meaning)


RULE = Rule(
    "navigation-removed",
    Level.BREAKING,
    "A navigation property is gone.",
    Lost,
    (NavigationProperty,),
    _check,
)
