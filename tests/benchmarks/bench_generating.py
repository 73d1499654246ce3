"""A small slice out of a large document, against the work that it cannot avoid.

The other side imports lxml, jinja2 and black, parses the document four times and runs
black on what was generated; the budget is not to cost more than that.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from measuring import ROOT, compare, cpu_of_process, report

DOCUMENTS = Path(os.environ.get("ODATA2PY_METADATA", ROOT.parent / "shared/metadata"))
DOCUMENT = DOCUMENTS / "graph-v1.0.csdl"
CONFIGURATION = f"""
[source.graph]
metadata = {str(DOCUMENT)!r}
overlays = [{str(ROOT / "metadata/overlays/authentication-methods.en.csdl")!r}]
profile = "graph/v1.0"

[package.graph_phone]
source = "graph"
output = "graph_phone"
client = "GraphClient"
include = ["/users/{{id}}/authentication/phoneMethods/**"]
exclude = ["/**/resetPassword"]
"""
GENERATE = """
import shutil, sys
from pathlib import Path
from odata2py.config import load_config
from odata2py.generate import generate
folder = Path(sys.argv[1])
shutil.rmtree(folder / "graph_phone", ignore_errors=True)
config = load_config(folder / "odata2py.toml")
settings = config.packages["graph_phone"]
generate(folder, config.sources["graph"], settings)
"""
UNAVOIDABLE = """
import sys
from pathlib import Path
import black, jinja2
from lxml import etree
for _ in range(4):
    etree.parse(sys.argv[2])
for path in Path(sys.argv[1], "graph_phone").rglob("*.py*"):
    if "_runtime" not in path.parts and path.suffix in (".py", ".pyi"):
        mode = black.Mode(is_pyi=path.suffix == ".pyi")
        black.format_str(path.read_text(), mode=mode)
"""


def main() -> None:
    if not DOCUMENT.exists():
        sys.exit(f"skipped: {DOCUMENT} is not there; set ODATA2PY_METADATA")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "odata2py.toml").write_text(CONFIGURATION, encoding="utf-8")
        measured = compare(
            cpu_of_process("-c", GENERATE, folder),
            cpu_of_process("-c", UNAVOIDABLE, folder, str(DOCUMENT)),
            pairs=7,
        )
    report("a small slice of a large document, cold", measured, 1.0)


if __name__ == "__main__":
    main()
