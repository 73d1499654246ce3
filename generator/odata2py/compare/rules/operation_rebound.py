"""An action or a function is bound to a base type now."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.calls import having, new_method
from odata2py.compare.model import REQUESTS, Level
from odata2py.compare.pairs import Call, Moved
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import Action, Function


def _check(moved: Moved[Action] | Moved[Function]) -> Iterator[Found]:
    place, call = moved.place, Call(moved.place.new_owner, moved.new)
    method = new_method(place, call)
    meaning = (
        f"{having(place, call)} a method {method} now: nothing changes for the type "
        "that had it, and other types derived from the base type have it too."
    )
    yield Found(moved.element, moved.to, meaning)


RULE = Rule(
    "operation-rebound",
    Level.ADDITION,
    "An action or a function is bound to a base type now.",
    Moved,
    (Action, Function),
    _check,
    REQUESTS,
)
