"""The paths of a service as a tree.

A service has few ways from type to type and endlessly many paths along them. The tree
has each way once, where its path is shortest, and each type's ways only where the type
is met first: so it ends, and leaves out nothing that a path could go along, but for the
derived types of a type that has very many; they are shown where the tree starts there.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Set

from msgspec import Struct, field

from odata2py.csdl.meaning import Restricted
from odata2py.csdl.model import EntityType, Model, Operation
from odata2py.errors import InputError, nearest
from odata2py.slicing.model import ROOT, Access, By, Owner
from odata2py.slicing.said import said_on_path
from odata2py.slicing.ways import (
    OF_COLLECTION,
    OF_ITEM,
    Way,
    called_by_name,
    calls,
    casts,
    operations,
    possible,
    ways,
)

_ORDER = tuple(Access)
_MANY = 60


class Call(Struct, frozen=True):
    """An operation, and what a path calls it."""

    name: str
    operation: Operation


class Branch(Struct):
    """A path, written as a pattern includes it, and what leads on from there.

    ``type`` is empty at the root. ``accesses`` are what the metadata does not rule out,
    ``calls`` the operations that can be called there. ``elsewhere`` is the path where
    the ways of the type are shown, if that is another. The types derived from a type
    are shown there as well, as segments of paths, with what their base type lacks of
    ``calls``.
    """

    path: str
    type: str = ""
    collection: bool = False
    accesses: tuple[Access, ...] = ()
    description: str = ""
    contained: bool = True
    calls: list[Call] = field(default_factory=list)
    branches: list[Branch] = field(default_factory=list)
    elsewhere: str = ""

    def walk(self) -> Iterator[Branch]:
        """The branch and all below it, each before its own."""
        waiting = [self]
        while waiting:
            branch = waiting.pop()
            yield branch
            waiting.extend(reversed(branch.branches))


class _Spot(Struct, frozen=True):
    """A place in the tree from which ways lead on.

    ``items`` is the branch of the items where ``branch`` is a collection. ``accesses``
    are those of both; ``restricted`` is what the path says of the ways that lead on.
    """

    branch: Branch
    items: Branch | None = None
    accesses: frozenset[Access] = frozenset()
    restricted: tuple[Restricted, ...] = ()
    by: By = By.NAVIGATION

    @property
    def owner(self) -> Owner:
        return self.branch.type, self.branch.collection

    @property
    def single(self) -> Branch:
        return self.items or self.branch

    def item(self) -> _Spot:
        """The items of a collection, without it."""
        accesses = self.accesses & OF_ITEM
        return _Spot(self.single, None, accesses, self.restricted, self.by)


def outline_paths(
    model: Model, start: str = "/", only_declared: Set[str] = frozenset()
) -> Branch:
    """The tree of a service's paths from one on.

    only_declared: accesses that the service has only where its metadata says so. Raises
    InputError if the service has no path ``start``.
    """
    tree = _Tree(model, only_declared)
    first = tree.find(start)
    shown = {first.branch.type: first.single.path}
    waiting, later = deque([first]), deque[_Spot]()
    while waiting or later:
        if waiting:
            spot = waiting.popleft()
            found = tree.add_ways(spot)
            later.append(spot)
        else:
            spot = later.popleft()
            found = tree.add_casts(spot, whole=spot is first)
        for each in found:
            if each.branch.type in shown:
                each.single.elsewhere = shown[each.branch.type]
            elif each.branch.type in model.types:
                shown[each.branch.type] = each.single.path
                waiting.append(each)
    for branch in first.branch.walk():
        branch.branches.sort(key=_order)
    return first.branch


def _order(branch: Branch) -> tuple[bool, bool, str]:
    """The items of a collection come first, derived types last."""
    last = branch.path.rpartition("/")[2]
    return last != "{id}", "." in last, branch.path


class _Tree(Struct, frozen=True):
    model: Model
    only_declared: Set[str]

    def find(self, path: str) -> _Spot:
        """The spot at a path, from which nothing leads on yet."""
        root = Branch("/", calls=self._calls((ROOT, False)))
        spot = _Spot(root)
        written = "" if path == "/**" else path.strip("/").removesuffix("/**")
        for segment in written.split("/") if written else ():
            if spot.items and segment.startswith("{"):
                spot = spot.item()
                continue
            ways = {name: way for way in self._leaving(spot) for name in way.names}
            if segment not in ways:
                raise _unknown(path, segment, spot, ways)
            spot = self._add(spot, ways[segment])
        return spot

    def add_ways(self, spot: _Spot) -> list[_Spot]:
        """Adds the ways that lead on; those that ``**`` goes along come first."""
        item = spot.item()
        found = sorted(self._shown(item), key=lambda way: not way.along)
        return [self._add(item, way) for way in found]

    def add_casts(self, spot: _Spot, whole: bool) -> list[_Spot]:
        """Adds the derived types; unless it is ``whole``, not too many, and only once.

        They are all at the base type already, where a derived type has some itself.
        """
        found = self._casts(spot)
        if not whole and (spot.by is By.CAST or len(found) > _MANY):
            return []
        return [self._add(spot, way) for way in found]

    def _shown(self, spot: _Spot) -> list[Way]:
        """The ways of a single value, without properties that lead to nothing."""
        if spot.branch.collection:
            return []
        return [
            way
            for way in ways(self.model, spot.branch.type)
            if (way.by is not By.PROPERTY or self._leads_on(way.type.name, set()))
            and said_on_path(way, spot.restricted)[0].navigable is not False
        ]

    def _casts(self, spot: _Spot) -> list[Way]:
        if spot.branch.type not in self.model.derived:
            return []
        return [
            way
            for way in casts(self.model, spot.owner, spot.accesses, False)
            if way.accesses or self._leads_on(way.type.name, set())
        ]

    def _leaving(self, spot: _Spot) -> list[Way]:
        """All ways, composable functions as well, which trees show with their kind."""
        called = called_by_name(self.model, spot.owner)
        return [
            *self._shown(spot),
            *self._casts(spot),
            *calls(self.model, spot.owner, called),
        ]

    def _leads_on(self, type_name: str, seen: set[str]) -> bool:
        """Whether paths go on from complex values of a type, or end in an operation."""
        if type_name in seen:
            return False
        seen.add(type_name)
        return (
            any(
                way.by is not By.PROPERTY or self._leads_on(way.type.name, seen)
                for way in ways(self.model, type_name)
            )
            or any(self._calls((type_name, many)) for many in (False, True))
            or any(
                self._leads_on(heir, seen) for heir in self.model.descendants(type_name)
            )
        )

    def _add(self, spot: _Spot, way: Way) -> _Spot:
        """Adds the branch of a way, and that of its items, to the branch of a spot."""
        said, restricted = said_on_path(way, spot.restricted)
        accesses = way.accesses
        if way.by is not By.CAST:
            accesses = possible(way, said, self.only_declared)
        found = Branch(
            f"{spot.branch.path.rstrip('/')}/{_segment(way)}",
            way.type.name,
            way.type.collection,
            _ordered(accesses & OF_COLLECTION if way.type.collection else accesses),
            way.documentation.description,
            way.along or way.by is By.CAST,
        )
        spot.branch.branches.append(found)
        items = self._items(found, accesses) if way.type.collection else None
        base = spot.branch.type if way.by is By.CAST else ""
        for branch in filter(None, (found, items)):
            branch.calls = self._calls((branch.type, branch.collection), base)
        return _Spot(found, items, accesses, restricted, way.by)

    def _items(self, collection: Branch, accesses: frozenset[Access]) -> Branch | None:
        if not isinstance(self.model.types.get(collection.type), EntityType):
            return None
        item = Branch(
            f"{collection.path}/{{id}}",
            collection.type,
            False,
            _ordered(accesses & OF_ITEM),
        )
        collection.branches.append(item)
        return item

    def _calls(self, owner: Owner, base: str = "") -> list[Call]:
        """What is called at a place, without what there is of a base type."""
        inherited = operations(self.model, base, owner[1])
        return [
            Call(name.rpartition(".")[2], operation)
            for name, operation in called_by_name(self.model, owner)
            if operation not in inherited
        ]


def _segment(way: Way) -> str:
    """What paths call a way; functions by the shorter of their names."""
    return way.name.rpartition(".")[2] if way.by is By.CALL else way.name


def _unknown(
    path: str, segment: str, spot: _Spot, known: Mapping[str, Way]
) -> InputError:
    here = spot.branch
    what = f"nothing is called {segment!r} at {here.path!r}"
    right = nearest(segment, known) or f"there is {_some(known)}"
    if segment in {call.name for call in here.calls}:
        what, right = f"{segment!r} is an operation", f"it is shown at {here.path!r}"
    elif spot.items:
        right = f"a key comes next: '{here.path}/{{id}}'"
    return InputError.at(f"path {path!r}", what, right)


def _some(names: Iterable[str]) -> str:
    known = sorted(names)
    return ", ".join(known[:8]) or "nothing"


def _ordered(accesses: frozenset[Access]) -> tuple[Access, ...]:
    return tuple(access for access in _ORDER if access in accesses)
