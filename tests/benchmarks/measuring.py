"""Two things measured in turn, A B A B, so that a drifting machine does not matter."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Comparison:
    """Medians of seconds, mostly of CPU, and the median of the ratios pair by pair."""

    ours: float
    theirs: float
    ratio: float


def compare(
    ours: Callable[[], float], theirs: Callable[[], float], pairs: int
) -> Comparison:
    """Run both in turn, after a warm-up of each; both return their seconds of CPU."""
    ours()
    theirs()
    return compared([(ours(), theirs()) for _ in range(pairs)])


def compared(pairs: Sequence[tuple[float, float]]) -> Comparison:
    """What was measured in turn, ours and theirs."""
    return Comparison(
        median(a for a, _ in pairs),
        median(b for _, b in pairs),
        median(a / b for a, b in pairs),
    )


def cpu_of_calls(call: Callable[[], object], times: int) -> Callable[[], float]:
    """The CPU seconds of one call, over so many of them in this process's thread.

    What the process holds already is kept out of garbage collections: a full one takes
    longer than many calls, and would be charged to whichever side it happens to hit.
    """

    def run() -> float:
        gc.collect()
        gc.freeze()
        began = time.thread_time()
        for _ in range(times):
            call()
        return (time.thread_time() - began) / times

    return run


@dataclass(frozen=True)
class Usage:
    """What a process and those that it waited for needed.

    wall, cpu: seconds; memory: bytes of the largest of them, at its largest. That is
    never less than what the measuring process had when it started it.
    """

    wall: float
    cpu: float
    memory: int


def usage_of_process(
    *arguments: str,
    path: Sequence[Path] = (),
    cwd: Path = ROOT,
    python: str = sys.executable,
) -> Usage:
    """What a Python process with these arguments needs, from its start to its end."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, path))}
    began = time.monotonic()
    process = subprocess.Popen(
        [python, *arguments],
        cwd=cwd,
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(arguments)} ended with {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Usage(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit)


def cpu_of_process(*arguments: str, path: Sequence[Path] = ()) -> Callable[[], float]:
    """The CPU seconds of a Python process with these arguments, from its start."""
    return lambda: usage_of_process(*arguments, path=path).cpu


def report(what: str, measured: Comparison, budget: float | None) -> None:
    """One line: what it is, both figures, their ratio, and the budget if it has one."""
    verdict = ""
    if budget is not None:
        over = "  OVER" if measured.ratio > budget else ""
        verdict = f"   budget {budget:4.2f}{over}"
    print(
        f"{what:<44} {measured.ours * 1000:9.3f} ms {measured.theirs * 1000:9.3f} ms"
        f"   ratio {measured.ratio:5.2f}{verdict}",
        flush=True,
    )


def report_figure(
    what: str, figure: float, unit: str, budget: float | None = None
) -> None:
    """One line: what it is, its figure, and the budget if it has one."""
    verdict = ""
    if budget is not None:
        over = "  OVER" if figure > budget else ""
        verdict = f"   budget {budget:g}{over}"
    digits = 0 if isinstance(figure, int) else 1
    print(f"{what:<44} {figure:12,.{digits}f} {unit}{verdict}", flush=True)
