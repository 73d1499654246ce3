"""Elements to actions and functions."""

from __future__ import annotations

from odata2py.csdl.annotation import NOTHING, Annotations
from odata2py.csdl.build import annotations as said
from odata2py.csdl.build.attributes import boolean
from odata2py.csdl.build.capabilities import permissions_to_call
from odata2py.csdl.build.references import Source, reference
from odata2py.csdl.build.targets import Below, gather
from odata2py.csdl.document.xml import Element
from odata2py.csdl.model import Action, Function, Operation, Parameter, TypeReference
from odata2py.csdl.names import Scope
from odata2py.csdl.signatures import target_names
from odata2py.csdl.survey import Child
from odata2py.csdl.tags import ACTION, PARAMETER, RETURN_TYPE
from odata2py.errors import Position


def build_operations(source: Source, name: str) -> tuple[Operation, ...]:
    """The overloads of that qualified name."""
    overloads = source.declared.operations[name]
    return tuple(_build_operation(source, name, element) for element in overloads)


def _build_operation(source: Source, name: str, element: Element) -> Operation:
    scope = source.declared.scope(name)
    below = _below(source, name, element)
    found = gather(element, scope, below, "")
    result, about_result = _result(source, scope, element, below)
    common = (
        name,
        scope.position(element),
        said.documentation(found),
        boolean(element, "IsBound"),
        tuple(
            _build_parameter(source, scope, child, below)
            for child in source.declared.tagged(element, PARAMETER)
        ),
        result,
        scope.resolve_path(element.get("EntitySetPath") or ""),
        said.requires_explicit_binding(found),
        found,
        about_result,
        permissions_to_call(found),
    )
    if element.tag == ACTION:
        return Action(*common)
    return Function(*common, boolean(element, "IsComposable"))


def _below(source: Source, name: str, element: Element) -> Below:
    """What annotates an overload under any of its names."""
    names = [name]
    if name in source.targets.overloads:
        names = target_names(name, element, source.declared.scope(name))
    if name in source.declared.types:
        names = names[1:]  # the bare name is the type's
    return [said_at for known in names for said_at in source.targets.below(known)]


def _result(
    source: Source, scope: Scope, element: Element, below: Below
) -> tuple[TypeReference | None, Annotations]:
    result = next(source.declared.tagged(element, RETURN_TYPE), None)
    if result is None:
        return None, NOTHING
    found = gather(result.holder, scope, below, "$ReturnType")
    return said.constrained(reference(source, scope, result.use), found), found


def _build_parameter(
    source: Source, scope: Scope, child: Child, below: Below
) -> Parameter:
    found = gather(child.holder, scope, below, child.name)
    optional, default = said.optional_parameter(found)
    return Parameter(
        child.name,
        said.constrained(reference(source, scope, child.use), found),
        Position(scope.file, child.line),
        said.documentation(found),
        optional,
        default,
        found,
    )
