"""The command line: its verbs, and what becomes of errors."""

from __future__ import annotations

import typer

from odata2py.cli import generate, sandbox

app = typer.Typer(
    name="odata2py",
    help="Typed Python clients for the part of an OData service that you use.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("generate")(generate.command)
app.command("sandbox")(sandbox.command)
