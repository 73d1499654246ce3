"""The paths of a service as a tree.

A service has few ways from type to type and endlessly many paths along them. The tree
has each way once, where its path is shortest, and each type's ways only where the type
is met first: so it ends, and leaves out nothing that a path could go along.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from odata2py.csdl.model import Model, Operation
from odata2py.errors import InputError, nearest
from odata2py.slicing.model import ROOT, Access, By
from odata2py.slicing.ways import (
    OF_COLLECTION,
    OF_ITEM,
    Way,
    called_by_name,
    possible,
    ways,
)

_ORDER = tuple(Access)


class Call(Struct, frozen=True):
    """An operation, and what a path calls it."""

    name: str
    operation: Operation


class Branch(Struct):
    """A path, written as a pattern includes it, and what leads on from there.

    ``type`` is empty at the root. ``accesses`` are what the metadata does not rule out,
    ``calls`` the operations that can be called there. ``elsewhere`` is the path where
    the ways of the type are shown, if that is another.
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


def outline_paths(model: Model, start: str = "/") -> Branch:
    """The tree of a service's paths from one on.

    Raises InputError if the service has no path ``start``.
    """
    root, owner = _find(model, start)
    first = root.branches[0] if root.collection else root
    shown = {owner: first.path}
    waiting = deque([(first, owner)])
    while waiting:
        branch, owner = waiting.popleft()
        found = sorted(_shown(model, owner), key=lambda way: not way.along)
        for way in found:
            item = _add(model, branch, way)
            if way.type.name in shown:
                item.elsewhere = shown[way.type.name]
            else:
                shown[way.type.name] = item.path
                waiting.append((item, way.type.name))
    for branch in root.walk():
        branch.branches.sort(key=lambda below: below.path)
    return root


def _shown(model: Model, owner: str) -> list[Way]:
    """The ways that are shown: not properties, which are shown with their types."""
    return [way for way in ways(model, owner) if way.by is not By.PROPERTY]


def _find(model: Model, path: str) -> tuple[Branch, str]:
    """The branch at a path, without others yet, and the type whose ways lead on."""
    here, owner = Branch("/"), ROOT
    here.calls = _calls(model, ROOT, False)
    written = "" if path == "/**" else path.strip("/").removesuffix("/**")
    for segment in written.split("/") if written else ():
        if here.collection and segment.startswith("{"):
            (here,) = here.branches
            continue
        known = {way.name: way for way in _shown(model, owner)}
        if here.collection or segment not in known:
            raise _unknown(path, segment, here, known)
        _add(model, here, known[segment])
        here, owner = here.branches[-1], known[segment].type.name
    if not here.collection:
        here.branches.clear()
    return here, owner


def _unknown(
    path: str, segment: str, here: Branch, known: Mapping[str, Way]
) -> InputError:
    what = f"nothing is called {segment!r} at {here.path!r}"
    right = nearest(segment, known) or f"there is {_some(known)}"
    if segment in {call.name for call in here.calls}:
        what, right = f"{segment!r} is an operation", f"it is shown at {here.path!r}"
    elif here.collection:
        right = f"a key comes next: '{here.path}/{{id}}'"
    return InputError.at(f"path {path!r}", what, right)


def _some(names: Iterable[str]) -> str:
    known = sorted(names)
    return ", ".join(known[:8]) or "nothing"


def _add(model: Model, branch: Branch, way: Way) -> Branch:
    """Adds the branch of a way; returns that of its items, from which ways lead on."""
    accesses = possible(way, way.capabilities, frozenset())
    found = Branch(
        f"{branch.path.rstrip('/')}/{way.name}",
        way.type.name,
        way.type.collection,
        _ordered(accesses),
        way.documentation.description,
        way.along,
        _calls(model, way.type.name, way.type.collection),
    )
    branch.branches.append(found)
    if not way.type.collection:
        return found
    found.accesses = _ordered(accesses & OF_COLLECTION)
    item = Branch(
        f"{found.path}/{{id}}",
        way.type.name,
        False,
        _ordered(accesses & OF_ITEM),
        calls=_calls(model, way.type.name, False),
    )
    found.branches.append(item)
    return item


def _calls(model: Model, type_name: str, collection: bool) -> list[Call]:
    return [
        Call(name.rpartition(".")[2], operation)
        for name, operation in called_by_name(model, (type_name, collection))
    ]


def _ordered(accesses: frozenset[Access]) -> tuple[Access, ...]:
    return tuple(access for access in _ORDER if access in accesses)
