"""Tables of a TOML file, read with all that is wrong with them.

The root is the file, or ``[tool.odata2py]`` of a ``pyproject.toml``. TOML keeps no
positions; faults name the line where a key or its table is written.
"""

from __future__ import annotations

import datetime as dt
import keyword
import re
import tomllib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from odata2py.errors import InputError, Position, nearest
from odata2py.slicing.patterns import parse_pattern

PYPROJECT = "pyproject.toml"
_TOOL = "tool.odata2py"

_HEADER = re.compile(r"\[\[?([^\[\],=#]+)\]\]?(#.*)?")

A_NAME = "a Python name is expected: letters, digits and underscores, no keyword"


def is_name(text: str) -> bool:
    return text.isidentifier() and not keyword.iskeyword(text)


def hint(right: str) -> str:
    return f"; {right}" if right else ""


def header(root: str, *names: str) -> str:
    """How a table below a root is written."""
    return f"[{'.'.join(filter(None, (root, *names)))}]"


def read_table(path: Path) -> Table:
    """The root table of a file. Raises InputError for what is no TOML file."""
    text = _read(path)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(path, error) from None
    reader = Reader(str(path), text.split("\n"))
    if path.name != PYPROJECT:
        return Table(reader, "", "", data)
    settings = _settings(data)
    if settings is None:
        what = f"there is no {header(_TOOL)} in it"
        raise InputError.at(str(path), what, "odata2py init writes a file of its own")
    return Table(reader, _TOOL, "", settings)


def has_settings(path: Path) -> bool:
    """Whether a file is a pyproject.toml with settings, faults in it or not."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    try:
        return _settings(tomllib.loads(text)) is not None
    except tomllib.TOMLDecodeError:
        return f"[{_TOOL}" in text


def _settings(data: dict[str, Any]) -> dict[str, Any] | None:
    tools = data.get("tool")
    settings = tools.get("odata2py") if isinstance(tools, dict) else None
    return settings if isinstance(settings, dict) else None


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError.at(
            str(path), "there is no such configuration file", "odata2py init writes one"
        ) from None
    except (OSError, ValueError) as error:
        raise InputError.at(str(path), f"cannot be read: {error}") from None


def _not_toml(path: Path, error: tomllib.TOMLDecodeError) -> InputError:
    where = re.search(r" \(at line (\d+), column (\d+)\)$", str(error))
    line = int(where.group(1)) if where else 0
    reason = str(error)[: where.start()] if where else str(error)
    return InputError.at(Position(str(path), line), f"this is not TOML: {reason}")


def _bare(text: str) -> str:
    return re.sub(r"[\s\"']", "", text)


class Reader(Struct):
    """A file with the faults found in it."""

    file: str
    lines: list[str]
    faults: list[tuple[int, str]] = field(default_factory=list)

    def add(self, table: str, key: str, what: str, right: str) -> None:
        line = self._line(table, key)
        names = " ".join(filter(None, (f"[{table}]" if table else "", key)))
        fault = f"{Position(self.file, line)}: {names}: {what}{hint(right)}"
        self.faults.append((line, fault))

    def settle(self) -> None:
        """Raises InputError if there are faults, with all of them."""
        if self.faults:
            raise InputError(*(fault for _, fault in sorted(self.faults)))

    def _line(self, table: str, key: str) -> int:
        """The line of a key, else of the innermost table around it, else 0."""
        wanted = _bare(f"{table}.{key}".strip("."))
        written = list(self._written())
        while wanted:
            for number, name in written:
                if f"{name}.".startswith(f"{wanted}."):
                    return number
            wanted = wanted.rpartition(".")[0]
        return 0

    def _written(self) -> Iterator[tuple[int, str]]:
        """The lines that begin tables or keys, with the whole names of these."""
        here = ""
        for number, line in enumerate(self.lines, 1):
            bare = _bare(line)
            if opened := _HEADER.fullmatch(bare):
                here = opened[1]
                yield number, here
            elif "=" in bare:
                yield number, f"{here}.{bare.partition('=')[0]}".strip(".")


class Table(Struct):
    """A table of the file; what is not asked for by name is a fault at the end."""

    reader: Reader
    path: str
    key: str
    data: dict[str, Any]
    asked: list[str] = field(default_factory=list)

    def add(self, key: str, what: str, right: str) -> None:
        self.reader.add(self.path, key, what, right)

    def refuse_others(self) -> None:
        for key in (key for key in self.data if key not in self.asked):
            right = nearest(key, self.asked) or f"there are {', '.join(self.asked)}"
            self.add(key, "there is no such key", right)

    def table(self, key: str, expected: str = "a table") -> Table:
        data = self._get(key, dict, expected, {})
        return Table(self.reader, f"{self.path}.{key}".removeprefix("."), key, data)

    def tables(self, key: str) -> Iterator[Table]:
        outer = self.table(key)
        for name, data in outer.data.items():
            path = f"{outer.path}.{name}"
            if isinstance(data, dict):
                yield Table(self.reader, path, name, data)
            else:
                self.add(key, f"{name!r} is no table", f"[{path}] is expected")

    def leave(self, key: str) -> None:
        """What the key says is read by others."""
        self.asked.append(key)

    def text(self, key: str, default: str = "", required: bool = False) -> str:
        value: str = self._get(key, str, "a text in quotes", default, required)
        if key in self.data and not value and isinstance(self.data[key], str):
            self.add(key, "it is empty", "a text is expected")
        return value

    def choice(
        self,
        key: str,
        choices: Collection[str],
        default: str = "",
        required: bool = False,
    ) -> str:
        value = self.text(key, default, required)
        if value and value not in choices:
            known = f"there are {', '.join(choices)}" if choices else "there are none"
            self.add(
                key, f"there is no {key} {value!r}", nearest(value, choices) or known
            )
        return value

    def name(self, key: str) -> str:
        value = self.text(key, required=True)
        if value and not is_name(value):
            self.add(key, f"{value!r} is no name", A_NAME)
        return value

    def texts(self, key: str, required: bool = False) -> tuple[str, ...]:
        values = self._get(key, list, "a list of texts", [], required)
        wrong = [value for value in values if not isinstance(value, str) or not value]
        if wrong:
            self.add(key, f"{wrong[0]!r} is no text", "a list of texts is expected")
        return tuple(value for value in values if value not in wrong)

    def patterns(self, key: str, required: bool = False) -> tuple[str, ...]:
        values = self.texts(key, required)
        if required and self.data.get(key) == []:
            self.add(key, "it is empty", "a package includes at least one path")
        for value in values:
            try:
                parse_pattern(value)
            except InputError as error:
                self.add(key, str(error), "")
        return values

    def date(self, key: str) -> dt.date | None:
        value: dt.date | None = self._get(key, dt.date, "a date (2027-01-31)", None)
        return value

    def renames(self, key: str) -> dict[str, str]:
        table = self.table(key, "a table of texts")
        return {element: table.name(element) for element in table.data}

    def properties(self, key: str) -> dict[str, tuple[str, ...]]:
        table = self.table(key, "a table of lists")
        return {type_name: table.texts(type_name) for type_name in table.data}

    def _get(
        self, key: str, kind: type, expected: str, default: Any, required: bool = False
    ) -> Any:
        self.asked.append(key)
        if key not in self.data:
            if required:
                self.add(key, "it is missing", f"{expected} is expected")
            return default
        value = self.data[key]
        if isinstance(value, kind):
            return value
        self.add(key, f"{value!r} is no {expected.partition(' ')[2]}", "")
        return default
