"""Parts of Graph that programs use: their packages work, are typed, and stay small."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from tests.scale.metadata import METADATA, NO_METADATA

from odata2py.generate import Generated
from slices import SLICES, Figures, configure, figures, make

pytestmark = NO_METADATA
DOCUMENT = "graph-v1.0.csdl"
PROBE = Path(__file__).parents[1] / "cases" / "probe.py"


class Bounds(NamedTuple):
    """What a slice has at most, and some of what it has and of what it has not.

    The types that are left out are a navigation property away from what is kept.
    """

    most: Figures
    has: frozenset[str]
    lacks: frozenset[str]


def bounds(types: int, files: int, kilobytes: int, has: str, lacks: str) -> Bounds:
    most = Figures(types, files, kilobytes * 1000)
    return Bounds(most, frozenset(has.split()), frozenset(lacks.split()))


BOUNDS: Final[Mapping[str, Bounds]] = {
    "phones": bounds(
        8, 70, 320, "phoneAuthenticationMethod authenticationPhoneType", "user"
    ),
    "mail": bounds(
        35,
        110,
        450,
        "message recipient attachment uploadSession",
        "user mailFolder event",
    ),
    "users_and_groups": bounds(
        50,
        110,
        450,
        "user group directoryObject passwordProfile",
        "message drive site event team authentication servicePrincipal",
    ),
    "sites_and_drives": bounds(
        60,
        120,
        450,
        "site drive driveItem folder identitySet",
        "user group list workbook permission",
    ),
    "method_reports": bounds(
        20,
        80,
        400,
        "userRegistrationDetails authenticationMethodsRoot",
        "user reportRoot",
    ),
    "alerts": bounds(
        30, 95, 450, "security.alert security.mergeResponse", "user security"
    ),
}


class Packages:
    """The packages of all slices in a folder; each is generated when it is needed."""

    def __init__(self, folder: Path, document: Path) -> None:
        self.folder = folder
        config = configure(folder, document)
        self.made = cache(lambda name: make(config, name))

    def of(self, name: str) -> Generated:
        made: Generated = self.made(name)
        return made

    def all(self) -> list[str]:
        for name in SLICES:
            self.of(name)
        return list(SLICES)


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Packages:
    document = METADATA / DOCUMENT
    if not document.exists():
        pytest.skip(f"{document} is missing")
    return Packages(tmp_path_factory.mktemp("slices"), document)


@pytest.mark.parametrize("name", SLICES)
def test_it_is_small(name: str, packages: Packages) -> None:
    made, allowed = packages.of(name), BOUNDS[name]
    kept = {each.removeprefix("microsoft.graph.") for each in made.part.model.types}
    assert allowed.has <= kept
    assert kept.isdisjoint(allowed.lacks)
    found = zip(figures(made), allowed.most, Figures._fields, strict=True)
    assert [each for each in found if each[0] > each[1]] == []


@pytest.mark.parametrize("name", SLICES)
def test_nothing_is_passed_over(name: str, packages: Packages) -> None:
    assert packages.of(name).notices == ()


@pytest.mark.parametrize("name", SLICES)
def test_the_figures_are_those_of_the_folder(name: str, packages: Packages) -> None:
    counted = figures(packages.of(name))
    files = [path for path in (packages.folder / name).rglob("*") if path.is_file()]
    sources = [path for path in files if "__pycache__" not in path.parts]
    assert counted.files == len(sources)
    assert counted.bytes == sum(path.stat().st_size for path in sources)


@pytest.mark.parametrize("name", SLICES)
def test_all_of_it_works(name: str, packages: Packages) -> None:
    packages.of(name)
    command = [sys.executable, str(PROBE), str(packages.folder), name]
    tried = subprocess.run(command, capture_output=True, text=True)
    assert tried.returncode == 0, tried.stderr


def test_mypy_has_nothing_to_say(packages: Packages) -> None:
    mypy = ["mypy", "--strict", "--cache-dir", os.devnull]
    command = [sys.executable, "-m", *mypy, *packages.all()]
    checked = subprocess.run(
        command, capture_output=True, text=True, cwd=packages.folder
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.fixture(scope="module")
def pyright(packages: Packages) -> list[dict[str, Any]]:
    """What pyright says of all packages, in one run."""
    program = ["pyright", "--outputjson", "--pythonpath", sys.executable]
    command = [sys.executable, "-m", *program, *packages.all()]
    checked = subprocess.run(
        command, capture_output=True, text=True, cwd=packages.folder
    )
    said = json.loads(checked.stdout)
    assert said["summary"]["filesAnalyzed"] > 100
    found: list[dict[str, Any]] = said["generalDiagnostics"]
    return found


@pytest.mark.parametrize("name", SLICES)
def test_pyright_has_nothing_to_say(
    name: str, packages: Packages, pyright: list[dict[str, Any]]
) -> None:
    folder = packages.folder / name
    assert [each for each in pyright if folder in Path(each["file"]).parents] == []
