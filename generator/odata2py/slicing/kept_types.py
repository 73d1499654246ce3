"""The types that a slice needs models of: what its requests and answers are made of."""

from __future__ import annotations

from collections import deque

from msgspec import Struct, field

from odata2py.csdl.model import Operation, StructuredType, TypeReference
from odata2py.slicing.model import Access, Reason
from odata2py.slicing.paths import Paths, operation_key
from odata2py.slicing.walk import Service
from odata2py.slicing.ways import leads_on

_WITHOUT_MODEL = frozenset({Access.DELETE, Access.LINK, Access.UNLINK})


class _Closure(Struct):
    """A type is kept once, and expanded to its derived types where it is declared.

    Where a declaration names the types that its values have, it is expanded to those.
    """

    service: Service
    reasons: dict[str, Reason] = field(default_factory=dict)
    expanded: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)
    waiting: deque[str] = field(default_factory=deque)

    def keep(self, name: str, reason: Reason) -> None:
        if name not in self.reasons:
            self.reasons[name] = reason
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

    def complete(self) -> None:
        """Base types and types of properties, until nothing is added."""
        while self.waiting:
            kind = self.service.model.types[self.waiting.popleft()]
            if not isinstance(kind, StructuredType):
                continue
            if kind.base_type is not None:
                self.keep(kind.base_type, Reason("the base type of", kind.name))
            for prop in kind.properties:
                because = f"the type of the property {prop.name!r} of"
                self.declare(prop.type, Reason(because, kind.name))


def keep_types(service: Service, paths: Paths) -> dict[str, Reason]:
    """The names of the types that the paths need, each with its reason."""
    closure = _Closure(service)
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
    closure.complete()
    return closure.reasons


def called_operations(paths: Paths) -> list[Operation]:
    """All operations of a slice, each once, in its order."""
    found = [each for called in paths.called.values() for each in called.values()]
    found += [way.function for way, _ in paths.all_ways() if way.function is not None]
    by_key = {operation_key(operation): operation for operation in found}
    return [by_key[key] for key in sorted(by_key)]
