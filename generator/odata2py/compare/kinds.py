"""What elements are called in reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from odata2py.compare.pairs import Result
from odata2py.csdl.model import (
    Action,
    ComplexType,
    EntitySet,
    EntityType,
    EnumMember,
    EnumType,
    Function,
    NavigationProperty,
    OperationImport,
    Parameter,
    Property,
    Singleton,
    TypeDefinition,
)

_KINDS: Final[Mapping[type, str]] = {
    Action: "action",
    ComplexType: "complex type",
    EntitySet: "entity set",
    EntityType: "entity type",
    EnumMember: "enum member",
    EnumType: "enum type",
    Function: "function",
    NavigationProperty: "navigation property",
    OperationImport: "import",
    Parameter: "parameter",
    Property: "property",
    Result: "return type",
    Singleton: "singleton",
    TypeDefinition: "type definition",
}

KINDS: Final = tuple(_KINDS.values())
"""All kinds of elements."""

TYPES: Final = (EntityType, ComplexType, EnumType, TypeDefinition)
STRUCTURED: Final = (EntityType, ComplexType)
OPERATIONS: Final = (Action, Function)
ENTRIES: Final = (EntitySet, Singleton)
TYPED: Final = (Property, NavigationProperty, Parameter, Result)
"""The elements that have a type: of values."""

DOCUMENTED: Final = tuple(_KINDS)
"""The elements of which something may be said."""


def kind_of(element: object) -> str:
    """What an element is: ``property``."""
    return _KINDS[type(element)]
