"""Changes as workflow commands of GitHub Actions, which show them beside the lines.

Of each kind only the first ten of a step are shown there: the gravest come first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from odata2py.compare.model import Change, Level
from odata2py.compare.report.data import Report
from odata2py.compare.report.texts import (
    both_sides,
    level_count,
    newer_position,
    printable,
)

_COMMANDS: Final[Mapping[Level, str]] = {
    Level.BREAKING: "error",
    Level.RISKY: "warning",
}
_WIDTH = 80


def workflow_commands(report: Report, down_to: Level = Level.DEPRECATION) -> str:
    """A command for each change, and one for each level that is only counted.

    down_to: the last level whose changes have commands of their own.
    """
    return "\n".join(_commands(report, down_to))


def _commands(report: Report, down_to: Level) -> Iterator[str]:
    for level, changes in report.by_level.items():
        if level.at_least(down_to):
            yield from map(_command, changes)
        else:
            title = {"title": printable(report.heading)}
            yield _written(level, title, level_count(level, len(changes)))


def _command(change: Change) -> str:
    where = newer_position(change)
    properties = {"title": f"{change.rule}: {printable(change.element)}"}
    if where is not None:
        line = {"line": str(where.line)} if where.line else {}
        properties = {"file": where.file, **line, **properties}
    return _written(change.level, properties, _message(change))


def _message(change: Change) -> str:
    old, new = both_sides(change, _WIDTH)
    sides = f"{old or '(nothing)'} -> {new or '(nothing)'}" if old or new else ""
    facts = (sides, printable(change.meaning), f"fingerprint {change.fingerprint}")
    return "\n".join(filter(None, facts))


def _written(level: Level, properties: Mapping[str, str], message: str) -> str:
    command = _COMMANDS.get(level, "notice")
    given = ",".join(f"{name}={_property(text)}" for name, text in properties.items())
    return f"::{command} {given}::{_data(message)}"


def _data(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.encode(errors="backslashreplace").decode()


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
