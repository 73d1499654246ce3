"""Metadata from services to the files that packages are made from."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum, auto
from pathlib import Path

from msgspec import Struct

from odata2py.checksums import checksum
from odata2py.config import Source
from odata2py.csdl.reader import read_model
from odata2py.errors import InputError
from odata2py.exclusive import exclusive
from odata2py.progress import Progress, silent
from odata2py.pulling.fetching import Fetched, fetch
from odata2py.pulling.records import (
    Present,
    Record,
    conditions,
    look_at,
    record_content,
    record_of,
)
from odata2py.pulling.staging import put, staged, sweep
from odata2py.services import address_of


class Outcome(StrEnum):
    """What a pull did to a file."""

    NEW = auto()
    CHANGED = auto()
    UNCHANGED = auto()


class Pulled(Struct, frozen=True):
    """A source that was pulled: its address, and the size of its file in bytes."""

    source: str
    address: str
    outcome: Outcome
    size: int


class Answer(Struct, frozen=True):
    """What a service answered about a source, before anything is kept of it.

    path: the file that it is for; is_other: whether it is other metadata than is there.
    """

    source: Source
    address: str
    path: Path
    found: Fetched
    old: bytes | None

    @property
    def is_other(self) -> bool:
        return not self.found.unchanged and self.found.content != self.old


def pull(
    folder: Path,
    source: Source,
    environment: Mapping[str, str],
    progress: Progress = silent,
) -> Pulled:
    """Bring the file of a source up to date, wholly or not at all.

    environment: where its token is. What arrives is read before it replaces anything.
    Raises InputError; the old file is there then.
    """
    return keep(ask(folder, source, environment, progress), progress)


def ask(
    folder: Path,
    source: Source,
    environment: Mapping[str, str],
    progress: Progress = silent,
) -> Answer:
    """Ask for metadata that is newer than that of a source. Raises InputError."""
    if not source.pull:
        what = f"{source.table} says nowhere where its metadata comes from"
        raise InputError(f"{what}; pull = an address or a known service is expected")
    token = _token(source, environment)
    address = address_of(source.pull)
    path = folder / source.metadata
    with _faults_of_files(path):
        real = _real(path)
        progress("looking at what is there")
        present = _swept(real)
        progress("asking for metadata")
        found = fetch(address, token, conditions(present, address), progress)
    return Answer(source, address, real, found, present.content)


def keep(answer: Answer, progress: Progress = silent) -> Pulled:
    """Put what was answered in its place. Raises InputError if it is no metadata."""
    name, address, path = answer.source.name, answer.address, answer.path
    if answer.found.unchanged:
        size = len(answer.old or b"")
        return Pulled(name, address, Outcome.UNCHANGED, size)
    progress("reading metadata")
    with _faults_of_files(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with exclusive(path.parent):
            outcome = _keep(path, look_at(path), address, answer.found)
    return Pulled(name, address, outcome, len(answer.found.content))


@contextmanager
def _faults_of_files(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        what = f"nothing can be pulled to it ({error.strerror or error})"
        raise InputError.at(str(path), what) from error


def _token(source: Source, environment: Mapping[str, str]) -> str:
    if not source.token:
        return ""
    where = f"{source.table} token"
    token = environment.get(source.token, "").strip()
    if not token:
        what = f"the environment variable {source.token!r}, which has it, is not set"
        raise InputError.at(where, what)
    if not re.fullmatch("[!-~]+", token):
        what = f"what the environment variable {source.token!r} has is no token"
        right = "letters, digits and signs are expected, without blanks between them"
        raise InputError.at(where, what, right)
    return token


def _real(path: Path) -> Path:
    """The file itself, where a link leads to it."""
    real = Path(os.path.realpath(path)) if path.is_symlink() else path
    if real.is_symlink():
        raise InputError.at(str(path), "the link leads in a circle")
    return real


def _swept(path: Path) -> Present:
    """What is there, when what another run may have left is gone."""
    if not path.parent.exists():
        return Present()
    with exclusive(path.parent):
        sweep(path.parent)
        return look_at(path)


def _keep(path: Path, present: Present, address: str, found: Fetched) -> Outcome:
    """Put what arrived in the place of what is there, if it is other metadata."""
    old, known = present.content, present.record
    if found.content == old:
        before = known.before if known else ""
        if (record := _record(address, found, before)) != known:
            _write_record(path, record)
        return Outcome.UNCHANGED
    before = checksum(old) if old is not None else ""
    with staged(path.parent, found.content) as fresh:
        read_model(fresh, display=address)
        # Both files are known to the record, whichever is there when this is killed.
        _write_record(path, _record(address, found, before))
        put(fresh, path)
    return Outcome.NEW if old is None else Outcome.CHANGED


def _record(address: str, found: Fetched, before: str) -> Record:
    sum_ = checksum(found.content)
    return Record(address, sum_, before, found.etag, found.last_modified)


def _write_record(path: Path, record: Record) -> None:
    with staged(path.parent, record_content(record)) as fresh:
        put(fresh, record_of(path))
