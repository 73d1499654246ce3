"""What paths begin with has another name."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.model import REQUESTS, Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import EntitySet, OperationImport, Singleton
from odata2py.slicing.model import ROOT


def _check(
    kept: Kept[EntitySet] | Kept[Singleton] | Kept[OperationImport],
) -> Iterator[Found]:
    old, new, names = kept.old.name, kept.new.name, kept.place.names
    if old == new:
        return
    was, now = names.way(ROOT, old), names.way(ROOT, new)
    meaning = (
        f"The client's {was} is called {now} now."
        if was != now
        else f"The client's {was} keeps its name; requests use the new one."
    )
    yield Found(old, new, meaning)


RULE = Rule(
    "entry-renamed",
    Level.BREAKING,
    "An entity set, singleton or import has another name.",
    Kept,
    (EntitySet, Singleton, OperationImport),
    _check,
    REQUESTS,
)
