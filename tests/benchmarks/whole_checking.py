"""The package of all of a large service under type checkers, and all of it tried."""

from __future__ import annotations

import os
import shutil
import sys

from measuring import ROOT, report_figure, usage_of_process
from wholes import WHOLE, Packages

PROGRAM = ROOT / "tests/scale/programs/whole_graph.py"
PROBE = ROOT / "tests/cases/probe.py"
MYPY = "-m", "mypy", "--strict", "--cache-dir", os.devnull
PYRIGHT = "-m", "pyright", "--pythonpath", sys.executable


def bench_type_checkers(packages: Packages) -> None:
    """Figures alone: there is no other package of all of it to compare with."""
    shutil.copyfile(PROGRAM, packages.folder / PROGRAM.name)
    for what, checker in (("mypy --strict", MYPY), ("pyright", PYRIGHT)):
        for whom, path in (("a program", PROGRAM.name), ("the package", WHOLE)):
            usage = usage_of_process(*checker, path, cwd=packages.folder)
            report_figure(f"{what} of {whom}: seconds", usage.wall, "s")
            report_figure(f"{what} of {whom}: memory", usage.memory / 1e6, "MB")


def bench_everything(packages: Packages) -> None:
    """Every module is the first that is imported; models and builders are made."""
    modules = [path for path in packages.files(WHOLE) if path.suffix == ".py"]
    usage = usage_of_process("-W", "ignore", str(PROBE), str(packages.folder), WHOLE)
    report_figure("every module, model and builder: modules", len(modules), "")
    report_figure("every module, model and builder: seconds", usage.wall, "s")
