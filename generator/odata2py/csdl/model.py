"""The entity data model of a service, named as OData CSDL 4.01 names things.

Every name is qualified (``Namespace.Name``) and every alias resolved. What annotations
mean to a client is in fields of the element that they annotate; no raw annotation is
left for other modules to look at.

What a model is made of is out of the garbage collector's sight (``gc=False``): they are
frozen trees, and never part of a circle.

Specification: OData Common Schema Definition Language (CSDL) XML Representation 4.01,
https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct, field

from odata2py.csdl.annotation import NOTHING, Annotations
from odata2py.csdl.meaning import (
    NO_DOCUMENTATION,
    UNRESTRICTED,
    AllowedValue,
    Capabilities,
    Documentation,
    Permission,
)
from odata2py.errors import Position


class TypeReference(Struct, frozen=True, gc=False):
    """A use of a type: its qualified name and the facets (CSDL 7.2) of this use.

    ``nullable`` speaks of the items where ``collection`` is set. ``Edm.String`` and the
    other primitive types are named so. ``scale`` and ``srid`` are numbers or
    words, and None where nothing is said. ``allowed_types`` is
    Validation.DerivedTypeConstraint: if it is not empty, values have these types.
    """

    name: str
    collection: bool = False
    nullable: bool = True
    max_length: int | None = None
    precision: int | None = None
    scale: int | str | None = None
    srid: int | str | None = None
    unicode: bool = True
    allowed_types: tuple[str, ...] = ()

    @property
    def primitive(self) -> bool:
        return self.name.startswith("Edm.")


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
    annotations: Annotations = NOTHING


class ReferentialConstraint(Struct, frozen=True, gc=False):
    """Two properties with equal values (CSDL 8.5), as paths: ours, and the target's."""

    path: str
    referenced: str
    annotations: Annotations = NOTHING


class NavigationProperty(Struct, frozen=True, gc=False):
    """A navigation property (CSDL 8) with the capabilities of the path it opens."""

    name: str
    type: TypeReference
    position: Position
    documentation: Documentation = NO_DOCUMENTATION
    contains_target: bool = False
    partner: str = ""
    constraints: tuple[ReferentialConstraint, ...] = ()
    on_delete: str = ""
    capabilities: Capabilities = UNRESTRICTED
    annotations: Annotations = NOTHING


