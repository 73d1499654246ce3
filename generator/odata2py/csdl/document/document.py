"""A CSDL document: its schemas, what it refers to, and what its aliases stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urljoin

from msgspec import Struct

from odata2py.checksums import checksum
from odata2py.csdl.document.versions import check_version
from odata2py.csdl.document.xml import (
    Element,
    local_name,
    parse_xml,
    read_bytes,
)
from odata2py.csdl.faults import Faults, quote
from odata2py.csdl.names import (
    RESERVED_NAMESPACES,
    VOCABULARIES,
    Scope,
    is_identifier,
    is_qualified,
)
from odata2py.csdl.tags import (
    DATA_SERVICES,
    INCLUDE,
    INCLUDE_ANNOTATIONS,
    REFERENCE,
    SCHEMA,
)


class AnnotationFilter(Struct, frozen=True):
    """An IncludeAnnotations (CSDL 4.3); what is empty takes everything."""

    term_namespace: str
    qualifier: str
    target_namespace: str


class Reference(Struct, frozen=True):
    """A Reference (CSDL 4.1) to another document: what of that is included."""

    uri: str
    element: Element
    namespaces: tuple[str, ...]
    filters: tuple[AnnotationFilter, ...]


class Document(Struct, frozen=True):
    """The schemas of one file, by namespace, and its references.

    sha256: the checksum of what was read.
    """

    sha256: str
    scope: Scope
    root: Element
    schemas: dict[str, Element]
    references: tuple[Reference, ...]


def read_document(
    path: Path, display: str, faults: Faults, overlay: bool = False
) -> Document:
    """The schemas of a CSDL file; faults of its namespaces and aliases.

    Raises InputError for a file that is no CSDL.
    """
    data = read_bytes(path, display)
    root = parse_xml(data, display)
    check_version(root)
    elements = [root] if root.tag == SCHEMA else list(_schemas(root))
    schemas: dict[str, Element] = {}
    for element in elements:
        namespace = element.get("Namespace") or ""
        first = schemas.setdefault(namespace, element)
        if first is not element:
            faults.add(
                element,
                f"a second Schema has the namespace {quote(namespace)}",
                f"one schema holds all of it, that in line {first.sourceline}",
            )
    includes = root.iterchildren(REFERENCE)
    namespaces = _namespaces([*elements, *_children(includes, INCLUDE)], faults)
    references = tuple(map(_reference, root.iterchildren(REFERENCE)))
    _check_references(references, faults)
    scope = Scope(display, namespaces, overlay)
    return Document(checksum(data), scope, root, schemas, references)


def _schemas(root: Element) -> Iterator[Element]:
    return _children(root.iterchildren(DATA_SERVICES), SCHEMA)


def _children(parents: Iterable[Element], tag: str) -> Iterator[Element]:
    for parent in parents:
        yield from parent.iterchildren(tag)


def _reference(element: Element) -> Reference:
    return Reference(
        _address(element),
        element,
        tuple(child.get("Namespace") or "" for child in element.iterchildren(INCLUDE)),
        tuple(
            AnnotationFilter(
                child.get("TermNamespace") or "",
                child.get("Qualifier") or "",
                child.get("TargetNamespace") or "",
            )
            for child in element.iterchildren(INCLUDE_ANNOTATIONS)
        ),
    )


def _check_references(references: Sequence[Reference], faults: Faults) -> None:
    """That references include something, and nothing twice (CSDL 4.1, 4.2)."""
    seen: set[str] = set()
    for reference in references:
        if not (reference.namespaces or reference.filters):
            what = f"the Reference to {quote(reference.uri)} includes nothing"
            faults.remark(reference.element, what, "an Include is expected")
        for name in (f"to {reference.uri}", *reference.namespaces):
            if name in seen:
                what = f"there is a second Reference {quote(name)}"
                faults.remark(reference.element, what, "one is expected")
            seen.add(name)


def _address(element: Element) -> str:
    """The Uri of a reference, relative to the document unless a base is given."""
    address = element.get("Uri") or ""
    holder: Element | None = element
    while holder is not None:
        base = holder.get(_BASE)
        address = urljoin(base, address) if base else address
        holder = holder.getparent()
    return address


_BASE = "{http://www.w3.org/XML/1998/namespace}base"


def _namespaces(elements: Iterable[Element], faults: Faults) -> dict[str, str]:
    """Aliases and namespaces, each with the namespace that it stands for."""
    found: dict[str, str] = {}
    elements = list(elements)
    declared = {element.get("Namespace") for element in elements}
    for element in elements:
        namespace = element.get("Namespace")
        if namespace is None:
            what = f"{local_name(element)} has no Namespace"
            faults.add(element, what, "the attribute is required")
            continue
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
        if alias in declared:
            what = f"the alias {quote(alias)} is a namespace already"
            faults.add(element, what, "an alias is another name")
        elif not is_identifier(alias) or alias in RESERVED_NAMESPACES:
            faults.add(
                element,
                f"{quote(alias)} cannot be an alias",
                "an identifier is expected, and none that is reserved",
            )
        elif found.setdefault(alias, namespace) != namespace:
            faults.add(
                element,
                f"the alias {quote(alias)} stands for {quote(found[alias])} already",
                "an alias stands for one namespace in the whole document",
            )
    for alias, namespace in VOCABULARIES.items():
        found.setdefault(namespace, namespace)
        found.setdefault(alias, namespace)
    return found
