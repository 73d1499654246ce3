"""Runs that are killed at random moments, and runs at the same time.

A package is wholly old or wholly new, and the next run leaves nothing but packages.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.e2e.shops import CONFIG, set_up

Run = Callable[..., subprocess.CompletedProcess[str]]
Contents = dict[str, bytes]
KILLING = Path(__file__).with_name("killing.py")
ODATA2PY = Path(sys.executable).with_name("odata2py")
WHOLE = {"old", "new", "old and litter", "new and litter"}


@pytest.mark.parametrize(
    ("system", "between"),
    [
        ("exchanged", set()),
        ("renamed", {"no and litter"}),
        ("copied", {"no and litter", "parts and litter"}),
    ],
)
def test_a_package_that_is_being_written(
    system: str, between: set[str], tmp_path: Path
) -> None:
    """What is not whole where folders cannot change places is mended by the next."""
    command = [sys.executable, str(KILLING), str(tmp_path / "package"), system, "60"]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    found = {when: Counter(states) for when, states in json.loads(ran.stdout).items()}
    assert found["killed"].keys() <= WHOLE | between
    assert found["next"].keys() <= {"old", "new"}
    assert found["killed"].total() == found["next"].total() == 60
    litter = [count for state, count in found["killed"].items() if "litter" in state]
    assert sum(litter) > 5


class Shop:
    """A project with two packages, which clients of two names make two versions of."""

    def __init__(self, folder: Path) -> None:
        self.folder = set_up(folder)
        self.packages = [folder / "p", folder / "q"]
        _, _, package = CONFIG.partition("[package.p]")
        another = f"[package.q]{package}".replace('output = "p"', 'output = "q"')
        for client in ("Old", "New"):
            text = (CONFIG + another).replace('"C"', f'"{client}"')
            (folder / f"{client}.toml").write_text(text, "utf-8")
        self.versions: dict[str, list[Contents]] = {}
        self.files: set[str] = set()

    def start(self, client: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [ODATA2PY, "generate", "--config", f"{client}.toml"],
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def make(self, client: str) -> None:
        """Let a run come to its end, and hold what it leaves against what is known."""
        with self.start(client) as process:
            _, said = process.communicate()
        assert (process.returncode, said) == (0, "")
        found = [contents(package) for package in self.packages]
        assert found == self.versions.setdefault(client, found)
        beside = {path.name for path in self.folder.iterdir()}
        self.files = self.files or beside
        assert beside == self.files

    def check(self) -> None:
        """Each package is one of the versions."""
        for at, package in enumerate(self.packages):
            assert contents(package) in [each[at] for each in self.versions.values()]


def contents(folder: Path) -> Contents:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    made = Shop(tmp_path)
    made.make("Old")
    made.make("New")
    return made


def test_runs_of_the_command_line(
    shop: Shop,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cache = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    began = time.monotonic()
    shop.make("Old")
    whole = time.monotonic() - began
    for turn in range(15):
        with shop.start(["New", "Old"][turn % 2]) as process:
            time.sleep(random.uniform(whole / 3, whole))
            process.kill()
        shop.check()
        if turn % 5 == 4:
            shop.make(["New", "Old"][turn // 5 % 2])
    shop.make("New")
    shop.make("Old")
    assert len(list((cache / "odata2py").iterdir())) == len(shop.packages)


def test_runs_at_the_same_time(shop: Shop) -> None:
    """All succeed, and whoever reads meanwhile finds each file of one version."""
    clients = {
        each["client.py"] for version in shop.versions.values() for each in version
    }
    for _ in range(2):
        runs = [shop.start(client) for client in ("Old", "New", "Old")]
        while any(run.poll() is None for run in runs):
            assert (shop.packages[0] / "client.py").read_bytes() in clients
            assert (shop.packages[0] / "_runtime" / "client.py").exists()
        said = [(*run.communicate(), run.returncode) for run in runs]
        assert [(error, code) for _, error, code in said] == [("", 0)] * len(runs)
        shop.check()
        shop.make("New")
