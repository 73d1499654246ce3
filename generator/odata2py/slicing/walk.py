"""The walk along all paths that a pattern includes.

What can follow a place depends on the type there and on how far the patterns are
matched, on nothing else: so the walk visits each such pair once, and ends although
types refer to each other in circles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from odata2py.csdl.meaning import Capabilities, Documentation
from odata2py.csdl.model import (
    EntitySet,
    Model,
    Operation,
    OperationImport,
    Singleton,
    TypeReference,
)
from odata2py.slicing.matching import Matcher, States
from odata2py.slicing.model import Access
from odata2py.slicing.patterns import Hop

ROOT = ""
_KEY = Hop()
OF_COLLECTION = frozenset({Access.LIST, Access.CREATE})
OF_ITEM = frozenset({Access.GET, Access.UPDATE, Access.DELETE})
_OF_BOTH = OF_COLLECTION | OF_ITEM
_OF_SINGLETON = frozenset({Access.GET, Access.UPDATE})


class Place(Struct, frozen=True):
    """An entity of some type, or a collection of them, on some path; or the root."""

    type: str
    collection: bool
    states: States


class Way(Struct, frozen=True):
    """An entity set, a singleton or a navigation property: the edge of a slice.

    ``element`` is what declares it, ``accesses`` what stands at such an end.
    """

    owner: str
    name: str
    element: str
    type: TypeReference
    documentation: Documentation
    accesses: frozenset[Access]
    capabilities: Capabilities
    contained: bool = True


class Step(Struct, frozen=True):
    """One segment of a path that is matched so far: a way, or a key if it is None.

    ``access`` is what is wanted at the end of the way, its items included.
    """

    way: Way | None
    access: frozenset[Access]
    end: Place


class Walk(Struct, frozen=True):
    """What leaves each place that was reached, and what is called there."""

    root: Place
    steps: dict[Place, list[Step]] = field(default_factory=dict)
    operations: dict[Place, list[Operation]] = field(default_factory=dict)
    imports: list[OperationImport] = field(default_factory=list)


def walk(model: Model, matcher: Matcher) -> Walk:
    """All places that the included pattern reaches, if only in its beginning."""
    found = Walk(Place(ROOT, False, matcher.start()))
    waiting = [found.root]
    while waiting:
        place = waiting.pop()
        if place not in found.steps:
            found.steps[place] = list(_steps(model, matcher, place))
            found.operations[place] = _called(
                matcher, place, operations(model, place.type, place.collection)
            )
            waiting.extend(step.end for step in found.steps[place])
    for name, imported in imports(model).items():
        if matcher.takes_operation(
            matcher.advance(found.root.states, Hop(frozenset({name})))
        ):
            found.imports.append(imported)
    return found


def _steps(model: Model, matcher: Matcher, place: Place) -> Iterator[Step]:
    if place.collection:
        states = matcher.advance(place.states, _KEY)
        if states.include:
            yield Step(None, frozenset(), Place(place.type, False, states))
        return
    for way in ways(model, place.type):
        hop = Hop(frozenset({way.name}), way.contained)
        states = matcher.advance(place.states, hop)
        if states.include:
            end = Place(way.type.name, way.type.collection, states)
            yield Step(way, _wanted(matcher, way, states), end)


def _wanted(matcher: Matcher, way: Way, states: States) -> frozenset[Access]:
    open_ = possible(way)
    if not way.type.collection:
        return matcher.accesses(states, open_)
    item = matcher.advance(states, _KEY)
    at_collection = matcher.accesses(states, open_ & OF_COLLECTION)
    return at_collection | matcher.accesses(item, open_ & OF_ITEM)


def possible(way: Way) -> frozenset[Access]:
    """The accesses that the metadata does not rule out."""
    said = way.capabilities
    ruled_out = {
        Access.LIST: said.readable is False,
        Access.GET: said.readable is False,
        Access.CREATE: said.insertable is False,
        Access.UPDATE: said.updatable is False,
        Access.DELETE: said.deletable is False,
    }
    return frozenset(access for access in way.accesses if not ruled_out[access])


def _called(
    matcher: Matcher, place: Place, candidates: list[Operation]
) -> list[Operation]:
    return [
        operation
        for operation in candidates
        if matcher.takes_operation(
            matcher.advance(place.states, Hop(spellings(operation)))
        )
    ]


def spellings(operation: Operation) -> frozenset[str]:
    """The names by which a path may call an operation."""
    return frozenset({operation.name, operation.name.rpartition(".")[2]})


def operations(model: Model, type_name: str, collection: bool) -> list[Operation]:
    """What is bound to a type, or collections of it, and to its base types.

    That is without operations which want to be named by the types that have them, and
    are not.
    """
    if type_name == ROOT or type_name not in model.types:
        return []
    line = model.lineage(type_name)
    named = {name for kind in line for name in kind.explicit_operations}
    return [
        operation
        for kind in line
        for operation in model.bound.get((kind.name, collection), ())
        if not operation.explicit or operation.name in named
    ]


def imports(model: Model) -> Mapping[str, OperationImport]:
    """The unbound operations that paths may begin with."""
    return model.container.imports if model.container else {}


def ways(model: Model, type_name: str) -> list[Way]:
    """What leads on from an entity of a type, or from the root."""
    if type_name == ROOT:
        return _root_ways(model)
    return [
        Way(
            type_name,
            nav.name,
            f"{kind.name}/{nav.name}",
            nav.type,
            nav.documentation,
            _ends(nav.type),
            nav.capabilities,
            nav.contains_target,
        )
        for kind in model.lineage(type_name)
        for nav in kind.navigation_properties
        if nav.type.name in model.types
    ]


def _root_ways(model: Model) -> list[Way]:
    container = model.container
    if container is None:
        return []
    found: list[Way] = []
    entries: list[EntitySet | Singleton] = [
        *container.entity_sets.values(),
        *container.singletons.values(),
    ]
    for entry in entries:
        many = isinstance(entry, EntitySet)
        type_ = TypeReference(
            entry.entity_type,
            many,
            nullable=isinstance(entry, Singleton) and entry.nullable,
            allowed_types=entry.allowed_types,
        )
        found.append(
            Way(
                ROOT,
                entry.name,
                f"{container.name}/{entry.name}",
                type_,
                entry.documentation,
                _ends(type_) if many else _OF_SINGLETON,
                entry.capabilities,
            )
        )
    return [way for way in found if way.type.name in model.types]


def _ends(type_: TypeReference) -> frozenset[Access]:
    return _OF_BOTH if type_.collection else OF_ITEM
