"""Operations and lists of names as texts."""

from __future__ import annotations

from collections.abc import Sequence

from odata2py.compare.spelling import type_text
from odata2py.csdl.model import Operation


def operation_text(operation: Operation) -> str:
    """``(reason: Edm.String?) -> shop.receipt``: what it takes, and what it returns."""
    given = (f"{p.name}: {type_text(p.type)}" for p in operation.own_parameters)
    text = f"({', '.join(given)})"
    returned = operation.return_type
    return f"{text} -> {type_text(returned)}" if returned is not None else text


def names_text(names: Sequence[str], most: int = 3) -> str:
    """``Chair, Stool and 5 more``."""
    shown = list(names[:most])
    if len(names) > most:
        return f"{', '.join(shown)} and {len(names) - most} more"
    return " and ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))
