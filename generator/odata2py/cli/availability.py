"""``odata2py availability``: which documents have what a package needs."""

from __future__ import annotations

from typing import Annotated

import typer

from odata2py.cli.options import CONFIG, ConfigOption
from odata2py.cli.reporting import (
    DIFFERENT,
    reported,
    show_data,
    show_notices,
    show_text,
)


def command(
    package: Annotated[
        str, typer.Argument(help="A package of the configuration, or its folder.")
    ],
    documents: Annotated[
        list[str],
        typer.Argument(help="Files, addresses, known services, sources or packages."),
    ],
    differences: Annotated[
        bool,
        typer.Option("--differences", help="Only what is not everywhere the same."),
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="As JSON, for programs.")
    ] = False,
    config: ConfigOption = CONFIG,
) -> None:
    """Show which of several documents have what a package consists of.

    The exit status is 1 if one of them lacks something, or has it in another way.
    """
    with reported():
        from odata2py.compare.availability import availability
        from odata2py.compare.report.availability import (
            availability_json,
            availability_text,
        )
        from odata2py.diff import facts_of
        from odata2py.documents import find_document, find_package
        from odata2py.sources import slice_source

        needed = find_package(package, config)
        assert needed.part is not None
        others = [find_document(name, config) for name in documents]
        part = slice_source(needed.model, needed.part.source, needed.part.settings)
        rows = availability(
            part,
            needed.model,
            [other.model for other in others],
            facts_of(needed.profile),
        )
        if as_json:
            show_data(availability_json(documents, rows))
        else:
            show_text(availability_text(documents, rows, differences))
        show_notices(dict.fromkeys(n for each in others for n in each.model.notices))
        if not all(row.everywhere for row in rows):
            raise typer.Exit(DIFFERENT)
