"""From metadata to package: the whole way, in its order."""

from __future__ import annotations

import time
from pathlib import Path

from msgspec import Struct, to_builtins

from odata2py import __version__
from odata2py.config import PackageSettings, Source
from odata2py.errors import faults_of
from odata2py.plan.package import Naming, plan_package
from odata2py.plan.views import PackageView
from odata2py.profiles import load_profile
from odata2py.render.files import render_package
from odata2py.render.lock import LOCK_NAME, Lock, SourceRecord, checksum, lock_text
from odata2py.render.writing import Written, previous_lock, write_package
from odata2py.slicing.model import Slice
from odata2py.sources import read_source, slice_source


class Generated(Struct, frozen=True):
    """A package that was generated: what is in it, and what became of its files.

    notices: what of the metadata and the patterns was passed over or left out;
    seconds: wall time of the whole run of this package.
    """

    part: Slice
    view: PackageView
    written: Written
    notices: tuple[str, ...]
    seconds: float


def generate(folder: Path, source: Source, settings: PackageSettings) -> Generated:
    """Read, slice, plan, render and write one package.

    folder: where the paths of the configuration start. Raises InputError; the package
    that stood there before then still stands.
    """
    began = time.monotonic()
    output = folder / settings.output
    previous = previous_lock(output)
    profile = load_profile(source.profile)
    model = read_source(folder, source)
    part = slice_source(model, source, settings)
    ledger = previous.names if previous else {}
    naming = Naming(settings.name, settings.client, ledger, settings.names)
    with faults_of(source.package_table(settings.name)):
        view = plan_package(part, profile, naming)
    files = render_package(view)
    lock = _lock(folder, source, settings, view, files)
    written = write_package(output, {**files, LOCK_NAME: lock_text(lock)})
    notices = (*model.notices, *part.notices)
    return Generated(part, view, written, notices, time.monotonic() - began)


def _lock(
    folder: Path,
    source: Source,
    settings: PackageSettings,
    view: PackageView,
    files: dict[str, str],
) -> Lock:
    def content_of(path: str) -> str:
        return checksum((folder / path).read_bytes())

    return Lock(
        tool=f"odata2py {__version__}",
        source=SourceRecord(
            metadata=source.metadata,
            metadata_sha256=content_of(source.metadata),
            overlays={path: content_of(path) for path in source.overlays},
            profile=source.profile,
        ),
        settings=to_builtins(settings),
        names=view.names,
        files={path: checksum(text.encode()) for path, text in files.items()},
    )
