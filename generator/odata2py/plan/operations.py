"""Bound actions and functions to methods of builders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from odata2py.csdl.model import Function, Operation, StructuredType, TypeReference
from odata2py.plan.context import Context
from odata2py.plan.docs import docstring, documentation_text
from odata2py.plan.literals import text_literal
from odata2py.plan.names import (
    BUILDER_NAMES,
    PARAMETER_NAMES,
    NameBook,
    snake_case,
)
from odata2py.plan.views import OperationView, ParameterView

_RAISES = "Raises ServiceError, TransportError, MalformedResponseError."


def plan_operations(
    owner: str,
    operations: Sequence[Operation],
    context: Context,
    *,
    qualified: bool,
    taken: frozenset[str] = BUILDER_NAMES,
) -> tuple[OperationView, ...]:
    """The methods for the operations that can be called at one place.

    qualified: whether the service wants the namespace in front of their names.
    """
    keys = {ledger_key(owner, operation): operation for operation in operations}
    names = context.names.assign(_telling_names(keys), snake_case, taken)
    return tuple(
        _view(operation, names[key], context, qualified)
        for key, operation in keys.items()
    )


def ledger_key(owner: str, operation: Operation) -> str:
    """The operation in the ledger of names."""
    parameters = ",".join(parameter.name for parameter in operation.own_parameters)
    return f"{owner}/{operation.name}({parameters})"


def _telling_names(operations: Mapping[str, Operation]) -> dict[str, str]:
    """Overloads are told apart by their parameters (CSDL 12.2, 12.4).

    Operations of one name are told apart by the last parts of their namespaces.
    """
    count = Counter(operation.name for operation in operations.values())
    alike = Counter(qualified.rpartition(".")[2] for qualified in count)
    names = {}
    for key, operation in operations.items():
        *namespace, name = operation.name.split(".")
        parameters = [parameter.name for parameter in operation.own_parameters]
        if count[operation.name] > 1 and parameters:
            parameters = ["with", *parameters]
        else:
            parameters = []
        prefix = namespace[-1:] if alike[name] > 1 else []
        names[key] = "_".join([*prefix, name, *parameters])
    return names


def _view(
    operation: Operation, name: str, context: Context, qualified: bool
) -> OperationView:
    parameters = tuple(_parameters(operation, context.names, context))
    wire_name = operation.name if qualified else operation.name.rpartition(".")[2]
    given = ", ".join(f"{text_literal(p.wire_name)}: {p.name}" for p in parameters)
    kind = "_function" if isinstance(operation, Function) else "_action"
    result, reader, decorator = _result(operation.return_type, context)
    return OperationView(
        name=name,
        decorator=decorator,
        parameters=parameters,
        result=result,
        docstring=docstring(_text(operation, parameters), 8),
        call=f"self.{kind}({text_literal(wire_name)}, {{{given}}}, {reader})",
    )


def _parameters(
    operation: Operation, names: NameBook, context: Context
) -> Iterator[ParameterView]:
    keys = {f"{operation.name}/{p.name}": p for p in operation.own_parameters}
    given = names.assign(
        {key: parameter.name for key, parameter in keys.items()},
        snake_case,
        PARAMETER_NAMES,
    )
    for key, parameter in keys.items():
        optional = parameter.optional or parameter.type.nullable
        annotation = context.places.dotted(parameter.type)
        yield ParameterView(
            name=given[key],
            wire_name=parameter.name,
            annotation=f"{annotation} | None" if optional else annotation,
            default="None" if optional else "",
        )


def _result(returned: TypeReference | None, context: Context) -> tuple[str, str, str]:
    """The result's annotation, the expression of its reader, and the decorator."""
    if returned is None:
        return "None", "read_nothing", "operation"
    name = context.places.simple(returned)
    single = TypeReference(returned.name)
    if isinstance(context.model.types.get(name), StructuredType):
        model = context.places.dotted(single)
        if returned.collection:
            return f"Page[{model}]", f"PageReader({model})", "listing"
        return model, f"EntityReader({model})", "operation"
    annotation = context.places.dotted(returned)
    return annotation, f"ValueReader({annotation})", "operation"


def _text(operation: Operation, parameters: Sequence[ParameterView]) -> str:
    kind = "function" if isinstance(operation, Function) else "action"
    simple_name = operation.name.rpartition(".")[2]
    text = documentation_text(
        operation.documentation, f"Call the {kind} {simple_name}."
    )
    by_wire_name = {p.name: p for p in operation.own_parameters}
    described = [
        f"{view.name}: {said}"
        for view in parameters
        if (said := documentation_text(by_wire_name[view.wire_name].documentation))
    ]
    return "\n\n".join([text, *described, _RAISES])
