"""Elements to actions and functions."""

from __future__ import annotations

from odata2py.csdl import annotations as said
from odata2py.csdl.attributes import boolean
from odata2py.csdl.check import RETURN_TYPE
from odata2py.csdl.declarations import ACTION, PARAMETER
from odata2py.csdl.faults import describe, quote
from odata2py.csdl.model import (
    Action,
    Function,
    Operation,
    Parameter,
)
from odata2py.csdl.names import Scope, is_path
from odata2py.csdl.targets import Below, gather, signature
from odata2py.csdl.types import Source, reference
from odata2py.csdl.xml import Element
from odata2py.errors import InputError


def build_operations(source: Source, name: str) -> tuple[Operation, ...]:
    """The overloads of that qualified name."""
    overloads = source.declared.operations[name]
    return tuple(_build_operation(source, name, element) for element in overloads)


def target_names(name: str, element: Element, scope: Scope) -> list[str]:
    """The names by which annotations may target an overload, the vaguest first.

    The parameters of an action need not be named beyond the first (CSDL 14.2.2).
    """
    types = [
        scope.resolve_type(child.get("Type") or "")
        for child in element.iterchildren(PARAMETER)
    ]
    bound = types[:1] if element.get("IsBound") == "true" else []
    names = [name, f"{name}({signature(types)})"]
    if element.tag == ACTION and bound != types:
        names.insert(1, f"{name}({signature(bound)})")
    return names


def _build_operation(source: Source, name: str, element: Element) -> Operation:
    scope = source.scope
    below = _below(source, name, element)
    result = next(element.iterchildren(RETURN_TYPE), None)
    common = (
        name,
        scope.position(element),
        said.documentation(gather(element, scope, below, "")),
        boolean(element, "IsBound", scope),
        tuple(
            _build_parameter(source, child, below)
            for child in element.iterchildren(PARAMETER)
        ),
        reference(source, result, dict(result.items())) if result is not None else None,
        _entity_set_path(element, scope),
    )
    if element.tag == ACTION:
        return Action(*common)
    return Function(*common, boolean(element, "IsComposable", scope))


def _below(source: Source, name: str, element: Element) -> Below:
    """What annotates an overload under any of its names."""
    names = [name]
    if name in source.targets.overloads:
        names = target_names(name, element, source.scope)
    if name in source.declared.types:
        names = names[1:]  # the bare name is the type's
    return [said_at for known in names for said_at in source.targets.below(known)]


def _build_parameter(source: Source, element: Element, below: Below) -> Parameter:
    attributes = dict(element.items())
    name = attributes.pop("Name", "")
    found = gather(element, source.scope, below, name)
    optional, default = said.optional_parameter(found)
    return Parameter(
        name,
        reference(source, element, attributes),
        source.scope.position(element),
        said.documentation(found),
        optional,
        default,
    )


def _entity_set_path(element: Element, scope: Scope) -> str:
    path = element.get("EntitySetPath") or ""
    if path and not is_path(path):
        raise InputError.at(
            scope.position(element),
            f"{describe(element)} has the EntitySetPath {quote(path)}",
            "a path of names is expected",
        )
    return scope.resolve_path(path)
