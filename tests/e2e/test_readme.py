"""README is true: its programs run, its configuration generates, its commands exist."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import compare
from odata2py.csdl.reader import read_model
from odata2py.sandbox.app import create_app
from odata2py.sandbox.server import running

ROOT = Path(__file__).parents[2]
PROGRAM = Path(sys.executable).with_name("odata2py")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


STATION = "http://127.0.0.1:8766"


def run(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "generated")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_programs_of_the_station_run(tmp_path: Path) -> None:
    program = "\n".join(block for block in blocks("python") if STATION in block)
    app = create_app(
        read_model(ROOT / "metadata/everything.csdl"),
        rules=("made_up",),
        keys_as_segments=True,
        etags=True,
        upserts=True,
    )
    with running(app) as sandbox:
        done = run(program.replace(STATION, sandbox.url), tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "cam 4000\n"
    assert (tmp_path / "photo.jpg").read_bytes() == b"..."
    tags = [r.headers["if-match"] for r in sandbox.log if "if-match" in r.headers]
    assert tags[0] == tags[1] != "*" == tags[2]
    assert any("$monitors" in r.path for r in sandbox.log)


def test_the_programs_run(tmp_path: Path) -> None:
    program = "\n".join(block for block in blocks("python") if STATION not in block)
    app = create_app(
        read_model(ROOT / "metadata/authentication-v1.0.csdl"),
        rules=("authentication_methods",),
        rule_settings={"version": "v1.0"},
        root_path="/v1.0",
    )
    with running(app) as sandbox:
        program = program.replace("http://127.0.0.1:8765/v1.0", sandbox.url)
        done = run(program, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "mobile +1 5555551234 ready" in done.stdout
    assert "404 resourceNotFound" in done.stdout
    assert "nobody@contoso.com resourceNotFound" in done.stdout
    assert "Bearer $TOKEN" in done.stdout
    batches = [r.batched for r in sandbox.log if "batch" in r.path or r.batched]
    assert batches == [False, True, True, True, False, True, True, True]
    assert "not sent, because of" in done.stdout
    patches = [r.body for r in sandbox.log if r.method == "PATCH"]
    assert patches[0] == b'{"phoneNumber":"+1 5555550000"}'


def test_the_configuration_generates(tmp_path: Path) -> None:
    [configuration] = blocks("toml")
    (tmp_path / "odata2py.toml").write_text(configuration, encoding="utf-8")
    shutil.copytree(ROOT / "metadata", tmp_path / "metadata")
    done = subprocess.run(
        [PROGRAM, "generate"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    package = tmp_path / "src/myapp/_vendor/graph_phone"
    assert "GraphClient" in (package / "client.py").read_text(encoding="utf-8")


def test_the_comparison_is_that_of_today() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert compare.BEGIN in readme
    assert compare.shown(readme) == readme, "make compare writes it anew"


COMMANDS = [
    line.removeprefix("$ ").split("#")[0].split()
    for block in blocks("console")
    for line in block.splitlines()
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_commands_exist(command: list[str]) -> None:
    program, *words = command
    if program == "make":
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        assert re.search(rf"^{words[0]}:", makefile, re.MULTILINE)
        return
    done = subprocess.run(
        [PROGRAM, *words, "--help"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    for option in (word for word in words if word.startswith("--")):
        assert option in done.stdout
