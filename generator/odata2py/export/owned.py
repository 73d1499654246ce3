"""A file that is made as a whole: nobody's edits are lost, and no file of others.

It says so at its beginning, with the checksum of the rest.
"""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path

from msgspec import Struct

from odata2py.checksums import checksum, unified
from odata2py.errors import InputError
from odata2py.exclusive import exclusive
from odata2py.render.writing import write_file


class Form(Struct, frozen=True):
    """How a kind of file begins, and how its comments are written."""

    start: str
    opening: str
    between: str
    closing: str

    def pattern(self) -> re.Pattern[str]:
        """A whole file, with the groups ``checksum`` and ``rest``."""
        between = re.escape(self.between)
        return re.compile(
            re.escape(self.start + self.opening)
            + rf"Made by odata2py [^\n]*?{between}"
            + rf"out of [^\n]*? has the SHA-256{between}"
            + rf"(?P<checksum>[0-9a-f]{{64}}){re.escape(self.closing)}(?P<rest>.*)",
            re.DOTALL,
        )


PYTHON = Form("", "# ", "\n# ", "\n\n")
XML = Form('<?xml version="1.0" encoding="utf-8"?>\n', "<!-- ", "\n     ", " -->\n")
JSON = Form("{\n", '  "$comment": "', " ", '",\n')


class Owned(Struct, frozen=True):
    """A text that is ours, and its form."""

    form: Form
    text: str


def owned(form: Form, text: str, makers: str, source: str) -> Owned:
    """A text with what makes it ours; it begins as its form says."""
    rest = text.removeprefix(form.start)
    lines = (
        f"Made by {makers}",
        f"out of {source}. Edits are refused: what follows has the SHA-256",
        checksum(rest.encode()),
    )
    mark = form.opening + form.between.join(lines) + form.closing
    return Owned(form, form.start + mark + rest)


def differences(path: Path, new: Owned) -> str:
    """What writing a file would change, as a unified diff; empty if nothing.

    Raises InputError for a file that is not ours to write.
    """
    old = _content_of_ours(path, new.form)
    lines = difflib.unified_diff(
        (old or "").splitlines(keepends=True),
        new.text.splitlines(keepends=True),
        "/dev/null" if old is None else f"{path}",
        f"{path}",
    )
    return "".join(lines)


def write_owned(path: Path, new: Owned) -> None:
    """Make a file hold a text that is ours: wholly, or not at all.

    Raises InputError for a file that is not ours to write, or that cannot be written.
    """
    is_file = os.path.isfile(path) or not os.path.exists(path)
    if not (is_file and os.path.isdir(path.parent)):
        write_file(path, new.text)  # a pipe, or a fault that is told there
        return
    with exclusive(path.resolve().parent):
        if _content_of_ours(path, new.form) != new.text:
            write_file(path, new.text)


def _content_of_ours(path: Path, form: Form) -> str | None:
    """What a file holds that we made; None if there is none.

    Line ends aside, which git may change where it checks files out.
    """
    try:
        text = unified(path.read_bytes()).decode()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else "") or "no text"
        raise InputError.at(str(path), f"cannot be read ({reason})") from error
    found = form.pattern().fullmatch(text)
    if found is None:
        what = "was not made by this command"
        raise InputError.at(str(path), what, "another file is expected")
    if checksum(found["rest"].encode()) != found["checksum"]:
        raise InputError.at(
            str(path),
            "this generated file was edited by hand",
            "restore it, or move your changes out of it",
        )
    return text
