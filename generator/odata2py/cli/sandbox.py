"""``odata2py sandbox``: a local service for a metadata document."""

from __future__ import annotations

from typing import Annotated

import typer

from odata2py.cli.options import CONFIG, ConfigOption, ProfileOption, SourceArgument
from odata2py.cli.reporting import reported, show_notices
from odata2py.cli.sources import find_source


def command(
    source: SourceArgument,
    config: ConfigOption = CONFIG,
    profile: ProfileOption = None,
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(help="The port; 0 takes a free one.", min=0, max=65535)
    ] = 8765,
    samples: Annotated[
        int, typer.Option(help="Made-up entities in each entity set.", min=0)
    ] = 0,
    require_token: Annotated[
        bool, typer.Option(help="Refuse requests without a bearer token.")
    ] = False,
) -> None:
    """Serve a metadata document locally, with example data, until Ctrl-C.

    Actions and functions of which nothing is known but their metadata answer with
    something of the type that they return.

    Point a client at the URL that is printed, as its service_root.
    """
    with reported():
        from odata2py.profiles import load_profile
        from odata2py.sandbox.app import create_app
        from odata2py.sandbox.rules import fitting
        from odata2py.sandbox.server import serve
        from odata2py.sources import read_source

        chosen = find_source(source, config, profile)
        known = load_profile(chosen.profile)
        metadata = config.parent / chosen.metadata
        model = read_source(config.parent, chosen)
        show_notices(model.notices)
        app = create_app(
            model,
            rules=(*fitting(known.sandbox_rules, model), "made_up"),
            rule_settings={"version": known.version},
            metadata=metadata.read_bytes(),
            root_path=known.version or "/",
            samples=samples,
            keys_as_segments=known.key_as_segment,
            require_token=require_token,
            batch_size=known.batch_size,
            etags=True,
            upserts="upsert" not in known.only_declared,
            fills_in=known.fills_in,
        )
        serve(app, host, port, lambda url: typer.echo(f"serving {source} at {url}"))
