"""The service computes a value now, or does not any more."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.model import NEITHER, REQUESTS, Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.compare.values import is_required
from odata2py.csdl.model import Property


def _check(kept: Kept[Property]) -> Iterator[Found]:
    old, new, place = kept.old, kept.new, kept.place
    if old.computed == new.computed:
        return
    attribute = place.names.attribute(place.old_owner, old.name)
    texts = ("", "computed") if new.computed else ("computed", "")
    if not place.sent:
        meaning = f"{attribute} is read, and never written, as before."
        yield Found(*texts, meaning, Level.DOCUMENTATION, NEITHER)
    elif new.computed:
        meaning = (
            f"{attribute} is read only: creates and updates have no keyword for it."
        )
        yield Found(*texts, meaning)
    elif is_required(new):
        meaning = (
            f"Creates that leave out the new keyword for {attribute} may be refused."
        )
        yield Found(*texts, meaning, Level.RISKY)
    else:
        meaning = f"Creates and updates have a keyword for {attribute}."
        yield Found(*texts, meaning, Level.ADDITION)


RULE = Rule(
    "computed-changed",
    Level.BREAKING,
    "The service computes a value now, or does not any more.",
    Kept,
    (Property,),
    _check,
    REQUESTS,
)
