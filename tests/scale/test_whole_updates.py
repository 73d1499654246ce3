"""All of Graph after a year: what is written anew, and that names stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.scale.metadata import NO_METADATA, document

from odata2py.generate import Generated
from slices import configure, make

pytestmark = NO_METADATA
OLD, NEW = "graph-v1.0-2025-07.csdl", "graph-v1.0.csdl"
PACKAGE = "graph_whole"


class File(NamedTuple):
    """What is in a file, and which one on the disk it is."""

    content: bytes
    inode: int


@dataclass(frozen=True, repr=False)
class Update:
    """A package of the old document, and what a run with the new one made of it."""

    folder: Path
    old: Generated
    new: Generated
    before: Mapping[str, File]
    after: Mapping[str, File]


def generated(folder: Path, name: str) -> Generated:
    return make(configure(folder, document(name), {PACKAGE: ["/**"]}), PACKAGE)


def files(folder: Path) -> Mapping[str, File]:
    paths = [path for path in (folder / PACKAGE).rglob("*") if path.is_file()]
    return {
        path.relative_to(folder).as_posix(): File(path.read_bytes(), path.stat().st_ino)
        for path in paths
    }


@pytest.fixture(scope="module")
def update(tmp_path_factory: pytest.TempPathFactory) -> Update:
    folder = tmp_path_factory.mktemp("updated")
    old = generated(folder, OLD)
    before = files(folder)
    new = generated(folder, NEW)
    return Update(folder, old, new, before, files(folder))


def test_only_what_differs_is_written(update: Update) -> None:
    there = update.before.keys() & update.after.keys()
    same = {
        path
        for path in there
        if update.before[path].content == update.after[path].content
    }
    written = {f"{PACKAGE}/{path}" for path in update.new.written.changed}
    assert written == (update.before.keys() | update.after.keys()) - same
    kept = {path for path in there if update.before[path] == update.after[path]}
    assert kept == same
    assert len(kept) > len(update.before) * 0.9


def test_nothing_is_renamed(update: Update) -> None:
    old, new = update.old.view.names, update.new.view.names
    there = old.keys() & new.keys()
    assert len(there) > len(old) * 0.99
    assert {key for key in there if old[key] != new[key]} == set()


def test_it_is_the_package_that_a_first_run_makes(
    update: Update, tmp_path: Path
) -> None:
    generated(tmp_path, NEW)
    first = {path: file.content for path, file in files(tmp_path).items()}
    assert first == {path: file.content for path, file in update.after.items()}
