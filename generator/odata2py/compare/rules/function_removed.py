"""A function is gone."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.calls import gone, overloads
from odata2py.compare.model import REQUESTS, Level
from odata2py.compare.pairs import Call, Lost
from odata2py.compare.rule import Found, Rule
from odata2py.compare.texts import operation_text
from odata2py.csdl.model import Function


def _check(lost: Lost[Function]) -> Iterator[Found]:
    place, call = lost.place, Call(lost.place.old_owner, lost.old)
    if overloads(place.new, Call(place.new_owner, lost.old)):
        return  # told as an overload
    meaning = gone(place, call)
    yield Found(operation_text(lost.old), "", meaning)


RULE = Rule(
    "function-removed",
    Level.BREAKING,
    "A function is gone.",
    Lost,
    (Function,),
    _check,
    REQUESTS,
)
