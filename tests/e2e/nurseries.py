"""Processes by the hundred: forks of one that has everything loaded."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NURSERY = """
import gc, os, sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typer.main import get_command
from odata2py.cli.main import app

command = get_command(app)

def pull(folder, *sources):
    try:
        command(["pull", "--config", os.path.join(folder, "odata2py.toml"), *sources])
    except SystemExit as end:
        return end.code or 0

def load(address):
    # What a run needs is there after the first one.
    with TemporaryDirectory() as folder:
        config = f"[source.x]\\nmetadata = 'x.csdl'\\npull = '{address}'\\n"
        Path(folder, "odata2py.toml").write_text(config)
        assert pull(folder) == 0

def signal_at(step, number, folder):
    left = step
    def look(event, arguments):
        nonlocal left
        if any(str(each).startswith(folder) for each in arguments):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), number)
    sys.addaudithook(look)

said = os.dup(1)  # what pulls say is not heard
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
load(sys.argv[1])
gc.freeze()
for line in sys.stdin:
    step, number, *sources = line.split()
    child = os.fork()
    if not child:
        if int(step):
            signal_at(int(step), int(number), os.getcwd())
        os._exit(pull(os.getcwd(), *sources))
    os.write(said, b"%d\\n" % child)
    if number := int(sys.stdin.readline()):
        os.kill(child, number)  # nobody waited for it yet, so it is still the same
    os.write(said, b"%d\\n" % os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


class Nursery:
    """Runs ``odata2py pull`` in a folder, one run after the other."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def start(self, *sources: str, step: int = 0, by: int = signal.SIGKILL) -> int:
        """The id of a new process, which may get a signal before its n-th step.

        A step is what the interpreter reports of files in the folder.
        """
        self._say(step, int(by), *sources)
        return self._hear()

    def end(self, by: int = 0) -> int:
        """Send a signal, and wait; the status, which is negative for signals."""
        self._say(int(by))
        return self._hear()

    def run(self, *sources: str, step: int = 0) -> int:
        self.start(*sources, step=step)
        return self.end()

    def _say(self, *words: object) -> None:
        assert self._process.stdin
        print(*words, file=self._process.stdin, flush=True)

    def _hear(self) -> int:
        assert self._process.stdout
        return int(self._process.stdout.readline())


@contextmanager
def nursery(folder: Path, address: str) -> Iterator[Nursery]:
    """A nursery for a folder; address: some metadata to begin with."""
    with subprocess.Popen(
        [sys.executable, "-c", _NURSERY, address],
        cwd=folder,
        env={**os.environ, "SSL_CERT_DIR": "/"},  # loading all takes longer than a pull
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Nursery(process)
        assert process.stdin
        process.stdin.close()
