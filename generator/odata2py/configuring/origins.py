"""Where the metadata of a source comes from, as a configuration has it."""

from __future__ import annotations

import re
from pathlib import PurePath

from msgspec import Struct

from odata2py.configuring.tables import Table
from odata2py.errors import nearest
from odata2py.pulling.addresses import is_address, without_secrets, wrong_with
from odata2py.services import is_remote, service_names


class Origin(Struct, frozen=True):
    """metadata: the file that is read; pull, token: as those of ``Source``."""

    metadata: str
    pull: str
    token: str


def read_origin(table: Table) -> Origin:
    """What a table says of it; faults are added to the table."""
    metadata = table.text("metadata", required=True)
    pull = table.text("pull")
    if not is_remote(metadata):
        _check_file(table, metadata)
        _check_pull(table, "pull", pull)
    elif pull:
        right = "name the file that metadata is, or leave pull out"
        table.add("pull", "metadata is an address itself", right)
    else:
        _check_pull(table, "metadata", metadata)
        metadata, pull = _file_of(table), metadata
    return Origin(metadata, pull, _token(table, pull))


def pulled_file(source: str) -> str:
    """The file for the metadata of a source that names none."""
    return f"metadata/{source}.csdl"


def _file_of(table: Table) -> str:
    """The file of a source that names none."""
    if PurePath(table.key).name != table.key or "\0" in table.key:
        right = "name a file as metadata, and what it is pulled from as pull"
        table.add("metadata", f"no file can be called {table.key!r}", right)
    return pulled_file(table.key)


def _check_file(table: Table, metadata: str) -> None:
    if "\0" in metadata or "://" in metadata:
        right = "the path of a file, an http address or a known service is expected"
        what = f"{without_secrets(metadata)!r} is none that can be read"
        table.add("metadata", what, right)
    elif metadata.partition("@")[0] in service_names():
        _add_unknown(table, "metadata", metadata)


def _check_pull(table: Table, key: str, pull: str) -> None:
    if pull and not is_remote(pull):
        _add_unknown(table, key, pull)
    elif is_address(pull) and (wrong := wrong_with(pull)):
        table.add(key, *wrong)


def _add_unknown(table: Table, key: str, name: str) -> None:
    known = service_names()
    right = nearest(name, known) or f"known services are {', '.join(known)}"
    if "://" in name:
        right = "an address with https is expected; metadata names files"
    what = f"{without_secrets(name)!r} is no address and no known service"
    table.add(key, what, right)


def _token(table: Table, pull: str) -> str:
    """The name of a variable. What is none may be a token, and is not repeated."""
    token = table.text("token")
    if token and not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,99}", token):
        right = "tokens come from the environment and stand in no file"
        table.add("token", "the name of an environment variable is expected", right)
    elif token and not pull:
        table.add("token", "nothing is pulled with it", "pull says where from")
    return token
