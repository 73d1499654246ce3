"""``odata2py generate``: make the packages of a configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from odata2py.cli.options import CONFIG, ConfigOption
from odata2py.cli.reporting import DIFFERENT, reported, show_data, show_notices

if TYPE_CHECKING:
    from odata2py.packages import Due, Made


def command(
    config: ConfigOption = CONFIG,
    package: Annotated[
        list[str] | None,
        typer.Option(help="Make this package only; may be given several times."),
    ] = None,
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="Write nothing; show what would change, with status 1."
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write nothing; count what would change.")
    ] = False,
) -> None:
    """Make the packages that the configuration describes.

    None is written before all could be made, and each is replaced as a whole.
    """
    with reported():
        from odata2py.cli.progress import shown
        from odata2py.config import load_config
        from odata2py.packages import Made, changes, due_packages, make_packages

        settings = load_config(config)
        with shown() as runs:
            due = due_packages(settings, settings.chosen(package or []), runs.of)
            if check or dry_run:
                made = [
                    Made(each.settings.name, each.counts, changes(each), each.seconds)
                    for each in due
                ]
            else:
                made = make_packages(due, runs.of)
        if check:
            _show_changes(due)
        else:
            _show(made)
        show_notices(dict.fromkeys(n for each in made for n in each.counts.notices))
        if check and any(each.changed for each in made):
            raise typer.Exit(DIFFERENT)


def _show_changes(due: list[Due]) -> None:
    from odata2py.packages import changes_text

    show_data("".join(line for each in due for line in changes_text(each)))


def _show(made: list[Made]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("package")
    for column in ("types", "operations", "files", "bytes", "changed", "seconds"):
        table.add_column(column, justify="right")
    for each in made:
        table.add_row(
            each.name,
            str(each.counts.types),
            str(each.counts.operations),
            str(each.counts.files),
            f"{each.counts.size:,}",
            str(len(each.changed)),
            f"{each.seconds:.2f}",
        )
    Console().print(table)
