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
        from odata2py.cli.progress import shown
        from odata2py.config import load_config
        from odata2py.errors import InputError
        from odata2py.pulling.pull import pull

        faults: list[str] = []
        for wanted in load_config(config).pulled(source or []):
            try:
                with shown() as runs:
                    progress = runs.of(wanted.name)
                    found = pull(config.parent, wanted, os.environ, progress)
            except InputError as error:
                faults += error.faults  # the others may be had nevertheless
                continue
            show_text(
                f"{found.source}: {found.outcome}, {found.size:,} bytes "
                f"from {found.address}"
            )
        if faults:
            raise InputError(*faults)
