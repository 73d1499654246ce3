"""Parts of a large service that programs use, and what their packages weigh."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from odata2py.config import load_config
from odata2py.generate import Generated, generate

_PHONES: Final = "authentication/phoneMethods/**"

SLICES: Final[Mapping[str, tuple[str, ...]]] = {
    "phones": (f"/users/{{id}}/{_PHONES}", f"/me/{_PHONES}"),
    "mail": ("/me/messages/**", "/me/sendMail"),
    "users_and_groups": (
        *("/users", "/users/{id}", "/groups", "/groups/{id}"),
        *("/groups/{id}/members", "/groups/{id}/members/{id}"),
        *("/groups/{id}/owners", "/groups/{id}/owners/{id}"),
    ),
    "sites_and_drives": (
        *("/sites/{id}", "/sites/{id}/drives", "/drives/{id}/items/{id}"),
        *("/drives/{id}/items/{id}/children", "/drives/{id}/items/{id}/children/{id}"),
        *("/drives/{id}/items/{id}/content", "/drives/{id}/items/{id}/copy"),
    ),
    "method_reports": ("/reports/authenticationMethods/**",),
    "alerts": ("/security/alerts_v2/**",),
}
"""The paths of each slice, by the name of its package."""


class Figures(NamedTuple):
    """Types that have models or enums, files, the lock included, and their bytes."""

    types: int
    files: int
    bytes: int


def configure(
    folder: Path,
    document: Path,
    packages: Mapping[str, Sequence[str]] = SLICES,
    profile: str = "graph/v1.0",
) -> Path:
    """A configuration with a package of each slice, and a copy of the document by it.

    The lock names the document; what packages weigh is then the same anywhere, and
    another document in its place is an update.
    """
    shutil.copyfile(document, folder / "metadata.csdl")
    source = f'[source.graph]\nmetadata = "metadata.csdl"\nprofile = "{profile}"\n'
    tables = (
        f'\n[package.{name}]\nsource = "graph"\noutput = "{name}"\n'
        f'client = "GraphClient"\ninclude = {json.dumps(paths)}\n'
        for name, paths in packages.items()
    )
    config = folder / "odata2py.toml"
    config.write_text(source + "".join(tables), encoding="utf-8")
    return config


def make(config: Path, name: str) -> Generated:
    """Generate the package of a slice."""
    settings = load_config(config)
    (wanted,) = settings.chosen([name])
    return generate(config.parent, settings.sources[wanted.source], wanted)


def figures(made: Generated) -> Figures:
    """What a package weighs."""
    return Figures(len(made.part.model.types), made.written.files, made.written.size)
