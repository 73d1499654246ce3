"""What leads on from a place: from the root, from an entity, or from a collection.

Specification: OData URL Conventions 4.01, sections 4.1 to 4.15.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from msgspec import Struct

from odata2py.csdl.meaning import UNRESTRICTED, Capabilities, Documentation
from odata2py.csdl.model import (
    ComplexType,
    EntitySet,
    EntityType,
    Function,
    Model,
    NavigationProperty,
    Operation,
    OperationImport,
    Singleton,
    StructuredType,
    TypeReference,
)
from odata2py.slicing.model import ROOT, Access, By, Owner

STREAM = "Edm.Stream"
MEDIA = "$value"

OF_COLLECTION = frozenset({Access.LIST, Access.CREATE, Access.LINK})
OF_ITEM = frozenset(
    {
        Access.GET,
        Access.UPDATE,
        Access.REPLACE,
        Access.UPSERT,
        Access.DELETE,
        Access.UNLINK,
    }
)
_LINKS = frozenset({Access.LINK, Access.UNLINK})
_OF_SINGLE = OF_ITEM | _LINKS
_ENDS = frozenset({Access.DELETE, Access.UNLINK})
"""What leaves a path without an entity at its end, where there has to be one."""
_OF_SINGLETON = frozenset({Access.GET, Access.UPDATE, Access.REPLACE})
_OF_NULLABLE_SINGLETON = _OF_SINGLETON | {Access.UPSERT, Access.DELETE}
_OF_STREAM = frozenset({Access.GET, Access.UPDATE, Access.DELETE})
_OF_RESULT = frozenset({Access.GET})
_OF_RESULTS = frozenset({Access.LIST, Access.GET})


Line = tuple[StructuredType, ...]
"""A type after its base types."""


class Way(Struct, frozen=True):
    """One segment that leads on: the edge of a slice.

    ``element`` is what declares it, ``accesses`` what stands at such an end. ``along``
    says whether ``**`` of an included path takes it, and ``onward`` whether it goes on
    from there. ``function`` is what a ``CALL`` calls.
    """

    owner: Owner
    name: str
    element: str
    type: TypeReference
    documentation: Documentation
    accesses: frozenset[Access]
    capabilities: Capabilities = UNRESTRICTED
    by: By = By.NAVIGATION
    along: bool = True
    onward: bool = True
    function: Function | None = None

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        """What tells the way from others of its owner; calls may be overloaded."""
        if self.function is None:
            return self.name, ()
        return self.name, tuple(p.name for p in self.function.own_parameters)

    @property
    def names(self) -> frozenset[str]:
        """The spellings of the segment."""
        return spellings(self.name) if self.by is By.CALL else frozenset({self.name})


def ways(model: Model, type_name: str) -> list[Way]:
    """What leads on from an entity or complex value of a type, or from the root."""
    if type_name == ROOT:
        return _root_ways(model)
    if not isinstance(model.types.get(type_name), StructuredType):
        return []
    line = model.lineage(type_name)
    return [
        *_navigations(model, line),
        *_streams(line),
        *_complex_values(model, line),
    ]


def _navigations(model: Model, line: Line) -> Iterator[Way]:
    owner = line[-1].name
    for kind in line:
        for nav in kind.navigation_properties:
            if nav.type.name in model.types:
                yield navigation_way(owner, nav, kind.name)


def navigation_way(owner: str, nav: NavigationProperty, declared_by: str = "") -> Way:
    """The way along a navigation property, from a type that has it."""
    accesses = OF_COLLECTION | OF_ITEM if nav.type.collection else _OF_SINGLE
    if not (nav.type.collection or nav.type.nullable):
        accesses -= _ENDS
    return Way(
        (owner, False),
        nav.name,
        f"{declared_by}/{nav.name}",
        nav.type,
        nav.documentation,
        accesses - _LINKS if nav.contains_target else accesses,
        nav.capabilities,
        along=nav.contains_target,
    )


def _streams(line: Line) -> Iterator[Way]:
    owner = (line[-1].name, False)
    for kind in line:
        for prop in kind.properties:
            if prop.type.name == STREAM and not prop.type.collection:
                yield Way(
                    owner,
                    prop.name,
                    f"{kind.name}/{prop.name}",
                    prop.type,
                    prop.documentation,
                    _OF_RESULT if prop.computed else _OF_STREAM,
                    by=By.STREAM,
                )
        if isinstance(kind, EntityType) and kind.has_stream:
            element = f"{kind.name}/{MEDIA}"
            media = TypeReference(STREAM)
            said = Documentation()
            yield Way(owner, MEDIA, element, media, said, _OF_STREAM, by=By.STREAM)


def _complex_values(model: Model, line: Line) -> Iterator[Way]:
    owner = (line[-1].name, False)
    for kind in line:
        for prop in kind.properties:
            if prop.type.primitive:
                continue
            if isinstance(model.types.get(prop.type.name), ComplexType):
                yield Way(
                    owner,
                    prop.name,
                    f"{kind.name}/{prop.name}",
                    prop.type,
                    prop.documentation,
                    frozenset(),
                    by=By.PROPERTY,
                )


def _root_ways(model: Model) -> list[Way]:
    container = model.container
    if container is None:
        return []
    entries: list[EntitySet | Singleton] = [
        *container.entity_sets.values(),
        *container.singletons.values(),
    ]
    return [
        entry_way(container.name, entry)
        for entry in entries
        if entry.entity_type in model.types
    ]


def entry_way(container: str, entry: EntitySet | Singleton) -> Way:
    """The way to an entity set or a singleton of a container, from the root."""
    many = isinstance(entry, EntitySet)
    nullable = isinstance(entry, Singleton) and entry.nullable
    accesses = _OF_NULLABLE_SINGLETON if nullable else _OF_SINGLETON
    return Way(
        (ROOT, False),
        entry.name,
        f"{container}/{entry.name}",
        TypeReference(
            entry.entity_type,
            many,
            nullable=nullable,
            allowed_types=entry.allowed_types,
        ),
        entry.documentation,
        (OF_COLLECTION | OF_ITEM) - _LINKS if many else accesses,
        entry.capabilities,
    )


def casts(
    model: Model, owner: Owner, accesses: frozenset[Access], followed: bool
) -> Iterator[Way]:
    """The types derived from that of a place, as segments (URL Conventions 4.11).

    accesses: those of the place; followed: whether ``**`` takes them. What is linked is
    so where the place is, whatever type it has.
    """
    type_name, collection = owner
    for heir in model.descendants(type_name):
        kind = model.types[heir]
        abstract = isinstance(kind, StructuredType) and kind.abstract
        yield Way(
            owner,
            heir,
            heir,
            TypeReference(heir, collection),
            kind.documentation,
            accesses - _LINKS - ({Access.CREATE} if abstract else set()),
            by=By.CAST,
            along=followed,
        )


Called = tuple[str, Operation]
"""An operation, and what paths call it: its own name, or at the root an import's."""


