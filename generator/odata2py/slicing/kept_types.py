"""The types that a slice needs models of: what its requests and answers are made of."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Set

from msgspec import Struct, field

from odata2py.csdl.model import (
    Operation,
    Property,
    StructuredType,
    TypeReference,
)
from odata2py.slicing.chosen import Chosen, chosen_of
from odata2py.slicing.model import Access, Reason
from odata2py.slicing.paths import Paths, operation_key
from odata2py.slicing.walk import Service
from odata2py.slicing.ways import leads_on

_WITHOUT_MODEL = frozenset({Access.DELETE, Access.LINK, Access.UNLINK})


class KeptTypes(Struct, frozen=True):
    """Types with the reasons why they are kept, and which properties they have.

    properties: by type, the names of those that it declares itself.
    """

    reasons: Mapping[str, Reason]
    properties: Mapping[str, Set[str]]


class _Closure(Struct):
    """A type is kept once, and expanded to its derived types where it is declared.

    Where a declaration names the types that its values have, it is expanded to those.
    A base type has the properties that the types derived from it have.
    """

    service: Service
    chosen: Chosen
    reasons: dict[str, Reason] = field(default_factory=dict)
    properties: dict[str, set[str]] = field(default_factory=dict)
    complete: set[str] = field(default_factory=set)
    expanded: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)
    waiting: deque[str] = field(default_factory=deque)

    def keep(self, name: str, reason: Reason) -> None:
        self.reasons.setdefault(name, reason)
        if name not in self.complete:
            self.complete.add(name)
            self.waiting.append(name)

    def declare(self, reference: TypeReference, reason: Reason) -> None:
        """A type that a property, parameter, result or path is declared with."""
        model = self.service.model
        if reference.name not in model.types:
            return  # a primitive type, or any entity at all
        self.keep(reference.name, reason)
        allowed = reference.allowed_types
        if (reference.name, allowed) in self.expanded:
            return
        self.expanded.add((reference.name, allowed))
        if self.service.has_heirs(reference.name):
            for heir in sorted(model.descendants(reference.name)):
                if not allowed or heir in allowed:
                    self.keep(heir, Reason("derived from", reference.name))

    def close(self) -> KeptTypes:
        """Base types and types of properties, until nothing is added."""
        model = self.service.model
        while self.waiting:
            name = self.waiting.popleft()
            if not isinstance(model.types[name], StructuredType):
                continue
            for kind in reversed(model.lineage(name)):
                if kind.base_type is not None:
                    reason = Reason("the base type of", kind.name)
                    self.reasons.setdefault(kind.base_type, reason)
                self._have(kind, chosen_of(model, self.chosen, name, kind))
        return KeptTypes(self.reasons, self.properties)

    def _have(self, kind: StructuredType, properties: Iterable[Property]) -> None:
        known = self.properties.setdefault(kind.name, set())
        for prop in properties:
            if prop.name not in known:
                known.add(prop.name)
                because = f"the type of the property {prop.name!r} of"
                self.declare(prop.type, Reason(because, kind.name))


def keep_types(service: Service, paths: Paths, chosen: Chosen) -> KeptTypes:
    """The types that the paths need.

    chosen: the properties of types that have only some of theirs.
    """
    closure = _Closure(service, chosen)
    for way, access in paths.all_ways():
        if not access <= _WITHOUT_MODEL:
            closure.declare(way.type, Reason("the target of", way.element))
    for operation in called_operations(paths):
        for parameter in operation.own_parameters:
            because = f"the type of the parameter {parameter.name!r} of"
            closure.declare(parameter.type, Reason(because, operation.name))
        if operation.return_type is None or leads_on(service.model, operation):
            continue  # paths that only go on from a result do not need its type
        closure.declare(operation.return_type, Reason("returned by", operation.name))
    return closure.close()


def called_operations(paths: Paths) -> list[Operation]:
    """All operations of a slice, each once, in its order."""
    found = [each for called in paths.called.values() for each in called.values()]
    found += [way.function for way, _ in paths.all_ways() if way.function is not None]
    by_key = {operation_key(operation): operation for operation in found}
    return [by_key[key] for key in sorted(by_key)]
