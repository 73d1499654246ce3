"""That elements are deprecated, and where packages say so."""

from __future__ import annotations

from typing import Any, Final

from odata2py.compare.pairs import Kept
from odata2py.csdl.model import (
    Action,
    EntitySet,
    Function,
    NavigationProperty,
    Property,
    Singleton,
)
from odata2py.plan.deprecation import deprecation_message

_WARNED_OF: Final = (
    Action,
    EntitySet,
    Function,
    NavigationProperty,
    Property,
    Singleton,
)


def deprecations(kept: Kept[Any]) -> tuple[str, str]:
    """What is said on both sides of an element's being deprecated, if that differs."""
    old, new = kept.old.documentation, kept.new.documentation
    if old.revisions == new.revisions:
        return "", ""
    before, after = deprecation_message(old), deprecation_message(new)
    return (before, after) if before != after else ("", "")


def where_seen(element: Any) -> str:
    """What of a package says that an element is deprecated."""
    if isinstance(element, _WARNED_OF):
        return "type checkers, warnings and docstrings"
    return "docstrings"
