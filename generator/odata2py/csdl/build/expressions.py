"""The values of annotations (CSDL 14.3, 14.4), as far as the reader understands them.

Each function takes an Annotation or a PropertyValue element. A value of another kind is
nothing to a service's document and a fault in one that the user wrote.
"""

from __future__ import annotations

from odata2py.csdl.document.xml import Element
from odata2py.csdl.faults import describe, quote
from odata2py.csdl.names import Scope
from odata2py.csdl.tags import COLLECTION, EDM, PROPERTY_VALUE, RECORD
from odata2py.errors import InputError

_CONSTANTS = (
    *("String", "Bool", "Int", "Float", "Decimal", "Date", "DateTimeOffset"),
    *("Duration", "TimeOfDay", "Guid", "Binary", "EnumMember"),
)
_PATHS = ("PropertyPath", "NavigationPropertyPath", "ModelElementPath", "Path")
_CONSTANT_TAGS = frozenset(f"{EDM}{name}" for name in _CONSTANTS)


def constant(element: Element) -> str | None:
    """The text of a constant, written as an attribute or as a child."""
    for name in _CONSTANTS:
        value = element.get(name)
        if value is not None:
            return value
    for child in element:
        if child.tag in _CONSTANT_TAGS:
            return child.text or ""
    return None


def path(element: Element) -> str:
    """The text of a path to a property or anything else, however it is written."""
    for name in _PATHS:
        value = element.get(name)
        if value is not None:
            return value
    paths = (child for child in element if child.tag.endswith("Path"))
    return next(((child.text or "").strip() for child in paths), "")


def text(element: Element, scope: Scope) -> str:
    """A text; empty if there is none."""
    value = constant(element)
    if value is None:
        refuse(element, scope, "a text is expected")
    return (value or "").strip()


def flag(element: Element, scope: Scope, default: bool = True) -> bool:
    """A boolean; a tagging term without a value is true (CSDL 14.1)."""
    value = constant(element)
    if value is None:
        return default
    if value.strip() not in ("true", "false"):
        refuse(element, scope, f"{quote(value)} is no boolean")
        return default
    return value.strip() == "true"


def enum_members(element: Element) -> frozenset[str]:
    """The local names of ``NS.Enum/One NS.Enum/Two``."""
    return frozenset(
        member.rpartition("/")[2] for member in (constant(element) or "").split()
    )


def record(element: Element) -> dict[str, Element]:
    """The PropertyValue elements of a record, by name."""
    values = (child for child in element if child.tag == RECORD)
    holder = element if element.tag == RECORD else next(values, None)
    if holder is None:
        return {}
    return {
        value.get("Property") or "": value
        for value in holder
        if value.tag == PROPERTY_VALUE
    }


def records(element: Element, scope: Scope) -> list[Element]:
    """The Record elements of a collection."""
    holders = [child for child in element if child.tag == COLLECTION]
    if not holders:
        refuse(element, scope, "a Collection of Records is expected")
    return [item for holder in holders for item in holder if item.tag == RECORD]


def texts(element: Element) -> list[str]:
    """The texts of a collection of constants or paths."""
    holders = (child for child in element if child.tag == COLLECTION)
    return [(item.text or "").strip() for holder in holders for item in holder]


def refuse(element: Element, scope: Scope, what: str) -> None:
    """A fault, if the document is one that the user wrote."""
    if scope.overlay:
        name = element.get("Term") or element.get("Property") or describe(element)
        raise InputError.at(
            scope.position(element), f"the value of {quote(name)}: {what}"
        )
