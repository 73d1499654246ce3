"""The shortest paths of a service that need an element."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from odata2py.csdl.model import Model, StructuredType
from odata2py.outline.paths import Branch, outline_paths

_MOST = 3


def ways_to(model: Model, element: str) -> list[str]:
    """Path patterns whose slices have an element, a few of the shortest."""
    branches = sorted(outline_paths(model).walk(), key=lambda each: len(each.path))
    paths = dict.fromkeys(_to_element(model, branches[1:], element))
    return list(islice(paths, _MOST))


def _to_element(model: Model, branches: list[Branch], element: str) -> Iterator[str]:
    owner, _, member = element.rpartition("/")
    if element in model.operations:
        yield from _calls(branches, {element})
    elif element in model.types:
        yield from _to_type(model, branches, element)
    elif owner not in model.types:
        yield f"/{member}"
    else:
        kind = model.types[owner]
        if isinstance(kind, StructuredType) and member in {
            nav.name for nav in kind.navigation_properties
        }:
            places = {owner, *model.descendants(owner)}
            yield from (
                f"{branch.path}/{member}"
                for branch in branches
                if branch.type in places and not branch.collection
            )
        else:
            yield from _to_type(model, branches, owner)


def _to_type(model: Model, branches: list[Branch], name: str) -> Iterator[str]:
    """The paths to values of a type, or of a type that is made of it."""
    users = _users(model)
    seen, waiting = {name}, deque([name])
    while waiting:
        here = waiting.popleft()
        yield from (branch.path for branch in branches if branch.type == here)
        yield from _calls(branches, _operations_with(model, here))
        yield from _casts(model, branches, here)
        fresh = [each for each in users.get(here, ()) if each not in seen]
        seen.update(fresh)
        waiting.extend(fresh)


def _calls(branches: Iterable[Branch], operations: set[str]) -> Iterator[str]:
    for branch in branches:
        for call in branch.calls:
            if call.operation.name in operations:
                yield f"{branch.path}/{call.name}"


def _casts(model: Model, branches: Iterable[Branch], name: str) -> Iterator[str]:
    """The paths to a base type of a type, with the cast to it."""
    kind = model.types[name]
    if not isinstance(kind, StructuredType):
        return
    bases = {base.name for base in model.lineage(name)} - {name}
    for branch in branches:
        if branch.type in bases:
            yield f"{branch.path}/{name}"


def _operations_with(model: Model, name: str) -> set[str]:
    """The operations that take or return values of a type."""
    return {
        operation.name
        for overloads in model.operations.values()
        for operation in overloads
        if name
        in {
            *(parameter.type.name for parameter in operation.own_parameters),
            operation.return_type.name if operation.return_type else "",
        }
    }


def _users(model: Model) -> Mapping[str, list[str]]:
    """By type, its base type and the types that have properties of it."""
    found: dict[str, list[str]] = {}
    for name, kind in model.types.items():
        if isinstance(kind, StructuredType):
            if kind.base_type is not None:
                found.setdefault(name, []).append(kind.base_type)
            for prop in kind.properties:
                found.setdefault(prop.type.name, []).append(name)
    return found
