"""An action or a function has another name."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.calls import new_method, old_method
from odata2py.compare.model import REQUESTS, Level
from odata2py.compare.pairs import Call, Kept
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import Action, Function


def _check(kept: Kept[Action] | Kept[Function]) -> Iterator[Found]:
    old, new, place = kept.old, kept.new, kept.place
    if old.name == new.name or not old.bound:
        return
    was = old_method(place, Call(place.old_owner, old))
    now = new_method(place, Call(place.new_owner, new))
    meaning = (
        f"The method {was} is called {now} now."
        if was != now
        else f"The method {was} keeps its name; its requests use the new one."
    )
    yield Found(old.name, new.name, meaning)


RULE = Rule(
    "operation-renamed",
    Level.BREAKING,
    "An action or a function has another name.",
    Kept,
    (Action, Function),
    _check,
    REQUESTS,
)
