"""One run at a time, where several could write the same files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # not on Windows, where the runs of one user have to take turns
    fcntl = None  # type: ignore[assignment]


_held: set[str] = set()


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """While the block runs, other processes that write in the folder wait.

    What a run that was killed left there is nobody's then. The lock is one of the
    system on the folder itself, so none is left behind. Blocks may be nested.
    """
    real = os.path.realpath(folder)
    if fcntl is None or real in _held:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        _held.add(real)
        yield
    finally:
        _held.discard(real)
        os.close(handle)
