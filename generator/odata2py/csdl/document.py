"""A CSDL document: its schemas, and what the aliases in it stand for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from odata2py.csdl.faults import Faults, quote
from odata2py.csdl.names import (
    RESERVED_NAMESPACES,
    VOCABULARIES,
    Scope,
    is_identifier,
    is_qualified,
)
from odata2py.csdl.xml import EDM, EDMX, Element, local_name, read_xml
from odata2py.errors import InputError, Position

_SCHEMA = f"{EDM}Schema"
_EDMX_ROOT = f"{EDMX}Edmx"


class Document(Struct, frozen=True):
    """The schemas of one file, each with its namespace."""

    scope: Scope
    schemas: tuple[tuple[str, Element], ...]


def read_document(path: Path, display: str, overlay: bool = False) -> Document:
    """The schemas of a CSDL file, with checked namespaces and aliases."""
    root = read_xml(path, display)
    _check_root(root, display)
    elements = [root] if root.tag == _SCHEMA else list(_schemas(root))
    if not elements:
        where = Position(display, root.sourceline or 0)
        raise InputError.at(
            where, "there is no Schema in Edmx/DataServices", "at least one is expected"
        )
    namespaces = _namespaces(root, elements, display)
    schemas = tuple((schema.get("Namespace") or "", schema) for schema in elements)
    return Document(Scope(display, namespaces, overlay), schemas)


def _schemas(root: Element) -> Iterator[Element]:
    for services in root.iterchildren(f"{EDMX}DataServices"):
        yield from services.iterchildren(_SCHEMA)


def _includes(root: Element) -> Iterator[Element]:
    for reference in root.iterchildren(f"{EDMX}Reference"):
        yield from reference.iterchildren(f"{EDMX}Include")


def _check_root(root: Element, display: str) -> None:
    where = Position(display, root.sourceline or 0)
    name = local_name(root)
    version = root.get("Version") or ""
    old_version = name == "Edmx" and version.startswith(("1.", "2.", "3."))
    if old_version or "/ado/" in root.tag:
        raise InputError.at(
            where,
            f"this is metadata of OData 1 to 3, its {name} has the version "
            f"{quote(version)}",
            "ask the service for its OData 4 metadata, often at an URL of its own, "
            "or convert the document",
        )
    if root.tag not in (_EDMX_ROOT, _SCHEMA):
        raise InputError.at(
            where,
            f"this is XML but not CSDL: the root element is {quote(name)}",
            "the root of OData 4 metadata is 'edmx:Edmx' or 'Schema', in their "
            "namespaces of docs.oasis-open.org; it is served at .../$metadata",
        )
    if root.tag == _EDMX_ROOT and not version.startswith("4."):
        raise InputError.at(
            where, f"Edmx has the version {quote(version)}", "4.0 or 4.01 is expected"
        )


def _namespaces(root: Element, schemas: list[Element], display: str) -> dict[str, str]:
    """Aliases and namespaces, each with the namespace that it stands for."""
    faults = Faults(Scope(display, {}))
    found: dict[str, str] = {}
    for element in (*schemas, *_includes(root)):
        namespace = element.get("Namespace") or ""
        if not is_qualified(namespace) or namespace in RESERVED_NAMESPACES:
            faults.add(
                element,
                f"{local_name(element)} has the namespace {quote(namespace)}",
                "names with dots between them are expected, and none that is reserved",
            )
        found.setdefault(namespace, namespace)
        alias = element.get("Alias")
        if alias is None:
            continue
        if not is_identifier(alias) or alias in RESERVED_NAMESPACES:
            faults.add(
                element,
                f"{quote(alias)} cannot be an alias",
                "an identifier is expected",
            )
        elif found.setdefault(alias, namespace) != namespace:
            faults.add(
                element,
                f"the alias {quote(alias)} stands for {quote(found[alias])} already",
                "an alias stands for one namespace in the whole document",
            )
    faults.settle()
    for alias, namespace in VOCABULARIES.items():
        found.setdefault(namespace, namespace)
        found.setdefault(alias, namespace)
    return found
