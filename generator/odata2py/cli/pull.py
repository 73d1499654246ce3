"""``odata2py pull``: bring the metadata of sources up to date."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from odata2py.cli.options import CONFIG, ConfigOption
from odata2py.cli.reporting import reported, show_text


def command(
    source: Annotated[
        list[str] | None,
        typer.Argument(help="Sources of the configuration; all that say where from."),
    ] = None,
    config: ConfigOption = CONFIG,
) -> None:
    """Fetch the metadata of sources, where there is newer one.

    A file is replaced as a whole, after what arrived was read, or left as it was.
    """
    with reported():
        from odata2py.config import load_config
        from odata2py.pulling import pull

        settings = load_config(config)
        for wanted in settings.pulled(source or []):
            found = pull(config.parent, wanted, os.environ)
            show_text(
                f"{found.source}: {found.outcome}, {found.size:,} bytes "
                f"from {found.address}"
            )
