"""Which operation a name in a path means, among its overloads.

OData CSDL 4.01, sections 12.2 and 12.4 (overloads), and Protocol 4.01, section 11.5.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from odata2py.csdl.model import (
    Function,
    Model,
    Operation,
    OperationImport,
    StructuredType,
    TypeReference,
)
from odata2py.sandbox.errors import bad_request

Overloads = Sequence[Operation]
"""Operations of one name with one binding type, or unbound ones."""


def bound_overloads(
    model: Model, binding: TypeReference, name: str
) -> Sequence[Overloads]:
    """The operations of that name bound to a type and its base types, the type first.

    The name may be qualified or not: a service is free to make its namespaces default
    namespaces (Core.DefaultNamespace).
    """
    known = model.types.get(binding.name)
    if isinstance(known, StructuredType):
        types = [kind.name for kind in reversed(model.lineage(binding.name))]
    else:
        types = [binding.name]
    found = [
        [
            operation
            for operation in model.bound.get((each, binding.collection), ())
            if name in (operation.name, operation.name.rpartition(".")[2])
        ]
        for each in types
    ]
    return [overloads for overloads in found if overloads]


def functions_first(candidates: Sequence[Overloads]) -> Sequence[Overloads]:
    """The functions alone where there are any; else all that there is."""
    functions = [
        [each for each in overloads if isinstance(each, Function)]
        for overloads in candidates
    ]
    return functions if any(functions) else candidates


def unbound_overloads(model: Model, imported: OperationImport) -> Overloads:
    """The unbound operations that an import makes available."""
    found = model.operations.get(imported.operation, ())
    return [operation for operation in found if not operation.bound]


def choose(
    candidates: Sequence[Overloads], name: str, given: Collection[str]
) -> Operation:
    """The overload whose parameters are those given in the URL.

    The most derived binding type that has one counts; there, an overload with just
    these parameters comes before one with more that are optional. Actions have no
    parameters in the URL; their overloads differ by binding type only.
    """
    for overloads in candidates:
        found = next(_fitting(overloads, set(given)), None)
        if found is not None:
            return found
    raise bad_request(f"No overload of {name} has the parameters given in the URL.")


def _fitting(overloads: Overloads, given: set[str]) -> Iterator[Operation]:
    for operation in overloads:
        takes_none = not isinstance(operation, Function)
        if given == (set() if takes_none else _names(operation)):
            yield operation
    for operation in overloads:
        if isinstance(operation, Function):
            optional = {each.name for each in operation.own_parameters if each.optional}
            if _names(operation) - optional <= given <= _names(operation):
                yield operation


def _names(operation: Operation) -> set[str]:
    return {each.name for each in operation.own_parameters}
