"""What a configuration names, as models: a source, and a package's part of it."""

from __future__ import annotations

from pathlib import Path

from odata2py.config import PackageSettings, Source
from odata2py.csdl.model import Model
from odata2py.csdl.reader import read_model
from odata2py.errors import faults_of
from odata2py.profiles import load_profile
from odata2py.slicing.model import Slice
from odata2py.slicing.slicer import slice_model


def read_source(folder: Path, source: Source) -> Model:
    """The metadata of a source; its paths start in the folder. Raises InputError."""
    overlays = [folder / overlay for overlay in source.overlays]
    return read_model(folder / source.metadata, overlays)


def slice_source(model: Model, source: Source, settings: PackageSettings) -> Slice:
    """The part of a source that a package is made of. Raises InputError."""
    with faults_of(source.package_table(settings.name)):
        return slice_model(
            model,
            settings.include,
            settings.exclude,
            settings.derived,
            load_profile(source.profile).only_declared,
            settings.properties,
        )
