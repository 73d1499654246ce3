"""Elements as texts, for the two sides of a change."""

from __future__ import annotations

from odata2py.csdl.model import TypeReference


def type_text(reference: TypeReference) -> str:
    """``Collection(shop.chair)``, or ``Edm.String?`` where it may be null."""
    if reference.collection:
        return f"Collection({reference.name})"
    return f"{reference.name}?" if reference.nullable else reference.name
