"""Kills what writes a package at random moments, and looks at what that leaves.

A program of its own, because it forks: ``python killing.py FOLDER SYSTEM ROUNDS``. It
prints, as JSON, how often which state was found: after a kill, and after the next look.
"""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from odata2py.checksums import checksum
from odata2py.render import exchange
from odata2py.render.lock import LOCK_NAME, Lock, SourceRecord, lock_text
from odata2py.render.writing import previous_lock, write_package

WRITERS = 2
LONGEST = 0.06
"""Seconds that writers have at most, a few times what it takes to write a package."""
PAUSE = 0.002


def version(name: str) -> dict[str, str]:
    """A package, half of whose files are those of other versions too."""
    files = {f"shared/m{i}.py": "shared\n" * 9 for i in range(20)}
    files |= {f"own/m{i}.py": f"{name}\n" * 9 for i in range(20)}
    files |= {f"{name}/m{i}.py": f"{name} alone\n" for i in range(5)}
    sums = {path: checksum(text.encode()) for path, text in files.items()}
    lock = Lock(name, SourceRecord("m.csdl", "", {}, "odata"), {}, {}, sums)
    return {**files, LOCK_NAME: lock_text(lock)}


VERSIONS = {name: version(name) for name in ("old", "new")}


def set_up(system: str) -> None:
    """Be a system that exchanges folders in one step, or one that cannot.

    The moments before and after a folder is renamed last longer, to be met more often.
    """
    usual = os.rename

    def rename(source: Path, target: Path) -> None:
        if system == "copied" and not Path(source).name.startswith("."):
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        time.sleep(PAUSE)
        usual(source, target)
        time.sleep(PAUSE)

    os.rename = rename  # type: ignore[assignment]
    if system != "exchanged":
        exchange._exchanged = lambda one, other: False


def state(folder: Path) -> str:
    """Which version stands in a folder: one wholly, ``no`` version, or ``parts``."""
    found = {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }
    if not found:
        return "no"
    same = [name for name, files in VERSIONS.items() if files == found]
    return same[0] if same else "parts"


def write(folder: Path, files: Mapping[str, str]) -> None:
    previous_lock(folder)
    write_package(folder, files)


def start_writer(folder: Path, first: int) -> int:
    """A process that writes one version after the other; its number."""
    process = os.fork()
    if process:
        return process
    turn = first
    while True:
        write(folder, list(VERSIONS.values())[turn % 2])
        turn += 1


def kill(process: int) -> None:
    os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    if not os.WIFSIGNALED(status):
        sys.exit("a writer ended by itself")


def main(folder: Path, system: str, rounds: int) -> None:
    set_up(system)
    write(folder, VERSIONS["old"])
    found: dict[str, Counter[str]] = {"killed": Counter(), "next": Counter()}
    for turn in range(rounds):
        for process in [start_writer(folder, turn + i) for i in range(WRITERS)]:
            time.sleep(random.uniform(0, LONGEST) / WRITERS)
            kill(process)
        left = len(list(folder.parent.iterdir())) > 1
        found["killed"][f"{state(folder)}{' and litter' if left else ''}"] += 1
        previous_lock(folder)
        found["next"][state(folder)] += 1
        if turn % 2:
            write(folder, VERSIONS["new"])
        if others := {path.name for path in folder.parent.iterdir()} - {folder.name}:
            sys.exit(f"the next run left {others}")
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
