"""What was generated last and from what, to pass over what is unchanged.

A stamp stands in the user's cache and not in the package: it is about this machine. It
holds as long as the inputs, the package and odata2py itself are what they were; without
one everything is generated, with the same result.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from msgspec import DecodeError, Struct, ValidationError, convert, to_builtins

from odata2py.checksums import checksum
from odata2py.config import PackageSettings, Source
from odata2py.exclusive import exclusive
from odata2py.generate import Prepared
from odata2py.layouts import templates
from odata2py.render.lock import LOCK_NAME, Lock


class Counts(Struct, frozen=True):
    """What is told of a package."""

    types: int
    operations: int
    files: int
    size: int
    notices: tuple[str, ...]


class Stamp(Struct, frozen=True):
    """A package as it was generated.

    made: what odata2py and the settings were; lock: the checksum of its lock; read: the
    files that it was made from, with the checksums that they had then.
    """

    made: str
    lock: str
    read: Mapping[str, str]
    counts: Counts


def unchanged(
    folder: Path, source: Source, settings: PackageSettings, previous: Lock | None
) -> Counts | None:
    """What is told of a package that needs not be generated; None where it does.

    previous: the lock of the package that is there, none of whose files was edited.
    """
    output = folder / settings.output
    stamp = _read(_place(output)) if previous else None
    if previous is None or stamp is None or stamp.made != _made(source, settings):
        return None
    expected = {**stamp.read, str(output / LOCK_NAME): stamp.lock}
    if any(_checksum(path) != known for path, known in expected.items()):
        return None
    if not all((output / path).exists() for path in previous.files):
        return None
    return stamp.counts


def remember(
    source: Source, settings: PackageSettings, made: Prepared, counts: Counts
) -> None:
    """Leaves a stamp of a package that was written."""
    place = _place(made.output)
    if place is None or not made.complete:
        return
    lock = checksum(made.files[LOCK_NAME].encode())
    read = {str(Path(path).absolute()): known for path, known in made.read.items()}
    stamp = Stamp(_made(source, settings), lock, read, counts)
    with suppress(OSError):  # no cache, or one that is full: the next run generates
        place.parent.mkdir(parents=True, exist_ok=True)
        with exclusive(place.parent):
            _put(place, json.dumps(to_builtins(stamp)))


def _put(place: Path, text: str) -> None:
    """Leaves one other file at most, which the next run to write there takes over."""
    fresh = place.with_name(f"{place.name}-new")
    try:
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(place)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def _read(place: Path | None) -> Stamp | None:
    try:
        return convert(json.loads(place.read_bytes()), Stamp) if place else None
    except (OSError, ValueError, DecodeError, ValidationError):
        return None


def _place(output: Path) -> Path | None:
    """The file of a package's stamp; None where there is no place for caches."""
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        cache_folder = Path(home) if home else Path.home() / ".cache"
    except RuntimeError:
        return None
    name = sha256(os.fsencode(os.path.realpath(output))).hexdigest()[:32]
    return cache_folder / "odata2py" / f"{name}.json"


def _made(source: Source, settings: PackageSettings) -> str:
    facts = json.dumps([to_builtins(source), to_builtins(settings)], sort_keys=True)
    return sha256(f"{_tool()}{facts}".encode()).hexdigest()


@cache
def _tool() -> str:
    """What odata2py consists of, and what lays out its lines."""
    found = sha256(version("black").encode())
    for folder in (Path(__file__).parent, templates()):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                found.update(path.name.encode())
                found.update(path.read_bytes())
    return found.hexdigest()


def _checksum(path: str) -> str:
    try:
        return checksum(Path(path).read_bytes())
    except OSError:
        return ""
