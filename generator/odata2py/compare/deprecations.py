"""That elements are deprecated, and where packages say so."""

from __future__ import annotations

from typing import Any, Final

from odata2py.csdl.meaning import Documentation
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


def deprecation(element: Any) -> str:
    """Since when an element is deprecated, until when it stays, and why; or nothing."""
    said: Documentation = element.documentation
    return deprecation_message(said) if said.revisions else ""


def where_seen(element: Any) -> str:
    """What of a package says that an element is deprecated."""
    if isinstance(element, _WARNED_OF):
        return "type checkers, warnings and docstrings"
    return "docstrings"
