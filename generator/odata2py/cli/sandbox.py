"""``odata2py sandbox``: a local service for a metadata document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from odata2py.cli.reporting import reported

if TYPE_CHECKING:
    from odata2py.config import Source


def command(
    source: Annotated[
        str, typer.Argument(help="A source of the configuration, or a CSDL file.")
    ],
    config: Annotated[
        Path, typer.Option(help="The configuration file.", show_default=True)
    ] = Path("odata2py.toml"),
    profile: Annotated[
        str | None,
        typer.Option(help="Which service a CSDL file belongs to.", show_default=False),
    ] = None,
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

    Point a client at the URL that is printed, as its service_root.
    """
    with reported():
        from odata2py.csdl.reader import read_model
        from odata2py.profiles import load_profile
        from odata2py.sandbox.app import create_app
        from odata2py.sandbox.server import serve

        chosen = _source(source, config, profile)
        known = load_profile(chosen.profile)
        metadata = config.parent / chosen.metadata
        overlays = [config.parent / overlay for overlay in chosen.overlays]
        app = create_app(
            read_model(metadata, overlays),
            rules=known.sandbox_rules,
            rule_settings={"version": known.version},
            metadata=metadata.read_bytes(),
            root_path=known.version or "/",
            samples=samples,
            keys_as_segments=known.key_as_segment,
            require_token=require_token,
            batch_size=known.batch_size,
        )
        serve(app, host, port, lambda url: typer.echo(f"serving {source} at {url}"))


def _source(name: str, config: Path, profile: str | None) -> Source:
    """The configured source of that name, or a file on its own."""
    from odata2py.config import Source, load_config
    from odata2py.errors import InputError, nearest

    sources = load_config(config).sources if config.exists() else {}
    if name in sources:
        return sources[name]
    if not Path(name).exists():
        what = f"there is no source or file {name!r}"
        raise InputError("; ".join(filter(None, [what, nearest(name, sources)])))
    return Source(name, str(Path(name).absolute()), (), profile or "odata")
