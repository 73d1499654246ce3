"""Faults of documents, collected so that the user sees them together."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct, field

from odata2py.csdl.document.xml import Element, local_name, position
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


Right = str | Callable[[], str]
Tell = Callable[[Element, str, Right], None]


class Faults(Struct):
    """What is wrong with documents; ``settle`` raises it, in the documents' order.

    ``notices`` are what is passed over: what a document has beyond the specification,
    or what it says in no way that could be understood. ``remarks`` are what is against
    the specification, and read all the same, because services do so and mean well.
    Where ``strict`` is set, which is for documents that the user wrote, all are faults.
    """

    strict: bool = False
    found: list[Fault] = field(default_factory=list)
    notices: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)

    @property
    def any(self) -> bool:
        return bool(self.found or self.notices or self.remarks)

    def add(self, element: Element, what: str, right: Right) -> None:
        self.found.append(_fault(element, what, right))

    def notice(self, element: Element, what: str, right: Right) -> None:
        kept = self.found if self.strict else self.notices
        kept.append(_fault(element, what, right))

    def remark(self, element: Element, what: str, right: Right) -> None:
        kept = self.found if self.strict else self.remarks
        kept.append(_fault(element, what, right))

    def settle(self) -> None:
        if self.found:
            raise InputError(*fault_lines(self.found))


def _fault(element: Element, what: str, right: Right) -> Fault:
    return Fault(
        position(element), what, (lambda: right) if isinstance(right, str) else right
    )


def fault_lines(
    found: list[Fault], most: int = SHOWN, rest: str = "more faults"
) -> tuple[str, ...]:
    """A line each in the documents' order, and at last how many there are besides.

    The first lines say what would be right as well; for all, that would take too long.
    """
    files = list(dict.fromkeys(fault.where.file for fault in found))
    ordered = sorted(found, key=lambda f: (files.index(f.where.file), f.where.line))
    lines = list(dict.fromkeys(map(str, ordered[: min(most, SHOWN)])))
    lines += dict.fromkeys(f"{f.where}: {f.what}" for f in ordered[SHOWN:most])
    if len(ordered) > most:
        lines.append(f"{files[0]}: and {len(ordered) - most} {rest}")
    return tuple(lines)
