"""A slice against other clients of Microsoft Graph, on loopback: prints a table.

Every client lists the phones of a user. CPU of the client alone, each against httpx by
hand in the same round; what each of them found is checked in every run. The first run
downloads the other clients into build/others.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median

from measuring import usage_of_process
from others.clients import BY_HAND, CLIENTS, HERE, Client, install
from service import service

ROUNDS = 7
Ratios = Mapping[str, float]


def listing(client: Client, root: str, user: str, times: int) -> float:
    """The CPU seconds of listing a user's phones, after the imports."""
    program = [client.python, str(HERE / f"{client.program}.py")]
    ran = subprocess.run(
        [*program, root, user, str(times)], capture_output=True, text=True, check=True
    )
    *found, seconds = ran.stdout.split()
    expected = {"three": "3", "many": "1000"}[user]
    assert found == [expected, "+1", "5555551234"], ran.stdout
    return float(seconds)


def against_hand(measure: Callable[[Client], float]) -> Ratios:
    """What each client needs, as a multiple of what it takes by hand."""
    rounds = [
        {client.name: measure(client) for client in CLIENTS} for _ in range(ROUNDS)
    ]
    return {
        client.name: median(each[client.name] / each[BY_HAND.name] for each in rounds)
        for client in CLIENTS
    }


def size(client: Client) -> tuple[float, int]:
    """MiB and files that were installed, without what Python compiles, and pip."""
    files = [
        path
        for path in client.site_packages.rglob("*")
        if path.is_file()
        and "__pycache__" not in path.parts
        and not path.relative_to(client.site_packages)
        .parts[0]
        .startswith(("pip", "setuptools", "_distutils_hack", "distutils-precedence"))
    ]
    return sum(path.stat().st_size for path in files) / 2**20, len(files)


def mistakes_found(client: Client, folder: Path) -> tuple[int, float]:
    """How many of two mistakes mypy finds, and the seconds that it takes."""
    file = folder / f"{client.program}_mistakes.py"
    file.write_text(client.mistakes)
    options = ("--strict", "--python-executable", client.python, "--no-incremental")
    command = [sys.executable, "-m", "mypy", *options, str(file)]
    began = time.monotonic()
    ran = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    taken = time.monotonic() - began
    said = [line for line in ran.stdout.splitlines() if file.name in line]
    return sum("filtr" in line or "numbr" in line for line in said), taken


def table(root: str, folder: Path) -> str:
    def cold(client: Client) -> float:
        listing(client, root, "three", 1)
        program = str(HERE / f"{client.program}.py")
        return usage_of_process(program, root, "three", "1", python=client.python).cpu

    colds = against_hand(cold)
    manys = against_hand(lambda client: listing(client, root, "many", client.times))
    lines = [
        "| client | installed | files | new process | 1,000 phones | memory | calls "
        "| misspellings found | mypy |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for client in CLIENTS:
        mebibytes, files = size(client)
        program = str(HERE / f"{client.program}.py")
        used = usage_of_process(program, root, "many", "1", python=client.python)
        found, seconds = mistakes_found(client, folder)
        cells = (
            client.name,
            f"{mebibytes:.1f} MiB",
            f"{files:,}",
            f"{colds[client.name]:.1f}",
            f"{manys[client.name]:,.0f}",
            f"{used.memory / 1e6:.0f} MB",
            client.calls,
            f"{found} of 2",
            f"{seconds:.0f} s",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    install(CLIENTS)
    with service() as root, tempfile.TemporaryDirectory() as folder:
        print(table(root, Path(folder)))
