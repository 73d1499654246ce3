"""Which file has the configuration, where no command line names one."""

from __future__ import annotations

from pathlib import Path

from odata2py.configuring.tables import PYPROJECT, has_settings
from odata2py.errors import InputError

OWN = "odata2py.toml"


def find_config(folder: Path = Path()) -> Path:
    """The ``odata2py.toml`` of a folder, or its ``pyproject.toml`` with settings.

    Where there is neither, it is the first, which is not there. Raises InputError where
    there are both: nobody would know which of them counts.
    """
    own, shared = folder / OWN, folder / PYPROJECT
    if not has_settings(shared):
        return own
    if own.exists():
        what = f"{shared} has settings as well, in [tool.odata2py]"
        right = "keep them in one of the two, or name one with --config"
        raise InputError.at(str(own), what, right)
    return shared
