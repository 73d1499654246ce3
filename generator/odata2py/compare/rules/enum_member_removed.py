"""An enumeration does not have a member any more."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.model import Level
from odata2py.compare.pairs import Lost
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import EnumMember


def _check(lost: Lost[EnumMember]) -> Iterator[Found]:
    place, name = lost.place, lost.old.name
    meaning = (
        f"The member {place.names.constant(place.old_owner, name)} is gone; if it is "
        "still read, it is a member with is_known False."
    )
    yield Found(f"{name}={lost.old.value}", "", meaning)


RULE = Rule(
    "enum-member-removed",
    Level.BREAKING,
    "An enumeration does not have a member any more.",
    Lost,
    (EnumMember,),
    _check,
)
