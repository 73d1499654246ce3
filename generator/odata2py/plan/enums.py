"""Enumerations, and the allowed values of properties."""

from __future__ import annotations

from collections.abc import Iterable

from odata2py.csdl.meaning import AllowedValue
from odata2py.csdl.model import EnumType, Property, StructuredType
from odata2py.plan.context import Context
from odata2py.plan.docs import docstring, documentation_text
from odata2py.plan.literals import text_literal
from odata2py.plan.names import ENUM_NAMES, NameBook, upper_case
from odata2py.plan.types import TypePlaces
from odata2py.plan.views import ConstantsView, EnumMemberView, EnumView


def member_names(kind: EnumType, names: NameBook) -> dict[str, str]:
    """By OData name, what the members of an enumeration are called."""
    elements = {f"{kind.name}/{member.name}": member.name for member in kind.members}
    given = names.assign(elements, upper_case, ENUM_NAMES)
    return {name: given[key] for key, name in elements.items()}


def plan_enum(kind: EnumType, places: TypePlaces, names: NameBook) -> EnumView:
    """The module of an enumeration; its values are the member names of the metadata."""
    given = member_names(kind, names)
    return EnumView(
        module_docstring=docstring(f"The enumeration {kind.name}."),
        class_name=places[kind.name].class_name,
        base="OpenFlags" if kind.flags else "OpenEnum",
        odata_type=kind.name,
        docstring=docstring(
            documentation_text(kind.documentation, f"The enumeration {kind.name}."), 4
        ),
        members=tuple(
            EnumMemberView(
                name=given[member.name],
                value=text_literal(member.name),
                docstring=docstring(documentation_text(member.documentation), 4),
            )
            for member in kind.members
        ),
        root=places[kind.name].up(),
    )


def plan_constants(kind: StructuredType, context: Context) -> tuple[ConstantsView, ...]:
    """The documented values of a type's properties, where they are texts with names."""
    return tuple(
        _constants(kind, prop, context)
        for prop in (*kind.properties, *kind.refinements)
        if any(value.symbol for value in prop.allowed_values)
        and context.places.simple(prop.type) == "str"
    )


def constant_names(
    key: str, named: Iterable[AllowedValue], names: NameBook
) -> dict[str, str]:
    """By symbol, what allowed values are called; key: the property's in the ledger."""
    elements = {f"{key}/{value.symbol}": value.symbol for value in named}
    given = names.assign(elements, upper_case, ENUM_NAMES)
    return {symbol: given[key] for key, symbol in elements.items()}


def _constants(kind: StructuredType, prop: Property, context: Context) -> ConstantsView:
    key = f"{kind.name}/{prop.name}@AllowedValues"
    class_name = context.places[kind.name].class_name
    named = [value for value in prop.allowed_values if value.symbol]
    given = constant_names(key, named, context.names)
    python_name = context.members.of(kind.name)[prop.name]
    return ConstantsView(
        class_name=context.classes[key],
        docstring=docstring(f"Values of ``{class_name}.{python_name}``.", 4),
        members=tuple(_member(given[value.symbol], value) for value in named),
    )


def _member(name: str, value: AllowedValue) -> EnumMemberView:
    return EnumMemberView(
        name, text_literal(value.value), docstring(value.description, 4)
    )
