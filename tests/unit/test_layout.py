"""Black has nothing to change, in the files that it does not get to see either."""

from __future__ import annotations

from pathlib import Path

import black
import pytest

from odata2py.config import load_config
from odata2py.csdl.reader import read_model
from odata2py.errors import InputError
from odata2py.plan.package import Naming, plan_package
from odata2py.profiles import load_profile
from odata2py.render.files import render_package
from odata2py.slicing.slicer import slice_model

ROOT = Path(__file__).parents[2]
CONFIGURATIONS = [
    ROOT / "odata2py.toml",
    *sorted(ROOT.glob("tests/cases/*/odata2py.toml")),
]


def files(configuration: Path) -> dict[str, str]:
    """What a configuration's packages consist of; nothing where it is faulty."""
    found: dict[str, str] = {}
    try:
        config = load_config(configuration)
        for settings in config.packages.values():
            source = config.sources[settings.source]
            overlays = [configuration.parent / overlay for overlay in source.overlays]
            model = read_model(configuration.parent / source.metadata, overlays)
            part = slice_model(model, settings.include, settings.exclude)
            naming = Naming(settings.name, settings.client, {}, settings.names)
            view = plan_package(part, load_profile(source.profile), naming)
            found |= render_package(view)
    except InputError:
        pass
    return found


@pytest.mark.parametrize("configuration", CONFIGURATIONS, ids=lambda p: p.parent.name)
def test_black_changes_nothing(configuration: Path) -> None:
    for path, text in files(configuration).items():
        if path.endswith((".py", ".pyi")) and not path.startswith("_runtime"):
            mode = black.Mode(is_pyi=path.endswith(".pyi"))
            assert black.format_str(text, mode=mode) == text, path
