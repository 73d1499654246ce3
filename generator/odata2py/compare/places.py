"""Ends of paths as programs write them: ``chairs[...].owner.get``."""

from __future__ import annotations

from typing import Final

from odata2py.compare.ends import End
from odata2py.compare.naming import PythonNames
from odata2py.slicing.model import ROOT, Access
from odata2py.slicing.ways import OF_COLLECTION

_REFERENCES: Final = {Access.LINK: "set_reference", Access.UNLINK: "remove_reference"}


def way_to(end: End, names: PythonNames) -> str:
    """The end, and where one begins: ``owner of requests for one Chair``."""
    return f"{_line(end, names)} of {_start(end, names)}"


def method_at(end: End, access: Access, names: PythonNames) -> str:
    """The method there that an access is: ``owner.get of requests for one Chair``."""
    line, method = _line(end, names), _REFERENCES.get(access, access.value)
    if end.way.type.collection:
        if access is Access.LINK:
            method = "add_reference"
        if access not in OF_COLLECTION:
            line = f"{line}[...]"
    return f"{line}.{method} of {_start(end, names)}"


def _line(end: End, names: PythonNames) -> str:
    *before, last = (names.way(way.owner[0], way.name) for way in end.line)
    keys = ("[...]" if way.type.collection else "" for way in end.line)
    line = [f"{name}{key}" for name, key in zip(before, keys, strict=False)]
    return ".".join([*line, last])


def _start(end: End, names: PythonNames) -> str:
    owner = end.line[0].owner[0]
    return "the client" if owner == ROOT else f"requests for one {names.type(owner)}"
