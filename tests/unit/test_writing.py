"""Writing a package: wholly or not at all, and nothing that need not be written."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from odata2py.checksums import checksum
from odata2py.errors import InputError
from odata2py.render import exchange, writing
from odata2py.render.exchange import exchange_folders, restore_folder
from odata2py.render.lock import LOCK_NAME, Lock, SourceRecord, lock_text
from odata2py.render.writing import previous_lock, write_package

FILES = {"__init__.py": "", "client.py": "one\n", "entities/user.py": "user\n"}


def with_lock(files: Mapping[str, str]) -> dict[str, str]:
    sums = {path: checksum(text.encode()) for path, text in files.items()}
    lock = Lock("odata2py", SourceRecord("m.csdl", "", {}, "odata"), {}, {}, sums)
    return {**files, LOCK_NAME: lock_text(lock)}


def write(folder: Path, files: Mapping[str, str]) -> tuple[str, ...]:
    """A run as ``generate`` makes it; the paths that it changed."""
    previous_lock(folder)
    return write_package(folder, with_lock(files)).changed


def texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


def inodes(folder: Path) -> dict[str, tuple[int, int]]:
    found = {path: path.lstat() for path in folder.rglob("*")}
    return {str(path): (stat.st_ino, stat.st_mtime_ns) for path, stat in found.items()}


def beside(folder: Path) -> set[str]:
    return {path.name for path in folder.parent.iterdir()} - {folder.name}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package that a run has written; nothing stands beside it."""
    folder = tmp_path / "project" / "package"
    write(folder, FILES)
    return folder


@pytest.fixture(params=["exchanged", "renamed", "copied"])
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """A system that can exchange folders in one step, and those that cannot."""
    if request.param != "exchanged":
        monkeypatch.setattr(exchange, "_exchanged", lambda one, other: False)
    if request.param == "copied":
        monkeypatch.setattr(os, "rename", rename_what_is_new)
    return str(request.param)


REAL_RENAME = os.rename


def rename_what_is_new(source: Path, target: Path) -> None:
    """As where packages stand in a lower layer of an overlay file system."""
    if not Path(source).name.startswith("."):
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
    REAL_RENAME(source, target)


def test_a_new_package_is_what_was_asked_for(package: Path) -> None:
    assert texts(package) == with_lock(FILES)
    assert package.stat().st_mode & 0o777 == 0o755
    assert beside(package) == set()


def test_parents_are_made(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b" / "c", FILES)
    assert texts(tmp_path / "a" / "b" / "c") == with_lock(FILES)


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "package").mkdir()
    write(tmp_path / "package", FILES)
    assert texts(tmp_path / "package") == with_lock(FILES)


def test_nothing_is_written_where_nothing_changed(package: Path) -> None:
    before = inodes(package.parent)
    assert write(package, FILES) == ()
    assert inodes(package.parent) == before


@pytest.mark.usefixtures("system")
def test_only_what_differs_is_written(package: Path) -> None:
    before = inodes(package)
    files = {**FILES, "client.py": "two\n", "new/module.py": "new\n"}
    assert write(package, files) == ("client.py", "new/module.py", LOCK_NAME)
    after = inodes(package)
    same = {path for path in after if before.get(path) == after[path]}
    assert {Path(path).name for path in same} == {"__init__.py", "user.py"}
    assert texts(package) == with_lock(files)
    assert beside(package) == set()


@pytest.mark.usefixtures("system")
def test_what_is_no_longer_made_is_gone(package: Path) -> None:
    files = {"__init__.py": ""}
    gone = write(package, files)
    assert gone == ("client.py", "entities/user.py", LOCK_NAME)
    assert texts(package) == with_lock(files)


def test_a_file_that_was_deleted_comes_back(package: Path) -> None:
    (package / "client.py").unlink()
    assert write(package, FILES) == ("client.py",)
    assert texts(package) == with_lock(FILES)


def test_caches_are_no_part_of_the_package(package: Path) -> None:
    (package / "entities" / "__pycache__").mkdir()
    (package / "entities" / "__pycache__" / "user.cpython-311.pyc").write_text("")
    before = inodes(package)
    assert write(package, FILES) == ()
    assert inodes(package) == before
    write(package, {**FILES, "client.py": "two\n"})
    assert texts(package) == with_lock({**FILES, "client.py": "two\n"})


# What is not ours to replace


