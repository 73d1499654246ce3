"""Places at which a process stops and waits for a test."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path


class Stop:
    """A named pipe in place of a file, at which a process waits."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.content = path.read_bytes()
        self._put_pipe()

    def _put_pipe(self) -> None:
        fresh = self.path.with_name("fresh-pipe")
        os.mkfifo(fresh)
        fresh.replace(self.path)

    def let_pass(self) -> None:
        """Wait for a reader, and give it the content."""
        with self.path.open("wb") as pipe:
            self._put_pipe()
            pipe.write(self.content)

    def let_go(self, content: bytes | None = None) -> None:
        """Wait for a reader, give it the content, or another one, and be a file."""
        with self.path.open("wb") as pipe:
            self.remove()
            pipe.write(self.content if content is None else content)

    def press(self, process: subprocess.Popen[str], see: Callable[[], object]) -> None:
        """Wait for a reader; while it waits too, look around and press Ctrl-C."""
        with self.path.open("wb"):
            assert see()
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)

    def remove(self) -> None:
        self.path.unlink()
        self.path.write_bytes(self.content)
