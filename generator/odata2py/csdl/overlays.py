"""Overlays: documents that annotate what another document declares."""

from __future__ import annotations

from pathlib import Path

from odata2py.csdl.check import NAVIGATION_PROPERTY
from odata2py.csdl.declarations import ANNOTATIONS, Declarations
from odata2py.csdl.document import Document, read_document
from odata2py.csdl.faults import Faults, describe, quote
from odata2py.csdl.operations import target_names
from odata2py.csdl.targets import ANNOTATION, resolve_target
from odata2py.csdl.xml import EDM, Element
from odata2py.errors import nearest


def read_overlay(path: Path, declared: Declarations) -> tuple[Document, list[Element]]:
    """An overlay and its Annotations, every target of which exists."""
    document = read_document(path, str(path), overlay=True)
    faults = Faults(document.scope)
    found: list[Element] = []
    for _, schema in document.schemas:
        for element in schema:
            if element.tag == ANNOTATIONS:
                _check_target(element, declared, faults)
                _check_terms(element, faults)
                found.append(element)
            elif element.tag != ANNOTATION and element.tag.startswith(EDM):
                faults.add(
                    element,
                    f"{describe(element)} is declared in an overlay",
                    "an overlay only annotates what its service declares",
                )
    faults.settle()
    return document, found


def _check_terms(element: Element, faults: Faults) -> None:
    for annotation in element:
        term = annotation.get("Term") or ""
        prefix = term.rpartition(".")[0]
        if annotation.tag == ANNOTATION and prefix not in faults.scope.namespaces:
            faults.add(
                annotation,
                f"the namespace or alias of the term {quote(term)} is not declared",
                "an edmx:Include declares it",
            )


def _check_target(element: Element, declared: Declarations, faults: Faults) -> None:
    written = element.get("Target") or ""
    head, _, path = written.partition("/")
    name = resolve_target(head, faults.scope)
    what = f"the target {quote(written)} does not exist"
    owners = _owners(name, declared)
    if not owners:
        faults.add(element, what, lambda: _nearest_owner(name, declared))
        return
    members = _members(name, owners, declared)
    if path and members.get(path) is None:
        faults.add(element, what, lambda: nearest(path, members))
    elif path and members[path] != name:
        faults.add(
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
    operation = name.partition("(")[0]
    return [
        overload
        for overload in declared.operations.get(operation, ())
        if name in target_names(operation, overload, declared.scope)
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
    for known in (*declared.types, *declared.operations, *declared.containers):
        by_local.setdefault(known.rpartition(".")[2], []).append(known)
    operation = name.partition("(")[0]
    local = operation.rpartition(".")[2]
    found = by_local.get(local, [])
    if operation in declared.operations and operation != name:
        scope = declared.scope
        overloads = declared.operations[operation]
        found = [target_names(operation, o, scope)[-1] for o in overloads]
    if not found:
        return nearest(local, by_local)
    return f"did you mean {' or '.join(map(repr, found[:3]))}?"
