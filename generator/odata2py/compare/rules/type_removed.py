"""A type is gone."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.kinds import TYPES, kind_of
from odata2py.compare.model import Level
from odata2py.compare.pairs import Lost
from odata2py.compare.rule import Found, Rule
from odata2py.compare.wording import has_class
from odata2py.csdl.model import StructuredType, Type


def _check(lost: Lost[Type]) -> Iterator[Found]:
    old, names = lost.old, lost.place.names
    if not has_class(old):
        meaning = "Packages have no class for it, but filters may name it."
        yield Found(kind_of(old), "", meaning, Level.RISKY)
        return
    meaning = f"The class {names.type(old.name)} is gone."
    if isinstance(old, StructuredType) and old.base_type:
        base = names.type(old.base_type)
        meaning += f" Values that still are of the type are read as {base}."
    yield Found(kind_of(old), "", meaning)


RULE = Rule("type-removed", Level.BREAKING, "A type is gone.", Lost, TYPES, _check)
