"""A type is new."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.kinds import TYPES, kind_of
from odata2py.compare.model import Level
from odata2py.compare.pairs import Gained
from odata2py.compare.rule import Found, Rule
from odata2py.compare.wording import has_class
from odata2py.csdl.model import Type


def _check(gained: Gained[Type]) -> Iterator[Found]:
    name = gained.place.names.type(gained.new.name)
    meaning = (
        f"There is a class {name}."
        if has_class(gained.new)
        else "Packages have no class for it: its values are what it stands for."
    )
    yield Found("", kind_of(gained.new), meaning)


RULE = Rule("type-added", Level.ADDITION, "A type is new.", Gained, TYPES, _check)
