"""Terminals: what a process writes to one, and what is to be seen on it then."""

from __future__ import annotations

import errno
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from types import TracebackType

import pytest

_PIECE = re.compile(r"\x1b\[([\d;]*)([A-Za-z])|\r|\n|[^\x1b\r\n]+|\x1b")
_CUT_OFF = re.compile(r"\x1b(\[[\d;]*)?\Z")
# A program of the terminal's own, which Ctrl-C on it reaches.
_CONTROLLED = """
import fcntl, signal, sys, termios
for stream in (sys.stdout, sys.stderr):
    if stream.isatty():
        fcntl.ioctl(stream, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGINT, signal.default_int_handler)
"""
GENERATE = "from odata2py.__main__ import main; main()"
_SAY_OTHERWISE = ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE")


class Terminal:
    """A terminal of so many columns, whose text and keyboard a test holds.

    streams: which of "stdout" and "stderr" of processes are the terminal; the other one
    is a pipe.
    """

    def __init__(self, *streams: str, columns: int = 120) -> None:
        self.streams = streams or ("stdout", "stderr")
        self.columns = columns
        self.raw = ""
        self._patient_until = time.monotonic() + 60
        self._process: subprocess.Popen[str] | None = None
        self._ours, self._theirs = pty.openpty()
        size = struct.pack("HHHH", 24, columns, 0, 0)
        fcntl.ioctl(self._theirs, termios.TIOCSWINSZ, size)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for end in (self._ours, self._theirs):
            if end >= 0:
                os.close(end)
        if self._process:
            self._process.kill()
            self._process.communicate()

    def start(
        self,
        program: str,
        *arguments: str,
        cwd: Path = Path(),
        **environment: str,
    ) -> subprocess.Popen[str]:
        """Start a Python program here; only one, since its end is that of the text."""
        usual = {k: v for k, v in os.environ.items() if k not in _SAY_OTHERWISE}
        usual |= {"TERM": "xterm-256color", "COLUMNS": str(self.columns)}
        self._process = subprocess.Popen(
            [sys.executable, "-c", _CONTROLLED + program, *arguments],
            cwd=cwd,
            env=usual | environment,
            stdin=subprocess.PIPE,
            stdout=self._theirs if "stdout" in self.streams else subprocess.PIPE,
            stderr=self._theirs if "stderr" in self.streams else subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        os.close(self._theirs)
        self._theirs = -1
        return self._process

    def until(self, text: str) -> None:
        """Wait until a text stands on the screen."""
        while text not in "\n".join(self.screen()):
            if not self._read():
                pytest.fail(f"{text!r} was never shown: {self.raw!r}")

    def to_the_end(self) -> list[str]:
        """Wait for the end of the process; what is left on the screen."""
        while self._read():
            pass
        return self.screen()

    def press(self, key: str) -> None:
        os.write(self._ours, key.encode())

    def vanish(self) -> None:
        """Be closed, while the process still writes."""
        os.close(self._ours)
        self._ours = -1

    def screen(self) -> list[str]:
        """The lines to be seen, without their styles and the blanks at their ends."""
        screen = _Screen(self.columns)
        for piece in _PIECE.finditer(_CUT_OFF.sub("", self.raw)):
            screen.take(piece)
        return screen.text()

    def _read(self) -> bool:
        left = self._patient_until - time.monotonic()
        if left < 0 or not select.select([self._ours], [], [], left)[0]:
            pytest.fail(f"it takes too long; so far: {self.raw!r}")
        try:
            read = os.read(self._ours, 65536)
        except OSError as error:
            if error.errno != errno.EIO:  # what Linux calls the end
                raise
            return False
        self.raw += read.decode()
        return bool(read)


class _Screen:
    """As much of a terminal as is needed; other codes than these are faults."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.lines = [""]
        self.column = 0

    def take(self, piece: re.Match[str]) -> None:
        text, (parameters, code) = piece[0], piece.groups()
        if text == "\n":
            self.lines.append("")
        elif text == "\r":
            self.column = 0
        elif code == "K" and parameters in ("", "0"):
            self.lines[-1] = self.lines[-1][: self.column]
        elif not text.startswith("\x1b"):
            self._write(text)
        else:
            assert code == "m", f"an escape code that was not expected: {text!r}"

    def _write(self, text: str) -> None:
        for character in text:
            if self.column == self.columns:
                self.lines.append("")
                self.column = 0
            line = self.lines[-1]
            self.lines[-1] = line[: self.column] + character + line[self.column + 1 :]
            self.column += 1

    def text(self) -> list[str]:
        lines = [line.rstrip() for line in self.lines]
        return lines[:-1] if lines[-1] == "" else lines
