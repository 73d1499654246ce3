"""Metadata from services to the files that packages are made from.

Beside each file, a record says where it came from and what it was: the next pull asks
for what is newer, and refuses to replace what somebody else wrote.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from enum import StrEnum, auto
from pathlib import Path

from msgspec import Struct, ValidationError, convert, to_builtins

from odata2py.config import Source
from odata2py.csdl.reader import read_model
from odata2py.errors import InputError
from odata2py.exclusive import exclusive
from odata2py.fetching import Fetched, fetch
from odata2py.progress import Progress, silent
from odata2py.render.lock import checksum
from odata2py.render.writing import write_file
from odata2py.services import address_of

RECORD = ".pulled.json"
"""What the name of a record ends with, after that of its file."""


class Record(Struct, frozen=True):
    """Where a file was pulled from, and what it was.

    sha256: its checksum; before: that of the file that it replaced. Where a pull was
    killed, either may be there. etag, last_modified: what the service said of it.
    """

    address: str
    sha256: str
    before: str = ""
    etag: str = ""
    last_modified: str = ""


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
    if not source.pull:
        what = f"{source.table} says nowhere where its metadata comes from"
        raise InputError(f"{what}; pull = an address or a known service is expected")
    path = folder / source.metadata
    path.parent.mkdir(parents=True, exist_ok=True)
    with exclusive(path.parent):
        return _pull(path, source, _token(source, environment), progress)


def _pull(path: Path, source: Source, token: str, progress: Progress) -> Pulled:
    address = address_of(source.pull)
    record, old = _read_record(path), _content(path)
    _refuse_foreign(path, record, old)
    conditions = _conditions(record, address, old)
    progress("asking for metadata")
    found = fetch(address, token, conditions, progress)
    if found.unchanged or found.content == old:
        return Pulled(source.name, address, Outcome.UNCHANGED, len(old or b""))
    progress("reading metadata")
    _replace(path, address, found, checksum(old) if old is not None else "")
    outcome = Outcome.NEW if old is None else Outcome.CHANGED
    return Pulled(source.name, address, outcome, len(found.content))


def _token(source: Source, environment: Mapping[str, str]) -> str:
    token = environment.get(source.token, "") if source.token else ""
    if source.token and not token:
        what = f"the environment variable {source.token!r}, which has its token, is not"
        raise InputError(f"{source.table} token: {what} set")
    return token


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _read_record(path: Path) -> Record | None:
    place = _record(path)
    try:
        return convert(json.loads(place.read_bytes()), Record)
    except FileNotFoundError:
        return None
    except (ValueError, ValidationError) as error:
        what = f"the record of what was pulled cannot be read ({error})"
        raise InputError.at(str(place), what, "restore or remove it") from None


def _record(path: Path) -> Path:
    return path.with_name(f"{path.name}{RECORD}")


def _refuse_foreign(path: Path, record: Record | None, content: bytes | None) -> None:
    if content is None:
        return
    if record is None:
        what = "the file is there already, and was not pulled"
        right = "move it away, or name another file as metadata"
        raise InputError.at(str(path), what, right)
    if checksum(content) not in (record.sha256, record.before):
        what = "the file was edited since it was pulled"
        right = "move it away; what is to be added to metadata belongs into an overlay"
        raise InputError.at(str(path), what, right)


def _conditions(
    record: Record | None, address: str, content: bytes | None
) -> dict[str, str]:
    """What asks for nothing if the file is what the service has (RFC 9110, 13.1)."""
    if record is None or content is None or record.address != address:
        return {}
    if checksum(content) != record.sha256:
        return {}
    conditions = {
        "If-None-Match": record.etag,
        "If-Modified-Since": record.last_modified,
    }
    return {name: value for name, value in conditions.items() if value}


def _replace(path: Path, address: str, found: Fetched, before: str) -> None:
    """Put what arrived in the place of the file, if it is metadata."""
    _sweep(path)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_prefix(path))
    try:
        with open(handle, "wb") as file:
            file.write(found.content)
        read_model(Path(name), display=address)
        record = Record(
            address,
            checksum(found.content),
            before,
            found.etag,
            found.last_modified,
        )
        text = json.dumps(to_builtins(record), indent=2, ensure_ascii=False)
        os.chmod(name, path.stat().st_mode if path.exists() else 0o644)
        write_file(_record(path), f"{text}\n")
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _sweep(path: Path) -> None:
    """Removes what a pull that was killed left."""
    for left in path.parent.glob(f"{_prefix(path)}*"):
        left.unlink()


def _prefix(path: Path) -> str:
    return f".{path.name}-"
