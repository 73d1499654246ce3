"""A parameter has another name."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.calls import of_old, old_method
from odata2py.compare.model import Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import Parameter


def _check(kept: Kept[Parameter]) -> Iterator[Found]:
    old, new, place = kept.old, kept.new, kept.place
    if old.name == new.name:
        return
    was = place.names.parameter(old.name, place.old_owner)
    now = place.names.parameter(new.name, place.new_owner)
    method = old_method(place, of_old(place))
    meaning = (
        f"The keyword {was} of {method} is called {now} now."
        if was != now
        else f"The keyword {was} of {method} stays; requests use the new name."
    )
    yield Found(old.name, new.name, meaning)


RULE = Rule(
    "parameter-renamed",
    Level.BREAKING,
    "A parameter has another name.",
    Kept,
    (Parameter,),
    _check,
)
