"""Targets of annotations."""

from __future__ import annotations

from odata2py.csdl.declarations import Declarations
from odata2py.csdl.document.xml import Element
from odata2py.csdl.faults import Faults, quote
from odata2py.csdl.names import Scope
from odata2py.csdl.signatures import resolve_target, target_names
from odata2py.csdl.tags import NAVIGATION_PROPERTY
from odata2py.errors import nearest


def check_targets(declared: Declarations, faults: Faults) -> None:
    """Notices of annotations of what does not exist, for all documents of a service.

    Targets that lead on from a property are not followed.
    """
    for scope, elements in declared.annotations:
        for element in elements:
            _, _, path = (element.get("Target") or "").partition("/")
            if "/" not in path and "@" not in path:
                check_target(element, scope, declared, faults)


def check_target(
    element: Element, scope: Scope, declared: Declarations, faults: Faults
) -> None:
    """That the target of annotations exists (CSDL 14.2.2)."""
    written = element.get("Target") or ""
    head, _, path = written.partition("/")
    name = resolve_target(head, scope)
    what = f"the target {quote(written)} does not exist"
    owners = _owners(name, declared)
    if not owners:
        faults.notice(element, what, lambda: _nearest_owner(name, declared))
        return
    members = _members(name, owners, declared)
    if path and members.get(path) is None:
        faults.notice(element, what, lambda: nearest(path, members))
    elif path and members[path] != name:
        faults.notice(
            element,
            f"the target {quote(written)} is an inherited navigation property",
            f"annotate it where it is declared, '{members[path]}/{path}'",
        )


def _owners(name: str, declared: Declarations) -> list[Element]:
    """The elements that the qualified name of a target stands for."""
    if name in declared.types:
        return [declared.types[name]]
    if name in declared.containers:
        return [declared.containers[name]]
    if name in declared.terms:
        return [declared.terms[name]]
    operation = name.partition("(")[0]
    return [
        overload
        for overload in declared.operations.get(operation, ())
        if name in target_names(operation, overload, declared.scope(operation))
    ]


def _members(
    name: str, owners: list[Element], declared: Declarations
) -> dict[str, str]:
    """What can be targeted below a name, with the name at which to do so.

    That is the name itself but for inherited navigation properties: capabilities
    belong to the declaration.
    """
    members = {child.get("Name") or "": name for owner in owners for child in owner}
    if name in declared.types:
        for base in declared.lineage(name)[1:]:
            for child in declared.types[base]:
                at = base if child.tag == NAVIGATION_PROPERTY else name
                members.setdefault(child.get("Name") or "", at)
    elif name not in declared.containers:
        members["$ReturnType"] = name
    members.pop("", None)
    return members


def _nearest_owner(name: str, declared: Declarations) -> str:
    """The targets whose local names are nearest, signatures aside."""
    by_local: dict[str, list[str]] = {}
    for known in (
        *declared.types,
        *declared.operations,
        *declared.containers,
        *declared.terms,
    ):
        by_local.setdefault(known.rpartition(".")[2], []).append(known)
    operation = name.partition("(")[0]
    local = operation.rpartition(".")[2]
    found = by_local.get(local, [])
    if operation in declared.operations and operation != name:
        scope = declared.scope(operation)
        overloads = declared.operations[operation]
        found = [target_names(operation, o, scope)[-1] for o in overloads]
    if not found:
        return nearest(local, by_local)
    return f"did you mean {' or '.join(map(repr, found[:3]))}?"
