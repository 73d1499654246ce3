"""JSON whose numbers keep their text, so that nothing is rounded on the way back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
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


def decode(content: bytes) -> str:
    """The characters of a JSON text in any of Unicode's encodings."""
    return content.decode(json.detect_encoding(content), "surrogatepass")


def object_texts(text: str) -> dict[str, str]:
    """The members of the JSON object in a valid JSON text, each value as its text."""
    found = {}
    for start, end in _values(text, _skip(text, 0), "}"):
        name, colon = _SCANNER.raw_decode(text, start)
        found[name] = text[_skip(text, _skip(text, colon) + 1) : end]
    return found


def array_texts(text: str) -> list[str]:
    """The items of the JSON array in a valid JSON text, each as its text."""
    return [text[start:end] for start, end in _values(text, _skip(text, 0), "]")]


_SCANNER = json.JSONDecoder(parse_int=str, parse_float=str, strict=False)
_SPACE = re.compile(r"[ \t\n\r]*")


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return at if match is None else match.end()


def _values(text: str, at: int, closing: str) -> Iterator[tuple[int, int]]:
    """Where the parts of the array or object that begins at ``at`` start and end."""
    at = _skip(text, at + 1)
    while text[at] != closing:
        start, end = at, _SCANNER.raw_decode(text, at)[1]
        at = _skip(text, end)
        if text[at] == ":":
            end = _SCANNER.raw_decode(text, _skip(text, at + 1))[1]
            at = _skip(text, end)
        yield start, end
        if text[at] == ",":
            at = _skip(text, at + 1)
