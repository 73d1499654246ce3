"""Elements to types: entity, complex and enum types, type definitions."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.csdl.annotation import (
    NOTHING,
    Annotations,
    add_annotations,
)
from odata2py.csdl.build import annotations as said
from odata2py.csdl.build.attributes import boolean
from odata2py.csdl.build.capabilities import capabilities_of_navigation
from odata2py.csdl.build.references import Source, reference
from odata2py.csdl.build.targets import Below, gather
from odata2py.csdl.document.xml import Element
from odata2py.csdl.meaning import NO_DOCUMENTATION, UNRESTRICTED
from odata2py.csdl.model import (
    ComplexType,
    EntityType,
    EnumMember,
    EnumType,
    NavigationProperty,
    Property,
    PropertyRef,
    ReferentialConstraint,
    Type,
    TypeDefinition,
)
from odata2py.csdl.names import Scope
from odata2py.csdl.survey import Child, Use
from odata2py.csdl.tags import (
    COMPLEX_TYPE,
    ENUM_TYPE,
    KEY,
    MEMBER,
    NAVIGATION_PROPERTY,
    ON_DELETE,
    PROPERTY,
    PROPERTY_REF,
    REFERENTIAL_CONSTRAINT,
    TYPE_DEFINITION,
)
from odata2py.errors import Position


def build_type(source: Source, name: str) -> Type:
    """The declared type of that qualified name."""
    element = source.declared.types[name]
    scope = source.declared.scope(name)
    below = source.targets.below(name)
    found = gather(element, scope, below, "")
    if element.tag == ENUM_TYPE:
        return _build_enum(source, name, element, found)
    if element.tag == TYPE_DEFINITION:
        return TypeDefinition(
            name,
            scope.position(element),
            reference(source, scope, Use.of(element)),
            said.documentation(found),
            found,
        )
    return _build_structured(source, name, element, found)


def _build_structured(
    source: Source, name: str, element: Element, found: Annotations
) -> EntityType | ComplexType:
    scope = source.declared.scope(name)
    below = source.targets.below(name)
    properties: list[Property] = []
    navigation: list[NavigationProperty] = []
    key = _key(element)
    keys = {ref.path for ref in key}
    for child in source.declared.children[element]:
        tag = child.use.tag
        if tag == PROPERTY:
            about = _said_of(child, scope, below)
            is_key = child.name in keys
            properties.append(_build_property(source, scope, child, about, is_key))
        elif tag == NAVIGATION_PROPERTY:
            about = _said_of(child, scope, below)
            navigation.append(_build_navigation(source, scope, child, about))
    common = (
        name,
        scope.position(element),
        said.documentation(found),
        source.declared.bases.get(name),
        boolean(element, "Abstract"),
        boolean(element, "OpenType"),
        tuple(properties),
        tuple(navigation),
        tuple(_refinements(source, name, below)) if below else (),
        said.explicit_operations(found),
        found,
    )
    if element.tag == COMPLEX_TYPE:
        return ComplexType(*common)
    return EntityType(
        *common,
        key,
        boolean(element, "HasStream"),
        said.alternate_keys(found),
    )


def _said_of(child: Child, scope: Scope, below: Below) -> Annotations:
    if not below and child.holder is None:
        return NOTHING
    return gather(child.holder, scope, below, child.name)


def _key(element: Element) -> tuple[PropertyRef, ...]:
    return tuple(
        PropertyRef(ref.get("Name") or "", ref.get("Alias") or "")
        for key in element.iterchildren(KEY)
        for ref in key.iterchildren(PROPERTY_REF)
    )


def _build_property(
    source: Source, scope: Scope, child: Child, found: Annotations, is_key: bool
) -> Property:
    use = child.use
    type_ = use.reference or reference(source, scope, use)
    position = Position(scope.file, child.line)
    default = use.get("DefaultValue") if len(use.attributes) > 1 else None
    if not found:
        return Property(child.name, type_, position, NO_DOCUMENTATION, default)
    if said.is_text_alone(found):
        about = said.documentation(found)
        return Property(
            child.name, type_, position, about, default, annotations=found
        )
    return Property(
        child.name,
        said.constrained(type_, found),
        position,
        said.documentation(found),
        default,
        said.is_computed(found, is_key),
        said.is_immutable(found),
        said.pattern(found),
        said.allowed_values(found),
        found,
    )


def _refinements(source: Source, name: str, below: Below) -> Iterator[Property]:
    """The inherited properties that ``name`` annotates, as it does."""
    declared = source.declared
    line = declared.lineage(name)
    own = {child.name for child in declared.children[declared.types[name]]}
    keys = {ref.path for each in line for ref in _key(declared.types[each])}
    paths = {path for _, by_path in below for path in by_path} - own - {""}
    for depth, ancestor in enumerate(line if paths else ()):
        for child in declared.tagged(declared.types[ancestor], PROPERTY):
            if child.name in paths:
                found = _said_along(source, child, line[: depth + 1])
                where = declared.scope(ancestor)
                yield _build_property(source, where, child, found, child.name in keys)


def _said_along(source: Source, child: Child, line: list[str]) -> Annotations:
    """What is said of an inherited property, the nearer type's word last."""
    declaring, *heirs = reversed(line)
    scope = source.declared.scope(declaring)
    below = source.targets.below(declaring)
    found = dict(gather(child.holder, scope, below, child.name))
    for heir in heirs:
        for outer, by_path in source.targets.below(heir):
            for holder in by_path.get(child.name, ()):
                add_annotations(found, holder, outer)
    return found


def _build_navigation(
    source: Source, scope: Scope, child: Child, found: Annotations
) -> NavigationProperty:
    use, inside = child.use, child.holder
    type_ = reference(source, scope, use, "Edm.EntityType")
    return NavigationProperty(
        child.name,
        said.constrained(type_, found) if found else type_,
        Position(scope.file, child.line),
        said.documentation(found),
        use.get("ContainsTarget") == "true",
        scope.resolve_path(use.get("Partner") or ""),
        () if inside is None else tuple(_constraints(inside, scope)),
        "" if inside is None else _on_delete(inside),
        capabilities_of_navigation(found, child.name) if found else UNRESTRICTED,
        found,
    )


def _constraints(element: Element, scope: Scope) -> Iterator[ReferentialConstraint]:
    for child in element.iterchildren(REFERENTIAL_CONSTRAINT):
        yield ReferentialConstraint(
            scope.resolve_path(child.get("Property") or ""),
            scope.resolve_path(child.get("ReferencedProperty") or ""),
            gather(child, scope, [], ""),
        )


def _on_delete(element: Element) -> str:
    action = next(element.iterchildren(ON_DELETE), None)
    return (action.get("Action") or "") if action is not None else ""


def _build_enum(
    source: Source, name: str, element: Element, found: Annotations
) -> EnumType:
    scope = source.declared.scope(name)
    below = source.targets.below(name)
    members: list[EnumMember] = []
    for child in source.declared.tagged(element, MEMBER):
        written = child.use.get("Value")
        following = members[-1].value + 1 if members else 0
        value = following if written is None else int(written)
        position = Position(scope.file, child.line)
        if not below and child.holder is None:
            members.append(EnumMember(child.name, value, position))
            continue
        about = gather(child.holder, scope, below, child.name)
        documentation = said.documentation(about)
        members.append(EnumMember(child.name, value, position, documentation, about))
    return EnumType(
        name,
        scope.position(element),
        said.documentation(found),
        element.get("UnderlyingType") or "Edm.Int32",
        boolean(element, "IsFlags"),
        tuple(members),
        found,
    )
