"""Entity containers: their entries, and what those refer to (CSDL 13)."""

from __future__ import annotations

from functools import partial

from msgspec import Struct

from odata2py.csdl.check.paths import Paths
from odata2py.csdl.check.uses import PUT_BESIDE
from odata2py.csdl.declarations import Declarations
from odata2py.csdl.document.xml import Element
from odata2py.csdl.faults import Faults, describe, quote
from odata2py.csdl.names import Scope
from odata2py.csdl.tags import (
    ACTION,
    ACTION_IMPORT,
    BINDING,
    ENTITY_SET,
    ENTITY_TYPE,
    FUNCTION,
    FUNCTION_IMPORT,
    NAVIGATION_PROPERTY,
    SINGLETON,
)
from odata2py.errors import nearest

_ENTRIES = frozenset({ENTITY_SET, SINGLETON, ACTION_IMPORT, FUNCTION_IMPORT})


def check_containers(found: Declarations, paths: Paths, faults: Faults) -> None:
    """All containers; a document has one."""
    for document in found.documents:
        inside = [c for c in found.containers.values() if _is_in(c, document.root)]
        for extra in inside[1:]:
            faults.add(
                extra, f"{describe(extra)} is a second container", "a service has one"
            )
    for name, element in found.containers.items():
        _Container(found, paths, found.scope(name), name, faults).check(element)


def _is_in(element: Element, root: Element) -> bool:
    return element.getroottree().docinfo.URL == root.getroottree().docinfo.URL


class _Container(Struct, frozen=True):
    declared: Declarations
    paths: Paths
    scope: Scope
    name: str
    faults: Faults

    def check(self, element: Element) -> None:
        self._check_extends(element)
        entries = self._entries()
        for child in element:
            if child.tag in (ENTITY_SET, SINGLETON):
                self._check_set(child, entries)
            elif child.tag in (ACTION_IMPORT, FUNCTION_IMPORT):
                self._check_import(child, entries)

    def _entries(self) -> dict[str, Element]:
        return {
            child.get("Name") or "": child
            for name in reversed(self.declared.extended(self.name))
            for child in self.declared.containers[name]
            if child.tag in _ENTRIES
        }

    def _check_extends(self, element: Element) -> None:
        written = element.get("Extends")
        if written is None:
            return
        line = self.declared.extended(self.name)
        what = f"{describe(element)} extends {quote(written)}"
        base = self.scope.resolve(written)
        if base not in self.declared.containers:
            unread = self.declared.documents.unread.get(base.rpartition(".")[0])
            right = partial(nearest, base, self.declared.containers)
            if unread:
                self.faults.add(
                    element,
                    f"{what}, whose document, {unread}, was not read",
                    PUT_BESIDE,
                )
            else:
                self.faults.add(element, f"{what}, which is not declared", right)
        elif self.declared.containers[line[-1]].get("Extends") is not None:
            self.faults.add(
                element, f"{what}, in a circle", "the last container extends none"
            )
        for child in element:
            for name in line[1:]:
                self._check_again(child, self.declared.containers[name])

    def _check_again(self, element: Element, container: Element) -> None:
        """An entry that an extended container has, too (CSDL 13.1)."""
        name = element.get("Name")
        for other in container:
            if name is None or other.get("Name") != name:
                continue
            same = element.tag == other.tag and element.tag in (ENTITY_SET, SINGLETON)
            if not same or not self.declared.is_kind_of(
                self._entity_type(element), self._entity_type(other)
            ):
                self.faults.add(
                    element,
                    f"{describe(element)} is not what {describe(other)} is, which the "
                    f"extended {describe(container)} has",
                    "a set can be declared again with a derived type, nothing else",
                )

    def _entity_type(self, element: Element) -> str:
        attribute = "EntityType" if element.tag == ENTITY_SET else "Type"
        return self.scope.resolve(element.get(attribute) or "")

    def _check_set(self, element: Element, entries: dict[str, Element]) -> None:
        name = self._entity_type(element)
        kind = self.declared.types.get(name)
        if kind is None or kind.tag != ENTITY_TYPE:
            return  # told already
        if element.tag == ENTITY_SET and not self.paths.has_key(name):
            self.faults.add(
                element,
                f"{describe(element)} has entities of {quote(name)}, which has no key",
                "a Key in the entity type or in a base type is expected",
            )
        seen: dict[str, Element] = {}
        for binding in element.iterchildren(BINDING):
            path = self.scope.resolve_path(binding.get("Path") or "")
            first = seen.setdefault(path, binding)
            if first is not binding:
                self.faults.add(
                    binding,
                    f"{describe(element)} binds {quote(path)} again",
                    f"it is bound in line {first.sourceline} already",
                )
            self._check_binding(element, name, binding, entries)

    def _check_binding(
        self, element: Element, name: str, binding: Element, entries: dict[str, Element]
    ) -> None:
        path, target = binding.get("Path") or "", binding.get("Target") or ""
        members = self.paths.follow(name, path, self.name)
        what = f"{describe(element)} binds {quote(path)}"
        if not members or members[-1].tag != NAVIGATION_PROPERTY:
            self.faults.notice(
                binding,
                f"{what}, which leads to no navigation property of {quote(name)}",
                "the binding is passed over",
            )
        relative = self.scope.resolve_path(target).removeprefix(f"{self.name}/")
        first = relative.partition("/")[0]
        known = [key for key, e in entries.items() if e.tag in (ENTITY_SET, SINGLETON)]
        if "." not in first and first not in known:
            self.faults.add(
                binding,
                f"{what} to the Target {quote(target)}, which does not exist",
                partial(nearest, first, known),
            )

    def _check_import(self, element: Element, entries: dict[str, Element]) -> None:
        attribute = "Action" if element.tag == ACTION_IMPORT else "Function"
        tag = ACTION if element.tag == ACTION_IMPORT else FUNCTION
        written = element.get(attribute) or ""
        operation = self.scope.resolve(written)
        overloads = self.declared.operations.get(operation)
        what = f"{describe(element)} has the {attribute} {quote(written)}"
        if overloads is None:
            self.faults.add(
                element,
                f"{what}, which is not declared",
                partial(nearest, operation, self.declared.operations),
            )
        elif not any(o.tag == tag for o in overloads):
            right = f"an {attribute.lower()} is expected"
            self.faults.add(element, what, right.replace("an f", "a f"))
        elif all(o.get("IsBound") == "true" for o in overloads if o.tag == tag):
            self.faults.add(
                element, f"{what}, which is bound", "an unbound one is expected"
            )
        target = element.get("EntitySet")
        if target is not None and "." not in target and "/" not in target:
            known = [key for key, e in entries.items() if e.tag == ENTITY_SET]
            if target not in known:
                self.faults.add(
                    element,
                    f"{describe(element)} has the EntitySet {quote(target)}",
                    partial(nearest, target, known),
                )
