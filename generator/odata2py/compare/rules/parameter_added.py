"""A parameter is new."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.calls import new_method, of_new
from odata2py.compare.model import Level
from odata2py.compare.pairs import Gained
from odata2py.compare.rule import Found, Rule
from odata2py.compare.spelling import type_text
from odata2py.csdl.model import Parameter
from odata2py.plan.operations import is_omissible


def _check(gained: Gained[Parameter]) -> Iterator[Found]:
    place, call, parameter = gained.place, of_new(gained.place), gained.new
    keyword = place.names.parameter(parameter.name, call.operation.name)
    what = f"The method {new_method(place, call)}"
    if is_omissible(call.operation, parameter):
        meaning = f"{what} takes a keyword {keyword}, which may be left out."
        level = Level.ADDITION
    else:
        meaning = f"{what} needs a keyword {keyword}: calls without it fail."
        level = Level.BREAKING
    yield Found("", type_text(parameter.type), meaning, level)


RULE = Rule(
    "parameter-added",
    Level.BREAKING,
    "A parameter is new.",
    Gained,
    (Parameter,),
    _check,
)
