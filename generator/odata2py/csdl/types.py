"""Elements to types: entity, complex and enum types, type definitions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from odata2py.csdl import annotations as said
from odata2py.csdl.attributes import boolean, member_value, number, scale
from odata2py.csdl.check import (
    KEY,
    MEMBER,
    NAVIGATION_PROPERTY,
    PROPERTY,
    PROPERTY_REF,
)
from odata2py.csdl.declarations import (
    COMPLEX_TYPE,
    ENTITY_TYPE,
    ENUM_TYPE,
    TYPE_DEFINITION,
    Declarations,
)
from odata2py.csdl.faults import describe, quote
from odata2py.csdl.model import (
    NO_DOCUMENTATION,
    ComplexType,
    Documentation,
    EntityType,
    EnumMember,
    EnumType,
    NavigationProperty,
    Property,
    Type,
    TypeDefinition,
    TypeReference,
)
from odata2py.csdl.names import Scope, is_path
from odata2py.csdl.targets import (
    NOTHING,
    Annotations,
    Below,
    Targets,
    add_terms,
    gather,
)
from odata2py.csdl.xml import Element
from odata2py.errors import InputError


class Source(Struct, frozen=True):
    """What elements are built from: declarations, and what is said about them.

    ``references`` are the type references built so far, by what was written.
    """

    declared: Declarations
    scope: Scope
    targets: Targets
    references: dict[tuple[tuple[str, str], ...], TypeReference] = field(
        default_factory=dict
    )


def build_type(source: Source, name: str) -> Type:
    """The declared type of that qualified name."""
    element = source.declared.types[name]
    scope = source.scope
    below = source.targets.below(name)
    about = said.documentation(gather(element, scope, below, ""))
    if element.tag == ENUM_TYPE:
        return _build_enum(source, name, element, about)
    if element.tag == TYPE_DEFINITION:
        underlying = _reference(element, scope, element.get("UnderlyingType") or "")
        return TypeDefinition(name, scope.position(element), underlying, about)
    return _build_structured(source, name, element, about)


def _build_structured(
    source: Source, name: str, element: Element, about: Documentation
) -> EntityType | ComplexType:
    scope = source.scope
    below = source.targets.below(name)
    properties: list[Property] = []
    navigation: list[NavigationProperty] = []
    for member in element:
        found = _said_of(member, scope, below)
        if member.tag == PROPERTY:
            properties.append(_build_property(source, member, found))
        elif member.tag == NAVIGATION_PROPERTY:
            navigation.append(_build_navigation(source, member, found))
    common = (
        name,
        scope.position(element),
        about,
        source.declared.bases.get(name),
        boolean(element, "Abstract", scope),
        boolean(element, "OpenType", scope),
        tuple(properties),
        tuple(navigation),
        tuple(_refinements(source, name, below)) if below else (),
    )
    if element.tag == COMPLEX_TYPE:
        return ComplexType(*common)
    return EntityType(*common, _key(element), boolean(element, "HasStream", scope))


def _said_of(member: Element, scope: Scope, below: Below) -> Annotations:
    if not below and not len(member):
        return NOTHING
    return gather(member, scope, below, member.get("Name") or "")


def _key(element: Element) -> tuple[str, ...]:
    return tuple(
        ref.get("Name") or ""
        for key in element.iterchildren(KEY)
        for ref in key.iterchildren(PROPERTY_REF)
    )


def _build_property(source: Source, element: Element, found: Annotations) -> Property:
    attributes = dict(element.items())
    name = attributes.pop("Name", "")
    default = attributes.pop("DefaultValue", None)
    type_ = reference(source, element, attributes)
    position = source.scope.position(element)
    if not found:
        return Property(name, type_, position, NO_DOCUMENTATION, default)
    return Property(
        name,
        type_,
        position,
        said.documentation(found),
        default,
        said.is_computed(found),
        said.is_immutable(found),
        said.pattern(found),
        said.allowed_values(found),
    )


def _refinements(source: Source, name: str, below: Below) -> Iterator[Property]:
    """The inherited properties that ``name`` annotates, as it does."""
    line = source.declared.lineage(name)
    own = {member.get("Name") for member in source.declared.types[name]}
    paths = {path for _, by_path in below for path in by_path} - own - {""}
    for depth, ancestor in enumerate(line if paths else ()):
        for member in source.declared.types[ancestor].iterchildren(PROPERTY):
            path = member.get("Name") or ""
            if path in paths:
                found = _said_along(source, member, path, line[: depth + 1])
                yield _build_property(source, member, found)


def _said_along(
    source: Source, element: Element, path: str, line: list[str]
) -> Annotations:
    """What is said of an inherited property, the nearer type's word last."""
    declaring, *heirs = reversed(line)
    below = source.targets.below(declaring)
    found = dict(gather(element, source.scope, below, path))
    for heir in heirs:
        for scope, by_path in source.targets.below(heir):
            for holder in by_path.get(path, ()):
                add_terms(found, holder, scope)
    return found


def _build_navigation(
    source: Source, element: Element, found: Annotations
) -> NavigationProperty:
    scope = source.scope
    attributes = dict(element.items())
    name = attributes.pop("Name", "")
    partner = attributes.pop("Partner", "")
    attributes.pop("ContainsTarget", None)
    if partner and not is_path(partner):
        raise InputError.at(
            scope.position(element),
            f"{describe(element)} has the Partner {quote(partner)}",
            "a path of names is expected",
        )
    type_ = reference(source, element, attributes)
    kind = source.declared.types.get(type_.name)
    if type_.name != "Edm.EntityType" and (kind is None or kind.tag != ENTITY_TYPE):
        raise InputError.at(
            scope.position(element),
            f"{describe(element)} leads to {quote(type_.name)}",
            "an entity type is expected",
        )
    return NavigationProperty(
        name,
        type_,
        scope.position(element),
        said.documentation(found),
        boolean(element, "ContainsTarget", scope),
        scope.resolve_path(partner),
        said.capabilities(found),
    )


def reference(
    source: Source, element: Element, attributes: Mapping[str, str]
) -> TypeReference:
    """The type of a property, parameter or result with its facets.

    ``attributes`` are the element's, all that cannot be a facet taken out: what two
    elements write alike is built once.
    """
    written = tuple(attributes.items())
    known = source.references.get(written)
    if known is None:
        known = _reference(element, source.scope, attributes.get("Type", ""))
        source.references[written] = known
    return known


def _reference(element: Element, scope: Scope, written: str) -> TypeReference:
    name, collection = scope.resolve_type(written)
    return TypeReference(
        name,
        collection,
        boolean(element, "Nullable", scope, default=True),
        number(element, "MaxLength", scope),
        number(element, "Precision", scope),
        scale(element, scope),
        boolean(element, "Unicode", scope, default=True),
    )


def _build_enum(
    source: Source, name: str, element: Element, about: Documentation
) -> EnumType:
    scope = source.scope
    below = source.targets.below(name)
    members: list[EnumMember] = []
    for member in element.iterchildren(MEMBER):
        following = members[-1].value + 1 if members else 0
        found = _said_of(member, scope, below)
        members.append(
            EnumMember(
                member.get("Name") or "",
                member_value(member, scope, following),
                scope.position(member),
                said.documentation(found),
            )
        )
    return EnumType(
        name,
        scope.position(element),
        about,
        element.get("UnderlyingType") or "Edm.Int32",
        boolean(element, "IsFlags", scope),
        tuple(members),
    )
