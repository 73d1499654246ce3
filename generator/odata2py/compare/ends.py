"""The ends of paths on both sides: of an element, and of paths that it says more of."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from odata2py.compare.facts import ServiceFacts
from odata2py.compare.pairs import Kept, Place
from odata2py.csdl.meaning import Capabilities, Restricted
from odata2py.csdl.model import EntitySet, Model, NavigationProperty, Singleton
from odata2py.slicing.model import ROOT, Access, By
from odata2py.slicing.said import said_on_path
from odata2py.slicing.ways import Way, casts, entry_way, navigation_way, possible, ways

Leading = NavigationProperty | EntitySet | Singleton
"""What leads to entities, and has capabilities."""

Path = tuple[str, ...]


class End(Struct, frozen=True):
    """The end of ways one after another, and what is said of it.

    closed: whether no path goes there.
    """

    line: tuple[Way, ...]
    said: Capabilities
    closed: bool

    @property
    def way(self) -> Way:
        """The last way."""
        return self.line[-1]


class Ends(Struct, frozen=True):
    """The same end on both sides.

    path: the way to it from the element that says something of it; empty for the
    element's own end. own: what is told of the end wherever paths to it begin.
    """

    path: Path
    old: End
    new: End
    own: Ends | None = None

    @property
    def is_closed_now(self) -> bool:
        """Whether paths do not go there any more."""
        known = self.own is not None and self.own.is_closed_now
        return self.new.closed and not self.old.closed and not known

    @property
    def is_open_now(self) -> bool:
        """Whether paths go there that did not."""
        known = self.own is not None and self.own.is_open_now
        return self.old.closed and not self.new.closed and not known

    def lost(self, facts: ServiceFacts) -> list[Access]:
        """What may not be done any more, although it could be at such an end."""
        known = self.own.lost(facts) if self.own is not None else []
        return sorted(_only(self.old, self.new, facts).difference(known))

    def gained(self, facts: ServiceFacts) -> list[Access]:
        """What may be done now, and could have been before at such an end."""
        known = self.own.gained(facts) if self.own is not None else []
        return sorted(_only(self.new, self.old, facts).difference(known))


def ends(kept: Kept[Leading]) -> Iterator[Ends]:
    """The ends of which an element says something else on the new side."""
    old, new, place = kept.old, kept.new, kept.place
    if old.capabilities == new.capabilities:
        return
    first, other = _way(place.old_owner, old), _way(place.new_owner, new)
    yield Ends((), _own_end(first), _own_end(other))
    for path in sorted(_paths(place.old, first) | _paths(place.new, other)):
        before = _end(place.old, first, path)
        after = _end(place.new, other, _renamed(path, place))
        if before and after:
            own = Ends((), _own_end(before.way), _own_end(after.way))
            yield Ends(path, before, after, own)


def _only(one: End, other: End, facts: ServiceFacts) -> frozenset[Access]:
    """The accesses at one end, as far as only capabilities keep the other from them."""
    if one.closed or other.closed:
        return frozenset()
    here, there = (
        possible(end.way, end.said, facts.only_declared) for end in (one, other)
    )
    return (here - there) & other.way.accesses


def _way(owner: str, leading: Leading) -> Way:
    if isinstance(leading, NavigationProperty):
        return navigation_way(owner, leading)
    return entry_way(owner, leading)


def _own_end(way: Way) -> End:
    said, _ = said_on_path(way, ())
    return End((way,), said, said.navigable is False)


def _end(model: Model, first: Way, path: Path) -> End | None:
    """The end of a path that begins with a way; None where there is no such path."""
    line = [first]
    said, restricted = said_on_path(first, ())
    closed = said.navigable is False
    for segment in path:
        way = next((w for w in _leading(model, line[-1]) if w.name == segment), None)
        if way is None:
            return None
        line.append(way)
        said, restricted = said_on_path(way, restricted)
        closed = closed or said.navigable is False
    return End(tuple(line), said, closed)


def _leading(model: Model, way: Way) -> Iterator[Way]:
    """What leads on from the end of a way, behind a key or not."""
    owner = (way.type.name, way.type.collection)
    yield from ways(model, way.type.name)
    yield from casts(model, owner, frozenset(), False)


def _paths(model: Model, way: Way) -> set[Path]:
    """The paths on from a way of which something is said there."""
    found = set(_restricted(way.capabilities.restricted))
    if way.owner[0] == ROOT and _of_all(way.capabilities):
        leading = ways(model, way.type.name)
        found |= {(each.name,) for each in leading if each.by is By.NAVIGATION}
    return found


def _restricted(restrictions: tuple[Restricted, ...]) -> Iterator[Path]:
    for each in restrictions:
        yield each.path
        for farther in _restricted(each.capabilities.restricted):
            yield (*each.path, *farther)


def _of_all(said: Capabilities) -> bool:
    """Whether something is said of all navigation properties from an entry on."""
    return not (said.navigable is None and said.referenceable is None)


def _renamed(path: Path, place: Place) -> Path:
    return tuple(place.counterparts.get(segment, segment) for segment in path)
