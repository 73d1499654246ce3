"""An action or function import is new."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.calls import new_method
from odata2py.compare.model import REQUESTS, Level
from odata2py.compare.pairs import Call, Gained
from odata2py.compare.rule import Found, Rule
from odata2py.compare.texts import names_text
from odata2py.csdl.model import OperationImport
from odata2py.slicing.ways import unbound


def _check(gained: Gained[OperationImport]) -> Iterator[Found]:
    place, imported = gained.place, gained.new
    calls = (Call(imported.name, each) for each in unbound(place.new, imported))
    methods = names_text([new_method(place, call) for call in calls])
    meaning = f"The client has {methods} now."
    yield Found("", imported.operation, meaning)


RULE = Rule(
    "import-added",
    Level.ADDITION,
    "An action or function import is new.",
    Gained,
    (OperationImport,),
    _check,
    REQUESTS,
)