class StructuredType(Struct, frozen=True, gc=False):
    """What entity types and complex types have in common.

    ``refinements`` are inherited properties which this type annotates in its own way
    (``chair/id`` where ``id`` is declared by a base type): the inherited declaration
    with the annotations of this type applied to it. ``explicit_operations`` are those
    of Core.ExplicitOperationBindings.
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
    explicit_operations: tuple[str, ...] = ()
    annotations: Annotations = NOTHING


class PropertyRef(Struct, frozen=True, gc=False):
    """A part of a key (CSDL 6.5): the path to a property, and what URLs call it."""

    path: str
    alias: str = ""

    @property
    def name(self) -> str:
        return self.alias or self.path


class EntityType(StructuredType, frozen=True, gc=False):
    """An entity type (CSDL 6).

    ``key`` is empty if it is inherited, or if there is none. ``alternate_keys`` are
    Core.AlternateKeys.
    """

    key: tuple[PropertyRef, ...] = ()
    has_stream: bool = False
    alternate_keys: tuple[tuple[PropertyRef, ...], ...] = ()


class ComplexType(StructuredType, frozen=True, gc=False):
    """A complex type (CSDL 9)."""


class EnumMember(Struct, frozen=True, gc=False):
    name: str
    value: int
    position: Position
    documentation: Documentation = NO_DOCUMENTATION
    annotations: Annotations = NOTHING


class EnumType(Struct, frozen=True, gc=False):
    """An enumeration type (CSDL 10)."""

    name: str
    position: Position
    documentation: Documentation = NO_DOCUMENTATION
    underlying_type: str = "Edm.Int32"
    flags: bool = False
    members: tuple[EnumMember, ...] = ()
    annotations: Annotations = NOTHING


class TypeDefinition(Struct, frozen=True, gc=False):
    """A type definition (CSDL 11): a primitive type under another name."""

    name: str
    position: Position
    underlying_type: TypeReference
    documentation: Documentation = NO_DOCUMENTATION
    annotations: Annotations = NOTHING


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
    annotations: Annotations = NOTHING


class Operation(Struct, frozen=True, gc=False):
    """What actions and functions have in common (CSDL 12).

    The first parameter of a bound operation is its binding parameter.
    ``explicit`` is Core.RequiresExplicitBinding: only types that name the operation in
    Core.ExplicitOperationBindings have it. ``permissions`` are those of
    Capabilities.OperationRestrictions.
    """

    name: str
    position: Position
    documentation: Documentation = NO_DOCUMENTATION
    bound: bool = False
    parameters: tuple[Parameter, ...] = ()
    return_type: TypeReference | None = None
    entity_set_path: str = ""
    explicit: bool = False
    annotations: Annotations = NOTHING
    result_annotations: Annotations = NOTHING
    permissions: tuple[Permission, ...] = ()

    @property
    def binding(self) -> TypeReference | None:
        """The type that the operation is bound to, or None for an unbound one."""
        return self.parameters[0].type if self.bound else None

    @property
    def own_parameters(self) -> tuple[Parameter, ...]:
        """The parameters that a caller passes: all but the binding parameter."""
        return self.parameters[1:] if self.bound else self.parameters


class Action(Operation, frozen=True, gc=False):
    """An action (CSDL 12.1): may have side effects, invoked with POST."""


class Function(Operation, frozen=True, gc=False):
    """A function (CSDL 12.3): has no side effects, invoked with GET."""

    composable: bool = False


class Entry(Struct, frozen=True, gc=False):
    """What entity sets and singletons have in common (CSDL 13.2, 13.3).

    ``bindings`` say, by path, in which entry related entities are found.
    """

    name: str
    entity_type: str
    position: Position
    documentation: Documentation = NO_DOCUMENTATION
    capabilities: Capabilities = UNRESTRICTED
    bindings: Mapping[str, str] = field(default_factory=dict)
    allowed_types: tuple[str, ...] = ()
    annotations: Annotations = NOTHING


class EntitySet(Entry, frozen=True, gc=False):
    """An entity set of the container (CSDL 13.2)."""

    in_service_document: bool = True


class Singleton(Entry, frozen=True, gc=False):
    """A singleton of the container (CSDL 13.3)."""

    nullable: bool = False


class OperationImport(Struct, frozen=True, gc=False):
    """An action or function import (CSDL 13.5, 13.6)."""

    name: str
    operation: str
    position: Position
    documentation: Documentation = NO_DOCUMENTATION
    entity_set: str = ""
    action: bool = False
    in_service_document: bool = False
    annotations: Annotations = NOTHING


class EntityContainer(Struct, frozen=True):
    """The entity container of a service (CSDL 13)."""

    name: str
    position: Position
    documentation: Documentation = NO_DOCUMENTATION
    entity_sets: Mapping[str, EntitySet] = field(default_factory=dict)
    singletons: Mapping[str, Singleton] = field(default_factory=dict)
    imports: Mapping[str, OperationImport] = field(default_factory=dict)
    annotations: Annotations = NOTHING


class Term(Struct, frozen=True, gc=False):
    """A term (CSDL 14.1), by which annotations say something."""

    name: str
    type: TypeReference
    position: Position
    documentation: Documentation = NO_DOCUMENTATION
    base_term: str = ""
    default_value: str | None = None
    applies_to: tuple[str, ...] = ()
    annotations: Annotations = NOTHING


class Schema(Struct, frozen=True, gc=False):
    """A schema (CSDL 5): a namespace, and what is said of it as a whole."""

    namespace: str
    position: Position
    alias: str = ""
    documentation: Documentation = NO_DOCUMENTATION
    annotations: Annotations = NOTHING


class Model(Struct, frozen=True):
    """A service's metadata, or a slice of it.

    The mappings go by qualified name and may build their values when they are asked
    for: a small slice of a large document then costs what it touches. ``bound`` goes by
    the binding type's name and whether the operation is bound to a collection of it.
    ``references`` are the addresses of namespaces that are included and were not read,
    ``files`` what was read, overlays last, with the SHA-256 of each.
    ``notices`` say what of the documents was passed over; ``remarks()``, which looks at
    all annotations for it, what is against the specification and does no harm.
    """

    types: Mapping[str, Type]
    operations: Mapping[str, tuple[Operation, ...]]
    container: EntityContainer | None
    derived: Mapping[str, tuple[str, ...]]
    bound: Mapping[tuple[str, bool], tuple[Operation, ...]]
    terms: Mapping[str, Term] = field(default_factory=dict)
    schemas: Mapping[str, Schema] = field(default_factory=dict)
    references: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    version: str = "4.0"
    notices: tuple[str, ...] = ()
    remarks: Callable[[], tuple[str, ...]] = tuple

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
        waiting = list(reversed(self.derived.get(name, ())))
        while waiting:
            child = waiting.pop()
            yield child
            waiting.extend(reversed(self.derived.get(child, ())))

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

    def has_stream(self, name: str) -> bool:
        """Whether entities of a type describe bytes: they are media entities."""
        line = self.lineage(name)
        return any(isinstance(kind, EntityType) and kind.has_stream for kind in line)
