"""What paths begin with is of another kind."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.kinds import kind_of
from odata2py.compare.model import Level
from odata2py.compare.pairs import Replaced
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import EntitySet, OperationImport, Singleton
from odata2py.slicing.model import ROOT


def _check(
    replaced: Replaced[EntitySet] | Replaced[Singleton] | Replaced[OperationImport],
) -> Iterator[Found]:
    old, new = kind_of(replaced.old), kind_of(replaced.new)
    way = replaced.place.names.way(ROOT, replaced.old.name)
    meaning = f"{way} of the client is something else now, with other methods."
    yield Found(old, new, meaning)


RULE = Rule(
    "entry-replaced",
    Level.BREAKING,
    "An entity set, singleton or import is one of the others now.",
    Replaced,
    (EntitySet, Singleton, OperationImport),
    _check,
)
