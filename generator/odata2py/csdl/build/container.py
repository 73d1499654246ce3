"""Elements to the entity container with its sets, singletons and imports."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from odata2py.csdl.annotation import Annotations
from odata2py.csdl.build import annotations as said
from odata2py.csdl.build.attributes import boolean
from odata2py.csdl.build.capabilities import (
    capabilities,
    capabilities_of_navigation,
)
from odata2py.csdl.build.lazy import LazyMapping
from odata2py.csdl.build.references import Source
from odata2py.csdl.build.targets import Below, gather
from odata2py.csdl.document.xml import Element
from odata2py.csdl.meaning import UNRESTRICTED, Capabilities, Documentation, Restricted
from odata2py.csdl.model import (
    EntityContainer,
    EntitySet,
    OperationImport,
    Singleton,
)
from odata2py.csdl.names import Scope, is_path
from odata2py.csdl.tags import (
    ACTION_IMPORT,
    BINDING,
    ENTITY_SET,
    FUNCTION_IMPORT,
    SINGLETON,
)
from odata2py.errors import Position


def build_container(source: Source) -> EntityContainer | None:
    """The container of the service, with all that it extends.

    That is the main document's; or the only one, if other documents have it.
    """
    declared = source.declared
    main = declared.documents.main.schemas
    names = list(declared.containers)
    own = [name for name in names if name.rpartition(".")[0] in main]
    if not own and len(names) != 1:
        return None
    return _build_container(source, (own or names)[0])


class _Entry(Struct, frozen=True):
    """An entry of a container, and the container that declares it."""

    element: Element
    container: str


def _build_container(source: Source, name: str) -> EntityContainer:
    element = source.declared.containers[name]
    scope = source.declared.scope(name)
    found = gather(element, scope, source.targets.below(name), "")
    entries = _Entries.of_container(source, name)
    sets = entries.of(ENTITY_SET)
    singletons = entries.of(SINGLETON)
    imports = entries.of(ACTION_IMPORT, FUNCTION_IMPORT)
    return EntityContainer(
        name,
        scope.position(element),
        said.documentation(found),
        LazyMapping(sets, lambda key: entries.build_set(key, sets[key])),
        LazyMapping(
            singletons, lambda key: entries.build_singleton(key, singletons[key])
        ),
        LazyMapping(imports, lambda key: entries.build_import(key, imports[key])),
        found,
    )


_Common = tuple[
    str,
    str,
    Position,
    Documentation,
    Capabilities,
    dict[str, str],
    tuple[str, ...],
    Annotations,
]


class _Entries(Struct, frozen=True):
    """The entries of a container and of those that it extends, the nearest first.

    ``below`` is what is said elsewhere of the containers and what they have, the
    nearest last; ``farther`` the targets there that lead on from an entry, by its name:
    each as it is written, with the path from the entry on.
    """

    source: Source
    line: list[str]
    below: Below
    farther: dict[str, dict[str, str]]

    @classmethod
    def of_container(cls, source: Source, name: str) -> _Entries:
        line = source.declared.extended(name)
        below = [
            said_at
            for container in reversed(line)
            for said_at in source.targets.below(container)
        ]
        farther: dict[str, dict[str, str]] = {}
        for scope, by_path in below:
            for target in by_path:
                entry, _, path = target.partition("/")
                if path and is_path(path):
                    resolved = scope.resolve_path(path)
                    farther.setdefault(entry, {})[target] = resolved
        return cls(source, line, below, farther)

    def of(self, *tags: str) -> dict[str, _Entry]:
        return {
            child.get("Name") or "": _Entry(child, name)
            for name in reversed(self.line)
            for child in self.source.declared.containers[name]
            if child.tag in tags
        }

    def build_set(self, name: str, entry: _Entry) -> EntitySet:
        listed = boolean(entry.element, "IncludeInServiceDocument", default=True)
        return EntitySet(*self._common(name, entry, "EntityType"), listed)

    def build_singleton(self, name: str, entry: _Entry) -> Singleton:
        nullable = boolean(entry.element, "Nullable")
        return Singleton(*self._common(name, entry, "Type"), nullable)

    def _common(self, name: str, entry: _Entry, attribute: str) -> _Common:
        element, scope, found = self._about(name, entry)
        return (
            name,
            scope.resolve(element.get(attribute) or ""),
            scope.position(element),
            said.documentation(found),
            self._capabilities(name, entry, found),
            self._bindings(element, scope),
            said.allowed_types(found),
            found,
        )

    def build_import(self, name: str, entry: _Entry) -> OperationImport:
        element, scope, found = self._about(name, entry)
        action = element.tag == ACTION_IMPORT
        return OperationImport(
            name,
            scope.resolve(element.get("Action" if action else "Function") or ""),
            scope.position(element),
            said.documentation(found),
            self._relative(element.get("EntitySet") or "", scope),
            action,
            boolean(element, "IncludeInServiceDocument"),
            found,
        )

    def _about(self, name: str, entry: _Entry) -> tuple[Element, Scope, Annotations]:
        """An entry with what is said of it, where it is declared and in its heirs."""
        scope = self.source.declared.scope(entry.container)
        return entry.element, scope, gather(entry.element, scope, self.below, name)

    def _capabilities(
        self, name: str, entry: _Entry, found: Annotations
    ) -> Capabilities:
        """What an entry takes, and what the navigation properties from it on do."""
        own = capabilities(found)
        farther = tuple(self._farther(name, entry)) if name in self.farther else ()
        if not farther:
            return own
        return replace(own, restricted=(*farther, *own.restricted))

    def _farther(self, name: str, entry: _Entry) -> Iterator[Restricted]:
        scope = self.source.declared.scope(entry.container)
        for target, resolved in self.farther[name].items():
            *_, last = steps = tuple(resolved.split("/"))
            found = gather(None, scope, self.below, target)
            taken = capabilities_of_navigation(found, last)
            if taken != UNRESTRICTED:
                yield Restricted(steps, taken)

    def _bindings(self, element: Element, scope: Scope) -> dict[str, str]:
        return {
            scope.resolve_path(child.get("Path") or ""): self._relative(
                child.get("Target") or "", scope
            )
            for child in element.iterchildren(BINDING)
        }

    def _relative(self, path: str, scope: Scope) -> str:
        """A path from the container, without the name of the container itself."""
        resolved = scope.resolve_path(path)
        for name in self.line:
            resolved = resolved.removeprefix(f"{name}/")
        return resolved
