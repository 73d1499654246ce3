"""Elements as texts, for the two sides of a change."""

from __future__ import annotations

from collections.abc import Sequence

from odata2py.csdl.model import Operation, PropertyRef, TypeReference


def type_text(reference: TypeReference) -> str:
    """``Collection(shop.chair)``, or ``Edm.String?`` where it may be null."""
    if reference.collection:
        return f"Collection({reference.name})"
    return f"{reference.name}?" if reference.nullable else reference.name


def key_text(key: Sequence[PropertyRef]) -> str:
    """``number``, or ``site/number as site, depth``."""
    return ", ".join(
        ref.path if ref.name == ref.path else f"{ref.path} as {ref.alias}"
        for ref in key
    )


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
