"""Elements and values of metadata as texts that are safe to show on a line."""

from __future__ import annotations

from os.path import commonprefix

from odata2py.compare.model import Change, Level
from odata2py.compare.report.data import Report
from odata2py.errors import Position

_KEPT = 20
"""How much is shown of what long texts begin with in common."""


def printable(text: str) -> str:
    """The text on one line; what steers a terminal or turns texts round is escaped."""
    line = " ".join(text.split())
    return "".join(each if each.isprintable() else _escaped(each) for each in line)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode()


def clipped(text: str, width: int) -> str:
    """The text, cut where it is longer than that."""
    return text if len(text) <= width else f"{text[: width - 3]}..."


def both_sides(change: Change, width: int) -> tuple[str, str]:
    """The values of both sides; of long ones that differ, the part where they do."""
    old, new = printable(change.old), printable(change.new)
    same = len(commonprefix((old, new))) - _KEPT
    if same > _KEPT and max(len(old), len(new)) > width:
        old, new = f"...{old[same:]}", f"...{new[same:]}"
    return clipped(old, width), clipped(new, width)


def newer_position(change: Change) -> Position | None:
    """Where the change is seen: on the new side, if it is there."""
    return change.new_at or change.old_at


def counted(number: int, what: str = "change") -> str:
    """A number of things: ``3,000 changes``."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def level_count(level: Level, number: int) -> str:
    """A number of changes of a level: ``1 breaking``, ``2 additions``."""
    if level in (Level.ADDITION, Level.DEPRECATION):
        return counted(number, level.value)
    return f"{number:,} {level.value}"


def summary(report: Report) -> str:
    """The counts by level on a line, and how many changes are accepted."""
    levels = report.by_level.items()
    counted_levels = [level_count(level, len(changes)) for level, changes in levels]
    counts = ", ".join(counted_levels) or "no changes"
    accepted = f"; {len(report.accepted):,} accepted" if report.accepted else ""
    return f"{counts}{accepted}"
