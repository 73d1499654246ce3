"""What values are: behind type definitions, and whether creates need them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from odata2py.csdl.model import (
    Model,
    Property,
    StructuredType,
    TypeDefinition,
    TypeReference,
)
from odata2py.slicing.ways import STREAM

_INTEGERS = ("Edm.Int16", "Edm.Int32", "Edm.Int64")
_WIDER: Final[Mapping[str, tuple[str, ...]]] = {
    "Edm.Byte": _INTEGERS,
    "Edm.SByte": _INTEGERS,
    "Edm.Int16": _INTEGERS[1:],
    "Edm.Int32": _INTEGERS[2:],
    "Edm.Single": ("Edm.Double",),
}


def widens(old: str, new: str) -> bool:
    """Whether a type has all numbers of another, and both are the same in Python."""
    return new in _WIDER.get(old, ())


def underlying(model: Model, used: TypeReference) -> TypeReference:
    """A use of a type, with the type and the facets that a type definition stands for.

    What the use says itself comes first (CSDL 11).
    """
    kind = model.types.get(used.name)
    if not isinstance(kind, TypeDefinition):
        return used
    meant = kind.underlying_type
    return replace(
        used,
        name=meant.name,
        max_length=meant.max_length if used.max_length is None else used.max_length,
        precision=meant.precision if used.precision is None else used.precision,
        scale=meant.scale if used.scale is None else used.scale,
        srid=meant.srid if used.srid is None else used.srid,
        unicode=meant.unicode and used.unicode,
    )


def base_types(model: Model, name: str) -> list[str]:
    """The types that a type is derived from; none where it is not structured."""
    if not isinstance(model.types.get(name), StructuredType):
        return []
    return [kind.name for kind in model.lineage(name)[:-1]]


def is_required(prop: Property) -> bool:
    """Whether a create has to have the property (Protocol 4.01, 11.4.2).

    Collections and streams that are left out are empty.
    """
    return not (
        prop.type.nullable
        or prop.type.collection
        or prop.type.name == STREAM
        or prop.computed
        or prop.default_value is not None
    )
