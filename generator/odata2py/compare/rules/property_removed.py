"""A property is gone."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.model import Level
from odata2py.compare.pairs import Lost
from odata2py.compare.rule import Found, Rule
from odata2py.compare.spelling import type_text
from odata2py.csdl.model import Property


def _check(lost: Lost[Property]) -> Iterator[Found]:
    place = lost.place
    attribute = place.names.attribute(place.old_owner, lost.old.name)
    keyword = ", and so is the keyword in creates and updates" if place.sent else ""
    meaning = (
        f"The attribute {attribute} is gone{keyword}; what the service may still send "
        "of it is in extras."
    )
    yield Found(type_text(lost.old.type), "", meaning)


RULE = Rule(
    "property-removed",
    Level.BREAKING,
    "A property is gone.",
    Lost,
    (Property,),
    _check,
)
