"""Entities have another key."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.lines import differences
from odata2py.compare.model import REQUESTS, Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.compare.spelling import key_text
from odata2py.csdl.keys import key_refs
from odata2py.csdl.model import EntityType, Model, PropertyRef


def _check(kept: Kept[EntityType]) -> Iterator[Found]:
    gone, come = differences(kept, _keys)
    before, after = (key_text(key) for keys in (gone, come) for key in keys or [()])
    name = kept.place.names.type(kept.old.name)
    if gone and come:
        meaning = (
            f"{name} is found by ({after}) and not by ({before}): keys in [...] differ."
        )
        yield Found(before, after, meaning)
    elif gone:
        meaning = (
            f"{name} has no key any more: collections of it have no items by [...]."
        )
        yield Found(before, after, meaning)
    elif come:
        meaning = f"{name} is found by ({after}) in collections: [...] takes it."
        yield Found(before, after, meaning, Level.ADDITION)


def _keys(model: Model, name: str) -> list[tuple[PropertyRef, ...]]:
    refs = key_refs(model, name)
    return [refs] if refs else []


RULE = Rule(
    "key-changed",
    Level.BREAKING,
    "Entities have another key.",
    Kept,
    (EntityType,),
    _check,
    REQUESTS,
)
