"""A parameter is gone."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.calls import of_old, old_method
from odata2py.compare.model import Level
from odata2py.compare.pairs import Lost
from odata2py.compare.rule import Found, Rule
from odata2py.compare.spelling import type_text
from odata2py.csdl.model import Parameter


def _check(lost: Lost[Parameter]) -> Iterator[Found]:
    place, call = lost.place, of_old(lost.place)
    keyword = place.names.parameter(lost.old.name, call.operation.name)
    method = old_method(place, call)
    meaning = f"The method {method} takes no keyword {keyword} any more."
    yield Found(type_text(lost.old.type), "", meaning)


RULE = Rule(
    "parameter-removed",
    Level.BREAKING,
    "A parameter is gone.",
    Lost,
    (Parameter,),
    _check,
)
