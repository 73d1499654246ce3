"""Targets of annotations."""

from __future__ import annotations

from msgspec import Struct, field

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
    rule = Targeting(declared, faults)
    for scope, elements in declared.annotations:
        for element in elements:
            target = element.get("Target")
            if target is not None and not _leads_on(target):
                rule.check(element, scope)


def _leads_on(target: str) -> bool:
    head, _, path = target.partition("/")
    return bool(head) and not set("/@.").isdisjoint(path)


class Targeting(Struct, frozen=True):
    """The rule that targets of annotations exist (CSDL 14.2.2)."""

    declared: Declarations
    faults: Faults
    _overloads: dict[str, dict[str, list[Element]]] = field(default_factory=dict)
    _members: dict[str, dict[str, str]] = field(default_factory=dict)

    def check(self, element: Element, scope: Scope) -> None:
        written = element.get("Target") or ""
        head, _, path = written.partition("/")
        name = resolve_target(head, scope)
        what = f"the target {quote(written)} does not exist"
        owners = self._owners(name)
        namespace = name.partition("(")[0].rpartition(".")[0]
        if not owners and namespace in self.declared.documents.unread:
            return
        if not owners:
            self.faults.notice(
                element, what, lambda: _nearest_owner(name, self.declared)
            )
        elif path:
            members = self._members_of(name, owners)
            if members.get(path) is None:
                self.faults.notice(element, what, lambda: nearest(path, members))
            elif members[path] != name:
                self.faults.notice(
                    element,
                    f"the target {quote(written)} is an inherited navigation property",
                    f"annotate it where it is declared, '{members[path]}/{path}'",
                )

    def _owners(self, name: str) -> list[Element]:
        """The elements that the qualified name of a target stands for."""
        for known in (
            self.declared.types,
            self.declared.containers,
            self.declared.terms,
        ):
            if name in known:
                return [known[name]]
        operation = name.partition("(")[0]
        if operation not in self._overloads:
            found = self._overloads[operation] = {}
            for overload in self.declared.operations.get(operation, ()):
                scope = self.declared.scope(operation)
                for target in target_names(operation, overload, scope):
                    found.setdefault(target, []).append(overload)
        return self._overloads[operation].get(name, [])

    def _members_of(self, name: str, owners: list[Element]) -> dict[str, str]:
        """What can be targeted below a name, with the name at which to do so.

        That is the name itself but for inherited navigation properties: capabilities
        belong to the declaration.
        """
        if name in self._members:
            return self._members[name]
        members = {child.get("Name") or "": name for owner in owners for child in owner}
        if name in self.declared.types:
            for base in self.declared.lineage(name)[1:]:
                for child in self.declared.types[base]:
                    at = base if child.tag == NAVIGATION_PROPERTY else name
                    members.setdefault(child.get("Name") or "", at)
        elif name in self.declared.containers:
            for base in self.declared.extended(name)[1:]:
                for child in self.declared.containers[base]:
                    members.setdefault(child.get("Name") or "", name)
        elif name not in self.declared.terms:
            members["$ReturnType"] = name
        members.pop("", None)
        self._members[name] = members
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
