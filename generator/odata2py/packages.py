"""The packages of a configuration: all are prepared before the first is written."""

from __future__ import annotations

import difflib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from odata2py.config import Config, PackageSettings, Source
from odata2py.generate import Prepared, prepare, write
from odata2py.progress import Progress
from odata2py.render.writing import Written, differences, previous_lock
from odata2py.sources import NOTHING_STAGED, Staged
from odata2py.stamps import Counts, remember, unchanged


class Made(Struct, frozen=True):
    """A package of a configuration, made or found to be as it would be made.

    changed: the paths of its files that are new, other, or gone; seconds: wall time.
    """

    name: str
    counts: Counts
    changed: tuple[str, ...]
    seconds: float


class Due(Struct, frozen=True):
    """A package before it is written; ``prepared`` is None where nothing would change.

    seconds: how long it took so far.
    """

    source: Source
    settings: PackageSettings
    counts: Counts
    prepared: Prepared | None
    seconds: float


def due_packages(
    config: Config,
    wanted: Iterable[PackageSettings],
    watch: Callable[[str], Progress],
    staged: Staged = NOTHING_STAGED,
) -> list[Due]:
    """What generating packages of a configuration would write. Raises InputError.

    watch: gives what is told how far a package is; staged: metadata that is to be read
    in the place of other.
    """
    due = []
    for settings in wanted:
        source, progress = config.sources[settings.source], watch(settings.name)
        due.append(_due(config.path.parent, source, settings, progress, staged))
    return due


def make_packages(due: Sequence[Due], watch: Callable[[str], Progress]) -> list[Made]:
    """Writes packages. Raises InputError for one that cannot be written."""
    return [_made(each, watch(each.settings.name)) for each in due]


def changes(due: Due) -> tuple[str, ...]:
    """The paths of files that writing a package would change."""
    if due.prepared is None:
        return ()
    return differences(due.prepared.output, due.prepared.files)


def changes_text(due: Due) -> Iterator[str]:
    """What writing a package would change, as a unified diff."""
    for path in changes(due):
        assert due.prepared is not None
        file = due.prepared.output / path
        old = file.read_text("utf-8") if file.exists() else ""
        new = due.prepared.files.get(path, "")
        yield from difflib.unified_diff(
            old.splitlines(keepends=True),
            new.splitlines(keepends=True),
            f"{file}" if file.exists() else "/dev/null",
            f"{file}" if path in due.prepared.files else "/dev/null",
        )


def _due(
    folder: Path,
    source: Source,
    settings: PackageSettings,
    progress: Progress,
    staged: Staged,
) -> Due:
    began = time.monotonic()
    progress("looking at what is there")
    previous = previous_lock(folder / settings.output)
    counts = unchanged(folder, source, settings, previous)
    if counts and source.metadata not in staged:
        return Due(source, settings, counts, None, time.monotonic() - began)
    made = prepare(folder, source, settings, previous, progress, staged)
    size = sum(len(text.encode()) for text in made.files.values())
    counts = Counts(
        len(made.part.model.types),
        made.part.operations,
        len(made.files),
        size,
        made.notices,
    )
    return Due(source, settings, counts, made, time.monotonic() - began)


def _made(due: Due, progress: Progress) -> Made:
    began = time.monotonic()
    progress("writing files")
    written = Written(due.counts.files, due.counts.size, ())
    if due.prepared is not None:
        written = write(due.prepared)
        remember(due.source, due.settings, due.prepared, due.counts)
    seconds = due.seconds + time.monotonic() - began
    return Made(due.settings.name, due.counts, written.changed, seconds)
