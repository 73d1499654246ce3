"""The lock file: an output that is always the same, an input of doubtful origin."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from odata2py.checksums import checksum
from odata2py.errors import InputError
from odata2py.render.lock import (
    LOCK_NAME,
    Lock,
    SourceRecord,
    lock_text,
    read_lock,
)
from odata2py.render.writing import previous_lock

GENERATED = Path(__file__).parents[2] / "generated"
LOCK = Lock(
    tool="odata2py 1",
    source=SourceRecord("shop.csdl", "abc", {"b.csdl": "2", "a.csdl": "1"}, "odata"),
    settings={"name": "shop", "include": ["/**"]},
    names={"shop.größe": "Größe", "shop.a": "A"},
    files={"b.py": "2", "a.py": "1"},
)


def put(folder: Path, text: str | bytes) -> Path:
    path = folder / LOCK_NAME
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_what_is_written_is_read(tmp_path: Path) -> None:
    put(tmp_path, lock_text(LOCK))
    assert read_lock(tmp_path) == LOCK


def test_the_order_of_what_is_known_does_not_matter() -> None:
    names = {name: LOCK.names[name] for name in reversed(list(LOCK.names))}
    other = Lock(LOCK.tool, LOCK.source, LOCK.settings, names, LOCK.files)
    assert lock_text(other) == lock_text(LOCK)
    assert '"Größe"' in lock_text(LOCK)


@pytest.mark.parametrize("name", ["empty", "missing", "file"])
def test_there_may_be_none(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    assert read_lock(tmp_path / name) is None


def without(key: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(lock_text(LOCK))
    del data[key]
    return data


@pytest.mark.parametrize(
    "content",
    [
        "",
        "not JSON",
        b"\xff\xfe\x00",
        "[]",
        "null",
        *(json.dumps(without(key)) for key in ("tool", "source", "names", "files")),
        lock_text(LOCK).replace('"A"', "1"),
        lock_text(LOCK).replace('"profile"', '"unheard_of"'),
        lock_text(LOCK).replace('"files"', '"files": [], "other"'),
    ],
)
def test_a_damaged_lock_is_named_with_what_to_do(
    content: str | bytes, tmp_path: Path
) -> None:
    path = put(tmp_path, content)
    with pytest.raises(InputError) as caught:
        previous_lock(tmp_path)
    assert str(caught.value) == (
        f"{path}: the lock file cannot be read; "
        "restore it, or move the folder away and generate again"
    )


def test_a_folder_in_place_of_the_lock_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / LOCK_NAME).mkdir()
    (tmp_path / LOCK_NAME / "file").touch()
    with pytest.raises(InputError, match=r"cannot be read \(Is a directory\)"):
        previous_lock(tmp_path)


@pytest.mark.parametrize(
    "package", sorted(path.parent.name for path in GENERATED.glob(f"*/{LOCK_NAME}"))
)
def test_committed_packages_are_as_their_locks_say(package: str) -> None:
    folder = GENERATED / package
    lock = read_lock(folder)
    assert lock is not None
    there = {
        path.relative_to(folder).as_posix(): checksum(path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file() and not {"__pycache__", ".mypy_cache"} & {*path.parts}
    }
    assert {**lock.files, LOCK_NAME: there[LOCK_NAME]} == there
