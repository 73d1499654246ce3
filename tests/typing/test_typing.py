"""The generated package, and its runtime, in the eyes of mypy and of pyright.

The other modules hold what type checkers must find: types, by ``assert_type``, and
mistakes, by comments that ignore an error. Both type checkers are told to refuse
a comment that ignores nothing, so each of these lines is seen to fail.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SOURCES = [ROOT / "generated", ROOT / "generator"]
NAMES = ("calls", "links", "media", "values", "waiting")
FILES = [HERE / f"{name}.py" for name in NAMES]


def check(*command: str | Path, cwd: Path) -> str:
    """What a type checker says; it must not fail for another reason than errors."""
    ran = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    assert ran.returncode in (0, 1), ran.stderr
    return ran.stdout


def mypy(folder: Path, *files: Path) -> str:
    config = folder / "mypy.ini"
    config.write_text(f"[mypy]\nmypy_path = {','.join(map(str, SOURCES))}\n")
    cache = f"--cache-dir={folder / 'cache'}"
    program = Path(sys.executable).with_name("mypy")
    return check(
        program, "--strict", "--config-file", config, cache, *files, cwd=folder
    )


def pyright(folder: Path, *files: Path) -> str:
    settings = {
        # Others than relative paths are passed over.
        "include": [os.path.relpath(file, folder) for file in files],
        "extraPaths": [str(source) for source in SOURCES],
        "pythonVersion": "3.11",
        "reportUnnecessaryTypeIgnoreComment": "error",
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    program = Path(sys.executable).with_name("pyright")
    interpreter = f"--pythonpath={sys.executable}"
    return check(program, interpreter, f"--project={folder}", cwd=folder)


CHECKERS = {"mypy": (mypy, "Success"), "pyright": (pyright, "0 errors")}


@pytest.mark.parametrize("name", CHECKERS)
def test_what_type_checkers_know(name: str, tmp_path: Path) -> None:
    checker, success = CHECKERS[name]
    said = checker(tmp_path, *FILES)
    assert success in said, said


@pytest.mark.parametrize("name", CHECKERS)
def test_type_checkers_would_say_if_they_knew_less(name: str, tmp_path: Path) -> None:
    """Every kind of line can fail: a wrong type, a mistake, a comment for nothing."""
    checker, _ = CHECKERS[name]
    file = tmp_path / "wrong.py"
    lines = [
        "from typing import assert_type",
        "from graph_phone import GraphClient",
        "with GraphClient() as graph:",
        "    phones = graph.me.authentication.phone_methods",
        "    assert_type(phones.list(), int)",
        "    phones.create(phone_numer='+1')",
        "    phones.create(phone_number='+1')  # type: ignore[call-arg]",
        "    phones.create(phone_number='+1')",
    ]
    file.write_text("\n".join(lines))
    said = checker(tmp_path, file)
    assert [number for number in range(1, 9) if f"wrong.py:{number}:" in said] == [
        5,
        6,
        7,
    ], said
