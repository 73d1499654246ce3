"""``odata2py export csdl``: where the document goes, and what goes wrong on the way."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.e2e.shops import SHOP, set_up

from odata2py.csdl.reader import read_model

Run = Callable[..., subprocess.CompletedProcess[str]]
OLD = "an old document\n"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return set_up(tmp_path)


@pytest.fixture
def printed(shop: Path, odata2py: Run) -> str:
    """The document of the shop's package, as it is printed."""
    ran = odata2py("export", "csdl", "p", cwd=shop)
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_document_is_printed(printed: str, shop: Path) -> None:
    start = '<?xml version="1.0" encoding="utf-8"?>\n<!-- Made by odata2py '
    assert printed.startswith(start)
    assert printed.endswith("</edmx:Edmx>\n")
    assert "Wide — 椅子." in printed
    (shop / "again.csdl").write_text(printed, "utf-8")
    model = read_model(shop / "again.csdl")
    assert (model.version, model.notices, model.remarks()) == ("4.01", (), ())


@pytest.mark.parametrize("name", ["new.csdl", "sub/new.csdl", "größe 椅.csdl"])
def test_the_document_is_written(
    name: str, printed: str, shop: Path, odata2py: Run
) -> None:
    (shop / "sub").mkdir()
    before = files(shop)
    ran = odata2py("export", "csdl", "p", "--output", name, cwd=shop)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert files(shop) == {**before, name: printed.encode()}


def test_a_pipe_stays_one(shop: Path, printed: str) -> None:
    """As /dev/stdout is one: what is no file is never replaced by a file."""
    os.mkfifo(shop / "pipe")
    program = Path(sys.executable).with_name("odata2py")
    command = [str(program), "export", "csdl", "p", "--output", "pipe"]
    end = os.open(shop / "pipe", os.O_RDWR | os.O_NONBLOCK)
    try:
        ran = subprocess.run(command, cwd=shop, capture_output=True, timeout=30)
        assert (shop / "pipe").is_fifo()
        if ran.returncode == 0:
            assert os.read(end, 1_000_000).decode() == printed
    finally:
        os.close(end)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(shop: Path, odata2py: Run) -> None:
    (shop / "sub").mkdir(mode=0o500)
    ran = odata2py("export", "csdl", "p", "--output", "sub/x.csdl", cwd=shop)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == ("error: sub/x.csdl: cannot be written (Permission denied)\n")


BAD = {
    "an unknown package": (
        ("shop", SHOP),
        "odata2py.toml: there is no [package.shop]",
    ),
    "a fault of the metadata": (
        ("p", SHOP.replace('"shop.color"', '"shop.colour"')),
        "shop.csdl:19: Parameter 'color' has the Type 'shop.colour', which is not",
    ),
    "no metadata": (("p", ""), "shop.csdl: the file is empty; CSDL XML is expected"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_leaves_what_was_there(name: str, shop: Path, odata2py: Run) -> None:
    (package, text), said = BAD[name]
    (shop / "shop.csdl").write_text(text, "utf-8")
    (shop / "old.csdl").write_text(OLD)
    before = files(shop)
    ran = odata2py("export", "csdl", package, "--output", "old.csdl", cwd=shop)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith(f"error: {said}")
    assert files(shop) == before


def configure(shop: Path, old: str, new: str) -> None:
    path = shop / "odata2py.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_pattern_that_matches_nothing(shop: Path, odata2py: Run) -> None:
    configure(shop, "/**", "/tables")
    ran = odata2py("export", "csdl", "p", cwd=shop)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "error: [package.p] include: the path pattern '/tables' matches nothing: "
        "there is no 'tables' below '/'; did you mean 'best'?\n"
    )


def test_notices_are_those_of_generate(shop: Path, odata2py: Run) -> None:
    text = SHOP.replace('Name="best"', 'Name="best" Color="red"')
    (shop / "shop.csdl").write_text(text, "utf-8")
    configure(shop, '["/**"]', '["/**"]\nexclude = ["/tables"]')
    exported = odata2py("export", "csdl", "p", cwd=shop)
    generated = odata2py("generate", cwd=shop)
    assert (exported.returncode, generated.returncode) == (0, 0)
    assert exported.stderr.count("\n") == 2
    assert generated.stderr == exported.stderr


@pytest.mark.parametrize("name", ["shop.csdl", "odata2py.toml", "./sub/../shop.csdl"])
def test_what_is_read_is_not_replaced(shop: Path, odata2py: Run, name: str) -> None:
    (shop / "sub").mkdir()
    before = files(shop)
    ran = odata2py("export", "csdl", "p", "--output", name, cwd=shop)
    said = f"{Path(name)}: is read by odata2py; another file is expected"
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", f"error: {said}\n")
    assert files(shop) == before


def test_a_closed_pipe_is_no_fault(shop: Path) -> None:
    program = Path(sys.executable).with_name("odata2py")
    with subprocess.Popen(
        [str(program), "export", "csdl", "p"],
        cwd=shop,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("command", [["export", "csdl", "p"], ["inspect", "shop"]])
def test_a_full_disk_is_no_fault_of_ours(command: list[str], shop: Path) -> None:
    program = Path(sys.executable).with_name("odata2py")
    with open("/dev/full", "w") as full:
        ran = subprocess.run(
            [str(program), *command], cwd=shop, stdout=full, stderr=subprocess.PIPE
        )
    assert ran.returncode != 0
    assert b"No space left on device" in ran.stderr
    assert b"fault of odata2py" not in ran.stderr


ENCODINGS = ["ascii", "latin-1", "utf-8"]


def run(shop: Path, encoding: str, *command: str) -> tuple[int, bytes, bytes]:
    """What the command line does where text is printed in an encoding."""
    ran = subprocess.run(
        [str(Path(sys.executable).with_name("odata2py")), *command],
        cwd=shop,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
    )
    return ran.returncode, ran.stdout, ran.stderr


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_document_is_utf_8_as_it_says(
    encoding: str, printed: str, shop: Path
) -> None:
    found = run(shop, encoding, "export", "csdl", "p")
    assert found == (0, printed.encode(), b"")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("words", [["wide"], ["wide", "--json"]])
def test_an_outline_is_printed_in_any_encoding(
    encoding: str, words: list[str], shop: Path
) -> None:
    status, _, said = run(shop, encoding, "inspect", "shop", *words)
    assert (status, said) == (0, b"")
