"""The command line: its verbs, and what becomes of errors."""

from __future__ import annotations

from typing import Annotated, Any

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
from odata2py.cli.reporting import BAD_INPUT

UsageError: Any = typer.BadParameter.__bases__[0]
"""What typer raises for a command line that it does not understand."""

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


def run() -> int:
    """Run the command line; gives the exit status."""
    try:
        return app(standalone_mode=False) or 0
    except UsageError as error:
        what = " ".join(error.format_message().split()).removesuffix(".")
        if not what:  # a command that was given nothing to do has shown its help
            return BAD_INPUT
        command = error.ctx.command_path if error.ctx else "odata2py"
        right = f"'{command} --help' shows what there is"
        typer.echo(f"error: {what.replace('Value error, ', '')}; {right}", err=True)
        return BAD_INPUT
