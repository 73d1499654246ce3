"""The same inputs give the same bytes, wherever and by whomever they are generated."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

Contents = dict[str, bytes]
PROGRAM = [str(Path(sys.executable).with_name("odata2py"))]
PACKAGES = ["graph_phone", "everything"]
LOCK = "odata2py-lock.json"


def generate(
    project: Path,
    *arguments: str,
    cwd: Path | None = None,
    program: Sequence[str] = PROGRAM,
    umask: int = 0o022,
    environment: Mapping[str, str] = {},
) -> Contents:
    """What a run makes, which takes nothing from earlier ones."""
    chosen = [word for package in PACKAGES for word in ("--package", package)]
    with TemporaryDirectory() as cache:
        ran = subprocess.run(
            [*program, "generate", *chosen, *arguments],
            cwd=cwd or project,
            env={**os.environ, "XDG_CACHE_HOME": cache, **environment},
            umask=umask,
            capture_output=True,
        )
    assert (ran.returncode, ran.stderr) == (0, b"")
    return contents(project / "generated")


def contents(folder: Path) -> Contents:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def differing(one: Contents, other: Contents) -> set[str]:
    paths = one.keys() | other.keys()
    return {path for path in paths if one.get(path) != other.get(path)}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Contents:
    """What is made in usual surroundings."""
    project = tmp_path_factory.mktemp("usual") / "project"
    shutil.copytree(repository / "metadata", project / "metadata")
    shutil.copy(repository / "odata2py.toml", project)
    made = generate(project)
    assert len(made) > 150
    return made


@pytest.mark.parametrize(
    "surroundings",
    [
        {"TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
        {"TZ": "America/Lima", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "3", "LC_ALL": "C", "PYTHONUTF8": "0"},
        {"PYTHONHASHSEED": "0", "PYTHONOPTIMIZE": "2", "COLUMNS": "20"},
    ],
    ids=str,
)
def test_surroundings(
    surroundings: dict[str, str], project: Path, expected: Contents
) -> None:
    assert differing(expected, generate(project, environment=surroundings)) == set()


@pytest.mark.parametrize("utf8", ["0", "1"])
def test_a_locale_of_another_encoding_and_other_capitals(
    utf8: str, project: Path, tmp_path: Path, expected: Contents
) -> None:
    """In Turkish, the capital of i is another letter than I."""
    locale = "tr_TR.ISO-8859-9"
    make = ["localedef", "-i", "tr_TR", "-f", "ISO-8859-9", str(tmp_path / locale)]
    if not shutil.which("localedef") or subprocess.run(make).returncode:
        pytest.skip("the locale cannot be made here")
    surroundings = {"LC_ALL": locale, "LOCPATH": str(tmp_path), "PYTHONUTF8": utf8}
    assert differing(expected, generate(project, environment=surroundings)) == set()


def test_one_core_or_two(project: Path, expected: Contents) -> None:
    usual = sorted(os.sched_getaffinity(0))
    for number in (1, 2):
        cores = ",".join(map(str, usual[:number]))
        program = ["taskset", "--cpu-list", cores, *PROGRAM]
        assert differing(expected, generate(project, program=program)) == set()
        shutil.rmtree(project / "generated")


@pytest.mark.parametrize("config", ["../odata2py.toml", "absolute"])
def test_another_working_directory(
    config: str, project: Path, expected: Contents
) -> None:
    path = config if config != "absolute" else str(project / "odata2py.toml")
    made = generate(project, "--config", path, cwd=project / "metadata")
    assert differing(expected, made) == set()


def test_what_stood_there_before(project: Path, expected: Contents) -> None:
    """Another version of the package, and rights of others."""
    config = project / "odata2py.toml"
    text = config.read_text("utf-8")
    config.write_text(re.sub('client = ".*"', 'client = "OtherClient"', text), "utf-8")
    other = generate(project, umask=0o077)
    assert len(differing(expected, other)) > len(PACKAGES)
    config.write_text(text, "utf-8")
    assert differing(expected, generate(project)) == set()


def test_the_order_of_tables(project: Path, expected: Contents) -> None:
    config = project / "odata2py.toml"
    first, *others = re.split(r"\n(?=\[)", config.read_text("utf-8"))
    config.write_text("\n".join([*reversed(others), first]), "utf-8")
    assert differing(expected, generate(project)) == set()


def copy_backwards(source: Path, target: Path) -> None:
    """Files and folders are made in another order, and lie in another order then."""
    target.mkdir(parents=True)
    for path in sorted(source.iterdir(), reverse=True):
        if path.is_dir():
            copy_backwards(path, target / path.name)
        else:
            shutil.copyfile(path, target / path.name)


@pytest.mark.parametrize("copy", [copy_backwards, shutil.copytree])
def test_the_order_of_files(
    copy: Callable[[Path, Path], object],
    project: Path,
    repository: Path,
    expected: Contents,
) -> None:
    """Of the program itself, on a file system that lists them as they were made."""
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with TemporaryDirectory(dir=memory) as folder:
        for name in ("generator", "templates"):
            copy(repository / name, Path(folder, name))
        copy(project / "metadata", Path(folder, "project", "metadata"))
        shutil.copy(project / "odata2py.toml", Path(folder, "project"))
        made = generate(
            Path(folder, "project"),
            program=[sys.executable, "-m", "odata2py"],
            environment={"PYTHONPATH": str(Path(folder, "generator"))},
        )
        assert differing(expected, made) == set()


@pytest.mark.parametrize("line_end", [b"\r\n", b"\r"], ids=repr)
def test_line_ends(line_end: bytes, project: Path, expected: Contents) -> None:
    """All is the same; but for checksums, where they are none that git makes."""
    for path in project.rglob("*"):
        if path.is_file() and (path.suffix == ".csdl" or line_end == b"\r\n"):
            path.write_bytes(path.read_bytes().replace(b"\n", line_end))
    made = generate(project)
    locks = {f"{package}/{LOCK}" for package in PACKAGES if line_end == b"\r"}
    assert differing(expected, made) == locks
    for name in locks:
        one, other = json.loads(expected[name]), json.loads(made[name])
        for lock in (one, other):
            lock["source"].pop("metadata_sha256")
            lock["source"]["overlays"] = list(lock["source"]["overlays"])
        assert one == other
    assert all(b"\r" not in content for content in made.values())
