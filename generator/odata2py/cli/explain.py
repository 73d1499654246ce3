"""``odata2py explain``: why something is in a package, or not."""

from __future__ import annotations

from typing import Annotated

import typer

from odata2py.cli.options import CONFIG, ConfigOption
from odata2py.cli.reporting import reported, show_text


def command(
    package: Annotated[str, typer.Argument(help="A package of the configuration.")],
    name: Annotated[
        str,
        typer.Argument(
            help="A type, member, operation or entry: user, user/mail, sendMail, "
            "or as Python calls it: User.display_name."
        ),
    ],
    config: ConfigOption = CONFIG,
) -> None:
    """Say why something is in a package, hop by hop; or what having it would cost."""
    with reported():
        from odata2py.config import load_config
        from odata2py.explaining.explain import explain
        from odata2py.explaining.meaning import meant
        from odata2py.explaining.text import explanation_text
        from odata2py.render.lock import read_lock
        from odata2py.sources import read_source

        settings = load_config(config)
        (chosen,) = settings.chosen([package])
        source = settings.sources[chosen.source]
        model = read_source(config.parent, source)
        lock = read_lock(config.parent / chosen.output)
        found = meant(model, name, lock.names if lock else {})
        explained = [explain(model, source, chosen, each) for each in found]
        show_text(explanation_text(package, explained))
