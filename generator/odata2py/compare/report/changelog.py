"""Changes as an entry of a changelog, the newest entry first."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from odata2py.compare.model import Change, Level
from odata2py.compare.report.data import Report
from odata2py.compare.report.markdown import code, prose
from odata2py.compare.report.texts import summary

_TITLE = "# Changes in generated packages\n"


def changelog_entry(report: Report, day: dt.date, mark: str) -> str:
    """What a package's program sees of an update; its title names the package.

    mark: what tells the update from others. What is only said of elements is counted.
    """
    return "\n".join([*_lines(report, day, mark), ""])


def with_entry(changelog: str, entry: str) -> str:
    """A changelog with one more entry, unless it has it already."""
    if _marked(entry) <= _marked(changelog):
        return changelog
    title, found, rest = changelog.partition("\n## ")
    head = title if title.strip() else _TITLE
    return f"{head.rstrip()}\n\n{entry}{found}{rest}"


def _lines(report: Report, day: dt.date, mark: str) -> Iterator[str]:
    yield f"## {day.isoformat()} {prose(report.title)}"
    yield ""
    yield f"<!-- {mark} -->"
    yield ""
    yield f"{summary(report).capitalize()}."
    shown = [c for c in report.in_order() if c.level is not Level.DOCUMENTATION]
    if shown:
        yield ""
        yield from (_item(change) for change in shown)


def _item(change: Change) -> str:
    return f"- {change.level}: {code(change.element)}. {prose(change.meaning)}"


def _marked(text: str) -> set[tuple[str, str]]:
    """The entries of a changelog: their titles without the day, and their marks."""
    found = re.findall(r"^## \S+ (.*)\n\n<!-- (.*) -->$", text, re.MULTILINE)
    return set(found)
