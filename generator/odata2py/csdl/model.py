"""The entity data model of a service, named as OData CSDL 4.01 names things.

Every name is qualified (``Namespace.Name``) and every alias resolved. What annotations
mean to a client is in fields of the element that they annotate; no raw annotation is
left for other modules to look at.

Those of which a large document has thousands are out of the garbage collector's sight
(``gc=False``): they are frozen trees, and never part of a circle.

Specification: OData Common Schema Definition Language (CSDL) XML Representation 4.01,
https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from odata2py.errors import Position

__all__ = [
    "Action",
    "AllowedValue",
    "Capabilities",
    "ComplexType",
    "Documentation",
    "EntityContainer",
    "EntitySet",
    "EntityType",
    "EnumMember",
    "EnumType",
    "Function",
    "Model",
    "NavigationProperty",
    "Operation",
    "OperationImport",
    "Parameter",
    "Position",
    "Property",
    "Revision",
    "Singleton",
    "StructuredType",
    "Type",
    "TypeDefinition",
    "TypeReference",
]


class TypeReference(Struct, frozen=True, gc=False):
    """A use of a type: its qualified name and the facets (CSDL 7.2) of this use.

    ``nullable`` speaks of the items where ``collection`` is set. ``Edm.String`` and the
    other primitive types are named so.
    """

    name: str
    collection: bool = False
    nullable: bool = True
    max_length: int | None = None
    precision: int | None = None
    scale: str | None = None
    unicode: bool = True

    @property
    def primitive(self) -> bool:
        return self.name.startswith("Edm.")


class Revision(Struct, frozen=True):
    """Core.Revisions: what happened to an element, in which version, and when."""

    kind: str  # "Added", "Modified" or "Deprecated"
    version: str = ""
    date: str = ""
    removal_date: str = ""
    description: str = ""


class Documentation(Struct, frozen=True):
    """Core.Description, Core.LongDescription and Core.Revisions of an element."""

    description: str = ""
    long_description: str = ""
    revisions: tuple[Revision, ...] = ()


NO_DOCUMENTATION = Documentation()


class AllowedValue(Struct, frozen=True):
    """One value of Validation.AllowedValues; ``symbol`` is its Core.SymbolicName."""

    value: str
    symbol: str = ""
    description: str = ""


class Capabilities(Struct, frozen=True):
    """What Capabilities annotations say of a collection or an entity at a path.

    None means that the metadata does not say; a client may then try.
    """

    readable: bool | None = None
    insertable: bool | None = None
    updatable: bool | None = None
    deletable: bool | None = None


UNRESTRICTED = Capabilities()


class Property(Struct, frozen=True, gc=False):
    """A structural property (CSDL 7).

    ``computed`` and ``immutable`` are Core.Computed and Core.Immutable, ``pattern`` is
    Validation.Pattern.
    """

    name: str
    type: TypeReference
    position: Position
    documentation: Documentation = NO_DOCUMENTATION
    default_value: str | None = None
    computed: bool = False
    immutable: bool = False
    pattern: str = ""
    allowed_values: tuple[AllowedValue, ...] = ()


class NavigationProperty(Struct, frozen=True, gc=False):
    """A navigation property (CSDL 8) with the capabilities of the path it opens."""

    name: str
    type: TypeReference
    position: Position
    documentation: Documentation = NO_DOCUMENTATION
    contains_target: bool = False
    partner: str = ""
    capabilities: Capabilities = UNRESTRICTED


class StructuredType(Struct, frozen=True):
    """What entity types and complex types have in common.

    ``refinements`` are inherited properties which this type annotates in its own way
    (``chair/id`` where ``id`` is declared by a base type): the inherited declaration
    with the annotations of this type applied to it.
    """

    name: str
    position: Position
    documentation: Documentation = NO_DOCUMENTATION
    base_type: str | None = None
    abstract: bool = False
    open_type: bool = False
    properties: tuple[Property, ...] = ()
    navigation_properties: tuple[NavigationProperty, ...] = ()
    refinements: tuple[Property, ...] = ()


class EntityType(StructuredType, frozen=True):
    """An entity type (CSDL 6); ``key`` names the key properties, empty if inherited."""

    key: tuple[str, ...] = ()
    has_stream: bool = False


class ComplexType(StructuredType, frozen=True):
    """A complex type (CSDL 9)."""


class EnumMember(Struct, frozen=True, gc=False):
    name: str
    value: int
    position: Position
    documentation: Documentation = NO_DOCUMENTATION


class EnumType(Struct, frozen=True):
    """An enumeration type (CSDL 10)."""

    name: str
    position: Position
    documentation: Documentation = NO_DOCUMENTATION
    underlying_type: str = "Edm.Int32"
    flags: bool = False
    members: tuple[EnumMember, ...] = ()


class TypeDefinition(Struct, frozen=True):
    """A type definition (CSDL 11): a primitive type under another name."""

    name: str
    position: Position
    underlying_type: TypeReference
    documentation: Documentation = NO_DOCUMENTATION


Type = EntityType | ComplexType | EnumType | TypeDefinition


class Parameter(Struct, frozen=True, gc=False):
    """A parameter of an operation (CSDL 12.9).

    ``optional`` and ``default_value`` are Core.OptionalParameter.
    """

    name: str
    type: TypeReference
    position: Position
    documentation: Documentation = NO_DOCUMENTATION
    optional: bool = False
    default_value: str | None = None


class Operation(Struct, frozen=True):
    """What actions and functions have in common (CSDL 12).

    The first parameter of a bound operation is its binding parameter.
    """

    name: str
    position: Position
    documentation: Documentation = NO_DOCUMENTATION
    bound: bool = False
    parameters: tuple[Parameter, ...] = ()
    return_type: TypeReference | None = None
    entity_set_path: str = ""

    @property
    def binding(self) -> TypeReference | None:
        """The type that the operation is bound to, or None for an unbound one."""
        return self.parameters[0].type if self.bound else None

    @property
    def own_parameters(self) -> tuple[Parameter, ...]:
        """The parameters that a caller passes: all but the binding parameter."""
        return self.parameters[1:] if self.bound else self.parameters


class Action(Operation, frozen=True):
    """An action (CSDL 12.1): may have side effects, invoked with POST."""


class Function(Operation, frozen=True):
    """A function (CSDL 12.3): has no side effects, invoked with GET."""

    composable: bool = False


class EntitySet(Struct, frozen=True):
    """An entity set of the container (CSDL 13.2)."""

    name: str
    entity_type: str
    position: Position
    documentation: Documentation = NO_DOCUMENTATION
    capabilities: Capabilities = UNRESTRICTED
    bindings: Mapping[str, str] = field(default_factory=dict)


class Singleton(Struct, frozen=True):
    """A singleton of the container (CSDL 13.3)."""

    name: str
    entity_type: str
    position: Position
    documentation: Documentation = NO_DOCUMENTATION
    capabilities: Capabilities = UNRESTRICTED
    bindings: Mapping[str, str] = field(default_factory=dict)


class OperationImport(Struct, frozen=True):
    """An action or function import (CSDL 13.5, 13.6)."""

    name: str
    operation: str
    position: Position
    documentation: Documentation = NO_DOCUMENTATION
    entity_set: str = ""


class EntityContainer(Struct, frozen=True):
    """The entity container of a service (CSDL 13)."""

    name: str
    position: Position
    documentation: Documentation = NO_DOCUMENTATION
    entity_sets: Mapping[str, EntitySet] = field(default_factory=dict)
    singletons: Mapping[str, Singleton] = field(default_factory=dict)
    imports: Mapping[str, OperationImport] = field(default_factory=dict)


class Model(Struct, frozen=True):
    """A service's metadata, or a slice of it.

    The mappings go by qualified name and may build their values when they are asked
    for: a small slice of a large document then costs what it touches. ``bound`` goes by
    the binding type's name and whether the operation is bound to a collection of it.
    """

    types: Mapping[str, Type]
    operations: Mapping[str, tuple[Operation, ...]]
    container: EntityContainer | None
    derived: Mapping[str, tuple[str, ...]]
    bound: Mapping[tuple[str, bool], tuple[Operation, ...]]

    def structured(self, name: str) -> StructuredType:
        """The entity or complex type of that name; KeyError if it is neither."""
        found = self.types[name]
        if not isinstance(found, StructuredType):
            raise KeyError(name)
        return found

    def lineage(self, name: str) -> tuple[StructuredType, ...]:
        """The type and its base types, the root of the hierarchy first."""
        line = [self.structured(name)]
        while line[-1].base_type is not None:
            line.append(self.structured(line[-1].base_type))
        return tuple(reversed(line))

    def descendants(self, name: str) -> Iterator[str]:
        """The types derived from a type, directly or not, each before its own."""
        for child in self.derived.get(name, ()):
            yield child
            yield from self.descendants(child)

    def properties(self, name: str) -> tuple[Property, ...]:
        """All structural properties of a type: inherited first, refined by the type."""
        found: dict[str, Property] = {}
        for kind in self.lineage(name):
            for prop in (*kind.properties, *kind.refinements):
                found[prop.name] = prop
        return tuple(found.values())

    def navigation_properties(self, name: str) -> tuple[NavigationProperty, ...]:
        """All navigation properties of a type, inherited ones first."""
        line = self.lineage(name)
        return tuple(nav for kind in line for nav in kind.navigation_properties)

    def key(self, name: str) -> tuple[Property, ...]:
        """The key properties of an entity type, its own or inherited; may be empty."""
        names: tuple[str, ...] = ()
        for kind in self.lineage(name):
            names = kind.key or names if isinstance(kind, EntityType) else names
        by_name = {prop.name: prop for prop in self.properties(name)}
        return tuple(by_name[key] for key in names)
