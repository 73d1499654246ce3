"""An exported slice is metadata as any other: the same package is made of it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest
from tests.e2e.round_trips import Wanted, round_trip

from odata2py.config import load_config
from odata2py.csdl.reader import read_model

Run = Callable[..., subprocess.CompletedProcess[str]]
REPOSITORY = Path(__file__).parents[2]
PACKAGES = sorted(load_config(REPOSITORY / "odata2py.toml").packages)
LOCK = "odata2py-lock.json"
CASES = sorted(
    path.parent.name
    for path in (REPOSITORY / "tests" / "cases").glob("*/input.csdl")
    if not (path.parent / "expected_errors.txt").exists()
)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != LOCK
    }


@pytest.mark.parametrize("package", PACKAGES)
def test_the_packages_of_the_project(
    package: str, project: Path, odata2py: Run
) -> None:
    def run(*command: str, cwd: Path = project) -> str:
        ran = odata2py(*command, cwd=cwd)
        assert ran.returncode == 0, ran.stderr
        return ran.stderr

    assert run("generate", "--package", package) == ""
    assert run("export", "csdl", package, "--output", "small.csdl") == ""
    text = (project / "odata2py.toml").read_text("utf-8")
    kept = [line for line in text.splitlines() if not line.startswith("overlays")]
    lines = [
        'metadata = "../small.csdl"' if line.startswith("metadata") else line
        for line in kept
    ]
    again = project / "again"
    again.mkdir()
    (again / "odata2py.toml").write_text("\n".join(lines), "utf-8")
    said = run("generate", "--package", package, cwd=again)
    assert said.count("notice: ") == said.count("] exclude: ")
    assert files(again / "generated") == files(project / "generated")
    run("export", "csdl", package, "--output", "small.csdl", cwd=again)
    small = (project / "small.csdl").read_bytes()
    assert (again / "small.csdl").read_bytes() == small
    model = read_model(project / "small.csdl")
    assert (model.notices, model.remarks()) == ((), ())


@pytest.mark.parametrize("derived", ["abstract", "all", "none"])
@pytest.mark.parametrize("case", CASES)
def test_the_traps(case: str, derived: str, tmp_path: Path) -> None:
    folder = copytree(REPOSITORY / "tests" / "cases" / case, tmp_path / case)
    config = load_config(folder / "odata2py.toml")
    (settings,) = config.packages.values()
    wanted = Wanted(
        settings.include,
        settings.exclude,
        derived,
        config.sources[settings.source].profile,
        settings.names if derived == settings.derived else {},
        settings.properties,
    )
    round_trip(tmp_path, read_model(folder / "input.csdl"), wanted)
