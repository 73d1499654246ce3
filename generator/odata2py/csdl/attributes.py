"""Attributes of CSDL elements that are more than text."""

from __future__ import annotations

import re

from odata2py.csdl.faults import describe, quote
from odata2py.csdl.names import Scope
from odata2py.csdl.xml import Element
from odata2py.errors import InputError

_NUMBER = re.compile(r"\d{1,10}")
_SCALE = re.compile(r"\d{1,10}|variable|floating")


def boolean(element: Element, name: str, scope: Scope, default: bool = False) -> bool:
    written = element.get(name)
    if written is None:
        return default
    if written not in ("true", "false"):
        raise _wrong(element, name, scope, "'true' or 'false' is expected")
    return written == "true"


def number(element: Element, name: str, scope: Scope) -> int | None:
    """A whole number; ``max`` counts as none."""
    written = element.get(name)
    if written is None or written == "max":
        return None
    if not _NUMBER.fullmatch(written):
        raise _wrong(element, name, scope, "a whole number is expected")
    return int(written)


def scale(element: Element, scope: Scope) -> str | None:
    """A whole number, ``variable`` or ``floating``; services write capitals too."""
    written = element.get("Scale")
    if written is None:
        return None
    if not _SCALE.fullmatch(written.lower()):
        raise _wrong(
            element, "Scale", scope, "a number, 'variable' or 'floating' is expected"
        )
    return written.lower()


def member_value(element: Element, scope: Scope, default: int) -> int:
    """The value of an enum member, which may be negative."""
    written = element.get("Value")
    if written is None:
        return default
    digits = written.removeprefix("-")
    if not digits.isdecimal() or len(digits) > 20:
        raise _wrong(element, "Value", scope, "a whole number is expected")
    return int(written)


def _wrong(element: Element, name: str, scope: Scope, right: str) -> InputError:
    what = f"{describe(element)} has {name}={quote(element.get(name) or '')}"
    return InputError.at(scope.position(element), what, right)
