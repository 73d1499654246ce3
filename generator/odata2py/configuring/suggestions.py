"""What a first configuration calls things, where nobody says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from odata2py.configuring.tables import is_name
from odata2py.csdl.model import Model
from odata2py.plan.names import identifier, pascal_case, snake_case
from odata2py.pulling.addresses import METADATA
from odata2py.services import is_remote, service_names

_SMALL = 50
"""So many types are a package that nobody minds having whole."""

_SHOWN = 12
_NUMBERS = re.compile(r"v?[\d.:_-]+")


def source_name(service: str) -> str:
    """A name for a known service, an address or a file: what it says of itself."""
    names = (identifier(each, snake_case) for each in _called(service))
    return next(filter(is_name, names), "service")


def client_name(source: str) -> str:
    """The name of the client class for a source."""
    return f"{identifier(source, pascal_case).rstrip('_')}Client"


def package_name(source: str) -> str:
    """The name of the first package of a source."""
    return f"{source.rstrip('_')}_client"


def output_folder(folder: Path, package: str) -> Path:
    """Where a package would stand beside a configuration in that folder."""
    return (folder / "src" if (folder / "src").is_dir() else folder) / package


def everything(model: Model | None) -> str:
    """The pattern of all that a small service has; nothing for others."""
    return "/**" if model and len(model.types) <= _SMALL else ""


def beginnings(model: Model) -> str:
    """What the paths of a service begin with, as far as it fits a line or two."""
    container = model.container
    assert container is not None
    names = sorted({*container.entity_sets, *container.singletons, *container.imports})
    shown = [f"/{name}" for name in names[:_SHOWN]]
    more = len(names) - len(shown)
    return ", ".join([*shown, f"and {more} more"] if more else shown)


def _called(service: str) -> Iterator[str]:
    """Texts to name it after, the best first."""
    if service in service_names():
        yield re.split("[/@]", service)[0]
    elif is_remote(service):
        parts = urlsplit(service)
        yield from _telling(reversed(unquote(parts.path).split("/")))
        yield from _telling((parts.hostname or "").split("."))
    else:
        yield Path(service).stem


def _telling(texts: Iterator[str] | list[str]) -> Iterator[str]:
    for text in texts:
        if text not in ("", METADATA, "www", "api") and not _NUMBERS.fullmatch(text):
            yield text
