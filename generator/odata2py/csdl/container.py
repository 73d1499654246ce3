"""Elements to the entity container with its sets, singletons and imports."""

from __future__ import annotations

from odata2py.csdl import annotations as said
from odata2py.csdl.check import (
    ACTION_IMPORT,
    ENTITY_SET,
    FUNCTION_IMPORT,
    SINGLETON,
)
from odata2py.csdl.faults import describe, quote
from odata2py.csdl.lazy import LazyMapping
from odata2py.csdl.model import (
    EntityContainer,
    EntitySet,
    OperationImport,
    Singleton,
)
from odata2py.csdl.names import is_path
from odata2py.csdl.targets import Annotations, gather
from odata2py.csdl.types import Source
from odata2py.csdl.xml import EDM, Element
from odata2py.errors import InputError

_BINDING = f"{EDM}NavigationPropertyBinding"


def build_container(source: Source) -> EntityContainer | None:
    """The container of the document, if it declares one."""
    for name, element in source.declared.containers.items():
        return _build_container(source, name, element)
    return None


def _build_container(source: Source, name: str, element: Element) -> EntityContainer:
    def children(*tags: str) -> dict[str, Element]:
        found = (child for child in element if child.tag in tags)
        return {child.get("Name") or "": child for child in found}

    sets = children(ENTITY_SET)
    singletons = children(SINGLETON)
    imports = children(ACTION_IMPORT, FUNCTION_IMPORT)
    return EntityContainer(
        name,
        source.scope.position(element),
        said.documentation(_gather(source, element, name)),
        LazyMapping(sets, lambda key: _build_set(source, name, sets[key])),
        LazyMapping(
            singletons, lambda key: _build_singleton(source, name, singletons[key])
        ),
        LazyMapping(imports, lambda key: _build_import(source, name, imports[key])),
    )


def _gather(
    source: Source, element: Element, container: str, path: str = ""
) -> Annotations:
    return gather(element, source.scope, source.targets.below(container), path)


def _build_set(source: Source, container: str, element: Element) -> EntitySet:
    name = element.get("Name") or ""
    found = _gather(source, element, container, name)
    return EntitySet(
        name,
        source.scope.resolve(element.get("EntityType") or ""),
        source.scope.position(element),
        said.documentation(found),
        said.capabilities(found),
        _bindings(source, container, element),
    )


def _build_singleton(source: Source, container: str, element: Element) -> Singleton:
    name = element.get("Name") or ""
    found = _gather(source, element, container, name)
    return Singleton(
        name,
        source.scope.resolve(element.get("Type") or ""),
        source.scope.position(element),
        said.documentation(found),
        said.capabilities(found),
        _bindings(source, container, element),
    )


def _build_import(source: Source, container: str, element: Element) -> OperationImport:
    name = element.get("Name") or ""
    attribute = "Action" if element.tag == ACTION_IMPORT else "Function"
    return OperationImport(
        name,
        source.scope.resolve(element.get(attribute) or ""),
        source.scope.position(element),
        said.documentation(_gather(source, element, container, name)),
        _path(source, container, element, "EntitySet"),
    )


def _bindings(source: Source, container: str, element: Element) -> dict[str, str]:
    return {
        _path(source, container, child, "Path"): _path(
            source, container, child, "Target"
        )
        for child in element
        if child.tag == _BINDING
    }


def _path(source: Source, container: str, element: Element, attribute: str) -> str:
    """A path from the container, without the container's own name."""
    path = element.get(attribute) or ""
    if path and not is_path(path):
        raise InputError.at(
            source.scope.position(element),
            f"{describe(element)} has the {attribute} {quote(path)}",
            "a path of names is expected",
        )
    return source.scope.resolve_path(path).removeprefix(f"{container}/")
