"""``odata2py inspect``: look at what a service has."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from odata2py.cli.options import CONFIG, ConfigOption, ProfileOption, SourceArgument
from odata2py.cli.reporting import reported, show_data, show_notices, show_text
from odata2py.cli.sources import find_source


def command(
    source: SourceArgument,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            help="Words to look for in names and descriptions, or a path to start at."
        ),
    ] = None,
    config: ConfigOption = CONFIG,
    profile: ProfileOption = None,
    depth: Annotated[
        int | None,
        typer.Option(
            help="How many names of a path to show; as many as fit a screen if not "
            "given.",
            min=0,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show the paths, types and operations of a service, or those that words name.

    A line is a segment of a path, as include patterns have it, with its
    type and, behind #, what can be done there. (reference) is where **
    does not go along, an arrow says where the tree goes on. Segments with a
    dot are the values of a derived type.
    """
    with reported():
        from odata2py.csdl.reader import read_model
        from odata2py.outline.data import outline_data
        from odata2py.outline.search import outline
        from odata2py.outline.text import outline_text
        from odata2py.profiles import load_profile
        from odata2py.sources import refuse_unpulled

        chosen = find_source(source, config, profile)
        refuse_unpulled(config.parent, chosen)
        overlays = [config.parent / overlay for overlay in chosen.overlays]
        shown = source if Path(chosen.metadata).is_absolute() else chosen.metadata
        model = read_model(config.parent / chosen.metadata, overlays, shown)
        found = outline(model, words or (), load_profile(chosen.profile).only_declared)
        if as_json:
            data = json.dumps(outline_data(found), indent=2, ensure_ascii=False)
            show_data(f"{data}\n")
        else:
            show_text("\n".join(outline_text(found, depth)))
        show_notices(model.notices)
