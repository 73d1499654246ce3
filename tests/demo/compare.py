"""Writes the comparison of our v1.0 and beta metadata into README."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
BEGIN, END = "<!-- comparison -->\n", "<!-- /comparison -->\n"
COMMAND = ("diff", "graph", "graph_beta", "--package", "graph_phone")


def shown(readme: str) -> str:
    """The README with the comparison as it is now."""
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{_block()}{END}{after}"


def _block() -> str:
    program = Path(sys.executable).with_name("odata2py")
    never = ("--fail-on", "never")
    ran = subprocess.run(
        [program, *COMMAND, *never], cwd=ROOT, capture_output=True, check=True
    )
    command = f"$ odata2py {' '.join(COMMAND)}\n"
    return f"```console\n{command}```\n\n```text\n{ran.stdout.decode()}```\n"


if __name__ == "__main__":
    README.write_text(shown(README.read_text("utf-8")), "utf-8")
