"""Faults of a document, collected so that the user sees them together."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct, field

from odata2py.csdl.names import Scope
from odata2py.csdl.xml import Element, local_name
from odata2py.errors import InputError, Position

SHOWN = 20
_LONGEST = 140


def quote(text: str) -> str:
    """Text of a document as a message shows it: harmless and not too long."""
    return repr(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}...")


def describe(element: Element) -> str:
    """An element as a message names it: ``Property 'id'``."""
    name = element.get("Name")
    return f"{local_name(element)} {quote(name)}" if name else local_name(element)


class Fault(Struct, frozen=True):
    """``right`` says what would be right; finding that can take a moment."""

    where: Position
    what: str
    right: Callable[[], str]

    def __str__(self) -> str:
        right = self.right()
        return f"{self.where}: {self.what}{'; ' if right else ''}{right}"


class Faults(Struct):
    """The faults of one document; ``settle`` raises them in the document's order."""

    scope: Scope
    found: list[Fault] = field(default_factory=list)

    def add(self, element: Element, what: str, right: str | Callable[[], str]) -> None:
        hint = (lambda: right) if isinstance(right, str) else right
        self.found.append(Fault(self.scope.position(element), what, hint))

    def settle(self) -> None:
        if not self.found:
            return
        ordered = sorted(self.found, key=lambda fault: fault.where.line)
        lines = [str(fault) for fault in ordered[:SHOWN]]
        if len(ordered) > SHOWN:
            lines.append(f"{self.scope.file}: and {len(ordered) - SHOWN} more faults")
        raise InputError(*lines)
