"""What a configuration names, as models: a source, and a package's part of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from odata2py.config import PackageSettings, Source
from odata2py.csdl.model import Model
from odata2py.csdl.reader import read_model
from odata2py.errors import InputError, faults_of
from odata2py.profiles import load_profile
from odata2py.slicing.model import Slice
from odata2py.slicing.slicer import slice_model

Staged = Mapping[str, Path]
"""Files that are read in the place of others, by the paths of these as configured."""

NOTHING_STAGED: Staged = {}


def read_source(folder: Path, source: Source, staged: Staged = NOTHING_STAGED) -> Model:
    """The metadata of a source; its paths start in the folder. Raises InputError."""
    if source.metadata not in staged:
        refuse_unpulled(folder, source)
    overlays = [folder / overlay for overlay in source.overlays]
    called = folder / source.metadata
    path = staged.get(source.metadata, called)
    return read_model(path, overlays, str(called))


def refuse_unpulled(folder: Path, source: Source) -> None:
    """Raises InputError where metadata is still to be pulled."""
    path = folder / source.metadata
    if source.pull and not path.exists():
        right = f"odata2py pull {source.name} fetches it"
        raise InputError.at(str(path), "there is no such file yet", right)


def slice_source(model: Model, source: Source, settings: PackageSettings) -> Slice:
    """The part of a source that a package is made of. Raises InputError."""
    table = source.package_table(settings.name)
    with faults_of(table):
        part = slice_model(
            model,
            settings.include,
            settings.exclude,
            settings.derived,
            load_profile(source.profile).only_declared,
            settings.properties,
        )
    return replace(part, notices=tuple(f"{table} {each}" for each in part.notices))
