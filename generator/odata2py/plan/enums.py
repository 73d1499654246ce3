"""Enumerations, and the allowed values of properties."""

from __future__ import annotations

from odata2py.csdl.meaning import AllowedValue
from odata2py.csdl.model import EnumType, Property, StructuredType
from odata2py.plan.context import Context
from odata2py.plan.docs import docstring, documentation_text
from odata2py.plan.literals import text_literal
from odata2py.plan.names import ENUM_NAMES, NameBook, upper_case
from odata2py.plan.types import TypePlaces
from odata2py.plan.views import ConstantsView, EnumMemberView, EnumView


def plan_enum(kind: EnumType, places: TypePlaces, names: NameBook) -> EnumView:
    """The module of an enumeration; its values are the member names of the metadata."""
    elements = {f"{kind.name}/{member.name}": member.name for member in kind.members}
    given = names.assign(elements, upper_case, ENUM_NAMES)
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
                name=given[f"{kind.name}/{member.name}"],
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


def _constants(kind: StructuredType, prop: Property, context: Context) -> ConstantsView:
    key = f"{kind.name}/{prop.name}@AllowedValues"
    class_name = context.places[kind.name].class_name
    named = {f"{key}/{v.symbol}": v for v in prop.allowed_values if v.symbol}
    symbols = {name: value.symbol for name, value in named.items()}
    members = context.names.assign(symbols, upper_case, ENUM_NAMES)
    python_name = context.members.of(kind.name)[prop.name]
    return ConstantsView(
        class_name=context.classes[key],
        docstring=docstring(f"Values of ``{class_name}.{python_name}``.", 4),
        members=tuple(_member(members[name], value) for name, value in named.items()),
    )


def _member(name: str, value: AllowedValue) -> EnumMemberView:
    return EnumMemberView(
        name, text_literal(value.value), docstring(value.description, 4)
    )
