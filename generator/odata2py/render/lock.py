"""The lock file: what a package was made from, and what it consists of.

It is an output and an input: the names that were given once are given again, and a file
whose checksum differs was edited by hand.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, to_builtins

from odata2py.errors import InputError

LOCK_NAME = "odata2py-lock.json"


class SourceRecord(Struct, frozen=True):
    """The inputs of a package: their paths as configured, and their checksums.

    referenced: the files that the metadata refers to, by their paths from the folder of
    the configuration.
    """

    metadata: str
    metadata_sha256: str
    overlays: Mapping[str, str]
    profile: str
    referenced: Mapping[str, str] = {}


class Lock(Struct, frozen=True):
    """What the lock file says; mappings are written in the order of their keys.

    settings: the configuration of the package; names: the ledger; files: path to
    checksum, the lock file itself aside.
    """

    tool: str
    source: SourceRecord
    settings: Mapping[str, object]
    names: Mapping[str, str]
    files: Mapping[str, str]


def lock_text(lock: Lock) -> str:
    """The text of the lock file; the same lock gives the same text."""
    data = to_builtins(lock)
    return json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def read_lock(folder: Path) -> Lock | None:
    """The lock of the package in a folder; None if the folder has none.

    Raises InputError for a lock file that cannot be read.
    """
    path = folder / LOCK_NAME
    try:
        data = json.loads(path.read_bytes())
        return Lock(
            data["tool"],
            SourceRecord(**data["source"]),
            data["settings"],
            _texts(data["names"]),
            _texts(data["files"]),
        )
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError.at(
            str(path),
            "the lock file cannot be read",
            "restore it, or move the folder away and generate again",
        ) from error


def _texts(data: Mapping[str, str]) -> dict[str, str]:
    if not all(isinstance(value, str) for value in data.values()):
        raise ValueError("not a mapping of texts")
    return dict(data)
