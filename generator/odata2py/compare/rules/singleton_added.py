"""A singleton is new."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.model import REQUESTS, Level
from odata2py.compare.pairs import Gained
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import Singleton
from odata2py.slicing.model import ROOT


def _check(gained: Gained[Singleton]) -> Iterator[Found]:
    way = gained.place.names.way(ROOT, gained.new.name)
    meaning = f"The client has {way} now: paths may begin there."
    yield Found("", gained.new.entity_type, meaning)


RULE = Rule(
    "singleton-added",
    Level.ADDITION,
    "A singleton is new.",
    Gained,
    (Singleton,),
    _check,
    REQUESTS,
)
