"""Which operation a name in a path means, among its overloads.

OData CSDL 4.01, sections 12.2 and 12.4 (overloads), and Protocol 4.01, section 11.5.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from odata2py.csdl.model import (
    Function,
    Model,
    Operation,
    OperationImport,
    StructuredType,
    TypeReference,
)
from odata2py.sandbox.errors import bad_request


def bound_overloads(
    model: Model, binding: TypeReference, name: str
) -> Sequence[Operation]:
    """The operations of that name bound to a type, or else to its nearest base type.

    The name may be qualified or not: a service is free to make its namespaces default
    namespaces (Core.DefaultNamespace).
    """
    known = model.types.get(binding.name)
    if isinstance(known, StructuredType):
        types = [kind.name for kind in reversed(model.lineage(binding.name))]
    else:
        types = [binding.name]
    for each in types:
        found = [
            operation
            for operation in model.bound.get((each, binding.collection), ())
            if name in (operation.name, operation.name.rpartition(".")[2])
        ]
        if found:
            return found
    return []


def unbound_overloads(model: Model, imported: OperationImport) -> Sequence[Operation]:
    """The unbound operations that an import makes available."""
    found = model.operations.get(imported.operation, ())
    return [operation for operation in found if not operation.bound]


def choose(
    overloads: Sequence[Operation], name: str, given: Collection[str]
) -> Operation:
    """The overload whose parameters are those given in the URL.

    Actions have no parameters in the URL; their overloads differ by binding type only.
    """
    for operation in overloads:
        if not isinstance(operation, Function):
            if not given:
                return operation
            continue
        parameters = operation.own_parameters
        names = {parameter.name for parameter in parameters}
        needed = {each.name for each in parameters if not each.optional}
        if needed <= set(given) <= names:
            return operation
    raise bad_request(f"No overload of {name} has the parameters given in the URL.")
