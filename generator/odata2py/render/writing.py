"""Files to a folder: wholly, or not at all.

The new package is laid out beside the old one, sharing the files that are the same;
then the two change places in one step. Until then, and after a failure, the old stands.
Runs take turns, each beginning with the removal of what a run that was killed left.
"""

from __future__ import annotations

import glob
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from odata2py.checksums import checksum, unified
from odata2py.errors import InputError
from odata2py.exclusive import exclusive
from odata2py.render.exchange import exchange_folders, restore_folder
from odata2py.render.lock import LOCK_NAME, Lock, read_lock

_NOT_OURS_TO_JUDGE = frozenset(
    {"__pycache__", ".mypy_cache", ".ruff_cache", ".DS_Store"}
)


class Written(Struct, frozen=True):
    """What writing a package did: how many files it has, and which ones differ now."""

    files: int
    size: int
    changed: tuple[str, ...]


def previous_lock(folder: Path) -> Lock | None:
    """The lock of the package that stands in a folder, if the folder is ours to write.

    Raises InputError for a folder that something else made, and for files in it that
    were edited or added by hand.
    """
    try:
        if not _real(folder).parent.is_dir():
            return None
        with _alone(_real(folder)):
            return _lock_of_ours(folder)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else "") or str(error)
        raise InputError.at(
            str(folder), f"the output cannot be read ({reason})", "name another folder"
        ) from error


def _lock_of_ours(folder: Path) -> Lock | None:
    if folder.is_symlink() and not folder.exists():
        raise InputError.at(str(folder), "the output is a link that leads nowhere")
    if not folder.exists():
        return None
    if not folder.is_dir():
        raise InputError.at(
            str(folder), "the output is a file", "name a folder for the package"
        )
    found = {path.relative_to(folder).as_posix() for path in _files(folder)}
    lock = read_lock(folder)
    if lock is None:
        if found:
            raise InputError.at(
                str(folder),
                f"the folder was not made by odata2py: it has no {LOCK_NAME}",
                "choose an empty or a new folder as output",
            )
        return None
    _refuse_foreign(folder, found - lock.files.keys() - {LOCK_NAME})
    _refuse_edited(folder, lock, found)
    return lock


def write_package(folder: Path, files: Mapping[str, str]) -> Written:
    """Make a folder hold exactly these files; what already is so stays untouched.

    Raises InputError where the folder cannot be written, or is not ours to write: since
    somebody looked, somebody else may have edited it.
    """
    contents = _encoded(files)
    size = sum(map(len, contents.values()))
    try:
        changed = _replace(folder, contents)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError.at(
            str(folder),
            f"the package cannot be written ({reason})",
            "it is as it was",
        ) from error
    return Written(len(contents), size, changed)


def differences(folder: Path, files: Mapping[str, str]) -> tuple[str, ...]:
    """The paths that are new, other, or gone where a folder would hold these files."""
    return _differences(folder, _encoded(files))


def _encoded(files: Mapping[str, str]) -> dict[str, bytes]:
    return {path: text.encode() for path, text in files.items()}


def write_file(path: Path, text: str) -> None:
    """Make a file hold a text: wholly, or not at all.

    What is no file but can be written, like a pipe, is written. Raises InputError where
    that is not possible.
    """
    try:
        _write_file(_real(path), text.encode())
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else "") or str(error)
        raise InputError.at(str(path), f"cannot be written ({reason})") from error


def _write_file(path: Path, content: bytes) -> None:
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    with exclusive(path.parent):
        for left in path.parent.glob(f"{glob.escape(_prefix(path))}*"):
            left.unlink()
        _replace_file(path, content)


def _replace_file(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_prefix(path))
    try:
        with open(handle, "wb") as file:
            file.write(content)
        os.chmod(name, path.stat().st_mode if path.exists() else 0o644)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def _replace(output: Path, contents: Mapping[str, bytes]) -> tuple[str, ...]:
    """The paths that differed."""
    folder = _real(output)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        _lock_of_ours(output)
        changed = _differences(folder, contents)
        if changed:
            with _scratch(folder) as fresh:
                for path, content in contents.items():
                    _lay_out(fresh / path, content, folder / path)
                with _undisturbed():
                    exchange_folders(fresh, folder)
    return changed


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else is writing the folder; what runs that were killed left is gone."""
    with exclusive(folder.parent):
        restore_folder(folder)
        for left in folder.parent.glob(f"{glob.escape(_prefix(folder))}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield


def _real(folder: Path) -> Path:
    """The folder itself, where the output is a link to it."""
    return Path(os.path.realpath(folder))


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A new folder on the same file system, gone at the end."""
    name = tempfile.mkdtemp(prefix=_prefix(folder), dir=folder.parent)
    try:
        os.chmod(name, 0o755)
        yield Path(name)
    finally:
        with _undisturbed():
            shutil.rmtree(name, ignore_errors=True)


def _prefix(path: Path) -> str:
    return f".{path.name[:100]}-odata2py-"


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C waits until the block is done."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed: list[int] = []
    usual = signal.signal(signal.SIGINT, lambda number, frame: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
        if pressed:
            signal.raise_signal(signal.SIGINT)


def _lay_out(path: Path, content: bytes, old: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if _holds(old, content):
        try:
            os.link(old, path)
            return
        except OSError:
            pass  # a file system without hard links
    path.write_bytes(content)


def _differences(folder: Path, contents: Mapping[str, bytes]) -> tuple[str, ...]:
    """The paths that are new, other, or gone."""
    gone = set()
    if folder.is_dir():
        gone = {p.relative_to(folder).as_posix() for p in _files(folder)}
    other = {p for p, content in contents.items() if not _holds(folder / p, content)}
    return tuple(sorted(other | (gone - contents.keys())))


def _holds(path: Path, content: bytes) -> bool:
    try:
        return unified(path.read_bytes()) == content
    except OSError:
        return False


def _files(folder: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if entry.name in _NOT_OURS_TO_JUDGE:
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _files(entry)
        else:
            yield entry


def _refuse_foreign(folder: Path, foreign: set[str]) -> None:
    if foreign:
        raise InputError(
            *(
                f"{folder / path}: this file is not part of the generated package; "
                "move it out of the folder, which is replaced as a whole"
                for path in sorted(foreign)
            )
        )


def _refuse_edited(folder: Path, lock: Lock, found: set[str]) -> None:
    edited = [
        path
        for path in sorted(lock.files.keys() & found)
        if not _is_as_generated(folder / path, lock.files[path])
    ]
    if edited:
        raise InputError(
            *(
                f"{folder / path}: this generated file was edited by hand; "
                "restore it, or move your changes out of the package"
                for path in edited
            )
        )


def _is_as_generated(path: Path, known: str) -> bool:
    try:
        return known == checksum(path.read_bytes())
    except FileNotFoundError:
        return False  # a link that leads nowhere
