"""A year of a service: packages of its metadata then, updated to its metadata now.

A program that was written against the older package type-checks and runs before and
after, and so does the older package against the newer service.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.scale.metadata import METADATA, NO_METADATA, model
from tests.scale.programs import PROGRAMS

from odata2py.config import load_config
from odata2py.generate import Generated, generate
from odata2py.render.lock import read_lock
from odata2py.sandbox.app import create_app
from odata2py.sandbox.rules import Rules
from odata2py.sandbox.server import running
from slices import SLICES

pytestmark = NO_METADATA
OLD, NEW = "graph-v1.0-2025-07.csdl", "graph-v1.0.csdl"
INCLUDE: Mapping[str, tuple[str, ...]] = {
    "phones": tuple(
        f"/{who}/authentication/phoneMethods/**" for who in ("users/{id}", "me")
    ),
    "mail": SLICES["mail"],
    "users_and_groups": SLICES["users_and_groups"],
}
CONFIG = """\
[source.graph]
metadata = "graph.csdl"
profile = "graph/v1.0"

[package.{name}]
source = "graph"
output = "{name}"
client = "GraphClient"
include = {include}
"""
SAID = {
    "phones": "404 ['+1 5555551234']\n",
    "mail": "['Another']\n",
    "users_and_groups": "They build things. ['ada', 'grace'] ['grace']\n",
}


class People(Rules):
    """Two users who are there from the start."""

    def seed(self) -> None:
        users = self.store.roots["users"]
        for name in ("ada", "grace"):
            self.store.add(users, users.type, {"id": name, "displayName": name})


RULES: Mapping[str, list[str | type[Rules]]] = {
    "phones": ["authentication_methods"],
    "mail": ["made_up"],
    "users_and_groups": [People],
}


class Project:
    """A folder with a package of the older metadata, and a program that uses it."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        config = CONFIG.format(name=name, include=json.dumps(INCLUDE[name]))
        (folder / "odata2py.toml").write_text(config, "utf-8")
        (folder / "program.py").write_text(PROGRAMS[name].lstrip(), "utf-8")

    def generate(self, document: str) -> Generated:
        """The package from now on is of this document."""
        if not (METADATA / document).exists():
            pytest.skip(f"{METADATA / document} is missing")
        shutil.copyfile(METADATA / document, self.folder / "graph.csdl")
        config = load_config(self.folder / "odata2py.toml")
        source, package = config.sources["graph"], config.packages[self.name]
        return generate(self.folder, source, package)

    def names(self) -> Mapping[str, str]:
        lock = read_lock(self.folder / self.name)
        assert lock is not None
        return lock.names

    def check_types(self) -> None:
        mypy = ["mypy", "--strict", "--cache-dir", os.devnull]
        self._run("-m", *mypy, "program.py", self.name)

    def use(self, document: str) -> str:
        """What the program prints, with a service of this document."""
        settings: dict[str, Any] = {"keys_as_segments": True, "root_path": "/v1.0"}
        app = create_app(model(document), rules=RULES[self.name], **settings)
        with running(app) as sandbox:
            return self._run("-W", "error", "program.py", sandbox.url)

    def _run(self, *arguments: str) -> str:
        command = [sys.executable, *arguments]
        ran = subprocess.run(command, capture_output=True, text=True, cwd=self.folder)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_outlives_an_update(name: str, tmp_path: Path) -> None:
    project = Project(tmp_path, name)
    project.generate(OLD)
    old = project.names()
    project.check_types()
    assert project.use(OLD) == SAID[name]
    assert project.use(NEW) == SAID[name]  # services change before packages do
    updated = project.generate(NEW)
    new = project.names()
    assert {key: new.get(key) for key in old} == old
    assert len(new) >= len(old) > 20
    assert updated.notices == ()
    project.check_types()
    assert project.use(NEW) == SAID[name]


def test_what_came_is_there(tmp_path: Path) -> None:
    """The update is one: what the older document lacks can be used."""
    project = Project(tmp_path, "users_and_groups")
    project.generate(OLD)
    old = project.names()
    project.generate(NEW)
    come = project.names().keys() - old.keys()
    assert "microsoft.graph.group/accessType" in come
    assert "microsoft.graph.groupAccessType" in come


def test_a_way_back(tmp_path: Path) -> None:
    """An update that is taken back leaves the bytes that were there before."""
    project = Project(tmp_path, "mail")
    project.generate(OLD)
    folder = tmp_path / "mail"
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert project.generate(NEW).written.changed
    assert project.generate(OLD).written.changed
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert after == before
