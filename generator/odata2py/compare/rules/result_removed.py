"""An operation returns nothing any more."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.calls import of_old, old_method
from odata2py.compare.model import Level
from odata2py.compare.pairs import Lost, Result
from odata2py.compare.rule import Found, Rule
from odata2py.compare.spelling import type_text


def _check(lost: Lost[Result]) -> Iterator[Found]:
    place = lost.place
    method = old_method(place, of_old(place))
    meaning = f"The method {method} returns None: there is no result any more."
    yield Found(type_text(lost.old.type), "", meaning)


RULE = Rule(
    "result-removed",
    Level.BREAKING,
    "An operation returns nothing any more.",
    Lost,
    (Result,),
    _check,
)
