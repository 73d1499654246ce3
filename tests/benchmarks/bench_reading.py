"""Reading, slicing and building a large document, against parsing it with lxml alone.

Each measurement is the work of a process of its own, imports apart: the command line
meets the file cold too.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from measuring import ROOT, compare, report

DOCUMENTS = Path(os.environ.get("ODATA2PY_METADATA", ROOT.parent / "shared/metadata"))
DOCUMENT = DOCUMENTS / "graph-v1.0.csdl"

MEASURED = """
import sys, time
from pathlib import Path
from lxml import etree
from odata2py.csdl.reader import read_model
from odata2py.slicing.slicer import slice_model
path = Path(sys.argv[1])
began = time.process_time()
{work}
print(time.process_time() - began)
"""
PARSE = "tree = etree.parse(path)"
SLICE = """
model = read_model(path)
paths = "/authentication/phoneMethods/**"
slice_model(model, ["/users/{id}" + paths, "/me" + paths], ["/**/resetPassword"])
"""
READ = "model = read_model(path)"
BUILD = """
model = read_model(path)
sets = model.container.entity_sets, model.container.singletons, model.container.imports
built = [list(m.values()) for m in (model.types, model.operations, model.bound, *sets)]
"""


def cpu_of(work: str) -> Callable[[], float]:
    """The CPU seconds that a fresh process needs for some work."""
    command = [sys.executable, "-c", MEASURED.replace("{work}", work), str(DOCUMENT)]

    def run() -> float:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return float(done.stdout)

    return run


def main() -> None:
    if not DOCUMENT.exists():
        sys.exit(f"skipped: {DOCUMENT} is not there; set ODATA2PY_METADATA")
    for what, work, budget in (
        ("read, resolved and checked / parse", READ, 6.0),
        ("and sliced / parse", SLICE, 6.0),
        ("and all of it built / parse", BUILD, None),
    ):
        report(what, compare(cpu_of(work), cpu_of(PARSE), pairs=15), budget)


if __name__ == "__main__":
    main()
