"""Docstrings: text of the metadata as lines that can stand between triple quotes."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator

from odata2py.csdl.meaning import Capabilities, Documentation, Link, Permission
from odata2py.csdl.model import Operation
from odata2py.plan.deprecation import deprecation_message
from odata2py.plan.texts import visible

WIDTH = 88
_MOST_LINKS = 3
_MOST_SCOPES = 6
_ACCESSES = {
    "read": " to read",
    "read_by_key": " to read by key",
    "insert": " to create",
    "update": " to update",
    "delete": " to delete",
    "call": "",
}
_NEVER_FIRST = "),.;:!?]}，。、；：？！）》」』”’％"


def docstring(text: str, indent: int = 0) -> str:
    """A docstring literal; its lines fit the page at that indentation.

    Empty for an empty text. Paragraphs of the text stay apart.
    """
    paragraphs = _paragraphs(text)
    if not paragraphs:
        return ""
    width = WIDTH - indent
    start = f'""" {paragraphs[0]}' if paragraphs[0][0] == '"' else f'"""{paragraphs[0]}'
    end = ' """' if paragraphs[-1][-1] == '"' else '"""'
    alone = len(paragraphs) == 1
    if alone and columns(start) + columns(end) <= width:
        return f"{start}{end}"
    lines = _wrapped(start, width)
    if alone and len(lines) == 1:
        return f"{start}{end}"
    for paragraph in paragraphs[1:]:
        lines += ["", *_wrapped(paragraph, width)]
    margin = " " * indent
    return "\n".join(
        [lines[0], *(f"{margin}{line}".rstrip() for line in (*lines[1:], '"""'))]
    )


def documentation_text(documentation: Documentation, fallback: str = "") -> str:
    """What metadata says of an element, in paragraphs.

    These are its description, or else the fallback; the long description; that it is
    deprecated; and where more is to be read.
    """
    description = documentation.description
    parts = (
        description if visible(description) else fallback,
        documentation.long_description,
        deprecation_message(documentation),
        *_addresses(documentation.links),
    )
    return "\n\n".join(part.strip() for part in parts if visible(part))


def permissions_text(said: Capabilities | Operation) -> str:
    """Which permissions requests need, a paragraph for each kind of access."""
    by_access: dict[str, list[Permission]] = {}
    for permission in said.permissions:
        by_access.setdefault(permission.access, []).append(permission)
    return "\n\n".join(
        f"Permissions{_ACCESSES[access]}: {'; '.join(map(_scopes, by_access[access]))}"
        for access in _ACCESSES
        if access in by_access
    )


def _scopes(permission: Permission) -> str:
    names = [visible(scope) for scope in permission.scopes]
    more = len(names) - _MOST_SCOPES
    shown = [*names[:_MOST_SCOPES], *([f"and {more} more"] if more > 0 else [])]
    return f"{', '.join(shown)} ({visible(permission.scheme)})"


def _addresses(links: Iterable[Link]) -> Iterator[str]:
    """The first few addresses, in the order of their relations to the element."""
    ordered = sorted(links, key=lambda link: (link.rel, link.href))
    found = dict.fromkeys(visible(link.href) for link in ordered)
    yield from (f"See {href}" for href in list(found)[:_MOST_LINKS])


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, each a line that means itself in a docstring."""
    found = (visible(paragraph) for paragraph in re.split(r"\n\s*\n", text))
    return [_escaped(paragraph) for paragraph in found if paragraph]


def _escaped(text: str) -> str:
    """No escapes, and no quotes that end the docstring."""
    return re.sub(r'"(?="")|"\Z', r'\\"', text.replace("\\", "\\\\"))


def _wrapped(paragraph: str, width: int) -> list[str]:
    if paragraph.isascii():
        return textwrap.wrap(
            paragraph, width, break_long_words=False, break_on_hyphens=False
        )
    lines = [""]
    for piece in _pieces(paragraph):
        if lines[-1] and columns(lines[-1] + piece.rstrip()) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece
    return lines


def _pieces(text: str) -> Iterator[str]:
    """Where a line may end: after a blank, and around East Asian wide characters."""
    piece = ""
    for character, following in zip(text, text[1:] + " ", strict=True):
        piece += character
        breakable = _is_wide(character) or _is_wide(following)
        if character == " " or (breakable and following not in _NEVER_FIRST + " "):
            yield piece
            piece = ""
    yield piece


def columns(text: str) -> int:
    """How wide a text is; East Asian wide characters take two columns."""
    if text.isascii():
        return len(text)
    return sum(2 if _is_wide(character) else 1 for character in text)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
