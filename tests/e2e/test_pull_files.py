"""``odata2py pull`` and the files that it writes: which ones, and where it cannot."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.e2e.pulls import METADATA, NEW, OLD, Project
from tests.e2e.services import Service, csdl, whole

LARGE = csdl(*(f"chair{number}" for number in range(500)))

# What is not to be replaced


def test_a_foreign_file(unpulled: Project, service: Service) -> None:
    unpulled.file.write_bytes(OLD)
    fault = unpulled.fault()
    assert fault == (
        "shop.csdl: the file is there already, and was not pulled; move it away, or "
        "name another file as metadata\n"
    )
    assert service.log == []


def test_an_edited_file(pulled: Project, service: Service) -> None:
    pulled.file.write_bytes(OLD + b"<!-- mine -->")
    fault = pulled.fault()
    assert fault.startswith("shop.csdl: the file was edited since it was pulled; move")
    assert service.log == []


def test_line_ends_are_no_edit(pulled: Project, service: Service) -> None:
    """Git may write others where it checks files out."""
    pulled.file.write_bytes(OLD.replace(b"\n", b"\r\n"))
    assert b"\r\n" in pulled.file.read_bytes()
    service.answers[METADATA] = whole(NEW)
    pulled.fine("changed")
    assert pulled.file.read_bytes() == NEW


def test_a_file_that_is_edited_meanwhile(pulled: Project, service: Service) -> None:
    edited = OLD + b"<!-- mine -->"

    def answer(received: object) -> list[bytes]:
        pulled.file.write_bytes(edited)
        return [whole(NEW)]

    service.answers[METADATA] = answer
    ran = pulled()
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("error: shop.csdl: the file was edited since")
    assert pulled.file.read_bytes() == edited
    assert not pulled.litter()


def test_a_file_that_is_gone(pulled: Project, service: Service) -> None:
    service.answers[METADATA] = whole(OLD, etag='"1"')
    pulled.fine("unchanged")
    pulled.file.unlink()
    pulled.fine("new")
    assert "if-none-match" not in service.last
    assert pulled.file.read_bytes() == OLD


def test_the_version_before_is_no_edit(pulled: Project, service: Service) -> None:
    service.answers[METADATA] = whole(NEW, etag='"2"')
    pulled.fine("changed")
    pulled.file.write_bytes(OLD)
    pulled.fine("changed")
    assert "if-none-match" not in service.last
    assert pulled.file.read_bytes() == NEW


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"{", b"[]", b"null", b"\xff", b'{"address": "", "sha256": 3}'),
        *(b'{"address": ""}', b"[" * 100_000, b'{"x": ' + b"[" * 100_000),
    ],
    ids=["empty", "cut", "list", "null", "bytes", "number", "less", "deep", "nested"],
)
def test_a_record_that_cannot_be_read(
    pulled: Project, service: Service, content: bytes
) -> None:
    pulled.record.write_bytes(content)
    fault = pulled.fault()
    said = "shop.csdl.pulled.json: the record of what was pulled cannot be read ("
    assert fault.startswith(said)
    assert fault.endswith("); restore it, or move it away with its file\n")
    assert service.log == []


def test_a_record_with_more_in_it(pulled: Project, service: Service) -> None:
    record = json.loads(pulled.record.read_bytes())
    pulled.record.write_text(json.dumps(record | {"etag": 'a"\r\nX: y', "newer": [1]}))
    service.answers[METADATA] = whole(NEW)
    pulled.fine("changed")
    assert not {"if-none-match", "x"} & service.last.keys()


def test_a_record_that_is_gone(pulled: Project) -> None:
    pulled.record.unlink()
    assert "the file is there already, and was not pulled" in pulled.fault()


def test_a_file_for_two_addresses(unpulled: Project, service: Service) -> None:
    config = unpulled.folder / "odata2py.toml"
    for address, faults in ((METADATA, 0), ("/v2", 1)):
        unpulled.configure()
        with config.open("a") as file:
            file.write("[source.other]\nmetadata = './shop.csdl'\n")
            file.write(f"pull = '{service.origin}{address}'\n")
        service.answers[METADATA] = whole(NEW)
        ran = unpulled()
        if faults:
            assert ran.stderr.startswith(
                "error: odata2py.toml:6: [source.other] pull: 'shop.csdl' is pulled "
                f"from '{service.origin}{METADATA}' already, by [source.shop]; each"
            )
        else:
            assert [line.split(",")[0] for line in ran.stdout.splitlines()] == [
                "shop: new",
                "other: unchanged",
            ]


# Where it is written


def test_what_killed_runs_left(pulled: Project, service: Service) -> None:
    service.answers[METADATA] = whole(OLD, etag='"1"')
    pulled.fine("unchanged")
    service.answers[METADATA] = whole(b"", "304 Not Modified")
    (pulled.folder / ".odata2py-pull-x1y2").write_bytes(b"<")
    (pulled.folder / ".shop.csdl-notes").write_bytes(b"mine")
    pulled.fine("unchanged")
    assert pulled.litter() == {".shop.csdl-notes"}


@pytest.mark.parametrize(
    "name", ["größe 椅子.csdl", "a b/c d/e.csdl", "[ab]*?.csdl", "-x", "#.csdl", "%s"]
)
def test_names(unpulled: Project, service: Service, name: str) -> None:
    unpulled.configure(metadata=name)
    for content, outcome in ((OLD, "new"), (NEW, "changed"), (NEW, "unchanged")):
        service.answers[METADATA] = whole(content)
        ran = unpulled()
        assert (ran.returncode, ran.stderr) == (0, "")
        assert ran.stdout.startswith(f"shop: {outcome}, ")
        path = unpulled.folder / name
        assert path.read_bytes() == content
        assert {each.name for each in path.parent.iterdir() if each.is_file()} == {
            *(path.name, f"{path.name}.pulled.json"),
            *(["odata2py.toml"] if path.parent == unpulled.folder else []),
        }


def test_permissions_stay(pulled: Project, service: Service) -> None:
    pulled.file.chmod(0o640)
    service.answers[METADATA] = whole(NEW)
    pulled.fine("changed")
    assert pulled.file.stat().st_mode & 0o777 == 0o640
    assert pulled.record.stat().st_mode & 0o777 == 0o644


def test_links(unpulled: Project, service: Service) -> None:
    elsewhere = unpulled.folder / "else where"
    elsewhere.mkdir()
    real = elsewhere / "real.csdl"
    unpulled.file.symlink_to("else where/link.csdl")
    (elsewhere / "link.csdl").symlink_to(real)
    for content, outcome in ((OLD, "new"), (NEW, "changed"), (NEW, "unchanged")):
        service.answers[METADATA] = whole(content)
        unpulled.fine(outcome)
        assert unpulled.file.is_symlink()
        assert not real.is_symlink()
        assert real.read_bytes() == content
    assert {path.name for path in elsewhere.iterdir()} == {
        *("link.csdl", "real.csdl", "real.csdl.pulled.json")
    }
    real.write_bytes(OLD + b" ")
    assert "the file was edited since it was pulled" in unpulled.fault()


def circle(folder: Path) -> None:
    (folder / "shop.csdl").symlink_to("shop.csdl")


def a_folder(folder: Path) -> None:
    (folder / "shop.csdl").mkdir()


def a_pipe(folder: Path) -> None:
    os.mkfifo(folder / "shop.csdl")


def a_link_to_a_device(folder: Path) -> None:
    (folder / "shop.csdl").symlink_to("/dev/null")


@pytest.mark.parametrize(
    ("put", "expected"),
    [
        (circle, "shop.csdl: the link leads in a circle"),
        (a_folder, "shop.csdl: this is no file, so that nothing can be pulled to it"),
        (a_pipe, "shop.csdl: this is no file, so that nothing can be pulled to it"),
        (a_link_to_a_device, "/dev/null: this is no file, so that nothing can be"),
    ],
)
def test_what_is_no_file(
    unpulled: Project,
    service: Service,
    put: Callable[[Path], None],
    expected: str,
) -> None:
    service.answers[METADATA] = whole(OLD)
    put(unpulled.folder)
    assert unpulled.fault().startswith(expected)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("odata2py.toml/x", "odata2py.toml/x: nothing can be pulled to it (Not a"),
        ("x" * 300, "x: nothing can be pulled to it (File name too long)"),
        ("x" * 250, "x: nothing can be pulled to it (File name too long)"),
        ("/proc/x", "/proc/x: nothing can be pulled to it (No such file or directory"),
        ("/proc/x/y", "/proc/x/y: nothing can be pulled to it (No such file or dir"),
        ("x\\u0000y", "[source.shop] metadata: 'x\\x00y' is none that can be read"),
    ],
)
def test_places_where_nothing_can_be(
    unpulled: Project, service: Service, name: str, expected: str
) -> None:
    service.answers[METADATA] = whole(OLD)
    unpulled.configure(metadata="PLACE")
    config = unpulled.folder / "odata2py.toml"
    config.write_text(config.read_text().replace("'PLACE'", f'"{name}"'))
    assert expected in unpulled.fault()


# A disk that is full, and folders that are closed to everybody, root included

WITHIN = """
import ctypes, os, resource, sys
limit, *command = sys.argv[1:]
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2
for right in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
    ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, right)  # what only root has
