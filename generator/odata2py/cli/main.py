"""The command line: its verbs, and what becomes of errors."""

from __future__ import annotations

from typing import Annotated

import typer

from odata2py import __version__
from odata2py.cli import (
    availability,
    diff,
    explain,
    export,
    generate,
    init,
    inspect,
    pull,
    sandbox,
    update,
)

app = typer.Typer(
    name="odata2py",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("init")(init.command)
app.command("pull")(pull.command)
app.command("update")(update.command)
app.command("generate")(generate.command)
app.command("diff")(diff.command)
app.command("availability")(availability.command)
app.command("explain")(explain.command)
app.command("inspect")(inspect.command)
app.add_typer(export.app, name="export")
app.command("sandbox")(sandbox.command)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"odata2py {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Say which version this is.", callback=_show_version
        ),
    ] = False,
) -> None:
    """Typed Python clients for the part of an OData service that you use."""
