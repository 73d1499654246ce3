"""From newer metadata to packages that are up to date: pull, compare, generate.

Nothing is written before all is known to work. Then packages come first, the changelog
next and the metadata last: a run that is killed is done again by the next one, which
finds the same newer metadata.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from msgspec import Struct

from odata2py.checksums import checksum
from odata2py.compare.comparison import compare
from odata2py.compare.focus import in_focus
from odata2py.compare.naming import PythonNames
from odata2py.compare.report.changelog import changelog_entry, with_entry
from odata2py.compare.report.data import Report
from odata2py.compare.settings import load_settings, weigh
from odata2py.config import Config, PackageSettings
from odata2py.csdl.reader import read_model
from odata2py.diff import facts_of, wanted_by
from odata2py.exclusive import exclusive
from odata2py.packages import Made, due_packages, make_packages
from odata2py.profiles import load_profile
from odata2py.progress import Progress
from odata2py.pulling.pull import Answer, Pulled, ask, keep
from odata2py.pulling.staging import staged
from odata2py.render.lock import read_lock
from odata2py.render.writing import write_file
from odata2py.sources import Staged, read_source

Watch = Callable[[str], Progress]


class Updated(Struct, frozen=True):
    """What an update did: to the metadata, to the packages; and what changes in these.

    reports: by package, where the metadata is other than before.
    """

    pulled: tuple[Pulled, ...]
    made: tuple[Made, ...]
    reports: Mapping[str, Report]


def update(
    config: Config,
    names: Sequence[str],
    environment: Mapping[str, str],
    changelog: Path,
    today: dt.date,
    watch: Watch,
) -> Updated:
    """Bring sources and their packages up to date, all of them or none.

    names: of sources; none are all that are pulled. environment: where their tokens
    are. Raises InputError; everything is as before then.
    """
    folder = config.path.parent
    sources = {source.name: source for source in config.pulled(names)}
    wanted = [p for p in config.packages.values() if p.source in sources]
    answers = [
        ask(folder, source, environment, watch(source.name))
        for source in sources.values()
    ]
    others = [answer for answer in answers if answer.is_other]
    with ExitStack() as stack:
        aside = _put_aside(others, stack)
        reports = {
            settings.name: report
            for settings in wanted
            if (report := _report(config, settings, aside, today)) is not None
        }
        due = due_packages(config, wanted, watch, aside)
        made = make_packages(due, watch)
        _tell(changelog, reports.values(), today, _mark(aside))
        pulled = tuple(keep(answer, watch(answer.source.name)) for answer in answers)
    return Updated(pulled, tuple(made), reports)


def _put_aside(answers: Sequence[Answer], stack: ExitStack) -> Staged:
    """New metadata beside the files that it is for, if it is metadata."""
    for folder in sorted({answer.path.parent for answer in answers}):
        folder.mkdir(parents=True, exist_ok=True)
        stack.enter_context(exclusive(folder))
    aside = {}
    for answer in answers:
        content = answer.found.content
        path = stack.enter_context(staged(answer.path.parent, content))
        read_model(path, display=answer.address)
        aside[answer.source.metadata] = path
    return aside


def _report(
    config: Config, settings: PackageSettings, aside: Staged, today: dt.date
) -> Report | None:
    """What changes for a package; None where the metadata is the same, or the first."""
    folder, source = config.path.parent, config.sources[settings.source]
    if source.metadata not in aside or not (folder / source.metadata).exists():
        return None
    profile = load_profile(source.profile)
    lock = read_lock(folder / settings.output)
    old, new = read_source(folder, source), read_source(folder, source, aside)
    names = PythonNames(lock.names if lock else {})
    changes = compare(old, new, names, facts_of(profile))
    touching = in_focus(changes, old, new, wanted_by(settings, profile))
    weighed = weigh(touching, load_settings(config.path), today)
    return Report(
        f"{source.metadata} before",
        source.metadata,
        weighed.changes,
        weighed.accepted,
        f"{settings.name}: newer metadata of {source.pull}",
    )


def _tell(
    changelog: Path, reports: Iterable[Report], today: dt.date, mark: str
) -> None:
    """Writes what changes for packages into the changelog, once."""
    text = before = changelog.read_text("utf-8") if changelog.exists() else ""
    for report in reports:
        if report.changes:
            text = with_entry(text, changelog_entry(report, today, mark))
    if text != before:
        write_file(changelog, text)


def _mark(aside: Staged) -> str:
    """What tells the new metadata from other."""
    sums = (checksum(path.read_bytes()) for _, path in sorted(aside.items()))
    return checksum("".join(sums).encode())[:12]