os.execv(command[0], command)
"""


def pull_within(
    project: Project, limit: int | str = ""
) -> subprocess.CompletedProcess[str]:
    """Pull with files of so many bytes at most, and without the rights of root."""
    program = Path(sys.executable).with_name("odata2py")
    return subprocess.run(
        [sys.executable, "-c", WITHIN, str(limit), program, "pull"],
        cwd=project.folder,
        capture_output=True,
        text=True,
    )


def refused(ran: subprocess.CompletedProcess[str]) -> str:
    """The one fault."""
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.count("\n") == 1
    return ran.stderr.removeprefix("error: ")


@pytest.mark.parametrize("limit", [0, 1, len(LARGE) - 1])
def test_a_full_disk(pulled: Project, service: Service, limit: int) -> None:
    service.answers[METADATA] = whole(LARGE)
    with pulled.untouched():
        fault = refused(pull_within(pulled, limit))
    assert fault == "shop.csdl: nothing can be pulled to it (File too large)\n"
    service.answers[METADATA] = whole(OLD, etag='"2"')
    with pulled.untouched():
        fault = refused(pull_within(pulled, 9))
    assert fault == "shop.csdl: nothing can be pulled to it (File too large)\n"


@pytest.mark.parametrize("mode", [0o555, 0o333, 0o111, 0o666])
def test_a_closed_folder(unpulled: Project, service: Service, mode: int) -> None:
    unpulled.configure(metadata="in/shop.csdl")
    service.answers[METADATA] = whole(OLD, etag='"1"')
    folder = unpulled.folder / "in"
    folder.mkdir(mode)
    folder.chmod(mode)
    try:
        fault = refused(pull_within(unpulled))
    finally:
        folder.chmod(0o755)
    assert fault == "in/shop.csdl: nothing can be pulled to it (Permission denied)\n"
    assert list(folder.iterdir()) == []


def test_a_folder_for_reading_in_which_nothing_changes(
    pulled: Project, service: Service
) -> None:
    service.answers[METADATA] = whole(OLD, etag='"1"')
    pulled.fine("unchanged")
    service.answers[METADATA] = whole(b"", "304 Not Modified")
    pulled.folder.chmod(0o555)
    try:
        with pulled.untouched():
            ran = pull_within(pulled)
        assert (ran.returncode, ran.stderr) == (0, "")
        assert ran.stdout.startswith("shop: unchanged, ")
        service.answers[METADATA] = whole(NEW)
        with pulled.untouched():
            fault = refused(pull_within(pulled))
        assert fault.startswith("shop.csdl: nothing can be pulled to it (Permission")
    finally:
        pulled.folder.chmod(0o755)
