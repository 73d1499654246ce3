"""Putting one folder in the place of another.

Linux exchanges the two in one step (renameat2(2), RENAME_EXCHANGE). Elsewhere the old
folder steps aside under a name that tells the next run where it belongs. In an image of
a container no folder of a lower layer can be moved, and a copy of it steps aside.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from pathlib import Path

from odata2py.render.lock import LOCK_NAME

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_NOT_SUPPORTED = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EXDEV})


def exchange_folders(fresh: Path, folder: Path) -> None:
    """Put ``fresh`` in the place of ``folder``; what stood there is gone afterwards."""
    if not folder.exists():
        os.rename(fresh, folder)
    elif not _exchanged(fresh, folder):
        try:
            _step_aside(folder, fresh.with_name(f"{fresh.name}-old"))
            os.rename(fresh, folder)
        finally:
            restore_folder(folder)


def restore_folder(folder: Path) -> None:
    """Finish, or undo, what was cut off while the old folder stood aside."""
    aside = _aside(folder)
    if not aside.is_dir():
        return
    if (folder / LOCK_NAME).exists():
        shutil.rmtree(aside, ignore_errors=True)  # the package stands where it should
    elif _is_left_of(aside, folder):
        if folder.exists():
            shutil.rmtree(folder)
        os.rename(aside, folder)


def _is_left_of(whole: Path, folder: Path) -> bool:
    """Whether a folder, if there is one, has nothing that is not in the other one."""
    files = [path for path in folder.rglob("*") if not path.is_dir()]
    twins = [whole / path.relative_to(folder) for path in files]
    return all(
        twin.is_file() and twin.read_bytes() == path.read_bytes()
        for path, twin in zip(files, twins, strict=True)
    )


def _step_aside(folder: Path, copy: Path) -> None:
    """Leave the place to another folder; copy: a name that nobody has."""
    try:
        os.rename(folder, _aside(folder))
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        shutil.copytree(folder, copy, symlinks=True)
        os.rename(copy, _aside(folder))
        (folder / LOCK_NAME).unlink(missing_ok=True)  # what is left is no package
        shutil.rmtree(folder)


def _aside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}-replaced")


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    source, target = os.fsencode(one), os.fsencode(other)
    if rename(_AT_FDCWD, source, _AT_FDCWD, target, _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NOT_SUPPORTED:
        return False
    raise OSError(code, os.strerror(code), str(other))
