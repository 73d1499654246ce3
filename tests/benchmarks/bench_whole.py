"""All of a large service as one package: what it weighs and costs, against budgets.

What is used of it is compared with httpx and models written by hand, and with a slice
that has no more than what is used.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from measuring import ROOT
from service import service
from slices import configure
from whole_checking import bench_everything, bench_type_checkers
from whole_generating import bench_generating
from whole_using import bench_calls, bench_processes
from wholes import PACKAGES, PHONES, USERS, Packages

DOCUMENTS = Path(os.environ.get("ODATA2PY_METADATA", ROOT.parent / "shared/metadata"))
OLD = DOCUMENTS / "graph-v1.0-2025-07.csdl"
NEW = DOCUMENTS / "graph-v1.0.csdl"


def main() -> None:
    for document in (OLD, NEW):
        if not document.exists():
            sys.exit(f"skipped: {document} is not there; set ODATA2PY_METADATA")
    with tempfile.TemporaryDirectory() as folder:
        configure(Path(folder), NEW, PACKAGES)
        packages = Packages(Path(folder), OLD, NEW)
        bench_generating(packages)
        packages.generate(PHONES)
        packages.generate(USERS)
        with service() as root:
            bench_processes(packages, root)
            bench_calls(packages, root)
        bench_type_checkers(packages)
        bench_everything(packages)


if __name__ == "__main__":
    main()
