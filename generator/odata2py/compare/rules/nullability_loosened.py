"""A value may be null now."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.model import Level, Traffic
from odata2py.compare.pairs import Kept, Result
from odata2py.compare.rule import Found, Rule
from odata2py.compare.spelling import type_text
from odata2py.csdl.model import NavigationProperty, Parameter, Property


def _check(
    kept: Kept[Property] | Kept[NavigationProperty] | Kept[Parameter] | Kept[Result],
) -> Iterator[Found]:
    old, new = kept.old.type, kept.new.type
    if old.nullable or not new.nullable or new.collection:
        return
    received = Traffic.RESPONSES in kept.place.traffic
    meaning = (
        "What is read may be None now: programs that did not expect it fail there."
        if received
        else "None may be sent now."
    )
    level = Level.RISKY if received else Level.ADDITION
    yield Found(type_text(old), type_text(new), meaning, level)


RULE = Rule(
    "nullability-loosened",
    Level.RISKY,
    "A value may be null now.",
    Kept,
    (Property, NavigationProperty, Parameter, Result),
    _check,
)
