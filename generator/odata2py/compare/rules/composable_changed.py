"""Paths go on from a function's result no more, or only now."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.calls import old_method
from odata2py.compare.model import BOTH, Level
from odata2py.compare.pairs import Call, Kept
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import Function
from odata2py.slicing.ways import leads_on


def _check(kept: Kept[Function]) -> Iterator[Found]:
    old, new, place = kept.old, kept.new, kept.place
    before, after = leads_on(place.old, old), leads_on(place.new, new)
    if old.composable == new.composable or before == after:
        return
    method = old_method(place, Call(place.old_owner, old))
    meaning = (
        f"The method {method} calls the function at once and returns what it returns: "
        "paths do not go on from it any more."
        if before
        else f"The method {method} returns a builder now: paths go on from it, and the "
        "function is called when something is read there."
    )
    yield Found(_text(old), _text(new), meaning)


def _text(function: Function) -> str:
    return "composable" if function.composable else "not composable"


RULE = Rule(
    "composable-changed",
    Level.BREAKING,
    "A function is composable no more, or only now.",
    Kept,
    (Function,),
    _check,
    BOTH,
)