def calls(model: Model, owner: Owner, called: Iterable[Called]) -> Iterator[Way]:
    """The composable functions whose results paths go on from (Protocol 11.5.4).

    called: all that can be called at the place.
    """
    for name, operation in called:
        if leads_on(model, operation):
            assert isinstance(operation, Function)
            assert operation.return_type is not None
            result = operation.return_type
            yield Way(
                owner,
                name,
                operation.name,
                result,
                operation.documentation,
                _OF_RESULTS if result.collection else _OF_RESULT,
                by=By.CALL,
                onward=False,
                function=operation,
            )


def leads_on(model: Model, operation: Operation) -> bool:
    """Whether paths can go on from the result of an operation."""
    return (
        isinstance(operation, Function)
        and operation.composable
        and operation.return_type is not None
        and isinstance(model.types.get(operation.return_type.name), EntityType)
    )


def called_by_name(model: Model, owner: Owner) -> Iterator[Called]:
    """What can be called at a place, and by which name: at the root, an import's."""
    type_name, collection = owner
    if type_name != ROOT:
        for operation in operations(model, type_name, collection):
            yield operation.name, operation
        return
    for name, imported in imports(model).items():
        for overload in unbound(model, imported):
            yield name, overload


def unbound(model: Model, imported: OperationImport) -> list[Operation]:
    """The overloads that an import makes callable."""
    return [
        operation
        for operation in model.operations.get(imported.operation, ())
        if not operation.bound
        and isinstance(operation, Function) is not imported.action
    ]


def imports(model: Model) -> Mapping[str, OperationImport]:
    """The unbound operations that paths may begin with."""
    return model.container.imports if model.container else {}


def operations(model: Model, type_name: str, collection: bool) -> list[Operation]:
    """What is bound to a type, or collections of it, and to its base types.

    That is without operations which want to be named by the types that have them, and
    are not. Where a type has an overload of its own, that of its base type is hidden
    (CSDL 12.2, 12.4).
    """
    if type_name == ROOT or not isinstance(model.types.get(type_name), StructuredType):
        return []
    line = model.lineage(type_name)
    bindings = [(kind.name, collection) for kind in line]
    bindings = [binding for binding in bindings if binding in model.bound]
    if not bindings:
        return []
    named = {name for kind in line for name in kind.explicit_operations}
    found: dict[tuple[str, bool, frozenset[str]], Operation] = {}
    for binding in bindings:
        for operation in model.bound[binding]:
            if not operation.explicit or operation.name in named:
                found[_overload(operation)] = operation
    return list(found.values())


def _overload(operation: Operation) -> tuple[str, bool, frozenset[str]]:
    """What tells overloads of one binding type apart; of actions there is one."""
    function = isinstance(operation, Function)
    names = (p.name for p in operation.own_parameters) if function else ()
    return operation.name, function, frozenset(names)


def spellings(name: str) -> frozenset[str]:
    """The names by which a path may call an operation."""
    return frozenset({name, name.rpartition(".")[2]})


def possible(
    way: Way, said: Capabilities, only_declared: Set[str]
) -> frozenset[Access]:
    """The accesses at the end of a way that the metadata does not rule out.

    said: the capabilities of the way; only_declared: what the service offers only where
    its metadata says so.
    """
    if said == UNRESTRICTED:
        return way.accesses - only_declared
    by_key = said.readable if said.readable_by_key is None else said.readable_by_key
    verdicts = {
        Access.LIST: said.readable,
        Access.GET: by_key if way.type.collection else said.readable,
        Access.CREATE: said.insertable,
        Access.UPDATE: _by_method(said, "PATCH"),
        Access.REPLACE: _by_method(said, "PUT"),
        Access.UPSERT: False if said.updatable is False else said.upsertable,
        Access.DELETE: said.deletable,
        Access.LINK: said.referenceable,
        Access.UNLINK: said.referenceable,
    }
    return frozenset(
        access
        for access in way.accesses
        if verdicts[access]
        or (verdicts[access] is None and access not in only_declared)
    )


def _by_method(said: Capabilities, method: str) -> bool | None:
    """Whether updates are sent by a method; None where the metadata does not say."""
    if said.updatable is False:
        return False
    return method in said.update_methods if said.update_methods else None
