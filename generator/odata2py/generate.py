"""From metadata to package: the whole way, in its order."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, to_builtins

from odata2py import __version__
from odata2py.checksums import checksum
from odata2py.config import PackageSettings, Source
from odata2py.errors import faults_of
from odata2py.plan.package import Naming, plan_package
from odata2py.plan.views import PackageView
from odata2py.profiles import load_profile
from odata2py.progress import Progress, silent
from odata2py.render.files import render_package
from odata2py.render.lock import LOCK_NAME, Lock, SourceRecord, lock_text
from odata2py.render.writing import Written, previous_lock, write_package
from odata2py.slicing.model import Slice
from odata2py.sources import NOTHING_STAGED, Staged, read_source, slice_source


class Prepared(Struct, frozen=True):
    """A package that could be written: what is in it, and its files.

    output: its folder; notices: what of the metadata and the patterns was passed over
    or left out; read: the files that it is made from, with their checksums; complete:
    whether these are all that the metadata refers to.
    """

    output: Path
    part: Slice
    view: PackageView
    files: Mapping[str, str]
    notices: tuple[str, ...]
    read: Mapping[str, str]
    complete: bool


class Generated(Struct, frozen=True):
    """A package that was generated: what is in it, and what became of its files."""

    part: Slice
    view: PackageView
    written: Written
    notices: tuple[str, ...]


def generate(
    folder: Path,
    source: Source,
    settings: PackageSettings,
    progress: Progress = silent,
) -> Generated:
    """Read, slice, plan, render and write one package.

    folder: where the paths of the configuration start. Raises InputError; the package
    that stood there before then still stands.
    """
    progress("looking at what is there")
    previous = previous_lock(folder / settings.output)
    made = prepare(folder, source, settings, previous, progress)
    progress("writing files")
    return Generated(made.part, made.view, write(made), made.notices)


def prepare(
    folder: Path,
    source: Source,
    settings: PackageSettings,
    previous: Lock | None,
    progress: Progress = silent,
    staged: Staged = NOTHING_STAGED,
) -> Prepared:
    """All but the writing; previous: the lock of the package that is there.

    staged: metadata that is read as if it were in the place of the source's file.
    Raises InputError.
    """
    profile = load_profile(source.profile)
    progress("reading metadata")
    model = read_source(folder, source, staged)
    progress("choosing paths and types")
    part = slice_source(model, source, settings)
    ledger = previous.names if previous else {}
    naming = Naming(settings.name, settings.client, ledger, settings.names)
    progress("planning names and modules")
    with faults_of(source.package_table(settings.name)):
        view = plan_package(part, profile, naming)
    files = render_package(view, progress)
    record = _record(folder, source, model.files)
    files[LOCK_NAME] = lock_text(_lock(record, settings, view, files))
    notices = (*model.notices, *part.notices)
    elsewhere = all("://" in address for address in model.references.values())
    output = folder / settings.output
    return Prepared(output, part, view, files, notices, model.files, elsewhere)


def write(made: Prepared) -> Written:
    """Put a package in its place. Raises InputError where it cannot be written."""
    return write_package(made.output, made.files)


def _record(folder: Path, source: Source, read: Mapping[str, str]) -> SourceRecord:
    """The inputs with the checksums of what was read, whatever they are by now."""
    named = [source.metadata, *source.overlays]
    sums = {path: read[str(folder / path)] for path in named}
    own = {os.path.abspath(folder / path) for path in named}
    others = [path for path in read if os.path.abspath(path) not in own]
    return SourceRecord(
        metadata=source.metadata,
        metadata_sha256=sums[source.metadata],
        overlays={path: sums[path] for path in source.overlays},
        profile=source.profile,
        referenced={
            Path(os.path.relpath(path, folder)).as_posix(): read[path]
            for path in others
        },
    )


def _lock(
    record: SourceRecord,
    settings: PackageSettings,
    view: PackageView,
    files: Mapping[str, str],
) -> Lock:
    return Lock(
        tool=f"odata2py {__version__}",
        source=record,
        settings=to_builtins(settings),
        names=view.names,
        files={path: checksum(text.encode()) for path, text in files.items()},
    )
