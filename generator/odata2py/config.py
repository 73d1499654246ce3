"""``odata2py.toml`` to settings: where from, what, where to."""

from __future__ import annotations

import keyword
import os
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from odata2py.errors import InputError, Position, nearest
from odata2py.profiles import profile_names
from odata2py.slicing.patterns import parse_pattern
from odata2py.slicing.slicer import DERIVED


class Source(Struct, frozen=True):
    """Where metadata comes from. Paths are as written, relative to the file."""

    name: str
    metadata: str
    overlays: tuple[str, ...] = ()
    profile: str = "odata"


class PackageSettings(Struct, frozen=True):
    """What a package is made of, and where it goes."""

    name: str
    source: str
    output: str
    client: str
    include: tuple[str, ...]
    exclude: tuple[str, ...] = ()
    derived: str = "abstract"
    properties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


class Config(Struct, frozen=True):
    """A configuration file."""

    path: Path
    sources: Mapping[str, Source]
    packages: Mapping[str, PackageSettings]

    def chosen(self, names: Sequence[str] = ()) -> tuple[PackageSettings, ...]:
        """The packages of these names, or all of them."""
        unknown = [name for name in names if name not in self.packages]
        if unknown:
            raise InputError(
                *(
                    f"{self.path}: there is no [package.{name}]"
                    + _hint(nearest(name, self.packages))
                    for name in unknown
                )
            )
        if not self.packages:
            raise InputError.at(
                str(self.path),
                "there is no package",
                "a table [package.<name>] describes one",
            )
        return tuple(self.packages[name] for name in names or self.packages)


def load_config(path: Path) -> Config:
    """The settings in a file; all that is wrong with them in one InputError."""
    text = _read(path)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(path, error) from None
    reader = _Reader(str(path), text.splitlines())
    root = _Table(reader, "", "", data)
    sources = {table.key: _source(table) for table in root.tables("source")}
    packages = {table.key: _package(table, sources) for table in root.tables("package")}
    root.refuse_others()
    _refuse_shared_outputs(reader, packages.values())
    if reader.faults:
        raise InputError(*(fault for _, fault in sorted(reader.faults)))
    return Config(path, sources, packages)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError.at(
            str(path), "there is no such configuration file", "see README for one"
        ) from None
    except (OSError, ValueError) as error:
        raise InputError.at(str(path), f"cannot be read: {error}") from None


def _not_toml(path: Path, error: tomllib.TOMLDecodeError) -> InputError:
    where = re.search(r" \(at line (\d+), column (\d+)\)$", str(error))
    line = int(where.group(1)) if where else 0
    reason = str(error)[: where.start()] if where else str(error)
    return InputError.at(Position(str(path), line), f"this is not TOML: {reason}")


def _source(table: _Table) -> Source:
    source = Source(
        table.key,
        table.text("metadata", required=True),
        table.texts("overlays"),
        table.choice("profile", profile_names(), "odata"),
    )
    table.refuse_others()
    return source


def _package(table: _Table, sources: Collection[str]) -> PackageSettings:
    if not _is_name(table.key):
        table.add("", f"{table.key!r} is no name of a package", _A_NAME)
    settings = PackageSettings(
        table.key,
        table.choice("source", sources, required=True),
        table.text("output", required=True),
        table.name("client"),
        table.patterns("include", required=True),
        table.patterns("exclude"),
        table.choice("derived", DERIVED, "abstract"),
        table.properties("properties"),
        table.renames("names"),
    )
    table.refuse_others()
    return settings


def _refuse_shared_outputs(
    reader: _Reader, packages: Collection[PackageSettings]
) -> None:
    """A package replaces its folder as a whole, so no other may stand in it."""
    seen: list[tuple[Path, PackageSettings]] = []
    folder = Path(reader.file).absolute().parent
    for settings in packages:
        if not settings.output:
            continue
        output = Path(os.path.normpath(folder / settings.output))
        for other, owner in seen:
            if output.is_relative_to(other) or other.is_relative_to(output):
                reader.add(
                    f"package.{settings.name}",
                    "output",
                    f"{settings.output!r} is shared with [package.{owner.name}]",
                    "each package has a folder of its own",
                )
        if folder.is_relative_to(output):
            reader.add(
                f"package.{settings.name}",
                "output",
                f"{settings.output!r} holds the configuration itself",
                "a package has a folder of its own",
            )
        seen.append((output, settings))


_A_NAME = "a Python name is expected: letters, digits and underscores, no keyword"


def _is_name(text: str) -> bool:
    return text.isidentifier() and not keyword.iskeyword(text)


def _hint(right: str) -> str:
    return f"; {right}" if right else ""


class _Reader(Struct):
    """A file with the faults found in it."""

    file: str
    lines: list[str]
    faults: list[tuple[int, str]] = field(default_factory=list)

    def add(self, table: str, key: str, what: str, right: str) -> None:
        line = self._line(table, key)
        names = " ".join(filter(None, (f"[{table}]" if table else "", key)))
        fault = f"{Position(self.file, line)}: {names}: {what}{_hint(right)}"
        self.faults.append((line, fault))

    def _line(self, table: str, key: str) -> int:
        """The line of a key, else of its table, else 0: TOML keeps no positions."""
        own = f"{table}.{key}".strip(".")
        here, header = "", 0
        for number, line in enumerate(self.lines, 1):
            bare = re.sub(r"[\s\"']", "", line)
            if bare.startswith("["):
                here = bare.partition("]")[0].lstrip("[")
                if f"{here}.".startswith(f"{own}."):
                    return number
                if here == table:
                    header = number
            elif here == table and bare.startswith(f"{key}="):
                return number
        return header


class _Table(Struct):
    """A table of the file; what is not asked for by name is a fault at the end."""

    reader: _Reader
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

    def tables(self, key: str) -> Iterator[_Table]:
        for name, data in self._get(key, dict, "a table", {}).items():
            path = f"{self.path}.{key}.{name}".removeprefix(".")
            if isinstance(data, dict):
                yield _Table(self.reader, path, name, data)
            else:
                self.add(key, f"{name!r} is no table", f"[{path}] is expected")

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
        if value and not _is_name(value):
            self.add(key, f"{value!r} is no name", _A_NAME)
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

    def renames(self, key: str) -> dict[str, str]:
        table = self._table(key, "a table of texts")
        return {element: table.name(element) for element in table.data}

    def properties(self, key: str) -> dict[str, tuple[str, ...]]:
        table = self._table(key, "a table of lists")
        return {type_name: table.texts(type_name) for type_name in table.data}

    def _table(self, key: str, expected: str) -> _Table:
        data = self._get(key, dict, expected, {})
        return _Table(self.reader, f"{self.path}.{key}", key, data)

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
