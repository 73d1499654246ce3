"""What is known of files that were pulled: a record beside each of them.

It tells what has to be asked for, and what must not be replaced.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from odata2py.checksums import checksum
from odata2py.errors import InputError

_ENDING = ".pulled.json"


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


class Present(Struct, frozen=True):
    """A file and its record, where they are."""

    content: bytes | None = None
    record: Record | None = None


def record_of(path: Path) -> Path:
    """The file with the record of a file."""
    return path.with_name(f"{path.name}{_ENDING}")


def record_content(record: Record) -> bytes:
    """A record as it is written."""
    return msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n"


def look_at(path: Path) -> Present:
    """What is in the place of a file. Raises InputError if it may not be replaced."""
    record = _read_record(record_of(path))
    if not path.exists():
        return Present(None, record)
    if not path.is_file():
        what = "this is no file, so that nothing can be pulled to it"
        raise InputError.at(str(path), what, "name a file as metadata")
    if record is None:
        what = "the file is there already, and was not pulled"
        right = "move it away, or name another file as metadata"
        raise InputError.at(str(path), what, right)
    content = path.read_bytes()
    if checksum(content) not in (record.sha256, record.before):
        what = "the file was edited since it was pulled"
        right = "move it away; what is to be added to metadata belongs into an overlay"
        raise InputError.at(str(path), what, right)
    return Present(content, record)


def conditions(present: Present, address: str) -> dict[str, str]:
    """What asks for nothing if the file is what the service has (RFC 9110, 13.1)."""
    record, content = present.record, present.content
    if record is None or content is None or record.address != address:
        return {}
    if checksum(content) != record.sha256:
        return {}
    known = {
        "If-None-Match": record.etag,
        "If-Modified-Since": record.last_modified,
    }
    return {name: value for name, value in known.items() if _is_sendable(value)}


def _is_sendable(value: str) -> bool:
    return bool(value) and value.isascii() and value.isprintable()


def _read_record(path: Path) -> Record | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Record)
    except FileNotFoundError:
        return None
    except (msgspec.DecodeError, RecursionError) as error:
        what = f"the record of what was pulled cannot be read ({error})"
        right = "restore it, or move it away with its file"
        raise InputError.at(str(path), what, right) from None
