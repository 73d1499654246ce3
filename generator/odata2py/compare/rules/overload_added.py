"""A function that stays has an overload more."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.calls import new_method, overloads, receiver, renamed_anew
from odata2py.compare.model import REQUESTS, Level
from odata2py.compare.pairs import Call, Gained
from odata2py.compare.rule import Found, Rule
from odata2py.compare.spelling import operation_text
from odata2py.csdl.model import Function


def _check(gained: Gained[Function]) -> Iterator[Found]:
    place, call = gained.place, Call(gained.place.new_owner, gained.new)
    if not overloads(place.old, Call(place.old_owner, gained.new)):
        return  # told as a function
    meaning = f"There is a method {new_method(place, call)} of {receiver(place, call)}."
    for kept, anew in renamed_anew(place, call):
        meaning += (
            f" {kept} of another overload keeps its name where a lock file remembers "
            f"it; in new packages it is {anew}."
        )
    yield Found("", operation_text(gained.new), meaning)


RULE = Rule(
    "overload-added",
    Level.ADDITION,
    "An overload of a function is new.",
    Gained,
    (Function,),
    _check,
    REQUESTS,
)
