"""JSON whose numbers keep their text, so that nothing is rounded on the way back."""

from __future__ import annotations

import json
from typing import Any


class NumberText(str):
    """A number as it stood in a JSON text."""

    __slots__ = ()


def parse(content: bytes) -> Any:
    """The value of a JSON text, every number as ``NumberText``."""
    return json.loads(
        content,
        parse_float=NumberText,
        parse_int=NumberText,
        parse_constant=NumberText,
    )


def load(content: bytes) -> Any:
    """The value of a JSON text with numbers as Python reads them.

    Byte order marks, halves of surrogate pairs and integers of any length are fine.
    Raises ValueError for what is no JSON, and for what is nested too deeply.
    """
    try:
        return json.loads(content, parse_int=_integer)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _integer(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:  # longer than Python reads
        return float(text)


def dump(value: Any) -> bytes:
    """The compact JSON text of a value that may hold ``NumberText``."""
    # Halves of surrogate pairs have no UTF-8, but JSON's escape, which is Python's.
    return "".join(_pieces(value)).encode("utf-8", "backslashreplace")


def plain(value: Any) -> Any:
    """The value with numbers as Python reads them instead of ``NumberText``."""
    if isinstance(value, NumberText):
        return load(value.encode())
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


def _pieces(value: Any) -> list[str]:
    if isinstance(value, NumberText):
        return [str(value)]
    if isinstance(value, dict):
        return _joined(
            "{",
            [[json.dumps(k), ":", *_pieces(item)] for k, item in value.items()],
            "}",
        )
    if isinstance(value, list):
        return _joined("[", [_pieces(item) for item in value], "]")
    return [json.dumps(value, ensure_ascii=False, allow_nan=False)]


def _joined(start: str, parts: list[list[str]], end: str) -> list[str]:
    pieces = [start]
    for index, part in enumerate(parts):
        if index:
            pieces.append(",")
        pieces.extend(part)
    pieces.append(end)
    return pieces
