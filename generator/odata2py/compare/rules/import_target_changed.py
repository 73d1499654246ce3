"""An import makes another operation callable."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.model import Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.compare.texts import operation_text
from odata2py.csdl.model import OperationImport
from odata2py.slicing.model import ROOT
from odata2py.slicing.ways import unbound


def _check(kept: Kept[OperationImport]) -> Iterator[Found]:
    old, new, place = kept.old, kept.new, kept.place
    if old.operation == new.operation:
        return
    way = place.names.way(ROOT, old.name)
    meaning = f"{way} of the client calls another operation, which may do other things."
    level = Level.RISKY if _is_renamed(kept) else None
    yield Found(old.operation, new.operation, meaning, level)


def _is_renamed(kept: Kept[OperationImport]) -> bool:
    """Whether there is one operation only, which takes and returns the same."""
    old, new, place = kept.old, kept.new, kept.place
    if new.operation in place.old.operations or old.operation in place.new.operations:
        return False
    before = {operation_text(each) for each in unbound(place.old, old)}
    return before == {operation_text(each) for each in unbound(place.new, new)}


RULE = Rule(
    "import-target-changed",
    Level.BREAKING,
    "An import makes another operation callable.",
    Kept,
    (OperationImport,),
    _check,
)
