"""The walk along all paths that a pattern includes.

What can follow a place depends on the type there, on what the path's beginning says of
its end, and on how far the patterns are matched, on nothing else: so the walk visits
each such place once, and ends although types refer to each other in circles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from msgspec import Struct, field

from odata2py.csdl.meaning import Restricted
from odata2py.csdl.model import (
    EntityType,
    Model,
    Operation,
    StructuredType,
)
from odata2py.slicing.matching import Matcher, States
from odata2py.slicing.model import ROOT, Access, By, Owner
from odata2py.slicing.patterns import Hop
from odata2py.slicing.said import said_on_path
from odata2py.slicing.ways import (
    OF_COLLECTION,
    OF_ITEM,
    Called,
    Way,
    called_by_name,
    calls,
    casts,
    leads_on,
    possible,
    spellings,
    ways,
)

_KEY = Hop()


class Service(Struct, frozen=True):
    """A model, and what a slice of it takes besides its paths.

    derived: for which declared types the slice has their derived types; only_declared:
    accesses that there are only where the metadata says so.
    """

    model: Model
    derived: str = "abstract"
    only_declared: Set[str] = frozenset()

    def has_heirs(self, name: str) -> bool:
        """Whether the slice takes the derived types of a declared type."""
        kind = self.model.types[name]
        if self.derived == "none" or not isinstance(kind, StructuredType):
            return False
        return self.derived == "all" or kind.abstract


class Place(Struct, frozen=True):
    """A value of some type, or a collection of them, on some path; or the root.

    accesses: what may be done there by what the path has said so far; restricted: what
    it says of ways that lead on.
    """

    owner: Owner
    states: States
    accesses: frozenset[Access] = frozenset()
    restricted: tuple[Restricted, ...] = ()


class Step(Struct, frozen=True):
    """One segment of a path that is matched so far: a way, or a key if it is None.

    ``access`` is what is wanted at the end of the way, its items included.
    """

    way: Way | None
    access: frozenset[Access]
    end: Place


class Walk(Struct, frozen=True):
    """What leaves each place that was reached, and what is called there by its name."""

    root: Place
    steps: dict[Place, list[Step]] = field(default_factory=dict)
    called: dict[Place, list[Called]] = field(default_factory=dict)


def walk(service: Service, matcher: Matcher) -> Walk:
    """All places that the included pattern reaches, if only in its beginning."""
    found = Walk(Place((ROOT, False), matcher.start()))
    waiting = [found.root]
    while waiting:
        place = waiting.pop()
        if place not in found.steps:
            called = list(called_by_name(service.model, place.owner))
            found.steps[place] = list(_steps(service, matcher, place, called))
            found.called[place] = [
                (name, operation)
                for name, operation in called
                if _is_called(service.model, matcher, place, name, operation)
            ]
            waiting.extend(step.end for step in found.steps[place])
    return found


def _steps(
    service: Service, matcher: Matcher, place: Place, called: Iterable[Called]
) -> Iterator[Step]:
    type_name, collection = place.owner
    if collection and isinstance(service.model.types[type_name], EntityType):
        states = matcher.advance(place.states, _KEY)
        if states.include:
            owner = (type_name, False)
            end = Place(owner, states, place.accesses & OF_ITEM, place.restricted)
            yield Step(None, frozenset(), end)
    for way in _leaving(service, place, called):
        hop = Hop(way.names, way.along, way.onward, way.by is not By.CAST)
        states = matcher.advance(place.states, hop)
        if not states.include:
            continue
        said, restricted = said_on_path(way, place.restricted)
        if said.navigable is False:
            continue
        open_ = way.accesses
        if way.by is not By.CAST:
            open_ = possible(way, said, service.only_declared)
        # Only casts ask for the accesses: without heirs all ways lead to one place.
        heirs = way.type.name in service.model.derived
        owner = (way.type.name, way.type.collection)
        end = Place(owner, states, open_ if heirs else frozenset(), restricted)
        yield Step(way, _wanted(matcher, way, states, open_), end)


def _leaving(service: Service, place: Place, called: Iterable[Called]) -> Iterator[Way]:
    type_name, collection = place.owner
    if not collection:
        yield from ways(service.model, type_name)
    if type_name in service.model.derived:
        followed = service.derived == "all"
        yield from casts(service.model, place.owner, place.accesses, followed)
    yield from calls(service.model, place.owner, called)


def _wanted(
    matcher: Matcher, way: Way, states: States, open_: frozenset[Access]
) -> frozenset[Access]:
    if not way.type.collection:
        return matcher.accesses(states, open_)
    item = matcher.advance(states, _KEY)
    at_collection = matcher.accesses(states, open_ & OF_COLLECTION)
    return at_collection | matcher.accesses(item, open_ & OF_ITEM)


def _is_called(
    model: Model, matcher: Matcher, place: Place, name: str, operation: Operation
) -> bool:
    states = matcher.advance(place.states, Hop(spellings(name), onward=False))
    return not leads_on(model, operation) and matcher.takes_operation(states)
