"""The method of an operation is called otherwise because its parameters changed."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.calls import new_method, old_method, parameter_names
from odata2py.compare.model import REQUESTS, Level
from odata2py.compare.pairs import Call, Kept
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import Function


def _check(kept: Kept[Function]) -> Iterator[Found]:
    """Overloads are told apart by their parameters, in the names of methods too."""
    old, new, place = kept.old, kept.new, kept.place
    same = parameter_names(old) == parameter_names(new)
    if same or (old.bound and old.name != new.name):
        return
    was = old_method(place, Call(place.old_owner, old))
    now = new_method(place, Call(place.new_owner, new))
    if was != now:
        meaning = f"The method {was} is called {now} now, after its parameters."
        yield Found(was, now, meaning)


RULE = Rule(
    "method-renamed",
    Level.BREAKING,
    "A method is called otherwise, after other parameters.",
    Kept,
    (Function,),
    _check,
    REQUESTS,
)
