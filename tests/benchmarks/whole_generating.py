"""Making all of a large service: time, memory, files; and that black agrees."""

from __future__ import annotations

from statistics import median

from measuring import Usage, compared, report, report_figure, usage_of_process
from wholes import WHOLE, Packages

ROUNDS = 3
BLACK = "-m", "black", "--check", "--quiet", "--workers", "2"


def bench_generating(packages: Packages) -> None:
    """The package stands there at the end."""
    rounds = [_round(packages) for _ in range(ROUNDS)]
    first = [usage["first"] for usage in rounds]
    report_figure("generated: seconds", median(u.wall for u in first), "s", 10)
    report_figure("generated: seconds of CPU", median(u.cpu for u in first), "s")
    memory = max(usage.memory for usage in first) / 1e6
    report_figure("generated: memory", memory, "MB", 200)
    files = packages.files(WHOLE)
    report_figure("generated: files", len(files), "", 6500)
    size = sum(path.stat().st_size for path in files) / 1e6
    report_figure("generated: bytes of files", size, "MB", 12)
    for what, label in (
        ("again", "generated again, unchanged / first"),
        ("update", "generated again, a year later / first"),
    ):
        pairs = [(usage[what].cpu, usage["first"].cpu) for usage in rounds]
        report(label, compared(pairs), None)
    black = usage_of_process(*BLACK, str(packages.folder / WHOLE))
    pairs = [(usage.wall, black.wall) for usage in first]
    report("generated / black on two cores", compared(pairs), 1)


def _round(packages: Packages) -> dict[str, Usage]:
    """Each kind of run once, one after another, as the machine may drift."""
    packages.remove(WHOLE)
    packages.use(packages.old)
    packages.generate(WHOLE)
    packages.use(packages.new)
    update = packages.generate(WHOLE)
    again = packages.generate(WHOLE)
    packages.remove(WHOLE)
    return {"update": update, "again": again, "first": packages.generate(WHOLE)}
