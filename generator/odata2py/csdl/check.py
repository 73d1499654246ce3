"""The checks of a whole document, before anything is built of it.

Every member is looked at once, and as little as can be: most of what is read here is
never part of a slice.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from msgspec import Struct, field

from odata2py.csdl.declarations import (
    ENTITY_TYPE,
    ENUM_TYPE,
    PARAMETER,
    TYPE_DEFINITION,
    Declarations,
    refuse_name,
    refuse_reference,
)
from odata2py.csdl.faults import Faults, describe, quote
from odata2py.csdl.names import PRIMITIVE_TYPES, are_identifiers, is_identifier
from odata2py.csdl.xml import EDM, Element
from odata2py.errors import nearest

PROPERTY = f"{EDM}Property"
NAVIGATION_PROPERTY = f"{EDM}NavigationProperty"
RETURN_TYPE = f"{EDM}ReturnType"
MEMBER = f"{EDM}Member"
KEY = f"{EDM}Key"
PROPERTY_REF = f"{EDM}PropertyRef"
ENTITY_SET = f"{EDM}EntitySet"
SINGLETON = f"{EDM}Singleton"
ACTION_IMPORT = f"{EDM}ActionImport"
FUNCTION_IMPORT = f"{EDM}FunctionImport"

# The members that are checked, with the attribute that names their type.
_CHECKED = {
    PROPERTY: "Type",
    NAVIGATION_PROPERTY: "Type",
    PARAMETER: "Type",
    RETURN_TYPE: "Type",
    SINGLETON: "Type",
    ENTITY_SET: "EntityType",
    MEMBER: "",
    ACTION_IMPORT: "",
    FUNCTION_IMPORT: "",
}


class _Seen(Struct):
    """The names and the types in the members of all declarations, and the keys."""

    names: set[str | None] = field(default_factory=set)
    types: set[str] = field(default_factory=set)
    keys: list[Element] = field(default_factory=list)


def check_declarations(found: Declarations, faults: Faults) -> None:
    """Names, duplicates and references of everything that a document declares."""
    seen = _survey(found, faults)
    _check_names(found, seen, faults)
    _check_types(found, seen, faults)
    _check_keys(found, seen, faults)
    for element in found.types.values():
        if element.tag in (ENUM_TYPE, TYPE_DEFINITION):
            _check_underlying_type(element, faults)
    for overloads in found.operations.values():
        if len(overloads) > 1:
            _refuse_same_signatures(overloads, faults)
    _check_containers(found, faults)


def _owners(found: Declarations) -> Iterator[Element]:
    yield from found.types.values()
    for overloads in found.operations.values():
        yield from overloads
    yield from found.containers.values()


def _members(found: Declarations) -> Iterator[Element]:
    for owner in _owners(found):
        yield from (member for member in owner if member.tag in _CHECKED)


def _survey(found: Declarations, faults: Faults) -> _Seen:
    """All names and types; an owner in which any is odd is looked at again."""
    seen = _Seen()
    for owner in _owners(found):
        names: list[str | None] = []
        odd = False
        if owner.tag == ENUM_TYPE:
            names = [member.get("Name") for member in owner]
        else:
            for member in owner:
                names.append(member.get("Name"))
                written = member.get("Type")
                if written is None:
                    odd = True
                else:
                    seen.types.add(written)
        distinct = set(names)
        if odd or None in distinct or len(distinct) < len(names):
            _check_members(owner, seen, faults)
        seen.names |= distinct
    return seen


def _check_members(owner: Element, seen: _Seen, faults: Faults) -> None:
    """Names and types that are missing, names that are there twice; keys."""
    first: dict[str, Element] = {}
    if owner.tag == ENTITY_TYPE:
        seen.keys.extend(owner.iterchildren(KEY))
    for member in owner:
        attribute = _CHECKED.get(member.tag)
        if attribute is None:
            continue
        name = member.get("Name")
        if name is None and member.tag != RETURN_TYPE:
            refuse_name(member, faults)
        if name is not None and first.setdefault(name, member) is not member:
            faults.add(
                member,
                f"{describe(owner)} has a second {describe(member)}",
                f"it is declared in line {first[name].sourceline} already",
            )
        if attribute and member.get(attribute) is None:
            what = f"{describe(member)} without a type"
            faults.add(member, what, f"the attribute {attribute} is expected")


def _check_names(found: Declarations, seen: _Seen, faults: Faults) -> None:
    names = {name for name in seen.names if name is not None}
    if not are_identifiers(names):
        for member in _members(found):
            name = member.get("Name")
            if name is not None and not is_identifier(name):
                refuse_name(member, faults)


def _check_types(found: Declarations, seen: _Seen, faults: Faults) -> None:
    known = found.types.keys() | PRIMITIVE_TYPES

    def resolves(written: str) -> bool:
        return found.scope.resolve_type(written)[0] in known

    bad = {written for written in seen.types if not resolves(written)}
    if bad:
        for member in _members(found):
            if _CHECKED[member.tag] == "Type" and member.get("Type") in bad:
                refuse_reference(member, "Type", found, faults)


def _check_keys(found: Declarations, seen: _Seen, faults: Faults) -> None:
    for key in seen.keys:
        owner = key.getparent()
        namespace = owner.getparent().get("Namespace")
        name = f"{namespace}.{owner.get('Name')}"
        known = {
            prop.get("Name") or ""
            for kind in found.lineage(name)
            for prop in found.types[kind].iterchildren(PROPERTY)
        }
        for ref in key.iterchildren(PROPERTY_REF):
            written = ref.get("Name") or ""
            if written not in known:
                faults.add(
                    ref,
                    f"the key of {quote(name)} names {quote(written)}, "
                    "which is no property of it",
                    partial(nearest, written, known),
                )


def _check_underlying_type(element: Element, faults: Faults) -> None:
    written = element.get("UnderlyingType")
    if written is None and element.tag == ENUM_TYPE:
        return
    if written not in PRIMITIVE_TYPES:
        faults.add(
            element,
            f"{describe(element)} has the UnderlyingType {quote(written or '')}",
            "a primitive type of Edm is expected",
        )


def _refuse_same_signatures(overloads: list[Element], faults: Faults) -> None:
    signatures: dict[tuple[str | None, ...], Element] = {}
    for operation in overloads:
        parameters = list(operation.iterchildren(PARAMETER))
        names = (parameter.get("Name") for parameter in parameters)
        types = (parameter.get("Type") for parameter in parameters)
        signature = (operation.tag, operation.get("IsBound"), *names, *types)
        first = signatures.setdefault(signature, operation)
        if first is not operation:
            faults.add(
                operation,
                f"{describe(operation)} is declared twice with the same parameters",
                f"it is declared in line {first.sourceline} already",
            )


def _check_containers(found: Declarations, faults: Faults) -> None:
    for extra in list(found.containers.values())[1:]:
        faults.add(
            extra, f"{describe(extra)} is a second container", "a service has one"
        )
    for container in found.containers.values():
        if container.get("Extends") is not None:
            faults.add(
                container,
                f"{describe(container)} extends another container",
                "write the sets of both into one",
            )
        for child in container:
            if child.tag in (ENTITY_SET, SINGLETON):
                _check_entry(child, found, faults)
            elif child.tag in (ACTION_IMPORT, FUNCTION_IMPORT):
                _check_import(child, found, faults)


def _check_entry(element: Element, found: Declarations, faults: Faults) -> None:
    attribute = _CHECKED[element.tag]
    written = element.get(attribute)
    if written is None:
        return  # told already
    name = found.scope.resolve(written)
    if name not in found.types:
        if element.tag == ENTITY_SET:
            refuse_reference(element, attribute, found, faults)
    elif found.types[name].tag != ENTITY_TYPE:
        faults.add(
            element,
            f"{describe(element)} leads to {quote(written)}",
            "an entity type is expected",
        )


def _check_import(element: Element, found: Declarations, faults: Faults) -> None:
    attribute = "Action" if element.tag == ACTION_IMPORT else "Function"
    written = element.get(attribute) or ""
    operation = found.scope.resolve(written)
    if operation not in found.operations:
        faults.add(
            element,
            f"{describe(element)} has the {attribute} {quote(written)}, "
            "which is not declared in this document",
            lambda: nearest(operation, found.operations),
        )