def refusal(folder: Path) -> str:
    """The fault of a run that changes the package; nothing was touched."""
    before = inodes(folder.parent)
    with pytest.raises(InputError) as caught:
        write(folder, {**FILES, "client.py": "two\n"})
    assert inodes(folder.parent) == before
    return str(caught.value)


def test_every_file_that_was_edited_is_named(package: Path) -> None:
    (package / "client.py").write_text("mine\n")
    (package / "entities" / "user.py").write_text("mine too\n")
    assert refusal(package).splitlines() == [
        f"{package}/{name}: this generated file was edited by hand; "
        "restore it, or move your changes out of the package"
        for name in ("client.py", "entities/user.py")
    ]


def test_every_file_that_was_added_is_named(package: Path) -> None:
    (package / "entities" / "mine.py").write_text("")
    (package / "link.py").symlink_to("/nowhere")
    assert [line.partition(": ")[0] for line in refusal(package).splitlines()] == [
        f"{package}/entities/mine.py",
        f"{package}/link.py",
    ]


def test_a_folder_of_another_maker_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    assert f"{tmp_path / 'mine'}: the folder was not made by odata2py" in refusal(
        tmp_path / "mine"
    )


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("a file")
    assert "mine: the output is a file; name a folder" in refusal(tmp_path / "mine")


def test_a_link_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    assert "link: the output is a link that leads nowhere" in refusal(tmp_path / "link")


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "link")
    assert "link: the output is a link that leads nowhere" in refusal(tmp_path / "link")


