"""Other permissions are needed."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.ends import Leading
from odata2py.compare.model import NEITHER, Level
from odata2py.compare.pairs import Kept
from odata2py.compare.permissions import permissions
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import (
    Action,
    EntitySet,
    Function,
    NavigationProperty,
    Singleton,
)


def _check(kept: Kept[Leading] | Kept[Action] | Kept[Function]) -> Iterator[Found]:
    old, new = dict(permissions(kept.old)), dict(permissions(kept.new))
    for access in sorted({*old, *new}):
        before, after = old.get(access, ""), new.get(access, "")
        if before != after:
            meaning = (
                "A program may need other permissions. Docstrings name them; code is "
                "as before."
            )
            yield Found(_text(access, before), _text(access, after), meaning)


def _text(access: str, scopes: str) -> str:
    return f"{access}: {scopes}" if scopes else ""


RULE = Rule(
    "permissions-changed",
    Level.DOCUMENTATION,
    "Other permissions are named.",
    Kept,
    (NavigationProperty, EntitySet, Singleton, Action, Function),
    _check,
    NEITHER,
)
