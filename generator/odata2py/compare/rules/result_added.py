"""An operation that returned nothing returns something."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.calls import new_method, of_new
from odata2py.compare.model import Level
from odata2py.compare.pairs import Gained, Result
from odata2py.compare.rule import Found, Rule
from odata2py.compare.spelling import type_text


def _check(gained: Gained[Result]) -> Iterator[Found]:
    place = gained.place
    result = type_text(gained.new.type)
    method = new_method(place, of_new(place))
    meaning = f"The method {method} returned None, and returns a result now."
    yield Found("", result, meaning)


RULE = Rule(
    "result-added",
    Level.ADDITION,
    "An operation that returned nothing returns something.",
    Gained,
    (Result,),
    _check,
)
