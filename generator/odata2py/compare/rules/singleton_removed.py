"""A singleton is gone."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.model import REQUESTS, Level
from odata2py.compare.pairs import Lost
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import Singleton
from odata2py.slicing.model import ROOT


def _check(lost: Lost[Singleton]) -> Iterator[Found]:
    way = lost.place.names.way(ROOT, lost.old.name)
    meaning = f"The client has no {way} any more: all paths that begin there are gone."
    yield Found(lost.old.entity_type, "", meaning)


RULE = Rule(
    "singleton-removed",
    Level.BREAKING,
    "A singleton is gone.",
    Lost,
    (Singleton,),
    _check,
    REQUESTS,
)
