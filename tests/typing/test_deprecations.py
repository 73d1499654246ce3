"""What is deprecated in the eyes of mypy and of pyright."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.typing.test_typing import ROOT, check

FILE = Path(__file__).with_name("deprecations.py")
GENERATOR = ROOT / "generator"


def mypy(folder: Path) -> str:
    config = folder / "mypy.ini"
    config.write_text(f"[mypy]\nmypy_path = {GENERATOR}\n")
    program = Path(sys.executable).with_name("mypy")
    options = ("--strict", "--enable-error-code=deprecated", "--config-file", config)
    return check(program, *options, f"--cache-dir={folder / 'cache'}", FILE, cwd=folder)


def pyright(folder: Path) -> str:
    settings = {
        "include": [os.path.relpath(FILE, folder)],
        "extraPaths": [str(GENERATOR)],
        "pythonVersion": "3.11",
        "reportDeprecated": "error",
        "reportUnnecessaryTypeIgnoreComment": "error",
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    program = Path(sys.executable).with_name("pyright")
    interpreter = f"--pythonpath={sys.executable}"
    return check(program, interpreter, f"--project={folder}", cwd=folder)


@pytest.mark.parametrize("checker", [mypy, pyright], ids=["mypy", "pyright"])
def test_type_checkers_see_each_use_and_the_reason(
    checker: Callable[[Path], str], tmp_path: Path
) -> None:
    said = checker(tmp_path)
    lines = FILE.read_text(encoding="utf-8").splitlines()
    uses = {n for n, line in enumerate(lines, 1) if "# deprecated" in line}
    assert set(map(int, re.findall(r"deprecations\.py:(\d+):", said))) == uses, said
    why = sum(line.endswith("# deprecated, and why") for line in lines)
    assert said.count("THE REASON") == why, said
