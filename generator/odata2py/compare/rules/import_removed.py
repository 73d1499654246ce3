"""An action or function import is gone."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.calls import old_method
from odata2py.compare.model import REQUESTS, Level
from odata2py.compare.pairs import Call, Lost
from odata2py.compare.rule import Found, Rule
from odata2py.compare.texts import names_text
from odata2py.csdl.model import OperationImport
from odata2py.slicing.ways import unbound


def _check(lost: Lost[OperationImport]) -> Iterator[Found]:
    place, imported = lost.place, lost.old
    calls = (Call(imported.name, each) for each in unbound(place.old, imported))
    methods = names_text([old_method(place, call) for call in calls])
    meaning = f"The client has no {methods} any more."
    yield Found(imported.operation, "", meaning)


RULE = Rule(
    "import-removed",
    Level.BREAKING,
    "An action or function import is gone.",
    Lost,
    (OperationImport,),
    _check,
    REQUESTS,
)
