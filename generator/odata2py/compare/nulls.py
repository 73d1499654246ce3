"""What may be null: values, or the items of collections (CSDL 7.2.1)."""

from __future__ import annotations

from odata2py.compare.pairs import Kept
from odata2py.compare.wording import Typed, value_text
from odata2py.csdl.model import NavigationProperty, TypeReference


def are_comparable(kept: Kept[Typed]) -> bool:
    """Whether null means the same on both sides; related entities are never null."""
    collection = kept.new.type.collection
    if kept.old.type.collection != collection:
        return False
    return not (collection and isinstance(kept.new, NavigationProperty))


def null_text(used: TypeReference) -> str:
    """``Edm.String?`` where values may be null, ``Collection(Edm.String?)``."""
    name = f"{used.name}?" if used.nullable else used.name
    return f"Collection({name})" if used.collection else name


def where_null(kept: Kept[Typed]) -> str:
    """Where programs meet None: ``for Chair.color``, ``in Chair.words``."""
    preposition = "in" if kept.old.type.collection else "for"
    return f"{preposition} {value_text(kept)}"
