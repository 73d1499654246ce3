"""Attributes of checked elements that are more than text."""

from __future__ import annotations

from odata2py.csdl.document.xml import Element


def boolean(element: Element, name: str, default: bool = False) -> bool:
    written = element.get(name)
    return default if written is None else written == "true"
