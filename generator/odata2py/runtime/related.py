"""Which properties of a model lead to related entities."""

from __future__ import annotations

from functools import cache
from typing import Any, get_args

from .lazy import LazyModel
from .models import ODataModel, members


@cache
def entity_paths(model: type[ODataModel]) -> frozenset[str]:
    """The Python names of the properties of a model that may lead to entities.

    They are navigation properties, and complex ones with such inside of them.
    """
    return frozenset(
        member.name
        for member in members(model).values()
        if member.facts.navigation or _leads_to_entities(member.annotation, {model})
    )


def _leads_to_entities(annotation: Any, seen: set[type[Any]]) -> bool:
    if any(_leads_to_entities(part, seen) for part in get_args(annotation)):
        return True
    if not isinstance(annotation, type) or annotation in seen:
        return False
    seen.add(annotation)
    if issubclass(annotation, LazyModel):
        return _leads_to_entities(annotation.resolve(), seen)
    if not issubclass(annotation, ODataModel):
        return False
    # What is derived may, and is not imported to find out: there may be a lot of it.
    return bool(vars(annotation).get("odata_derived")) or any(
        member.facts.navigation or _leads_to_entities(member.annotation, seen)
        for member in members(annotation).values()
    )
