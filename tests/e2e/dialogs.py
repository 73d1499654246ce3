"""A program in a terminal, as somebody who sits there sees it."""

from __future__ import annotations

import codecs
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PATIENCE = 60
_IN_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "os.execv(sys.argv[1], sys.argv[1:])"
)
"""A program whose terminal is its standard input, so that Ctrl-C reaches it."""


class Terminal:
    """What the program wrote so far, and a keyboard."""

    def __init__(self, process: subprocess.Popen[bytes], keyboard: int) -> None:
        self.process = process
        self.shown = ""
        self._keyboard = keyboard
        self._seen = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def wait_for(self, text: str) -> str:
        """What was shown since the last call, up to and with the text."""
        deadline = time.monotonic() + _PATIENCE
        while (found := self.shown.find(text, self._seen)) < 0:
            more = self._read(deadline)
            assert more, f"{text!r} was not shown, but {self.shown[self._seen :]!r}"
        begin, self._seen = self._seen, found + len(text)
        return self.shown[begin : self._seen]

    def answer(self, question: str, line: str) -> str:
        """Wait for a question, and type a line; what was shown until then."""
        shown = self.wait_for(question)
        self.press(f"{line}\n")
        return shown

    def press(self, keys: str) -> None:
        os.write(self._keyboard, keys.encode())

    def insist(self, key: str, text: str) -> None:
        """Press a key until the text is shown: early ones are lost at times."""
        deadline = time.monotonic() + _PATIENCE
        while text not in self.shown[self._seen :]:
            assert time.monotonic() < deadline, self.shown[self._seen :]
            self.press(key)
            soon = time.monotonic() + 2
            while text not in self.shown[self._seen :] and self._read(soon):
                pass
        self.wait_for(text)

    def end(self) -> int:
        """The exit status, after everything that is still shown."""
        deadline = time.monotonic() + _PATIENCE
        while self._read(deadline):
            pass
        return self.process.wait(_PATIENCE)

    def _read(self, deadline: float) -> bool:
        """Whether something more was shown."""
        left = max(0, deadline - time.monotonic())
        if not select.select([self._keyboard], [], [], left)[0]:
            return False
        try:
            more = os.read(self._keyboard, 65536)
        except OSError:  # nobody has the terminal open any more
            return False
        self.shown += self._decoder.decode(more).replace("\r\n", "\n")
        return bool(more)


@contextmanager
def terminal(*command: str | Path, cwd: Path) -> Iterator[Terminal]:
    """Runs a command in a terminal of its own."""
    import pty

    keyboard, screen = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", _IN_TERMINAL, *command],
        cwd=cwd,
        env={**os.environ, "TERM": "dumb", "COLUMNS": "200"},
        stdin=screen,
        stdout=screen,
        stderr=screen,
        start_new_session=True,
    )
    os.close(screen)
    try:
        yield Terminal(process, keyboard)
    finally:
        process.kill()
        process.wait()
        os.close(keyboard)
