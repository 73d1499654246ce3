"""Changes as Markdown, for the description of a pull request.

Names and texts of a document cannot become markup there, nor mention anybody or close
an issue: they stand in code, or have everything escaped that could mean something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from odata2py.compare.model import Change, Level
from odata2py.compare.report.data import Report
from odata2py.compare.report.texts import (
    both_sides,
    counted,
    newer_position,
    printable,
    summary,
)

LIMIT = 65_536
"""The characters that the description of a pull request can have."""

_RESERVED = 100
"""Characters kept for the end of a list and the sentence that says how many are cut."""

_WIDTH = 120
_LONG = 20

_MARKUP = re.compile(
    r"""
    (?P<entity> [&<>$])
    | (?P<reference> [@#] | (?<=\bGH)-)
    | (?P<punctuation> [\\`*_~|!\[\]{}] | :(?=\S) | (?<=\bwww)\.)
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What means something, by how that is taken from it."""


class _Section(Struct, frozen=True):
    """A list with what stands around it."""

    opening: str
    items: tuple[str, ...]
    closing: str


def report_markdown(report: Report, limit: int = LIMIT) -> str:
    """The counts, then the changes by level, as many as the characters allow."""
    text = "\n".join(_head(report))
    sections = list(_sections(report))
    left = sum(len(section.items) for section in sections)
    for section in sections:
        space = limit - len(text) - _RESERVED
        fitting = _fitting(section, space)
        if fitting:
            text += f"{section.opening}{''.join(fitting)}{section.closing}"
        left -= len(fitting)
        if len(fitting) < len(section.items):
            return f"{text}\nHere is no room for {counted(left, 'more change')}.\n"
    return text


def code(text: str) -> str:
    """The text as code on a line."""
    line = printable(text)
    if not line:
        return ""
    longest = max(map(len, re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    margin = " " if "`" in (line[0], line[-1]) else ""
    return f"{fence}{margin}{line}{margin}{fence}"


def prose(text: str) -> str:
    """The text on a line, without anything that means something in Markdown."""
    return _MARKUP.sub(_meaningless, printable(text))


def _meaningless(found: re.Match[str]) -> str:
    character = found[0]
    if found["entity"]:
        return f"&#{ord(character)};"
    if found["reference"]:
        # What is shown is searched for names, so that an escape would not do.
        return f"{character}&#8203;"
    return f"\\{character}"


def _head(report: Report) -> Iterator[str]:
    sides = f"Changes from {code(report.old)} to {code(report.new)}"
    yield f"## {prose(report.title) if report.title else sides}"
    yield ""
    if not report.changes:
        yield f"{summary(report).capitalize()}."
        yield ""
        return
    yield "| level | changes |"
    yield "| --- | ---: |"
    for level, changes in report.by_level.items():
        yield f"| {level} | {len(changes):,} |"
    if report.accepted:
        yield f"| accepted | {len(report.accepted):,} |"
    yield ""


def _sections(report: Report) -> Iterator[_Section]:
    for level, changes in report.by_level.items():
        folded = len(changes) > _LONG or not level.at_least(Level.RISKY)
        yield _section(level.capitalize(), tuple(map(_item, changes)), folded)
    if report.accepted:
        items = tuple(_item(change, reason) for change, reason in report.accepted)
        yield _section("Accepted", items, folded=True)


def _section(title: str, items: tuple[str, ...], folded: bool) -> _Section:
    number = counted(len(items))
    if not folded:
        return _Section(f"\n### {title}\n\n", items, "")
    opening = f"\n### {title}\n\n<details><summary>{number}</summary>\n\n"
    return _Section(opening, items, "\n</details>\n")


def _fitting(section: _Section, space: int) -> tuple[str, ...]:
    """The first items of a section that have room."""
    space -= len(section.opening) + len(section.closing)
    for number, item in enumerate(section.items):
        space -= len(item)
        if space < 0:
            return section.items[:number]
    return section.items


def _item(change: Change, reason: str = "") -> str:
    where = newer_position(change)
    facts = (str(where) if where else "", change.rule, change.fingerprint)
    lines = (
        f"{change.kind} {code(change.element)}{_sides(change)}",
        prose(change.meaning),
        f"Accepted: {prose(reason)}" if reason else "",
        f"<sub>{' · '.join(map(code, filter(None, facts)))}</sub>",
    )
    return f"- {'<br>'.join(filter(None, lines))}\n"


def _sides(change: Change) -> str:
    old, new = (code(side) for side in both_sides(change, _WIDTH))
    return f": {old or 'nothing'} → {new or 'nothing'}" if old or new else ""
