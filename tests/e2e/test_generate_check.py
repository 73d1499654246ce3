"""``generate --check`` and ``--dry-run``, and runs in which nothing changed."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.e2e.shops import OVERLAY, SHOP, set_up

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def shop(tmp_path: Path, odata2py: Run) -> Path:
    """The shop with its package."""
    set_up(tmp_path)
    ran = odata2py("generate", cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    return tmp_path


def snapshot(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """All files with their inodes and times, so that a new file is another."""
    return {
        path.relative_to(folder).as_posix(): (
            path.stat().st_ino,
            path.stat().st_mtime_ns,
            path.read_bytes(),
        )
        for path in folder.rglob("*")
        if path.is_file()
    }


def edit(shop: Path) -> None:
    path = shop / "shop.csdl"
    text = path.read_text("utf-8")
    path.write_text(text.replace('Name="legs"', 'Name="feet"'), "utf-8")


def counted(text: str) -> dict[str, int]:
    """The numbers of the table's only row, seconds aside."""
    titles, row = (line.split() for line in text.splitlines()[:2])
    cells = dict(zip(titles, row, strict=True))
    return {
        title: int(cell.replace(",", ""))
        for title, cell in cells.items()
        if title not in ("package", "seconds")
    }


def test_nothing_would_change(shop: Path, odata2py: Run) -> None:
    before = snapshot(shop)
    for arguments in (["--check"], ["--check", "--package", "p"]):
        ran = odata2py("generate", *arguments, cwd=shop)
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert snapshot(shop) == before


def test_line_ends_are_no_change(shop: Path, odata2py: Run) -> None:
    """Git may write others where it checks files out: of inputs, and of packages."""
    for path in shop.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = snapshot(shop)
    for arguments in (["--check"], []):
        ran = odata2py("generate", *arguments, cwd=shop)
        assert (ran.returncode, ran.stderr) == (0, "")
        assert snapshot(shop) == before


def test_what_would_change(shop: Path, odata2py: Run) -> None:
    edit(shop)
    before = snapshot(shop)
    ran = odata2py("generate", "--check", cwd=shop)
    assert (ran.returncode, ran.stderr) == (1, "")
    assert snapshot(shop) == before
    lines = ran.stdout.splitlines()
    assert "--- p/entities/chair.py" in lines
    assert "+++ p/entities/chair.py" in lines
    assert any(line.startswith("-") and "legs" in line for line in lines)
    assert any(line.startswith("+") and "feet" in line for line in lines)
    patched = subprocess.run(
        ["patch", "-p0", "--quiet"], input=ran.stdout, text=True, cwd=shop, check=False
    )
    assert patched.returncode == 0
    generated = {k: v[2] for k, v in snapshot(shop / "p").items()}
    after = odata2py("generate", "--check", cwd=shop)
    assert (after.returncode, after.stdout) == (0, "")
    assert odata2py("generate", cwd=shop).returncode == 0
    assert {k: v[2] for k, v in snapshot(shop / "p").items()} == generated


def test_files_that_would_come_and_go(shop: Path, odata2py: Run) -> None:
    path = shop / "shop.csdl"
    text = path.read_text("utf-8").replace('Name="leg"', 'Name="foot"')
    path.write_text(text.replace("shop.leg", "shop.foot"), "utf-8")
    lines = odata2py("generate", "--check", cwd=shop).stdout.splitlines()
    for pair in (
        ["--- /dev/null", "+++ p/entities/foot.py"],
        ["--- p/entities/leg.py", "+++ /dev/null"],
    ):
        at = lines.index(pair[0]) if pair[0] != "--- /dev/null" else None
        found = [lines[i : i + 2] for i, line in enumerate(lines) if line == pair[0]]
        assert pair in found, at


def test_a_dry_run_counts(shop: Path, odata2py: Run) -> None:
    edit(shop)
    before = snapshot(shop)
    dry = odata2py("generate", "--dry-run", cwd=shop)
    assert (dry.returncode, dry.stderr) == (0, "")
    assert snapshot(shop) == before
    real = odata2py("generate", cwd=shop)
    assert counted(dry.stdout) == counted(real.stdout)
    assert counted(real.stdout)["changed"] > 1
    assert counted(odata2py("generate", "--dry-run", cwd=shop).stdout)["changed"] == 0


def test_a_package_that_is_not_there_yet(tmp_path: Path, odata2py: Run) -> None:
    set_up(tmp_path)
    ran = odata2py("generate", "--check", cwd=tmp_path)
    assert ran.returncode == 1
    assert "+++ p/client.py" in ran.stdout
    assert not (tmp_path / "p").exists()


@pytest.mark.parametrize("cached", [True, False])
def test_an_unchanged_package_is_not_touched(
    shop: Path, odata2py: Run, cached: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """With the stamp of the last run, or with a cache that knows nothing."""
    environment = {}
    if not cached:
        environment["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("empty"))
    before = snapshot(shop)
    ran = odata2py("generate", cwd=shop, **environment)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert counted(ran.stdout)["changed"] == 0
    assert snapshot(shop) == before


def change_metadata(shop: Path) -> None:
    edit(shop)


def change_overlay(shop: Path) -> None:
    (shop / "shop.en.csdl").write_text(OVERLAY.replace("hour", "day"), "utf-8")


def change_settings(shop: Path) -> None:
    path = shop / "odata2py.toml"
    path.write_text(path.read_text("utf-8").replace('"C"', '"ShopClient"'), "utf-8")


def change_profile(shop: Path) -> None:
    path = shop / "odata2py.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("overlays", 'profile = "odata-segments"\noverlays'))


def lose_a_file(shop: Path) -> None:
    (shop / "p" / "client.py").unlink()


@pytest.mark.parametrize(
    "change",
    [change_metadata, change_overlay, change_settings, change_profile, lose_a_file],
)
def test_whatever_changed_is_seen(
    shop: Path, odata2py: Run, change: Callable[[Path], None]
) -> None:
    change(shop)
    assert odata2py("generate", "--check", cwd=shop).returncode == 1
    ran = odata2py("generate", cwd=shop)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert counted(ran.stdout)["changed"] > 0
    assert odata2py("generate", "--check", cwd=shop).returncode == 0


def test_files_that_the_metadata_refers_to(tmp_path: Path, odata2py: Run) -> None:
    set_up(tmp_path)
    other = tmp_path / "other.csdl"
    inside = '<EntityType Name="lamp" BaseType="shop.thing"/>'
    schema = re.sub("<EntityType.*</EntityContainer>", inside, SHOP, flags=re.S)
    other.write_text(schema.replace('Namespace="shop"', 'Namespace="more"'), "utf-8")
    reference = (
        '<edmx:Reference Uri="other.csdl"><edmx:Include Namespace="more"/>'
        "</edmx:Reference><edmx:DataServices>"
    )
    text = SHOP.replace("<edmx:DataServices>", reference)
    lamps = '<EntitySet Name="lamps" EntityType="more.lamp"/><Singleton'
    (tmp_path / "shop.csdl").write_text(text.replace("<Singleton", lamps), "utf-8")
    assert odata2py("generate", cwd=tmp_path).returncode == 0
    assert '"other.csdl": "' in (tmp_path / "p/odata2py-lock.json").read_text("utf-8")
    assert odata2py("generate", "--check", cwd=tmp_path).returncode == 0
    text = other.read_text("utf-8")
    other.write_text(text.replace('"lamp" ', '"lamp" OpenType="true" '), "utf-8")
    assert odata2py("generate", "--check", cwd=tmp_path).returncode == 1
