"""Files that ``odata2py export`` makes: whole, ours alone, and safe from edits."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.e2e.shops import SHOP, set_up

Run = Callable[..., subprocess.CompletedProcess[str]]
FORMS = {
    "csdl": ("csdl", "p"),
    "json-schema": ("json-schema", "p"),
    "models": ("models", "p", "--flavour", "dataclass"),
}
OUTPUT = ("--output", "made")


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest) -> str:
    """Every form that a slice is exported in."""
    return str(request.param)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return set_up(tmp_path)


@pytest.fixture
def export(form: str, shop: Path, odata2py: Run) -> Run:
    """Runs the command for the shop's package."""

    def run(*options: str, cwd: Path = shop) -> subprocess.CompletedProcess[str]:
        return odata2py("export", *FORMS[form], *options, cwd=cwd)

    return run


@pytest.fixture
def made(shop: Path, export: Run) -> Path:
    """A file that the command made."""
    ran = export(*OUTPUT)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    return shop / "made"


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def rename_colors(shop: Path) -> None:
    """The metadata is another."""
    text = SHOP.replace('Name="colors"', 'Name="colours"')
    (shop / "shop.csdl").write_text(text, "utf-8")


def test_a_file_is_what_is_printed(made: Path, export: Run) -> None:
    assert made.read_text("utf-8") == export().stdout
    assert oct(made.stat().st_mode & 0o777) == "0o644"


def test_what_is_the_same_is_not_written_again(made: Path, export: Run) -> None:
    before = made.stat()
    assert export(*OUTPUT).returncode == 0
    after = made.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_what_was_made_is_replaced(made: Path, shop: Path, export: Run) -> None:
    rename_colors(shop)
    ran = export(*OUTPUT)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert made.read_text("utf-8") == export().stdout
    assert "colours" in made.read_text("utf-8")


def test_line_ends_are_no_edits(made: Path, shop: Path, export: Run) -> None:
    """Git may change them where it checks files out."""
    text = made.read_bytes()
    made.write_bytes(text.replace(b"\n", b"\r\n"))
    ran = export(*OUTPUT, "--check")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    rename_colors(shop)
    assert export(*OUTPUT).returncode == 0
    assert b"colours" in made.read_bytes()
    assert b"\r" not in made.read_bytes()


EDITS: dict[str, Callable[[str], str]] = {
    "a word": lambda text: text.replace("colors", "colours"),
    "something at the end": lambda text: f"{text}# mine\n",
    "an empty line": lambda text: f"{text}\n",
    "less": lambda text: text[:-1],
}


@pytest.mark.parametrize("check", [[], ["--check"]])
@pytest.mark.parametrize("edit", EDITS)
def test_edits_are_refused(
    edit: str, check: list[str], made: Path, export: Run
) -> None:
    edited = EDITS[edit](made.read_text("utf-8"))
    assert edited != made.read_text("utf-8")
    made.write_text(edited, "utf-8")
    ran = export(*OUTPUT, *check)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "error: made: this generated file was edited by hand; "
        "restore it, or move your changes out of it\n"
    )
    assert made.read_text("utf-8") == edited


FOREIGN = [b"", b"print(1)\n", b"# Made by odata2py\n", b"\xff\xfe", b"x = 1\r\n"]


@pytest.mark.parametrize("check", [[], ["--check"]])
@pytest.mark.parametrize("content", FOREIGN)
def test_files_of_others_are_refused(
    content: bytes, check: list[str], shop: Path, export: Run
) -> None:
    (shop / "made").write_bytes(content)
    before = files(shop)
    ran = export(*OUTPUT, *check)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert re.fullmatch("error: made: (was not made|cannot be read).*\n", ran.stderr)
    assert files(shop) == before


def test_other_exports_are_refused(
    form: str, made: Path, shop: Path, odata2py: Run
) -> None:
    before = files(shop)
    for other in FORMS.keys() - {form}:
        ran = odata2py("export", *FORMS[other], *OUTPUT, cwd=shop)
        said = "error: made: was not made by this command; another file is expected\n"
        assert (ran.returncode, ran.stderr) == (2, said)
    assert files(shop) == before


def test_check_shows_what_would_change(shop: Path, export: Run) -> None:
    check = (*OUTPUT, "--check")
    ran = export(*check)
    assert (ran.returncode, ran.stderr) == (1, "")
    assert ran.stdout.startswith("--- /dev/null\n+++ made\n@@ -0,0 +1,")
    assert not (shop / "made").exists()
    assert export(*OUTPUT).returncode == 0
    ran = export(*check)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    rename_colors(shop)
    before = files(shop)
    ran = export(*check)
    assert (ran.returncode, ran.stderr) == (1, "")
    assert ran.stdout.startswith("--- made\n+++ made\n@@ ")
    assert re.search("^-.*colors", ran.stdout, re.MULTILINE)
    assert re.search(r"^\+.*colours", ran.stdout, re.MULTILINE)
    assert files(shop) == before


