"""Actions and functions to methods of builders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from odata2py.csdl.model import (
    Function,
    Operation,
    Parameter,
    StructuredType,
    TypeReference,
)
from odata2py.plan.context import Context
from odata2py.plan.deprecation import deprecation_message
from odata2py.plan.docs import docstring, documentation_text, permissions_text
from odata2py.plan.literals import text_literal
from odata2py.plan.names import PARAMETER_NAMES, NameBook, snake_case
from odata2py.plan.views import OperationView, ParameterView
from odata2py.profiles import Profile
from odata2py.slicing.ways import STREAM, Called

_RAISES = "Raises ServiceError, TransportError, MalformedResponseError."


def name_operations(
    owner: str, called: Iterable[Called], names: NameBook, taken: frozenset[str]
) -> Mapping[str, str]:
    """Names for the methods of one place, by their keys in the ledger."""
    keys = {ledger_key(owner, each): each for each in called}
    return names.assign(_telling_names(keys), snake_case, taken)


def ledger_key(owner: str, called: Called) -> str:
    """An operation in the ledger of names."""
    name, operation = called
    parameters = ",".join(parameter.name for parameter in operation.own_parameters)
    kind = "@action" if _kind(operation) == "action" else ""
    return f"{owner}/{name}({parameters}){kind}"


def _telling_names(called: Mapping[str, Called]) -> dict[str, str]:
    """Overloads are told apart by their parameters (CSDL 12.2, 12.4).

    Operations of one name are told apart by the last parts of their namespaces, and an
    action and a function by what they are.
    """
    count = Counter((name, _kind(operation)) for name, operation in called.values())
    kinds = Counter(name for name, _ in count)
    alike = Counter(name.rpartition(".")[2] for name in kinds)
    names = {}
    for key, (full_name, operation) in called.items():
        *namespace, name = full_name.split(".")
        kind = _kind(operation)
        parts = [*namespace[-1:], name] if alike[name] > 1 else [name]
        if kinds[full_name] > 1:
            parts.append(kind)
        parameters = [parameter.name for parameter in operation.own_parameters]
        if count[full_name, kind] > 1 and parameters:
            parts += ["with", *parameters]
        names[key] = "_".join(parts)
    return names


def _kind(operation: Operation) -> str:
    return "function" if isinstance(operation, Function) else "action"


def plan_operation(
    name: str, called: Called, context: Context, profile: Profile
) -> OperationView:
    """The method that calls an operation."""
    _, operation = called
    parameters = plan_parameters(operation, context)
    decorator = "operation"
    result, reader = "None", "read_nothing"
    is_media = _is_media(operation)
    if is_media:
        result, reader = "bytes", "read_bytes"
    elif operation.return_type is not None:
        may_be_null = operation.return_type.nullable and profile.nullable_results
        decorator, result, reader = _result(operation.return_type, may_be_null, context)
    arguments = f"{call_arguments(called, parameters, profile)}, {reader}"
    call = f"self._{_kind(operation)}({arguments})"
    return OperationView(
        name=name,
        decorator=decorator,
        signature=signature(parameters),
        result=result,
        docstring=docstring(operation_text(operation, parameters, _RAISES), 8),
        call=f"for_media({call})" if is_media else call,
        deprecated=deprecation_message(operation.documentation),
    )


def call_arguments(
    called: Called, parameters: Sequence[ParameterView], profile: Profile
) -> str:
    """The name and the parameters of a call, as the runtime takes them."""
    name, _ = called
    segment = name if profile.qualified_operations else name.rpartition(".")[2]
    given = ", ".join(f"{text_literal(p.wire_name)}: {p.name}" for p in parameters)
    return f"{text_literal(segment)}, {{{given}}}"


def signature(parameters: Sequence[ParameterView]) -> str:
    """The keyword arguments of a call, after ``self``, as they are written."""
    given = "".join(
        f", {p.name}: {p.annotation}{f' = {p.default}' if p.default else ''}"
        for p in parameters
    )
    return f", *{given}" if given else ""


def plan_parameters(
    operation: Operation, context: Context
) -> tuple[ParameterView, ...]:
    """The keyword arguments of a call."""
    return tuple(_parameters(operation, context))


def _parameters(operation: Operation, context: Context) -> Iterator[ParameterView]:
    given = _name_parameters(operation, context)
    for parameter in operation.own_parameters:
        omissible = is_omissible(operation, parameter)
        parts = [_accepted(parameter.type, context)]
        if parameter.type.nullable and not parameter.type.collection:
            parts.append("None")
        if omissible:
            parts.append("Unset")
        yield ParameterView(
            name=given[_parameter_key(operation, parameter)],
            wire_name=parameter.name,
            annotation=" | ".join(parts),
            default="UNSET" if omissible else "",
        )


def _accepted(reference: TypeReference, context: Context) -> str:
    """What a parameter takes; a text is no sequence of texts."""
    single = context.places.dotted(TypeReference(reference.name))
    if not reference.collection:
        return single
    return "list[str]" if single == "str" else f"Sequence[{single}]"


def _name_parameters(operation: Operation, context: Context) -> Mapping[str, str]:
    """Names for the parameters of all overloads, which have their entries together."""
    overloads = (operation, *context.model.operations.get(operation.name, ()))
    elements = {
        _parameter_key(overload, parameter): parameter.name
        for overload in overloads
        for parameter in overload.own_parameters
    }
    return context.names.assign(elements, snake_case, PARAMETER_NAMES)


def _parameter_key(operation: Operation, parameter: Parameter) -> str:
    """A parameter in the ledger of names."""
    return f"{operation.name}/{parameter.name}"


def is_omissible(operation: Operation, parameter: Parameter) -> bool:
    """Whether a call need not have a parameter (Protocol 4.01, 11.5.4.1, 11.5.5.1).

    Actions take a nullable one that is missing for null; functions have to have all
    that are not optional.
    """
    if isinstance(operation, Function):
        return parameter.optional
    return parameter.optional or parameter.type.nullable


def _is_media(operation: Operation) -> bool:
    """Whether the answer is bytes of their own media type, and no JSON."""
    returned = operation.return_type
    return returned is not None and returned.name == STREAM


def _result(
    returned: TypeReference, may_be_null: bool, context: Context
) -> tuple[str, str, str]:
    """The decorator, the annotation of the result, and the expression of its reader."""
    name = context.places.simple(returned)
    single = context.places.dotted(TypeReference(returned.name))
    structured = isinstance(context.model.types.get(name), StructuredType)
    if returned.collection:
        reader = (
            f"PageReader({single})" if structured else f"ValuesReader(list[{single}])"
        )
        return "listing", f"Page[{single}]", reader
    result = f"{single} | None" if may_be_null else single
    reader = f"EntityReader({single})" if structured else f"ValueReader({result})"
    return "operation", result, f"NullableReader({reader})" if may_be_null else reader


def operation_text(
    operation: Operation, parameters: Sequence[ParameterView], raises: str
) -> str:
    """The docstring of a call: what it does, its parameters, the errors raised."""
    kind = _kind(operation)
    simple_name = operation.name.rpartition(".")[2]
    text = documentation_text(
        operation.documentation, f"Call the {kind} {simple_name}."
    )
    by_wire_name = {p.name: p for p in operation.own_parameters}
    described = [
        f"{view.name}: {said}"
        for view in parameters
        if (said := _parameter_text(by_wire_name[view.wire_name]))
    ]
    permissions = filter(None, [permissions_text(operation)])
    return "\n\n".join([text, *described, *permissions, raises])


def _parameter_text(parameter: Parameter) -> str:
    said = documentation_text(parameter.documentation)
    if parameter.default_value is not None:
        said = f"{said} The service takes {parameter.default_value} if it is not given."
    return said.strip()
