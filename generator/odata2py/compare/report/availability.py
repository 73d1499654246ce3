"""Which documents have what: a table, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Final

from odata2py.compare.availability import Presence, Row

_MARKS: Final = {Presence.SAME: "yes", Presence.OTHER: "other", Presence.MISSING: "-"}
_COLUMN = 7


def availability_text(
    documents: Sequence[str], rows: Sequence[Row], differences: bool
) -> str:
    """The table with a column for each document, and what it says altogether.

    differences: whether what is everywhere the same is left out.
    """
    everywhere = sum(row.everywhere for row in rows)
    shown = [row for row in rows if not (differences and row.everywhere)]
    legend = (f"{number}  {name}" for number, name in enumerate(documents, 1))
    summary = f"{everywhere} of {len(rows)} elements are the same everywhere."
    table = [*_lines(documents, shown), ""] if shown else []
    return "\n".join([*legend, "", *table, summary])


def availability_json(documents: Sequence[str], rows: Sequence[Row]) -> str:
    """The same for programs: a list with an object for each element."""
    data = [
        {
            "element": row.element,
            "kind": row.kind,
            "presence": dict(zip(documents, row.presences, strict=True)),
        }
        for row in rows
    ]
    return f"{json.dumps(data, indent=2, ensure_ascii=False)}\n"


def _lines(documents: Sequence[str], rows: Sequence[Row]) -> Iterator[str]:
    """The rows; members stand below their owners, where these are there."""
    paths = {row.element for row in rows}
    labels = [_label(row.element, paths) for row in rows]
    width = max(map(len, labels), default=0)
    numbers = (str(number) for number in range(1, len(documents) + 1))
    yield _line("", width, numbers)
    for label, row in zip(labels, rows, strict=True):
        yield _line(label, width, (_MARKS[each] for each in row.presences))


def _label(element: str, paths: set[str]) -> str:
    owner, _, name = element.rpartition("/")
    return f"  {name}" if owner in paths else element


def _line(label: str, width: int, cells: Iterator[str]) -> str:
    columns = "".join(f"{cell:<{_COLUMN}}" for cell in cells)
    return f"{label:<{width}}  {columns}".rstrip()
