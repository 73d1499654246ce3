"""How the command line says what went wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import typer

from odata2py.errors import InputError

DIFFERENT = 1
"""The exit status for differences that were found."""

BAD_INPUT = 2
"""The exit status for bad input or configuration."""


def show_notices(notices: Iterable[str]) -> None:
    """Say what of the input was passed over."""
    for notice in notices:
        typer.echo(f"notice: {notice}", err=True)


def show_text(text: str) -> None:
    """Print text."""
    typer.echo(for_terminal(text))


def for_terminal(text: str) -> str:
    """The text with what the terminal cannot show escaped."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def show_data(text: str) -> None:
    """Print a document, which is UTF-8 whatever the terminal's encoding is."""
    typer.echo(text.encode(), nl=False)


@contextmanager
def reported() -> Iterator[None]:
    """Print faults of the input, each on its line, and end with status 2.

    A fault of our own is one line as well; users are not shown tracebacks.
    """
    try:
        yield
    except InputError as error:
        for fault in error.faults:
            typer.echo(f"error: {fault}", err=True)
        raise typer.Exit(BAD_INPUT) from None
    except (typer.Exit, typer.Abort, BrokenPipeError):
        raise
    except OSError as error:
        reason = error.strerror or type(error).__name__
        where = f"{error.filename}: " if error.filename else ""
        typer.echo(f"error: {where}{reason}", err=True)
        raise typer.Exit(BAD_INPUT) from None
    except Exception as error:
        if os.environ.get("ODATA2PY_TRACEBACK"):
            raise
        typer.echo(
            f"error: {type(error).__name__}: {error}; this is a fault of odata2py, "
            "please report it with what ODATA2PY_TRACEBACK=1 shows",
            err=True,
        )
        raise typer.Exit(BAD_INPUT) from None
    except KeyboardInterrupt:
        typer.echo("error: interrupted; what stood there before is intact", err=True)
        raise typer.Exit(BAD_INPUT) from None
