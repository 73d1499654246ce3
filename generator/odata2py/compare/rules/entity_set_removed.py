"""An entity set is gone."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.model import REQUESTS, Level
from odata2py.compare.pairs import Lost
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import EntitySet
from odata2py.slicing.model import ROOT


def _check(lost: Lost[EntitySet]) -> Iterator[Found]:
    way = lost.place.names.way(ROOT, lost.old.name)
    meaning = f"The client has no {way} any more: all paths that begin there are gone."
    yield Found(lost.old.entity_type, "", meaning)


RULE = Rule(
    "entity-set-removed",
    Level.BREAKING,
    "An entity set is gone.",
    Lost,
    (EntitySet,),
    _check,
    REQUESTS,
)
