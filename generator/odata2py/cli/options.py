"""What several commands are told, and how they describe it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from odata2py.cli.reporting import reported

CONFIG = Path("odata2py.toml")


def _found(context: typer.Context, config: Path) -> Path:
    """The configuration that is meant where none is named."""
    source = context.get_parameter_source("config")
    if source is None or source.name != "DEFAULT":
        return config
    with reported():
        from odata2py.configuring.finding import find_config

        return find_config()


SourceArgument = Annotated[
    str, typer.Argument(help="A source of the configuration, or a CSDL file.")
]
ConfigOption = Annotated[
    Path,
    typer.Option(
        help="The configuration file; without it, a pyproject.toml that has "
        r"\[tool.odata2py] is one as well.",
        callback=_found,
        show_default=True,
    ),
]
ProfileOption = Annotated[
    str | None,
    typer.Option(
        help="The profile of a CSDL file, as in a configuration; odata if not given.",
        show_default=False,
    ),
]
