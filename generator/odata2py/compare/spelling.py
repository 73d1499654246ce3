"""Elements as texts, for the two sides of a change."""

from __future__ import annotations

from collections.abc import Sequence

from odata2py.csdl.model import PropertyRef, TypeReference


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
