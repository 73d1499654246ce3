"""Changes as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from odata2py.compare.model import Change, Level
from odata2py.compare.report.data import Report, split_element
from odata2py.compare.report.texts import (
    both_sides,
    level_count,
    newer_position,
    printable,
    summary,
)

_WIDTH = 80
_EXPLAINED = (Level.BREAKING, Level.RISKY, Level.DEPRECATION)
"""The levels whose changes are told with what they mean."""


def report_text(report: Report, down_to: Level = Level.DEPRECATION) -> str:
    """The changes by level and type, then how many there are.

    down_to: the last level whose changes are listed; those below are only counted.
    """
    return "\n".join(_lines(report, down_to))


def _lines(report: Report, down_to: Level) -> Iterator[str]:
    if not report.changes and not report.accepted:
        sides = f"{printable(report.old)} to {printable(report.new)}"
        yield f"Nothing changed from {sides}."
        return
    yield printable(report.heading)
    for level, changes in report.by_level.items():
        yield ""
        yield f"{level.upper()}: {len(changes):,}"
        if level.at_least(down_to):
            yield from _listed(changes, level in _EXPLAINED)
    if report.accepted:
        yield ""
        yield f"ACCEPTED: {len(report.accepted):,}"
        yield ""
        for change, reason in report.accepted:
            yield f"{printable(change.element)}  {_facts(change)}"
            yield f"    {printable(reason)}"
    yield ""
    yield f"{summary(report)}{_left_out(report, down_to)}"


def _listed(changes: Iterable[Change], explained: bool) -> Iterator[str]:
    for owner, found in groupby(changes, lambda each: split_element(each.element)[0]):
        yield ""
        yield printable(owner)
        for change in found:
            yield f"  {_change(change)}"
            if explained and change.meaning:
                yield f"      {printable(change.meaning)}"


def _change(change: Change) -> str:
    """A change on one line: what, both sides, where, and how it is accepted."""
    member = split_element(change.element)[1].removeprefix("/")
    what = f"{change.kind} {printable(member)}".rstrip()
    return "  ".join(filter(None, (what, _sides(change), _facts(change))))


def _sides(change: Change) -> str:
    old, new = both_sides(change, _WIDTH)
    if old and new:
        return f"{old} -> {new}"
    return f"- {old}" if old else f"+ {new}" if new else ""


def _facts(change: Change) -> str:
    where = newer_position(change)
    facts = (printable(str(where)) if where else "", change.rule, change.fingerprint)
    return "  ".join(filter(None, facts))


def _left_out(report: Report, down_to: Level) -> str:
    left_out = [
        level_count(level, len(changes))
        for level, changes in report.by_level.items()
        if not level.at_least(down_to)
    ]
    if not left_out:
        return ""
    return f" ({', '.join(left_out)} not listed; other formats list all)"
