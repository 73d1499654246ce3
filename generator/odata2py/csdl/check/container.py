"""Entity containers: their entries, and what those refer to (CSDL 13)."""

from __future__ import annotations

from collections.abc import Sequence, Set
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
    entries = {name: _entries(found, name) for name in found.containers}
    for name, element in found.containers.items():
        rule = _Container(found, paths, found.scope(name), name, entries, faults)
        rule.check(element)


def _is_in(element: Element, root: Element) -> bool:
    return element.getroottree().docinfo.URL == root.getroottree().docinfo.URL


def _entries(found: Declarations, name: str) -> dict[str, Element]:
    """What a container has, and those that it extends."""
    return {
        child.get("Name") or "": child
        for base in reversed(found.extended(name))
        for child in found.containers[base]
        if child.tag in _ENTRIES
    }


def _entity_type(element: Element, scope: Scope) -> str:
    """The entity type of a set or singleton."""
    attribute = "EntityType" if element.tag == ENTITY_SET else "Type"
    return scope.resolve(element.get(attribute) or "")


class _Container(Struct, frozen=True):
    declared: Declarations
    paths: Paths
    scope: Scope
    name: str
    entries_of: dict[str, dict[str, Element]]
    faults: Faults

    @property
    def entries(self) -> dict[str, Element]:
        return self.entries_of[self.name]

    def check(self, element: Element) -> None:
        self._check_extends(element)
        for child in element:
            if child.tag in (ENTITY_SET, SINGLETON):
                self._check_set(child)
            elif child.tag in (ACTION_IMPORT, FUNCTION_IMPORT):
                self._check_import(child)

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
        for name in line[1:]:
            container = self.declared.containers[name]
            known = {child.get("Name"): child for child in container}
            for child in element:
                other = known.get(child.get("Name"))
                if other is not None and child.tag in _ENTRIES:
                    self._check_again(child, other, name)

    def _check_again(self, element: Element, other: Element, base: str) -> None:
        """An entry that an extended container has, too (CSDL 13.1)."""
        type_ = _entity_type(element, self.scope)
        known = _entity_type(other, self.declared.scope(base))
        same = element.tag == other.tag and element.tag in (ENTITY_SET, SINGLETON)
        if not same or not self.declared.is_kind_of(type_, known):
            self.faults.add(
                element,
                f"{describe(element)} is not what {describe(other)} is, which the "
                f"extended container {quote(base)} has",
                "a set can be declared again with a derived type, nothing else",
            )

    def _check_set(self, element: Element) -> None:
        name = _entity_type(element, self.scope)
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
            self._check_binding(element, name, binding)

    def _check_binding(self, element: Element, name: str, binding: Element) -> None:
        path, target = binding.get("Path") or "", binding.get("Target") or ""
        found = self.paths.follow(name, path, self.name)
        what = f"{describe(element)} binds {quote(path)}"
        if found is None or not found.ends_with(NAVIGATION_PROPERTY):
            self.faults.remark(
                binding,
                f"{what}, which leads to no navigation property of {quote(name)}",
                "a navigation property of the type or of a derived one is expected",
            )
        elif found.whole and not _are_contained_but_the_last(found.members):
            self.faults.remark(
                binding, what, "it goes along containment, and does not end with it"
            )
        elif found.whole:
            self._check_fit(binding, what, self.paths.target(found.members[-1]))
        self._check_target(binding, what, "Target", target, {ENTITY_SET, SINGLETON})

    def _check_fit(self, binding: Element, what: str, leads: str | None) -> None:
        """That the entities of a target can be those that a path leads to."""
        target = binding.get("Target") or ""
        entry = self.entries.get(self.scope.resolve_path(target))
        if entry is None or leads is None:
            return
        kind = _entity_type(entry, self.scope)
        related = self.declared.is_kind_of
        if not (related(kind, leads) or related(leads, kind)):
            self.faults.remark(
                binding,
                f"{what} to the Target {quote(target)}, which has {quote(kind)}",
                f"the path leads to {quote(leads)}",
            )

    def _check_target(
        self, element: Element, what: str, attribute: str, path: str, tags: Set[str]
    ) -> None:
        """That a path leads from a container to one of its entries, or below that."""
        container, entries = self.name, self.entries
        first, _, rest = self.scope.resolve_path(path).partition("/")
        if "." in first:
            container = first
            first, _, rest = rest.partition("/")
            if self.declared.is_unread(container):
                return
            entries = self.entries_of.get(container, {})
        entry = entries.get(first)
        if entry is None or entry.tag not in tags:
            known = [name for name, entry in entries.items() if entry.tag in tags]
            self.faults.add(
                element,
                f"{what} to the {attribute} {quote(path)}, which does not exist",
                partial(nearest, first, known),
            )
        elif rest:
            start = _entity_type(entry, self.declared.scope(container))
            if self.paths.follow(start, rest, self.name) is None:
                leads = f"{what} to the {attribute} {quote(path)}"
                self.faults.remark(element, leads, f"nothing is called so at {first!r}")

    def _check_import(self, element: Element) -> None:
        attribute = "Action" if element.tag == ACTION_IMPORT else "Function"
        tag = ACTION if element.tag == ACTION_IMPORT else FUNCTION
        written = element.get(attribute) or ""
        operation = self.scope.resolve(written)
        overloads = self.declared.operations.get(operation)
        what = f"{describe(element)} has the {attribute} {quote(written)}"
        unread = self.declared.documents.unread.get(operation.rpartition(".")[0])
        if overloads is None and unread:
            was = f"{what}, whose document, {unread}, was not read"
            self.faults.add(element, was, PUT_BESIDE)
        elif overloads is None:
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
        if target is not None:
            leads = f"{describe(element)} leads"
            self._check_target(element, leads, "EntitySet", target, {ENTITY_SET})


def _are_contained_but_the_last(members: Sequence[Element]) -> bool:
    """Whether a path of a binding is one (CSDL 13.4.1)."""
    *before, last = members
    return last.get("ContainsTarget") != "true" and all(
        member.get("ContainsTarget") == "true"
        for member in before
        if member.tag == NAVIGATION_PROPERTY
    )
