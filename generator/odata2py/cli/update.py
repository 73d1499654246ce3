"""``odata2py update``: newer metadata, and the packages that are made of it."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from odata2py.cli.options import CONFIG, ConfigOption
from odata2py.cli.reporting import reported, show_data, show_notices

if TYPE_CHECKING:
    from odata2py.updating import Updated


def command(
    source: Annotated[
        list[str] | None,
        typer.Argument(help="Sources of the configuration; all that are pulled."),
    ] = None,
    changelog: Annotated[
        Path | None,
        typer.Option(
            help="Where changes are added; odata2py-changes.md beside the "
            "configuration if not given."
        ),
    ] = None,
    config: ConfigOption = CONFIG,
) -> None:
    """Pull metadata, say what it changes for packages, and make them anew.

    All of it is done, or nothing. The description of a pull request is printed.
    """
    with reported():
        from odata2py.cli.progress import shown
        from odata2py.config import load_config
        from odata2py.updating import update

        settings = load_config(config)
        place = changelog or config.parent / "odata2py-changes.md"
        with shown() as runs:
            done = update(
                settings, source or [], os.environ, place, dt.date.today(), runs.of
            )
        _say(done)
        show_data(_description(done))
        show_notices(
            dict.fromkeys(n for made in done.made for n in made.counts.notices)
        )


def _say(done: Updated) -> None:
    for pulled in done.pulled:
        typer.echo(
            f"{pulled.source}: {pulled.outcome}, {pulled.size:,} bytes from "
            f"{pulled.address}",
            err=True,
        )
    for made in done.made:
        typer.echo(f"{made.name}: {len(made.changed)} files changed", err=True)


def _description(done: Updated) -> str:
    from odata2py.compare.report.markdown import LIMIT, report_markdown

    room = LIMIT // max(len(done.reports), 1) - 1
    return "\n".join(report_markdown(each, room) for each in done.reports.values())
