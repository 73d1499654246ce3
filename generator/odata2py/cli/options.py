"""What several commands are told, and how they describe it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

CONFIG = Path("odata2py.toml")

SourceArgument = Annotated[
    str, typer.Argument(help="A source of the configuration, or a CSDL file.")
]
ConfigOption = Annotated[
    Path, typer.Option(help="The configuration file.", show_default=True)
]
ProfileOption = Annotated[
    str | None,
    typer.Option(
        help="The profile of a CSDL file, as in a configuration; odata if not given.",
        show_default=False,
    ),
]
