"""What the metadata says of a way on a certain path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from odata2py.csdl.meaning import UNRESTRICTED, Capabilities, Restricted
from odata2py.slicing.model import ROOT, By
from odata2py.slicing.ways import Way

_ANY = "*"


def said_on_path(
    way: Way, restricted: Iterable[Restricted]
) -> tuple[Capabilities, tuple[Restricted, ...]]:
    """The capabilities of a way on a path, and of the ways after it.

    restricted: what the path's beginning says of its ways. That counts for more than
    what is said of the way everywhere, and that for more than what is said of all ways
    from the path's beginning.
    """
    said, onward = way.capabilities, list(way.capabilities.restricted)
    if way.by is not By.NAVIGATION:
        return said, tuple(_beyond(restricted, way))
    if way.owner[0] == ROOT:
        onward.insert(0, Restricted((_ANY,), _of_all(said)))
        said = replace(said, navigable=None, referenceable=None)
    for restriction in restricted:
        first, *rest = restriction.path
        if first == way.name and rest:
            onward.append(Restricted(tuple(rest), restriction.capabilities))
        elif first == way.name:
            said = _narrowed(said, restriction.capabilities)
            onward.extend(restriction.capabilities.restricted)
        elif first == _ANY:
            said = _narrowed(restriction.capabilities, said)
    kept = (each for each in onward if each.capabilities != UNRESTRICTED)
    return said, tuple(kept)


def _beyond(restricted: Iterable[Restricted], way: Way) -> Iterator[Restricted]:
    """What is said of the ways after a property or a cast, on this path."""
    for restriction in restricted:
        first, *rest = restriction.path
        if first == way.name and rest:
            yield Restricted(tuple(rest), restriction.capabilities)
        elif way.by is By.CAST:
            yield restriction


def _of_all(said: Capabilities) -> Capabilities:
    """What is said of an entity set or singleton, and means all that leads on there."""
    return Capabilities(navigable=said.navigable, referenceable=said.referenceable)


def _narrowed(said: Capabilities, here: Capabilities) -> Capabilities:
    """What is said, and where something is said here, that instead."""
    changes = {
        name: value
        for name in here.__struct_fields__
        if (value := getattr(here, name)) not in (None, (), frozenset())
    }
    return replace(said, **changes)
