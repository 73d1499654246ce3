"""What packages of common slices weigh and cost: a table in Markdown.

The seconds are those of CPU that a cold process needs, from its start to its end; the
last column is their ratio to those of a process that parses the document with lxml.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from measuring import ROOT, compare, cpu_of_process
from slices import SLICES, configure, figures, make

DOCUMENTS = Path(os.environ.get("ODATA2PY_METADATA", ROOT.parent / "shared/metadata"))
DOCUMENT = DOCUMENTS / "graph-v1.0.csdl"
GENERATE = """
import shutil, sys
from pathlib import Path
from slices import make
config, name = Path(sys.argv[1]), sys.argv[2]
shutil.rmtree(config.parent / name, ignore_errors=True)
make(config, name)
"""
PARSE = "import sys; from lxml import etree; etree.parse(sys.argv[1])"
PATH = (ROOT / "generator", Path(__file__).parent)


def main() -> None:
    if not DOCUMENT.exists():
        sys.exit(f"skipped: {DOCUMENT} is not there; set ODATA2PY_METADATA")
    print("| slice | types | files | bytes | seconds | / parse |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        config = configure(Path(folder), DOCUMENT)
        for name in SLICES:
            print(_line(name, config), flush=True)


def _line(name: str, config: Path) -> str:
    types, files, size = figures(make(config, name))
    measured = compare(
        cpu_of_process("-c", GENERATE, str(config), name, path=PATH),
        cpu_of_process("-c", PARSE, str(DOCUMENT)),
        pairs=5,
    )
    what = name.replace("_", " ")
    cost = f"{measured.ours:.2f} | {measured.ratio:.1f}"
    return f"| {what} | {types} | {files} | {size:,} | {cost} |"


if __name__ == "__main__":
    main()