@pytest.mark.usefixtures("system")
def test_a_link_to_a_package_stays_a_link(package: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(package)
    files = {**FILES, "client.py": "two\n"}
    assert write(link, files) == ("client.py", LOCK_NAME)
    assert link.readlink() == package
    assert texts(package) == with_lock(files)
    assert beside(package) == set()
    assert beside(link) == {"project"}


@pytest.mark.parametrize(
    "name",
    ["x" * 300, "zero\0", "file/package"],
    ids=["too long", "with a zero", "below a file"],
)
def test_an_impossible_path_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert refusal(tmp_path / name).startswith(f"{tmp_path / name}: ")


def test_what_was_edited_since_is_named(package: Path) -> None:
    previous_lock(package)
    (package / "client.py").write_text("mine\n")
    with pytest.raises(InputError, match="client.py: this generated file was edited"):
        write_package(package, with_lock({**FILES, "client.py": "two\n"}))
    assert (package / "client.py").read_text() == "mine\n"


def test_a_file_that_became_a_link_to_nowhere_is_named(package: Path) -> None:
    (package / "client.py").unlink()
    (package / "client.py").symlink_to("nowhere")
    assert refusal(package).startswith(f"{package}/client.py: this generated file was")


def test_a_file_that_became_a_link_to_the_same_is_taken(package: Path) -> None:
    (package / "client.py").replace(package.parent / "mine.py")
    (package / "client.py").symlink_to("../mine.py")
    assert write(package, FILES) == ()
    files = {**FILES, "client.py": "two\n"}
    assert write(package, files) == ("client.py", LOCK_NAME)
    assert texts(package) == with_lock(files)
    assert (package.parent / "mine.py").read_text() == "one\n"


def test_other_names_of_the_files_are_left_alone(package: Path) -> None:
    copy = package.parent / "copy"
    shutil.copytree(package, copy, copy_function=os.link)
    write(package, {**FILES, "client.py": "two\n"})
    assert texts(copy) == with_lock(FILES)


def test_line_ends_that_git_changed_are_no_edit(package: Path) -> None:
    for path in package.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert write(package, FILES) == ()
    changed = write(package, {**FILES, "client.py": "x = 1\n"})
    assert changed == ("client.py", LOCK_NAME)
    assert (package / "client.py").read_bytes() == b"x = 1\n"


@pytest.fixture
def locked(package: Path) -> Iterator[Path]:
    """A package in a folder to which nobody can write, root included."""
    chattr = shutil.which("chattr")
    if not chattr or subprocess.run([chattr, "+i", package.parent]).returncode:
        pytest.skip("this file system has no immutable folders")
    yield package
    subprocess.run([chattr, "-i", package.parent], check=True)


def test_a_folder_that_nobody_can_write_to_is_left_alone(locked: Path) -> None:
    fault = refusal(locked)
    assert fault.startswith(f"{locked}: the package cannot be written (")
    assert fault.endswith("; it is as it was")


# What is cut off


def fail(error: BaseException) -> None:
    raise error


CUTS = [OSError("no space left"), KeyboardInterrupt(), RuntimeError("a bug")]


@pytest.mark.parametrize("error", CUTS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("step", ["_lay_out", "exchange_folders"])
def test_the_old_package_stands_after_a_failure(
    step: str, error: BaseException, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = inodes(package)
    monkeypatch.setattr(writing, step, lambda *arguments: fail(error))
    expected = InputError if isinstance(error, OSError) else type(error)
    with pytest.raises(expected):
        write(package, {**FILES, "client.py": "two\n"})
    assert inodes(package) == before
    assert beside(package) == set()


def test_a_new_package_leaves_nothing_after_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = KeyboardInterrupt()
    monkeypatch.setattr(writing, "exchange_folders", lambda *arguments: fail(stop))
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "package", FILES)
    assert not list(tmp_path.iterdir())


@pytest.fixture
def _interruptible() -> Iterator[None]:
    """As in a terminal: what a shell runs in the background ignores Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("system", "_interruptible")
def test_ctrl_c_waits_while_folders_change_places(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_rename, real_rmtree = os.rename, shutil.rmtree
    files = {**FILES, "client.py": "two\n"}

    def rename(*arguments: str) -> None:
        signal.raise_signal(signal.SIGINT)
        real_rename(*arguments)

    def rmtree(path: Path, ignore_errors: bool = False) -> None:
        signal.raise_signal(signal.SIGINT)
        real_rmtree(path, ignore_errors)

    monkeypatch.setattr(os, "rename", rename)
    monkeypatch.setattr(shutil, "rmtree", rmtree)
    with pytest.raises(KeyboardInterrupt):
        write(package, files)
    assert texts(package) == with_lock(files)
    assert beside(package) == set()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.parametrize("left", [".package-odata2py-8chars42", ".package-replaced"])
def test_a_run_that_changes_nothing_removes_what_is_left(
    left: str, package: Path
) -> None:
    shutil.copytree(package, package.with_name(left))
    assert previous_lock(package) is not None
    assert beside(package) == set()


def test_what_somebody_put_in_the_place_of_a_package_stays(package: Path) -> None:
    package.rename(package.with_name(".package-replaced"))
    package.mkdir()
    (package / "client.py").write_text("mine\n")
    with pytest.raises(InputError, match="was not made by odata2py"):
        write(package, FILES)
    assert texts(package) == {"client.py": "mine\n"}


def test_the_next_run_restores_what_was_removed_by_half(package: Path) -> None:
    shutil.copytree(package, package.with_name(".package-replaced"))
    (package / LOCK_NAME).unlink()
    (package / "entities" / "user.py").unlink()
    assert write(package, FILES) == ()
    assert texts(package) == with_lock(FILES)
    assert beside(package) == set()


@pytest.mark.parametrize("through_link", [False, True])
def test_the_next_run_undoes_a_crash_between_the_two_renames(
    through_link: bool, package: Path, tmp_path: Path
) -> None:
    output = package
    if through_link:
        output = tmp_path / "link"
        output.symlink_to(package)
    package.rename(package.with_name(".package-replaced"))
    assert write(output, FILES) == ()
    assert texts(package) == with_lock(FILES)
    assert beside(package) == set()


def test_the_next_run_finishes_a_crash_after_the_two_renames(package: Path) -> None:
    shutil.copytree(package, package.with_name(".package-replaced"))
    assert write(package, FILES) == ()
    assert beside(package) == set()


def test_a_failed_second_rename_is_undone(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "_exchanged", lambda one, other: False)
    before = inodes(package)
    with pytest.raises(FileNotFoundError):
        exchange_folders(tmp_path / "is not there", package)
    assert inodes(package) == before
    assert beside(package) == set()


def test_folders_change_places_in_one_step(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    if not exchange._exchanged(tmp_path / "one", tmp_path / "other"):
        pytest.skip("this system does not exchange folders in one step")
    assert (tmp_path / "one" / "other").exists()
    assert (tmp_path / "other" / "one").exists()


def test_nothing_to_restore_is_no_fault(tmp_path: Path) -> None:
    restore_folder(tmp_path / "not there")
    assert not list(tmp_path.iterdir())
