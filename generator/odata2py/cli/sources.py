"""The source that a command line names: a configured one, or a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from odata2py.config import Source


def find_source(name: str, config: Path, profile: str | None = None) -> Source:
    """The configured source of that name, or a file on its own.

    profile: that of a file; a configured source has its own.
    """
    from odata2py.config import Source, load_config
    from odata2py.errors import InputError, nearest

    settings = load_config(config) if config.exists() else None
    sources = settings.sources if settings else {}
    if name in sources:
        if profile is not None:
            what = f"{name!r} is a source, whose profile is in {config}"
            raise InputError.at("--profile", what, "leave it out")
        return sources[name]
    if not Path(name).exists():
        what = f"there is no source or file {name!r}"
        if settings is None:
            what += f", and no {config}"
        elif name in settings.packages:
            source = settings.packages[name].source
            raise InputError(f"{what}; the package of that name has source {source!r}")
        raise InputError("; ".join(filter(None, [what, nearest(name, sources)])))
    return Source(name, str(Path(name).absolute()), (), profile or "odata")
