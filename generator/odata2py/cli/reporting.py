"""How the command line says what went wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from odata2py.errors import InputError

BAD_INPUT = 2
"""The exit status for bad input or configuration."""


@contextmanager
def reported() -> Iterator[None]:
    """Print faults of the input, each on its line, and end with status 2."""
    try:
        yield
    except InputError as error:
        for fault in error.faults:
            typer.echo(f"error: {fault}", err=True)
        raise typer.Exit(BAD_INPUT) from None
    except KeyboardInterrupt:
        typer.echo("error: interrupted; what stood there before is intact", err=True)
        raise typer.Exit(BAD_INPUT) from None
