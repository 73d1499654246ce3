"""``odata2py generate``: make the packages of a configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from odata2py.cli.options import CONFIG, ConfigOption
from odata2py.cli.reporting import reported, show_notices

if TYPE_CHECKING:
    from odata2py.generate import Generated


def command(
    config: ConfigOption = CONFIG,
    package: Annotated[
        list[str] | None,
        typer.Option(help="Make this package only; may be given several times."),
    ] = None,
) -> None:
    """Make the packages that the configuration describes.

    A package is replaced as a whole or left as it was.
    """
    with reported():
        from odata2py.cli.progress import shown
        from odata2py.config import load_config
        from odata2py.generate import generate

        settings = load_config(config)
        chosen = settings.chosen(package or [])
        results = {}
        with shown() as runs:
            for wanted in chosen:
                source = settings.sources[wanted.source]
                progress = runs.of(wanted.name)
                results[wanted.name] = generate(config.parent, source, wanted, progress)
        _show(results)
        show_notices(dict.fromkeys(n for r in results.values() for n in r.notices))


def _show(results: dict[str, Generated]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("package")
    for column in ("types", "operations", "files", "bytes", "changed", "seconds"):
        table.add_column(column, justify="right")
    for name, result in results.items():
        table.add_row(
            name,
            str(len(result.part.model.types)),
            str(_operations(result)),
            str(result.written.files),
            f"{result.written.size:,}",
            str(len(result.written.changed)),
            f"{result.seconds:.2f}",
        )
    Console().print(table)


def _operations(result: Generated) -> int:
    """What a program can call: accesses at the ends of paths, actions and functions."""
    part = result.part
    accesses = sum(len(edge.access) for edge in part.edges)
    bound = sum(
        len(node.operations) + len(node.collection_operations)
        for node in part.nodes.values()
    )
    return accesses + bound + len(part.imports)
