"""Elements to the entity container with its sets, singletons and imports."""

from __future__ import annotations

from msgspec import Struct

from odata2py.csdl.annotation import Annotations
from odata2py.csdl.build import annotations as said
from odata2py.csdl.build.attributes import boolean
from odata2py.csdl.build.lazy import LazyMapping
from odata2py.csdl.build.references import Source
from odata2py.csdl.build.targets import gather
from odata2py.csdl.document.xml import Element
from odata2py.csdl.meaning import Capabilities, Documentation
from odata2py.csdl.model import (
    EntityContainer,
    EntitySet,
    OperationImport,
    Singleton,
)
from odata2py.csdl.names import Scope
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
    entries = _Entries(source, source.declared.extended(name))
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
    """The entries of a container and of those that it extends, the nearest first."""

    source: Source
    line: list[str]

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
            said.capabilities(found),
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
        below = [
            said_at
            for container in reversed(self.line)
            for said_at in self.source.targets.below(container)
        ]
        return entry.element, scope, gather(entry.element, scope, below, name)

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
