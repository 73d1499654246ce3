"""Files that are made ready beside those whose places they take."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = ".odata2py-pull-"


@contextmanager
def staged(folder: Path, content: bytes) -> Iterator[Path]:
    """A new file in a folder; gone at the end, unless it took the place of another."""
    handle, name = tempfile.mkstemp(dir=folder, prefix=_PREFIX)
    try:
        with open(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def put(fresh: Path, path: Path) -> None:
    """Let a file take the place of another one, with its permissions, in one step."""
    fresh.chmod(path.stat().st_mode if path.exists() else 0o644)
    fresh.replace(path)


def sweep(folder: Path) -> None:
    """Remove what runs that were killed left; no other run is at work there."""
    for left in folder.iterdir():
        if left.name.startswith(_PREFIX):
            with suppress(OSError):  # the folder may be for reading only
                left.unlink()
