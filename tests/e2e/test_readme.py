"""What README and its sub-pages say is true: programs run, commands and links exist."""

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
from odata2py.sandbox.exchange import Received
from odata2py.sandbox.server import running

ROOT = Path(__file__).parents[2]
PROGRAM = Path(sys.executable).with_name("odata2py")
README, PACKAGES = Path("README.md"), Path("generated/README.md")
PAGES = (
    *(README, PACKAGES, Path("generator/README.md")),
    *(Path("metadata/README.md"), Path("tests/benchmarks/README.md")),
)


def text(page: Path) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: Path, language: str) -> list[str]:
    block = rf"^```{language}\n(.*?)^```$"
    return re.findall(block, text(page), re.DOTALL | re.MULTILINE)


PHONES, STATION = "http://127.0.0.1:8765/v1.0", "http://127.0.0.1:8766"


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
    program = "\n".join(b for b in blocks(PACKAGES, "python") if STATION in b)
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


def run_with_phones(page: Path, folder: Path) -> tuple[str, list[Received]]:
    """What the programs of a page print, and the requests that they send."""
    program = "\n".join(b for b in blocks(page, "python") if STATION not in b)
    app = create_app(
        read_model(ROOT / "metadata/authentication-v1.0.csdl"),
        rules=("authentication_methods",),
        rule_settings={"version": "v1.0"},
        root_path="/v1.0",
    )
    with running(app) as sandbox:
        done = run(program.replace(PHONES, sandbox.url), folder)
        assert done.returncode == 0, done.stderr
        return done.stdout, list(sandbox.log)


def test_the_programs_of_readme_run(tmp_path: Path) -> None:
    said, log = run_with_phones(README, tmp_path)
    assert "mobile +1 5555551234 ready" in said
    assert "nobody@contoso.com resourceNotFound" in said
    patches = [r.body for r in log if r.method == "PATCH"]
    assert patches == [
        b'{"phoneNumber":"+1 5555550000"}',
        b'{"phoneNumber":"+1 5555550001"}',
    ]
    batches = [r.batched for r in log if "batch" in r.path or r.batched]
    assert batches == [False, True, True, True]


def test_the_programs_about_packages_run(tmp_path: Path) -> None:
    said, log = run_with_phones(PACKAGES, tmp_path)
    assert "404 resourceNotFound" in said
    assert "Bearer $TOKEN" in said
    assert "not sent, because of" in said
    assert "nightly" in [r.headers.get("client-request-id") for r in log]
    batches = [r.batched for r in log if "batch" in r.path or r.batched]
    assert batches == [False, True, True, True]


def test_the_configuration_generates(tmp_path: Path) -> None:
    [configuration] = blocks(README, "toml")
    (tmp_path / "odata2py.toml").write_text(configuration, encoding="utf-8")
    shutil.copytree(ROOT / "metadata", tmp_path / "metadata")
    done = subprocess.run(
        [PROGRAM, "generate"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    package = tmp_path / "src/myapp/_vendor/graph_phone"
    assert "GraphClient" in (package / "client.py").read_text(encoding="utf-8")


def test_the_comparison_is_that_of_today() -> None:
    readme = text(README)
    assert compare.BEGIN in readme
    assert compare.shown(readme) == readme, "make compare writes it anew"


COMMANDS = [
    line.removeprefix("$ ").split("#")[0].split()
    for page in PAGES
    for block in blocks(page, "console")
    for line in block.splitlines()
    if line.startswith("$ ")
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


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_the_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", text(page)):
        file, _, heading = target.partition("#")
        there = (ROOT / page.parent / file) if file else ROOT / page
        assert there.exists(), target
        if heading:
            titles = re.findall(r"^#+ (.+)$", there.read_text("utf-8"), re.MULTILINE)
            assert heading in [title.lower().replace(" ", "-") for title in titles]
