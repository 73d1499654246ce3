"""Where values of types stand on the wire: in requests, in responses, or in both."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping

from odata2py.compare.accesses import of_entry, of_navigation
from odata2py.compare.model import BOTH, NEITHER, REQUESTS, RESPONSES, Traffic
from odata2py.csdl.model import (
    EntitySet,
    Model,
    Singleton,
    StructuredType,
)
from odata2py.slicing.model import Access

_SENDING = frozenset({Access.CREATE, Access.UPDATE, Access.REPLACE, Access.UPSERT})
_READING = frozenset({Access.LIST, Access.GET})

_Use = tuple[str, bool]
"""A type, and whether its values count, or those alone that inherit from it."""


def traffic(model: Model) -> Mapping[str, frozenset[Traffic]]:
    """By type, where its values can stand; types that no request needs are not there.

    That is so for what operations take and return, for what is read and written at
    paths, and for what these types are made of, derived from, and the bases of. Types
    of a service without a container are there for others, which may do anything.
    """
    if model.container is None:
        return dict.fromkeys(model.types, BOTH)
    found: dict[_Use, frozenset[Traffic]] = {}
    waiting = deque(((name, True), where) for name, where in _ends(model))
    while waiting:
        use, where = waiting.popleft()
        known = found.get(use, NEITHER)
        if where <= known or use[0] not in model.types:
            continue
        found[use] = known | where
        waiting.extend((other, where) for other in _made_of(model, *use))
    return {
        name: found.get((name, True), NEITHER) | found.get((name, False), NEITHER)
        for name, _ in found
    }


def _ends(model: Model) -> Iterator[tuple[str, frozenset[Traffic]]]:
    for overloads in model.operations.values():
        for operation in overloads:
            for parameter in operation.own_parameters:
                yield parameter.type.name, REQUESTS
            if operation.return_type is not None:
                yield operation.return_type.name, RESPONSES
    for kind in model.types.values():
        if isinstance(kind, StructuredType):
            for nav in kind.navigation_properties:
                yield nav.type.name, _of_accesses(of_navigation(nav))
    if model.container is not None:
        entries: list[EntitySet | Singleton] = [
            *model.container.entity_sets.values(),
            *model.container.singletons.values(),
        ]
        for entry in entries:
            yield entry.entity_type, _of_accesses(of_entry(entry))


def _of_accesses(accesses: frozenset[Access]) -> frozenset[Traffic]:
    sent = REQUESTS if accesses & _SENDING else NEITHER
    return sent | (RESPONSES if accesses & _READING else NEITHER)


def _made_of(model: Model, name: str, values: bool) -> Iterator[_Use]:
    kind = model.types[name]
    if isinstance(kind, StructuredType):
        yield from ((prop.type.name, True) for prop in kind.properties)
        if values:
            yield from ((heir, True) for heir in model.derived.get(name, ()))
        if kind.base_type is not None:
            yield kind.base_type, False
