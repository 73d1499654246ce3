"""Putting one folder in the place of another.

Linux exchanges the two in one step (renameat2(2), RENAME_EXCHANGE). Elsewhere the old
folder steps aside under a name that tells the next run where it belongs.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_NOT_SUPPORTED = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP})


def exchange_folders(fresh: Path, folder: Path) -> None:
    """Put ``fresh`` in the place of ``folder``; what stood there is gone afterwards."""
    if not folder.exists():
        os.rename(fresh, folder)
    elif not _exchanged(fresh, folder):
        os.rename(folder, _aside(folder))
        try:
            os.rename(fresh, folder)
        finally:
            restore_folder(folder)


def restore_folder(folder: Path) -> None:
    """Finish, or undo, what was cut off between two renames."""
    aside = _aside(folder)
    if not aside.is_dir():
        return
    if folder.exists():
        shutil.rmtree(aside)
    else:
        os.rename(aside, folder)


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
