"""[tool.odata2py] in a pyproject.toml does what odata2py.toml does."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.office import OFFICE

Run = Callable[..., subprocess.CompletedProcess[str]]

OWN = """\
[source.office]
metadata = "office.csdl"

[package.p]
source = "office"
output = "out/p"
client = "OfficeClient"
include = ["/users/{id}/ways/**", "/me#get"]

[diff.levels]
property-removed = "documentation"
"""
SHARED = '[project]\nname = "mine"\n\n' + OWN.replace(
    "\n[", "\n[tool.odata2py."
).replace("[source", "[tool.odata2py.source")
GENERATE = ["generate", "--package", "p"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that has its settings in pyproject.toml."""
    (tmp_path / "office.csdl").write_text(OFFICE, "utf-8")
    (tmp_path / "pyproject.toml").write_text(SHARED, "utf-8")
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_the_package_is_the_same(project: Path, odata2py: Run) -> None:
    assert odata2py("generate", cwd=project).returncode == 0
    found = contents(project / "out/p")
    (project / "pyproject.toml").rename(project / "elsewhere.toml")
    (project / "odata2py.toml").write_text(OWN, "utf-8")
    again = odata2py("generate", cwd=project)
    assert again.returncode == 0
    assert found == contents(project / "out/p")
    assert "odata2py-lock.json" in found


def test_help_tells_of_it(tmp_path: Path, odata2py: Run) -> None:
    shown = odata2py("generate", "--help", cwd=tmp_path).stdout
    assert "a pyproject.toml that has [tool.odata2py]" in re.sub(r"[\s│]+", " ", shown)


def test_paths_start_where_the_file_is(project: Path, odata2py: Run) -> None:
    elsewhere = project / "elsewhere"
    elsewhere.mkdir()
    ran = odata2py("generate", "--config", "../pyproject.toml", cwd=elsewhere)
    assert ran.returncode == 0, ran.stderr
    assert (project / "out/p/client.py").exists()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["inspect", "office", "Kind"], "fast"),
        (["explain", "p", "Kind"], "o.Kind is in p:"),
        (["export", "csdl", "p"], "<edmx:Edmx"),
        (["availability", "p", "office"], "office"),
        (["diff", "office", "p", "--format", "json"], '"changes"'),
    ],
    ids=lambda each: each[0] if isinstance(each, list) else "",
)
def test_verbs_find_it(
    project: Path, odata2py: Run, command: list[str], said: str
) -> None:
    assert odata2py("generate", cwd=project).returncode == 0
    ran = odata2py(*command, cwd=project)
    assert ran.returncode in (0, 1), ran.stderr
    assert said in ran.stdout
    assert "error" not in ran.stderr


def test_levels_of_changes_count(project: Path, odata2py: Run) -> None:
    newer = OFFICE.replace('<Property Name="name" Type="Edm.String"/>', "")
    (project / "newer.csdl").write_text(newer, "utf-8")
    diff = ["diff", "office", "newer.csdl", "--fail-on", "breaking"]
    assert odata2py(*diff, cwd=project).returncode == 0
    (project / "pyproject.toml").write_text(SHARED.partition("[tool.odata2py.diff")[0])
    assert odata2py(*diff, cwd=project).returncode == 1


@pytest.mark.parametrize(
    ("old", "new", "command", "told"),
    [
        (
            'client = "OfficeClient"\n',
            "",
            GENERATE,
            "pyproject.toml:7: [tool.odata2py.package.p] client: it is missing; "
            "a text in quotes is expected",
        ),
        (
            '"out/p"',
            '"."',
            GENERATE,
            "pyproject.toml:9: [tool.odata2py.package.p] output: '.' holds the "
            "configuration itself; a package has a folder of its own",
        ),
        (
            "/me#get",
            "/you#get",
            GENERATE,
            "[tool.odata2py.package.p] include: the path pattern '/you#get' matches "
            "nothing: there is no 'you' below '/'",
        ),
        (
            "[tool.odata2py.package.p]",
            "[tool.odata2py.package.pp]",
            GENERATE,
            "pyproject.toml: there is no [tool.odata2py.package.p]; did you mean 'pp'?",
        ),
        (
            "include",
            'names = {"o.Wey" = "Mail"}\ninclude',
            GENERATE,
            "[tool.odata2py.package.p] names: the package has no element 'o.Wey'",
        ),
        (
            "office.csdl",
            "office.csdl",
            ["pull", "office"],
            "[tool.odata2py.source.office] says nowhere where its metadata comes from",
        ),
        (
            "office.csdl",
            'http://127.0.0.1:9/$metadata"\ntoken = "NOT_SET',
            ["pull"],
            "[tool.odata2py.source.office] token: the environment variable 'NOT_SET'",
        ),
    ],
)
def test_faults_name_its_tables(
    project: Path, odata2py: Run, old: str, new: str, command: list[str], told: str
) -> None:
    assert old in SHARED
    (project / "pyproject.toml").write_text(SHARED.replace(old, new), "utf-8")
    ran = odata2py(*command, cwd=project)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith(f"error: {told}")
    assert ran.stderr.count("\n") == 1


def test_two_configurations_are_one_too_many(project: Path, odata2py: Run) -> None:
    (project / "odata2py.toml").write_text(OWN.replace("out/p", "out/own"), "utf-8")
    ran = odata2py("generate", cwd=project)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "error: odata2py.toml: pyproject.toml has settings as well, in "
        "[tool.odata2py]; keep them in one of the two, or name one with --config\n"
    )
    for config, output in (("pyproject.toml", "out/p"), ("odata2py.toml", "out/own")):
        assert odata2py("generate", "--config", config, cwd=project).returncode == 0
        assert (project / output / "client.py").exists()


@pytest.mark.parametrize("content", ["", "[tool.black]\n", "[tool.black\n"])
def test_a_pyproject_without_settings_is_in_nobodys_way(
    project: Path, odata2py: Run, content: str
) -> None:
    (project / "pyproject.toml").write_text(content, "utf-8")
    assert odata2py("inspect", "office.csdl", cwd=project).returncode == 0
    assert odata2py("diff", "office.csdl", "office.csdl", cwd=project).returncode == 0
    ran = odata2py("generate", cwd=project)
    assert ran.stderr == (
        "error: odata2py.toml: there is no such configuration file; "
        "odata2py init writes one\n"
    )
    (project / "odata2py.toml").write_text(OWN, "utf-8")
    assert odata2py("generate", cwd=project).returncode == 0


def test_a_pyproject_with_damaged_settings_is_told(
    project: Path, odata2py: Run
) -> None:
    (project / "pyproject.toml").write_text(SHARED.replace("[pro", "]pro"), "utf-8")
    ran = odata2py("generate", cwd=project)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("error: pyproject.toml:1: this is not TOML: ")
