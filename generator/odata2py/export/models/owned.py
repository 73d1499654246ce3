"""A file that is made as a whole: nobody's edits are lost, and no file of others.

Its first lines say so, with the checksum of the rest.
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path

from odata2py.errors import InputError
from odata2py.exclusive import exclusive
from odata2py.render.lock import checksum
from odata2py.render.writing import write_file

_OURS = re.compile(
    r"# Made by odata2py [^\n]*\n"
    r"# out of [^\n]*\. Edits are refused: what follows has the SHA-256\n"
    r"# (?P<checksum>[0-9a-f]{64})\n(?P<rest>.*)",
    re.DOTALL,
)


def owned(text: str, makers: str, source: str) -> str:
    """A Python module with the lines that make it ours."""
    rest = f"\n{text}"
    return (
        f"# Made by {makers}\n"
        f"# out of {source}. Edits are refused: what follows has the SHA-256\n"
        f"# {checksum(rest.encode())}\n{rest}"
    )


def differences(path: Path, text: str) -> str:
    """What writing a file would change, as a unified diff; empty if nothing.

    Raises InputError for a file that is not ours to write.
    """
    old = _content_of_ours(path)
    lines = difflib.unified_diff(
        (old or "").splitlines(keepends=True),
        text.splitlines(keepends=True),
        "/dev/null" if old is None else f"{path}",
        f"{path}",
    )
    return "".join(lines)


def write_owned(path: Path, text: str) -> None:
    """Make a file hold a text that is ours: wholly, or not at all.

    Raises InputError for a file that is not ours to write, or that cannot be written.
    """
    if not path.parent.is_dir() or (path.exists() and not path.is_file()):
        write_file(path, text)  # a pipe, or a fault that is told there
        return
    with exclusive(path.parent):
        if _content_of_ours(path) != text:
            write_file(path, text)


def _content_of_ours(path: Path) -> str | None:
    """What a file holds that we made; None if there is none."""
    try:
        text = path.read_bytes().decode()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else "") or "no text"
        raise InputError.at(str(path), f"cannot be read ({reason})") from error
    found = _OURS.fullmatch(text)
    if found is None:
        raise InputError.at(
            str(path), "was not made by odata2py", "another file is expected"
        )
    if checksum(found["rest"].encode()) != found["checksum"]:
        raise InputError.at(
            str(path),
            "this generated file was edited by hand",
            "restore it, or move your changes out of it",
        )
    return text
