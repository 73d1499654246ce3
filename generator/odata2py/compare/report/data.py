"""What is shown of a comparison; and as JSON, as change-report.schema.json says."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from odata2py.compare.model import Change, Level
from odata2py.errors import Position

VERSION: Final = 1
"""The version of the JSON form; another one would not be read by the same programs."""

SCHEMA: Final = Path(__file__).with_name("change-report.schema.json")

Data = dict[str, Any]


class Report(Struct, frozen=True, dict=True):
    """The changes between two documents.

    old, new: what the user calls the two sides; accepted: changes that the
    configuration accepts, each with the reason, which do not count; title: what was
    compared, where the names of the sides do not say it.
    """

    old: str
    new: str
    changes: tuple[Change, ...]
    accepted: tuple[tuple[Change, str], ...] = ()
    title: str = ""

    @property
    def heading(self) -> str:
        """A title in any case."""
        return self.title or f"Changes from {self.old} to {self.new}"

    @cached_property
    def by_level(self) -> Mapping[Level, tuple[Change, ...]]:
        """The changes of each level that has any, the gravest first; by elements."""
        ordered = sorted(self.changes, key=_order)
        found = {
            level: tuple(change for change in ordered if change.level is level)
            for level in Level
        }
        return {level: changes for level, changes in found.items() if changes}

    @cached_property
    def counts(self) -> Mapping[Level, int]:
        """How many changes there are of every level."""
        counted = Counter(change.level for change in self.changes)
        return {level: counted[level] for level in Level}

    def in_order(self) -> Iterator[Change]:
        """The changes, the gravest first."""
        for changes in self.by_level.values():
            yield from changes


def split_element(element: str) -> tuple[str, str]:
    """What an element belongs to and its own name: a type, ``/`` and a member."""
    owner, slash, member = element.rpartition("/")
    return (owner, slash + member) if slash else (element, "")


def report_data(report: Report) -> Data:
    """The report as plain data; the same report gives the same data."""
    return {
        "version": VERSION,
        "title": report.heading,
        "old": report.old,
        "new": report.new,
        "counts": {level.value: number for level, number in report.counts.items()},
        "changes": [_change(change) for change in report.in_order()],
        "accepted": [
            {**_change(change), "reason": reason}
            for change, reason in sorted(report.accepted, key=lambda a: _order(a[0]))
        ],
    }


def report_json(report: Report) -> str:
    """The report as a JSON document."""
    return f"{json_text(report_data(report), indent=2)}\n"


def json_text(data: Data, indent: int | None = None) -> str:
    """Data as JSON; halves of surrogates, which no encoding has, are escaped."""
    separators = (",", ":") if indent is None else None
    text = json.dumps(data, indent=indent, separators=separators, ensure_ascii=False)
    return text.encode(errors="backslashreplace").decode()


def _order(change: Change) -> tuple[str, ...]:
    owner, member = split_element(change.element)
    return owner, member, change.rule, change.old, change.new


def _change(change: Change) -> Data:
    return {
        "rule": change.rule,
        "level": change.level.value,
        "element": change.element,
        "namespace": change.namespace,
        "kind": change.kind,
        "old": change.old or None,
        "new": change.new or None,
        "old_at": _position(change.old_at),
        "new_at": _position(change.new_at),
        "affects": sorted(where.value for where in change.affects),
        "fingerprint": change.fingerprint,
        "meaning": change.meaning,
    }


def _position(position: Position | None) -> Data | None:
    if position is None:
        return None
    return {"file": position.file, "line": position.line or None}
