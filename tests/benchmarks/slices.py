"""Parts of a large service that programs use, and what their packages weigh."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from odata2py.config import load_config
from odata2py.generate import Generated, generate

SLICES: Final[Mapping[str, tuple[str, ...]]] = {
    "mail": ("/me/messages/**", "/me/sendMail"),
    "users_and_groups": (
        *("/users", "/users/{id}", "/groups", "/groups/{id}"),
        *("/groups/{id}/members", "/groups/{id}/members/{id}"),
        *("/groups/{id}/owners", "/groups/{id}/owners/{id}"),
    ),
    "sites_and_drives": (
        *("/sites/{id}", "/sites/{id}/drives", "/drives/{id}/items/{id}"),
        *("/drives/{id}/items/{id}/children", "/drives/{id}/items/{id}/children/{id}"),
    ),
    "method_reports": ("/reports/authenticationMethods/**",),
    "alerts": ("/security/alerts_v2/**",),
}
"""The paths of each slice, by the name of its package."""

EXCLUDED: Final[Mapping[str, tuple[str, ...]]] = {
    # An attachment may be anything that is in a mailbox, calendars included.
    "mail": ("/me/messages/**/item/**",),
}


class Figures(NamedTuple):
    """Types that have models or enums, files, the lock included, and their bytes."""

    types: int
    files: int
    bytes: int


def configure(folder: Path, document: Path) -> Path:
    """A configuration with a package of each slice, and a copy of the document by it.

    The lock names the document; what packages weigh is then the same anywhere.
    """
    shutil.copy(document, folder)
    source = f'[source.graph]\nmetadata = "{document.name}"\nprofile = "graph/v1.0"\n'
    packages = (
        f'\n[package.{name}]\nsource = "graph"\noutput = "{name}"\n'
        f'client = "GraphClient"\ninclude = {json.dumps(paths)}\n'
        f"exclude = {json.dumps(EXCLUDED.get(name, ()))}\n"
        for name, paths in SLICES.items()
    )
    config = folder / "odata2py.toml"
    config.write_text(source + "".join(packages), encoding="utf-8")
    return config


def make(config: Path, name: str) -> Generated:
    """Generate the package of a slice."""
    settings = load_config(config)
    (wanted,) = settings.chosen([name])
    return generate(config.parent, settings.sources[wanted.source], wanted)


def figures(made: Generated) -> Figures:
    """What a package weighs."""
    return Figures(len(made.part.model.types), made.written.files, made.written.size)
