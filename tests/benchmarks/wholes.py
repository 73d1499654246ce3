"""All of a large service as one package, and the slices that it is compared with."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from measuring import ROOT, Usage, usage_of_process

WHOLE: Final = "graph_whole"
PHONES: Final = "graph_phones"
USERS: Final = "graph_users"

_PHONE_PATHS = ("/users/{id}/authentication/phoneMethods/**",)
PACKAGES: Final[Mapping[str, tuple[str, ...]]] = {
    WHOLE: ("/**",),
    PHONES: _PHONE_PATHS,
    USERS: ("/users", "/users/{id}", *_PHONE_PATHS),
}
"""The paths of each package, by its name."""


class Packages(NamedTuple):
    """A folder for the packages, and the documents that they are made from."""

    folder: Path
    old: Path
    new: Path

    def use(self, document: Path) -> None:
        """Let packages be made from a document from now on."""
        shutil.copyfile(document, self.folder / "metadata.csdl")

    def generate(self, name: str) -> Usage:
        """Make a package as the command line does."""
        config = self.folder / "odata2py.toml"
        command = "-m", "odata2py", "generate", "--config", str(config)
        return usage_of_process(*command, "--package", name, path=[ROOT / "generator"])

    def remove(self, name: str) -> None:
        shutil.rmtree(self.folder / name, ignore_errors=True)

    def files(self, name: str) -> list[Path]:
        """The files of a package, without those that Python puts beside them."""
        found = [path for path in (self.folder / name).rglob("*") if path.is_file()]
        return sorted(path for path in found if "__pycache__" not in path.parts)
