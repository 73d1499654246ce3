"""``odata2py update``: newer metadata, what it changes, and packages made of it."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.e2e.services import Service, serving, whole
from tests.e2e.shops import SHOP

Run = Callable[..., subprocess.CompletedProcess[str]]

METADATA = "/v1/$metadata"
COLORS = '<Property Name="colors" Type="Collection(shop.color)"/>'
NEWER = SHOP.replace(COLORS, '<Property Name="price" Type="Edm.Decimal"/>')
CONFIG = """
[source.shop]
metadata = "shop.csdl"
pull = "{origin}/v1/$metadata"

[package.chairs]
source = "shop"
output = "chairs"
client = "ChairClient"
include = ["/chairs", "/chairs/{{id}}"]

[package.found]
source = "shop"
output = "found"
client = "FindClient"
include = ["/find"]

[source.other]
metadata = "other.csdl"

[package.others]
source = "other"
output = "others"
client = "OtherClient"
include = ["/chairs"]
"""
KEPT = {"shop.csdl", "shop.csdl.pulled.json", "chairs", "found", "other.csdl"}


@pytest.fixture
def service() -> Iterator[Service]:
    with serving() as service:
        service.answers[METADATA] = whole(SHOP.encode())
        yield service


@pytest.fixture
def project(tmp_path: Path, service: Service, odata2py: Run) -> Path:
    """A project that was updated once."""
    text = CONFIG.format(origin=service.origin)
    (tmp_path / "odata2py.toml").write_text(text, "utf-8")
    (tmp_path / "other.csdl").write_text(SHOP, "utf-8")
    ran = odata2py("update", cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (0, "")
    assert "shop: new, " in ran.stderr
    assert {path.name for path in tmp_path.iterdir()} == {*KEPT, "odata2py.toml"}
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_all_of_it(project: Path, service: Service, odata2py: Run) -> None:
    service.answers[METADATA] = whole(NEWER.encode())
    ran = odata2py("update", cwd=project)
    assert ran.returncode == 0
    assert f"shop: changed, {len(NEWER.encode()):,} bytes from {service.origin}" in (
        ran.stderr
    )
    assert "chairs: " in ran.stderr
    for expected in ("chairs: newer metadata", "`shop.chair/colors`", "Chair.colors"):
        assert expected in ran.stdout
    assert (project / "shop.csdl").read_text("utf-8") == NEWER
    chair = (project / "chairs/entities/chair.py").read_text("utf-8")
    assert "price" in chair
    assert "colors" not in chair
    changes = (project / "odata2py-changes.md").read_text("utf-8")
    assert changes.startswith("# Changes in generated packages\n\n## ")
    assert "- breaking: `shop.chair/colors`." in changes
    assert "found" not in changes
    assert not (project / "others").exists()
    assert (
        odata2py("generate", "--check", "--package", "chairs", cwd=project).stdout == ""
    )


def test_nothing_new(project: Path, service: Service, odata2py: Run) -> None:
    service.answers[METADATA] = whole(NEWER.encode())
    assert odata2py("update", cwd=project).returncode == 0
    before = contents(project)
    ran = odata2py("update", cwd=project)
    assert (ran.returncode, ran.stdout) == (0, "")
    assert "shop: unchanged" in ran.stderr
    assert contents(project) == before


def test_entries_add_up(project: Path, service: Service, odata2py: Run) -> None:
    third = NEWER.replace('"price"', '"cost"')
    for text in (NEWER, third):
        service.answers[METADATA] = whole(text.encode())
        ran = odata2py("update", "shop", "--changelog", "CHANGES.md", cwd=project)
        assert ran.returncode == 0
    changes = (project / "CHANGES.md").read_text("utf-8")
    assert changes.count("\n## ") == 2
    assert changes.index("Chair.cost") < changes.index("Chair.colors")
    assert changes.count("# Changes in generated packages") == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NEWER.replace("shop.leg", "shop.lag"), "Collection(shop.lag)"),
        (NEWER.replace('Name="chairs"', 'Name="seats"'), "[package.chairs] include"),
        ("<html>Sign in</html>", "/v1/$metadata"),
    ],
)
def test_what_cannot_be_used_changes_nothing(
    project: Path, service: Service, odata2py: Run, text: str, expected: str
) -> None:
    before = contents(project)
    service.answers[METADATA] = whole(text.encode())
    ran = odata2py("update", cwd=project)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert expected in ran.stderr
    assert contents(project) == before


def test_an_edited_package_changes_nothing(
    project: Path, service: Service, odata2py: Run
) -> None:
    client = project / "found" / "client.py"
    client.write_text(client.read_text("utf-8") + "# mine\n", "utf-8")
    before = contents(project)
    service.answers[METADATA] = whole(NEWER.encode())
    ran = odata2py("update", cwd=project)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "found/client.py: this generated file was edited by hand" in ran.stderr
    assert contents(project) == before


def test_sources_that_are_not_pulled(project: Path, odata2py: Run) -> None:
    ran = odata2py("update", "other", cwd=project)
    assert ran.returncode == 2
    assert "[source.other] says nowhere where its metadata comes from" in ran.stderr


def test_killed_at_any_moment(project: Path, service: Service, odata2py: Run) -> None:
    """Every package is wholly one or the other, and the next run finishes the work."""
    wanted = {}
    for text in (NEWER, SHOP):
        service.answers[METADATA] = whole(text.encode())
        assert odata2py("update", cwd=project).returncode == 0
        wanted[text] = {n: contents(project / n) for n in ("chairs", "found")}
    program = Path(sys.executable).with_name("odata2py")
    moments = random.Random(7)
    killed = 0
    for round_ in range(40):
        text = (NEWER, SHOP)[round_ % 2]
        service.answers[METADATA] = whole(text.encode())
        run = subprocess.Popen(
            [program, "update"],
            cwd=project,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(moments.uniform(0.2, 0.7))
        run.send_signal(signal.SIGKILL)
        killed += run.wait() == -signal.SIGKILL
        assert (project / "shop.csdl").read_text("utf-8") in (NEWER, SHOP)
        for name in ("chairs", "found"):
            found = contents(project / name)
            assert found in [each[name] for each in wanted.values()]
    assert killed > 10
    service.answers[METADATA] = whole(NEWER.encode())
    assert odata2py("update", cwd=project).returncode == 0
    assert {n: contents(project / n) for n in ("chairs", "found")} == wanted[NEWER]
    left = {path.name for path in project.iterdir()} - KEPT
    assert left == {"odata2py.toml", "odata2py-changes.md"}
    assert os.listdir(project / "chairs") != []
