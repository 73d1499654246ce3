"""How sentences about changes name things."""

from __future__ import annotations

from odata2py.compare.pairs import Kept, Result
from odata2py.csdl.model import (
    EnumType,
    NavigationProperty,
    Parameter,
    Property,
    Type,
    TypeDefinition,
)

Typed = Property | NavigationProperty | Parameter | Result
"""What has a type: of values."""


def has_class(kind: Type) -> bool:
    """Whether packages have a class for a type.

    Type definitions are what they stand for; enumerations without members are texts.
    """
    if isinstance(kind, EnumType):
        return bool(kind.members)
    return not isinstance(kind, TypeDefinition)


def value_text(kept: Kept[Property | NavigationProperty | Parameter | Result]) -> str:
    """What of a package holds values, as programs know it: ``Chair.color``."""
    names, owner, old = kept.place.names, kept.place.old_owner, kept.old
    if isinstance(old, Result):
        return f"what {names.method(owner)} returns"
    if isinstance(old, Parameter):
        return f"the keyword {names.parameter(old.name)} of {names.method(owner)}"
    return names.attribute(owner, old.name)
