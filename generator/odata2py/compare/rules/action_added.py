"""There is an action more."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.calls import having, new_method
from odata2py.compare.model import REQUESTS, Level
from odata2py.compare.pairs import Call, Gained
from odata2py.compare.rule import Found, Rule
from odata2py.compare.texts import operation_text
from odata2py.csdl.model import Action


def _check(gained: Gained[Action]) -> Iterator[Found]:
    place, call = gained.place, Call(gained.place.new_owner, gained.new)
    meaning = f"{having(place, call)} a method {new_method(place, call)} now."
    yield Found("", operation_text(gained.new), meaning)


RULE = Rule(
    "action-added",
    Level.ADDITION,
    "An action is new.",
    Gained,
    (Action,),
    _check,
    REQUESTS,
)
