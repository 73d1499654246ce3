"""``odata2py export``: a slice in other forms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from odata2py.cli.options import CONFIG, ConfigOption
from odata2py.cli.reporting import reported, show_data, show_notices

if TYPE_CHECKING:
    from odata2py.config import Config

app = typer.Typer(no_args_is_help=True, help="Write a package's slice in another form.")


@app.callback()
def main() -> None:
    """Write the part of a service that a package is made of in another form."""


def _refuse_input(output: Path | None, settings: Config) -> None:
    """A document must not replace what it is made from."""
    from odata2py.errors import InputError

    folder = settings.path.parent
    inputs = {settings.path.resolve()}
    for source in settings.sources.values():
        paths = (source.metadata, *source.overlays)
        inputs.update((folder / path).resolve() for path in paths)
    if output is not None and output.resolve() in inputs:
        raise InputError.at(
            str(output), "is read by odata2py; another file is expected"
        )


@app.command("csdl")
def csdl(
    package: Annotated[str, typer.Argument(help="A package of the configuration.")],
    output: Annotated[
        Path | None,
        typer.Option(help="The file to write; standard output if not given."),
    ] = None,
    config: ConfigOption = CONFIG,
) -> None:
    """Write the slice as a small CSDL document, overlays worked in.

    It is metadata as any other: the same package can be made of it again.
    """
    with reported():
        from odata2py.config import load_config
        from odata2py.export.csdl import export_csdl
        from odata2py.render.writing import write_file
        from odata2py.sources import read_source, slice_source

        settings = load_config(config)
        _refuse_input(output, settings)
        (chosen,) = settings.chosen([package])
        source = settings.sources[chosen.source]
        model = read_source(config.parent, source)
        part = slice_source(model, source, chosen)
        show_notices([*model.notices, *part.notices])
        text = export_csdl(model, part)
        if output is None:
            show_data(text)
        else:
            write_file(output, text)
