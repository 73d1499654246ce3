"""``odata2py export``: a slice in other forms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from odata2py.cli.options import CONFIG, ConfigOption
from odata2py.cli.reporting import DIFFERENT, reported, show_data, show_notices
from odata2py.export.models.flavours import Flavour

if TYPE_CHECKING:
    from odata2py.config import Config
    from odata2py.export.owned import Owned
    from odata2py.exporting import Exported

app = typer.Typer(no_args_is_help=True, help="Write a package's slice in another form.")

PackageArgument = Annotated[str, typer.Argument(help="A package of the configuration.")]
OutputOption = Annotated[
    Path | None,
    typer.Option(help="The file to write; standard output if not given."),
]
CheckOption = Annotated[
    bool,
    typer.Option(
        "--check", help="Write nothing; show what would change, with status 1."
    ),
]


@app.callback()
def main() -> None:
    """Write the part of a service that a package is made of in another form."""


@app.command("csdl")
def csdl(
    package: PackageArgument,
    output: OutputOption = None,
    check: CheckOption = False,
    config: ConfigOption = CONFIG,
) -> None:
    """Write the slice as a small CSDL document, overlays worked in.

    It is metadata as any other: the same package can be made of it again.
    """
    with reported():
        from odata2py.export.owned import XML

        found = _read(package, output, check, config)
        _write(found.owned(XML, found.csdl), output, check)


@app.command("json-schema")
def json_schema(
    package: PackageArgument,
    output: OutputOption = None,
    check: CheckOption = False,
    config: ConfigOption = CONFIG,
) -> None:
    """Write entities, complex types and enumerations as JSON Schema 2020-12.

    Each is a definition of the document, called what its class is in the package.
    """
    with reported():
        from odata2py.export.owned import JSON

        found = _read(package, output, check, config)
        _write(found.owned(JSON, found.json_schema), output, check)


@app.command("models")
def models(
    package: PackageArgument,
    flavour: Annotated[Flavour, typer.Option(help="What the models are.")],
    output: OutputOption = None,
    check: CheckOption = False,
    config: ConfigOption = CONFIG,
) -> None:
    """Write entities, complex types and enumerations as a module of plain models.

    datamodel-code-generator writes it, which the extra 'models' installs.
    """
    with reported():
        from odata2py.export.models.writer import PINNED, WRITER, refuse_missing
        from odata2py.export.owned import PYTHON

        refuse_missing()
        found = _read(package, output, check, config)
        text = found.models(flavour)
        _write(found.owned(PYTHON, text, f"{WRITER} {PINNED}"), output, check)


def _read(package: str, output: Path | None, check: bool, config: Path) -> Exported:
    """What is to be written; its notices are shown."""
    from odata2py.config import load_config
    from odata2py.errors import InputError
    from odata2py.exporting import read_exported

    if check and output is None:
        what = "there is nothing to compare with"
        raise InputError.at("--check", what, "--output names a file")
    settings = load_config(config)
    _refuse_input(output, settings)
    found = read_exported(settings, package)
    show_notices(found.notices)
    return found


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


def _write(new: Owned, output: Path | None, check: bool) -> None:
    from odata2py.export.owned import differences, write_owned

    if output is None:
        show_data(new.text)
    elif not check:
        write_owned(output, new)
    elif changes := differences(output, new):
        show_data(changes)
        raise typer.Exit(DIFFERENT)
