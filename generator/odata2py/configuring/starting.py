"""A first configuration: what it may say, and its file."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from msgspec import Struct
from msgspec.structs import replace

from odata2py.config import PackageSettings, Source, load_config
from odata2py.configuring.finding import OWN
from odata2py.configuring.origins import pulled_file
from odata2py.configuring.suggestions import source_name
from odata2py.configuring.tables import A_NAME, PYPROJECT, has_settings, is_name
from odata2py.csdl.model import Model
from odata2py.csdl.reader import read_model
from odata2py.errors import InputError, nearest
from odata2py.layouts import templates
from odata2py.profiles import load_profile
from odata2py.pulling.addresses import is_address, wrong_with
from odata2py.render.writing import previous_lock
from odata2py.services import is_remote, profile_of, service_at, service_names
from odata2py.slicing.paths import find_paths
from odata2py.slicing.patterns import parse_pattern
from odata2py.slicing.walk import Service


class Origin(Struct, frozen=True):
    """Where metadata comes from.

    metadata and profile: as they are written, the latter empty where it is as expected;
    model: the metadata, where its file is there.
    """

    source: Source
    metadata: str
    profile: str = ""
    model: Model | None = None


class Start(Struct, frozen=True):
    """What a first configuration says: all that its template knows."""

    source: Source
    metadata: str
    profile: str
    package: PackageSettings


def refuse_present(path: Path) -> None:
    """Raises InputError where no first configuration can be written."""
    if path.name == PYPROJECT:
        right = "name another, whose tables may be moved to [tool.odata2py] later"
        raise InputError.at(str(path), "a new file is written", right)
    if os.path.lexists(path):
        right = "add to it, or name another file with --config"
        raise InputError.at(str(path), "there is one already", right)
    shared = path.with_name(PYPROJECT)
    if path.name == OWN and has_settings(shared):
        what = "it has settings already, in [tool.odata2py]"
        raise InputError.at(str(shared), what, "add to these")
    if not path.parent.is_dir():
        raise InputError.at(str(path.parent), "there is no such folder", "make it")


def find_origin(text: str, folder: Path) -> Origin:
    """What a known service, an address or a file is for a configuration in a folder.

    Raises InputError.
    """
    _refuse_undecodable(text)
    if is_address(text) and (wrong := wrong_with(text)):
        raise InputError("; ".join(wrong))
    if is_remote(text):
        name = source_name(text)
        known = text if text in service_names() else service_at(text)
        profile = profile_of(known)
        source = Source(name, pulled_file(name), profile=profile, pull=text)
        path = folder / source.metadata
        model = _read(path, str(path)) if path.exists() else None
        return Origin(source, text, "" if text == known else profile, model)
    path = Path(os.path.expanduser(text))
    if not text or not os.path.exists(path):
        what = f"there is no file or known service {text!r}"
        hint = nearest(text, service_names())
        raise InputError("; ".join(filter(None, [what, hint])))
    metadata = _below(folder, path)
    source = Source(source_name(text), metadata)
    return Origin(source, metadata, source.profile, _read(path, text))


def with_profile(origin: Origin, profile: str) -> Origin:
    """The same with a profile that somebody chose. Raises InputError."""
    load_profile(profile)
    source = replace(origin.source, profile=profile)
    return replace(origin, source=source, profile=profile)


def check_name(text: str) -> str:
    """The name, if it is one in Python. Raises InputError."""
    if not is_name(text):
        raise InputError(f"{text!r} is no name; {A_NAME}")
    return text


def check_pattern(origin: Origin, text: str) -> tuple[str, ...]:
    """What is to be noted of a path pattern, which matches something.

    Raises InputError where it does not, as far as that can be known.
    """
    parse_pattern(text)
    _refuse_undecodable(text)
    if origin.model is None:
        return ()
    declared = load_profile(origin.source.profile).only_declared
    service = Service(origin.model, only_declared=declared)
    try:
        return tuple(find_paths(service, [text], []).notices)
    except InputError as error:
        raise InputError(*(f.removeprefix("include: ") for f in error.faults)) from None


def check_output(origin: Origin, text: str, folder: Path) -> str:
    """A folder for a package, as a configuration in another folder writes it.

    Raises InputError where no package can be written there.
    """
    if not text:
        raise InputError("it is empty; a folder is expected")
    _refuse_undecodable(text)
    path = Path(os.path.expanduser(text))
    written = _below(folder, path)
    output, home = _absolute(path), _absolute(folder)
    if home.is_relative_to(output):
        what = f"{text!r} holds the configuration itself"
        raise InputError(f"{what}; a package has a folder of its own")
    previous_lock(path)
    if _absolute(home / origin.source.metadata).is_relative_to(output):
        what = f"{text!r} holds the metadata"
        raise InputError(f"{what}; a package has a folder of its own")
    return written


def write_start(path: Path, start: Start) -> None:
    """Write a file that is not there yet."""
    template = _environment().get_template("configuration.toml.jinja")
    with path.open("xb") as file:
        file.write(template.render(view=start).encode())
    try:
        _read_back(path, start)
    except BaseException:
        path.unlink()
        raise


def _read_back(path: Path, start: Start) -> None:
    """Whether the file says what was meant; anything else is a fault of our own."""
    try:
        config = load_config(path)
    except InputError as error:
        raise AssertionError(f"what was written is wrong: {error}") from error
    assert config.sources == {start.source.name: start.source}, path
    assert config.packages == {start.package.name: start.package}, path


def _refuse_undecodable(text: str) -> None:
    """Paths may be any bytes, a configuration is UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InputError(f"{text!r} is no UTF-8; a path that is, is expected") from None


def _read(path: Path, shown: str) -> Model:
    model = read_model(path, display=shown)
    if model.container is None:
        what = "the metadata has no entity container"
        raise InputError.at(shown, what, "there are no paths without one")
    return model


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))


def _below(folder: Path, path: Path) -> str:
    """A path of the command line as a configuration in a folder writes it."""
    if path.is_absolute():
        return path.as_posix()
    return Path(os.path.relpath(path, folder)).as_posix()


def _text(value: str) -> str:
    """A text in TOML, which is that in JSON but for one character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_]+", name) else _text(name)


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates()),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(text=_text, key=_key)
    return environment