def test_check_needs_a_file(export: Run) -> None:
    ran = export("--check")
    assert (ran.returncode, ran.stdout) == (2, "")
    said = "error: --check: there is nothing to compare with; --output names a file\n"
    assert ran.stderr == said


def test_a_link_stays_one(shop: Path, export: Run) -> None:
    """What it leads to is written, which may be in another folder."""
    (shop / "sub").mkdir()
    assert export("--output", "sub/made").returncode == 0
    (shop / "link").symlink_to("sub/made")
    rename_colors(shop)
    assert export("--output", "link").returncode == 0
    assert (shop / "link").is_symlink()
    assert "colours" in (shop / "sub/made").read_text("utf-8")


NOWHERE = {
    "a folder": "sub",
    "this folder": ".",
    "no folder": "missing/x",
    "a folder that is a file": "shop.csdl/x",
    "a place where nothing can be": "/proc/x",
    "a long name": "x" * 300,
}


@pytest.mark.parametrize("name", NOWHERE)
def test_a_place_that_cannot_be_written(name: str, shop: Path, export: Run) -> None:
    (shop / "sub").mkdir()
    before = files(shop)
    ran = export("--output", NOWHERE[name])
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith(f"error: {NOWHERE[name]}: cannot be ")
    assert ran.stderr.count("\n") == 1
    assert files(shop) == before


def test_a_name_as_long_as_can_be(shop: Path, export: Run) -> None:
    assert export("--output", "x" * 255).returncode == 0
    assert (shop / ("x" * 255)).exists()


def test_what_is_read_is_not_replaced(shop: Path, export: Run) -> None:
    before = files(shop)
    ran = export("--output", "shop.csdl")
    said = "error: shop.csdl: is read by odata2py; another file is expected\n"
    assert (ran.returncode, ran.stderr) == (2, said)
    assert files(shop) == before


def test_bad_input_leaves_what_was_there(made: Path, shop: Path, export: Run) -> None:
    text = SHOP.replace('"shop.color"', '"shop.colour"')
    (shop / "shop.csdl").write_text(text, "utf-8")
    before = files(shop)
    ran = export(*OUTPUT)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("error: shop.csdl:19: Parameter 'color' has the Type")
    assert files(shop) == before


KILLED = """\
import os, signal
from odata2py.__main__ import main
os.replace = lambda *paths: os.kill(os.getpid(), signal.SIGKILL)
main()
"""


def test_what_a_kill_left_is_gone(
    form: str, made: Path, shop: Path, export: Run
) -> None:
    rename_colors(shop)
    before = files(shop)
    command = [sys.executable, "-c", KILLED, "export", *FORMS[form], *OUTPUT]
    ran = subprocess.run(command, cwd=shop, capture_output=True)
    assert ran.returncode == -signal.SIGKILL, ran.stderr
    (left,) = files(shop).keys() - before.keys()
    assert left.startswith(".made-odata2py-")
    (shop / ".mine-odata2py-").touch()
    assert export(*OUTPUT).returncode == 0
    assert files(shop).keys() == {*before, ".mine-odata2py-"}
    assert "colours" in made.read_text("utf-8")


def test_what_several_write_is_whole(form: str, shop: Path) -> None:
    program = Path(sys.executable).with_name("odata2py")
    command = [str(program), "export", *FORMS[form], *OUTPUT]
    started = [subprocess.Popen(command, cwd=shop) for _ in range(4)]
    assert [process.wait(timeout=60) for process in started] == [0] * 4
    assert not [name for name in os.listdir(shop) if "odata2py-" in name]
    ran = subprocess.run(
        [*command, "--check"], cwd=shop, capture_output=True, timeout=60
    )
    assert (ran.returncode, ran.stdout) == (0, b"")


def test_folders_called_as_libraries(shop: Path, export: Run) -> None:
    """They stand where the command runs, and change nothing."""
    expected = export().stdout
    for name in ("typing_extensions", "pydantic", "dataclasses", "lxml"):
        (shop / name).mkdir()
        (shop / name / "__init__.py").write_text("raise SystemExit(9)\n")
    ran = export()
    assert (ran.returncode, ran.stdout) == (0, expected)
