"""The generated client against httpx with a model written by hand, on loopback.

CPU of the client alone: the service runs in a process of its own. Both sides send the
same headers.
"""

from __future__ import annotations

import sys

import httpx

from by_hand import HEADERS, IMPORTS, LIST_PHONES
from calling import (
    KINDS,
    calls_by_hand,
    calls_of_phones,
    compare_calls,
    listing_phones,
)
from measuring import ROOT, compare, cpu_of_process, report
from service import service

sys.path.insert(0, str(ROOT / "generated"))

from graph_phone import GraphClient  # noqa: E402 - from the path above


def bench_processes(root: str) -> None:
    path = [ROOT / "generated"]
    importing = compare(
        cpu_of_process("-c", "import graph_phone", path=path),
        cpu_of_process("-c", IMPORTS),
        pairs=15,
    )
    report("import of the client / of httpx and pydantic", importing, 1.15)
    listing = compare(
        cpu_of_process("-c", listing_phones("graph_phone"), root, path=path),
        cpu_of_process("-c", LIST_PHONES, root),
        pairs=15,
    )
    report("cold process that lists three phones", listing, 1.3)


def bench_calls(root: str) -> None:
    http = httpx.Client(headers=HEADERS)
    with http, GraphClient("t", service_root=root) as graph:
        ours, theirs = calls_of_phones(graph), calls_by_hand(http, root)
        for what in ours:
            report(what, compare_calls(what, ours, theirs), KINDS[what].budget)


if __name__ == "__main__":
    with service() as root:
        bench_processes(root)
        bench_calls(root)
