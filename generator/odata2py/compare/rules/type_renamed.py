"""A type has another name, or is in another namespace."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.kinds import TYPES
from odata2py.compare.model import Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.compare.wording import has_class
from odata2py.csdl.model import Type


def _check(kept: Kept[Type]) -> Iterator[Found]:
    old, new = kept.old.name, kept.new.name
    if old == new:
        return
    before, after = kept.place.names.type(old), kept.place.names.type(new)
    if not has_class(kept.old):
        meaning = "Packages have no class for it, but filters may name it."
        yield Found(old, new, meaning, Level.RISKY)
    elif before == after:
        meaning = (
            f"The class {after} may be in another folder, and bodies name it {new}."
        )
        yield Found(old, new, meaning)
    else:
        yield Found(old, new, f"The class {before} is called {after} now.")


RULE = Rule(
    "type-renamed",
    Level.BREAKING,
    "A type has another name, or is in another namespace.",
    Kept,
    TYPES,
    _check,
)
