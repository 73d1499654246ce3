"""An action is gone."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.calls import gone
from odata2py.compare.model import REQUESTS, Level
from odata2py.compare.pairs import Call, Lost
from odata2py.compare.rule import Found, Rule
from odata2py.compare.texts import operation_text
from odata2py.csdl.model import Action


def _check(lost: Lost[Action]) -> Iterator[Found]:
    place, call = lost.place, Call(lost.place.old_owner, lost.old)
    meaning = gone(place, call)
    yield Found(operation_text(lost.old), "", meaning)


RULE = Rule(
    "action-removed",
    Level.BREAKING,
    "An action is gone.",
    Lost,
    (Action,),
    _check,
    REQUESTS,
)
