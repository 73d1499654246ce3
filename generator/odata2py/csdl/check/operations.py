"""Actions and functions, and what tells overloads apart (CSDL 12)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from msgspec import Struct

from odata2py.csdl.check.paths import Paths
from odata2py.csdl.declarations import Declarations
from odata2py.csdl.document.xml import Element
from odata2py.csdl.faults import Faults, describe, quote
from odata2py.csdl.names import Scope
from odata2py.csdl.tags import (
    ACTION,
    ENTITY_TYPE,
    FUNCTION,
    NAVIGATION_PROPERTY,
    PARAMETER,
    RETURN_TYPE,
)

Signature = tuple[str, bool]


class _Overload(Struct, frozen=True):
    """An operation with the types of its parameters and its result, resolved."""

    element: Element
    bound: bool
    names: tuple[str, ...]
    types: tuple[Signature, ...]
    result: Signature | None


def check_operations(found: Declarations, paths: Paths, faults: Faults) -> None:
    """What operations have, and that no two of a name are the same."""
    for element in found.unbindable:
        faults.add(
            element,
            f"{describe(element)} is bound and has no parameter",
            "the first parameter of a bound operation is what it is bound to",
        )
    _refuse_taken_names(found, faults)
    for name, elements in found.operations.items():
        for element in elements:
            if element.tag == FUNCTION:
                _check_result(element, found, faults)
            _check_streams(element, found, faults)
            path = element.get("EntitySetPath")
            if path is not None:
                _check_entity_set_path(element, path, name, paths, faults)
        _refuse_both_kinds(elements, faults)
        if len(elements) > 1:
            scope = found.scope(name)
            _refuse_same([_overload(element, scope) for element in elements], faults)


def _check_streams(element: Element, found: Declarations, faults: Faults) -> None:
    """Streams are no parameters, unless something is bound to one (CSDL 12.9)."""
    bound = element.get("IsBound") == "true"
    for number, child in enumerate(found.tagged(element, PARAMETER)):
        if child.use.get("Type") == "Edm.Stream" and (number or not bound):
            what = f"{describe(element)} has the parameter {quote(child.name)}"
            faults.remark(element, f"{what}, a stream", "another type is expected")


def _refuse_taken_names(found: Declarations, faults: Faults) -> None:
    """Operations that are called as something else is (CSDL 5)."""
    for others in (found.types, found.terms, found.containers):
        for name in found.operations.keys() & others.keys():
            right = f"names are unique in a schema, line {others[name].sourceline}"
            for element in found.operations[name]:
                what = f"{describe(element)} is called as {describe(others[name])} is"
                faults.remark(element, what, right)


def _refuse_both_kinds(elements: list[Element], faults: Faults) -> None:
    """Actions that are called as a function is (CSDL 12.1, 12.3)."""
    first = elements[0]
    other = next((each for each in elements if each.tag != first.tag), None)
    if other is not None:
        what = f"{describe(other)} is called as {describe(first)} is"
        right = f"overloads are of one kind, see line {first.sourceline}"
        faults.remark(other, what, right)


def _check_result(element: Element, found: Declarations, faults: Faults) -> None:
    if next(found.tagged(element, RETURN_TYPE), None) is None:
        faults.add(
            element, f"{describe(element)} has no ReturnType", "a function has one"
        )


def _overload(element: Element, scope: Scope) -> _Overload:
    parameters = list(element.iterchildren(PARAMETER))
    result = next(element.iterchildren(RETURN_TYPE), None)
    return _Overload(
        element,
        element.get("IsBound") == "true",
        tuple(parameter.get("Name") or "" for parameter in parameters),
        tuple(scope.resolve_type(p.get("Type") or "") for p in parameters),
        scope.resolve_type(result.get("Type") or "") if result is not None else None,
    )


def _check_entity_set_path(
    element: Element, path: str, name: str, paths: Paths, faults: Faults
) -> None:
    """A path from the binding parameter to the entities of the result (CSDL 12.6)."""
    first, _, rest = path.partition("/")
    what = f"{describe(element)} has the EntitySetPath {quote(path)}"
    overload = _overload(element, paths.declared.scope(name))
    if not overload.bound or not overload.names:
        faults.add(element, what, "only bound operations have one")
        return
    if not _returns_entities(overload, paths):
        faults.remark(element, what, "only operations that return entities have one")
    if first != overload.names[0]:
        right = f"it begins with the binding parameter, {quote(overload.names[0])}"
        faults.add(element, what, right)
        return
    start = overload.types[0][0]
    kind = paths.declared.types.get(start)
    if rest and kind is not None and kind.tag == ENTITY_TYPE:
        members = paths.follow(start, rest, name)
        if members is None or any(
            member.tag != NAVIGATION_PROPERTY for member in members.members
        ):
            right = f"the rest is a path of navigation properties of {quote(start)}"
            faults.add(element, what, right)


def _returns_entities(overload: _Overload, paths: Paths) -> bool:
    if overload.result is None:
        return False
    result, _ = overload.result
    return paths.declared.is_entity(result) or not paths.is_known(result)


def _refuse_same(overloads: list[_Overload], faults: Faults) -> None:
    """Overloads that a request could not choose between (CSDL 12.2, 12.4)."""
    first: dict[Hashable, Element] = {}
    results: dict[Hashable, _Overload] = {}
    for overload in overloads:
        element = overload.element
        for same in _signatures(overload):
            before = first.setdefault(same, element)
            if before is not element:
                faults.add(
                    element,
                    f"{describe(element)} is declared twice with the same parameters",
                    f"it is declared in line {before.sourceline} already",
                )
                break
        if element.tag == FUNCTION:
            binding = overload.types[:1] if overload.bound else ()
            other = results.setdefault((overload.bound, binding), overload)
            if other.result != overload.result:
                faults.remark(
                    element,
                    f"{describe(element)} returns something else than in line "
                    f"{other.element.sourceline}",
                    "overloads of a function return the same type",
                )


def _signatures(overload: _Overload) -> Iterator[Hashable]:
    """What no other overload may share."""
    bound, tag = overload.bound, overload.element.tag
    if tag == ACTION:
        yield tag, bound, overload.types[:1] if bound else ()
        return
    binding = overload.types[:1] if bound else ()
    yield tag, bound, binding, frozenset(overload.names[bound:])
    yield tag, bound, overload.types
