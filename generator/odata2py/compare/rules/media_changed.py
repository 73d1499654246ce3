"""Entities describe bytes, or do not any more."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.lines import differences
from odata2py.compare.model import BOTH, Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import EntityType, Model


def _check(kept: Kept[EntityType]) -> Iterator[Found]:
    gone, come = differences(kept, _media)
    name = kept.place.names.type(kept.old.name)
    if gone:
        meaning = f"The bytes of {name} are gone, and so are media and create_media."
        yield Found("media", "", meaning)
    elif come:
        meaning = f"{name} has bytes, at media; create_media creates it out of them."
        yield Found("", "media", meaning, Level.ADDITION)


def _media(model: Model, name: str) -> list[str]:
    return ["media"] if model.has_stream(name) else []


RULE = Rule(
    "media-changed",
    Level.BREAKING,
    "Entities describe bytes, or do not any more.",
    Kept,
    (EntityType,),
    _check,
    BOTH,
)
