"""``odata2py.toml``, or the same in a ``pyproject.toml``, to settings."""

from __future__ import annotations

import os
import posixpath
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from odata2py.configuring.origins import read_origin
from odata2py.configuring.tables import A_NAME, Table, header, hint, is_name, read_table
from odata2py.errors import InputError, nearest
from odata2py.profiles import profile_names
from odata2py.services import profile_of
from odata2py.slicing.slicer import DERIVED


class Source(Struct, frozen=True):
    """Where metadata comes from. Paths are as written, relative to the file.

    metadata: the file that is read; pull: the address or known service that it is
    pulled from, empty where nobody pulls it; token: the environment variable with the
    bearer token that this takes; root: the table that it stands below, empty in a file
    of our own.
    """

    name: str
    metadata: str
    overlays: tuple[str, ...] = ()
    profile: str = "odata"
    pull: str = ""
    token: str = ""
    root: str = ""

    @property
    def table(self) -> str:
        """How its table is written."""
        return header(self.root, "source", self.name)

    def package_table(self, name: str) -> str:
        """How the table of a package that is made of it is written."""
        return header(self.root, "package", name)


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
    """A configuration file; root: the table in it that holds all others, or empty."""

    path: Path
    sources: Mapping[str, Source]
    packages: Mapping[str, PackageSettings]
    root: str = ""

    def pulled(self, names: Sequence[str] = ()) -> tuple[Source, ...]:
        """The sources of these names, or all that say where they are pulled from."""
        unknown = [name for name in names if name not in self.sources]
        if unknown:
            raise InputError(
                *(
                    f"{self.path}: there is no {header(self.root, 'source', name)}"
                    + hint(nearest(name, self.sources))
                    for name in unknown
                )
            )
        found = [each for each in self.sources.values() if each.pull]
        if not (names or found):
            raise InputError.at(
                str(self.path),
                "no source says where its metadata comes from",
                "pull = an address or a known service does",
            )
        return tuple(self.sources[n] for n in dict.fromkeys(names)) or tuple(found)

    def chosen(self, names: Sequence[str] = ()) -> tuple[PackageSettings, ...]:
        """The packages of these names, or all of them."""
        unknown = [name for name in names if name not in self.packages]
        if unknown:
            raise InputError(
                *(
                    f"{self.path}: there is no {header(self.root, 'package', name)}"
                    + hint(nearest(name, self.packages))
                    for name in unknown
                )
            )
        if not self.packages:
            raise InputError.at(
                str(self.path),
                "there is no package",
                f"a table {header(self.root, 'package', '<name>')} describes one",
            )
        return tuple(self.packages[name] for name in names or self.packages)


def load_config(path: Path) -> Config:
    """The settings in a file; all that is wrong with them in one InputError."""
    root = read_table(path)
    sources = {table.key: _source(table, root.path) for table in root.tables("source")}
    packages = {table.key: _package(table, sources) for table in root.tables("package")}
    root.leave("diff")
    root.refuse_others()
    _refuse_shared_files(root, sources.values())
    _refuse_shared_outputs(root, packages.values())
    root.reader.settle()
    return Config(path, sources, packages, root.path)


def _source(table: Table, root: str) -> Source:
    origin = read_origin(table)
    source = Source(
        table.key,
        origin.metadata,
        table.texts("overlays"),
        table.choice("profile", profile_names(), profile_of(origin.pull)),
        origin.pull,
        origin.token,
        root,
    )
    table.refuse_others()
    return source


_HIDDEN = sys.stdlib_module_names | {"httpx", "pydantic"}
"""What packages import themselves, or others that they need."""


def _package(table: Table, sources: Collection[str]) -> PackageSettings:
    if not is_name(table.key):
        table.add("", f"{table.key!r} is no name of a package", A_NAME)
    settings = PackageSettings(
        table.key,
        table.choice("source", sources, required=True),
        _plain(table.text("output", required=True)),
        table.name("client"),
        table.patterns("include", required=True),
        table.patterns("exclude"),
        table.choice("derived", DERIVED, "abstract"),
        table.properties("properties"),
        table.renames("names"),
    )
    _refuse_unimportable(table, settings.output)
    table.refuse_others()
    return settings


def _refuse_unimportable(table: Table, output: str) -> None:
    """A package is imported by the name of its folder."""
    parent, name = posixpath.split(output)
    if name in ("", ".", ".."):
        return
    if not is_name(name):
        what = f"{output!r} cannot be imported, {name!r} is no name of a module"
        table.add("output", what, A_NAME)
    elif not parent and name in _HIDDEN:
        what = f"{output!r} would be imported in the place of the library {name!r}"
        table.add("output", what, "another name, or a folder inside of a package")


def _refuse_shared_files(root: Table, sources: Collection[Source]) -> None:
    """A file is pulled from one place, or each pull would replace the other's."""
    owners: dict[str, Source] = {}
    for source in sources:
        path = os.path.normpath(source.metadata)
        owner = owners.setdefault(path, source)
        if source.pull and owner.pull != source.pull:
            what = f"{path!r} is pulled from {owner.pull!r} already, by {owner.table}"
            table = root.table("source").table(source.name)
            table.add("pull", what, "each address has a file of its own")


def _plain(path: str) -> str:
    """A path without roundabout ways, which could lead through what is not there."""
    return posixpath.normpath(path) if path else ""


def _refuse_shared_outputs(root: Table, packages: Collection[PackageSettings]) -> None:
    """A package replaces its folder as a whole, so no other may stand in it."""
    seen: list[tuple[Path, PackageSettings]] = []
    folder = Path(root.reader.file).absolute().parent
    for settings in packages:
        if not settings.output:
            continue
        output = Path(os.path.normpath(folder / settings.output))
        table = root.table("package").table(settings.name)
        for other, owner in seen:
            if output.is_relative_to(other) or other.is_relative_to(output):
                taken = header(root.path, "package", owner.name)
                what = f"{settings.output!r} is shared with {taken}"
                table.add("output", what, "each package has a folder of its own")
        if folder.is_relative_to(output):
            what = f"{settings.output!r} holds the configuration itself"
            table.add("output", what, "a package has a folder of its own")
        seen.append((output, settings))
