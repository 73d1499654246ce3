"""Whether XML is CSDL of OData 4; and if not, what it is instead."""

from __future__ import annotations

import re

from odata2py.csdl.document.xml import Element, local_name, position
from odata2py.csdl.faults import quote
from odata2py.csdl.tags import DATA_SERVICES, EDMX_ROOT, SCHEMA
from odata2py.errors import InputError

_VERSIONS = ("4.0", "4.01")
_ASK = (
    "ask the service for its OData 4 metadata, often at an URL of its own, "
    "or convert the document"
)


def check_version(root: Element) -> None:
    """Raises InputError for what is no CSDL of OData 4.0 or 4.01."""
    _refuse_designers(root)
    _refuse_old(root)
    if root.tag not in (EDMX_ROOT, SCHEMA):
        namespace = _namespace(root)
        where = f" of the namespace {quote(namespace)}" if namespace else ""
        name = quote(local_name(root))
        raise InputError.at(
            position(root),
            f"this is XML but not CSDL: the root element is {name}{where}",
            "the root of OData 4 metadata is 'edmx:Edmx' or 'Schema', in their "
            "namespaces of docs.oasis-open.org; it is served at .../$metadata",
        )
    if root.tag == EDMX_ROOT:
        _check_edmx(root)


def _refuse_designers(root: Element) -> None:
    wrapped = {local_name(child) for child in root} & {"Designer", "Runtime"}
    if local_name(root) == "Edmx" and wrapped:
        raise InputError.at(
            position(root),
            "this is the model of a database designer (EDMX with "
            f"{' and '.join(sorted(wrapped))}), not the metadata of a service",
            "ask the service that is made of it for its $metadata",
        )


def _refuse_old(root: Element) -> None:
    services = [child for child in root if local_name(child) == "DataServices"]
    schemas = [child for parent in services for child in parent]
    old = [child for child in (root, *services, *schemas) if _is_old(child)]
    version = root.get("Version") or ""
    if local_name(root) == "Edmx" and version.startswith(("1.", "2.", "3.")):
        old.insert(0, root)
    if old:
        said = _version_said(services) or "1 to 3"
        name = local_name(old[0])
        because = f"its {name} is in the namespace {quote(_namespace(old[0]))}"
        if old[0] is root and version:
            because = f"its {name} has the version {quote(version)}"
        raise InputError.at(
            position(old[0]), f"this is metadata of OData {said}, {because}", _ASK
        )


def _is_old(element: Element) -> bool:
    return "/ado/" in element.tag


def _namespace(element: Element) -> str:
    return element.tag.rpartition("}")[0].removeprefix("{")


def _version_said(services: list[Element]) -> str:
    """The version in DataServices, whose attributes are of another namespace."""
    said = [
        value
        for parent in services
        for name, value in parent.items()
        if name.endswith("}DataServiceVersion") and re.fullmatch(r"[1-3]\.\d", value)
    ]
    return said[0] if said else ""


def _check_edmx(root: Element) -> None:
    version = root.get("Version") or ""
    if version not in _VERSIONS:
        raise InputError.at(
            position(root),
            f"Edmx has the version {quote(version)}",
            "4.0 or 4.01 is expected",
        )
    services = list(root.iterchildren(DATA_SERVICES))
    if len(services) > 1:
        raise InputError.at(
            position(services[1]), "Edmx has a second DataServices", "one is expected"
        )
    if not any(child.tag == SCHEMA for parent in services for child in parent):
        raise InputError.at(
            position(services[0] if services else root),
            "there is no Schema in Edmx/DataServices",
            "at least one is expected",
        )
