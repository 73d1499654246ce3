"""Values have to match another pattern, or none any more."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.model import NEITHER, REQUESTS, Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import Property


def _check(kept: Kept[Property]) -> Iterator[Found]:
    old, new, place = kept.old.pattern, kept.new.pattern, kept.place
    if old == new:
        return
    attribute = place.names.attribute(place.old_owner, kept.old.name)
    if not place.sent:
        meaning = f"What is read from {attribute} is described in another way."
        yield Found(old, new, meaning, Level.DOCUMENTATION, NEITHER)
    elif new:
        meaning = f"What is to be {attribute} has to match, or ValueError is raised."
        yield Found(old, new, meaning)
    else:
        meaning = f"No pattern of {attribute} is checked before it is sent."
        yield Found(old, new, meaning, Level.ADDITION)


RULE = Rule(
    "pattern-changed",
    Level.RISKY,
    "Values have to match another pattern, or none any more.",
    Kept,
    (Property,),
    _check,
    REQUESTS,
)
