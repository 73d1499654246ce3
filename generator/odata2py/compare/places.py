"""Ends of paths as programs write them."""

from __future__ import annotations

from typing import Final

from odata2py.compare.ends import End
from odata2py.compare.naming import PythonNames
from odata2py.slicing.model import ROOT, Access
from odata2py.slicing.ways import OF_COLLECTION

_REFERENCES: Final = {Access.LINK: "set_reference", Access.UNLINK: "remove_reference"}


def way_to(end: End, names: PythonNames) -> str:
    """The properties of builders that lead to an end: ``owner``."""
    *before, last = (names.way(way.owner[0], way.name) for way in end.line)
    keys = ("[...]" if way.type.collection else "" for way in end.line)
    line = [f"{name}{key}" for name, key in zip(before, keys, strict=False)]
    return ".".join([*line, last])


def method_at(end: End, access: Access, names: PythonNames) -> str:
    """The method at an end that an access is: ``chairs[...].owner.get``."""
    line, method = way_to(end, names), _REFERENCES.get(access, access.value)
    if end.way.type.collection:
        if access is Access.LINK:
            method = "add_reference"
        if access not in OF_COLLECTION:
            line = f"{line}[...]"
    return f"{line}.{method}"


def having(end: End, names: PythonNames) -> str:
    """What has the properties: ``Requests for one Chair have``, ``The client has``."""
    owner = end.line[0].owner[0]
    if owner == ROOT:
        return "The client has"
    return f"Requests for one {names.type(owner)} have"
