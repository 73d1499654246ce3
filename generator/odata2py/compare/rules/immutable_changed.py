"""A value cannot be updated any more, or can be now."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.model import NEITHER, REQUESTS, Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.keys import key_properties
from odata2py.csdl.model import Property


def _check(kept: Kept[Property]) -> Iterator[Found]:
    old, new, place = kept.old, kept.new, kept.place
    if old.immutable == new.immutable:
        return
    attribute = place.names.attribute(place.old_owner, old.name)
    texts = ("", "immutable") if new.immutable else ("immutable", "")
    if not place.sent or _is_never_updated(kept):
        meaning = f"Updates had no keyword for {attribute} before, and have none now."
        yield Found(*texts, meaning, Level.DOCUMENTATION, NEITHER)
    elif new.immutable:
        meaning = f"Updates have no keyword for {attribute} any more; creates have it."
        yield Found(*texts, meaning)
    else:
        meaning = f"Updates have a keyword for {attribute}."
        yield Found(*texts, meaning, Level.ADDITION)


def _is_never_updated(kept: Kept[Property]) -> bool:
    """Whether it is a key, or computed, on the side where it is not immutable."""
    place = kept.place
    if kept.new.immutable:
        keys = key_properties(place.old, place.old_owner)
        return kept.old.computed or kept.old.name in keys
    keys = key_properties(place.new, place.new_owner)
    return kept.new.computed or kept.new.name in keys


RULE = Rule(
    "immutable-changed",
    Level.BREAKING,
    "A value cannot be updated any more, or can be now.",
    Kept,
    (Property,),
    _check,
    REQUESTS,
)
