"""Exported models in the eyes of mypy and of pyright."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.e2e.clashes import clashing
from tests.typing.test_typing import CHECKERS, ROOT

from odata2py.config import load_config
from odata2py.export.models.flavours import Flavour
from odata2py.exporting import read_exported


@pytest.mark.parametrize("checker", CHECKERS)
def test_models_are_of_types_that_fit(checker: str, tmp_path: Path) -> None:
    config = load_config(ROOT / "odata2py.toml")
    slices = {
        "clashes": clashing(tmp_path),
        "everything": read_exported(config, "everything"),
        "phones": read_exported(config, "graph_phone"),
    }
    files = []
    for name, exported in slices.items():
        for flavour in Flavour:
            files.append(tmp_path / f"{name}_{flavour}.py")
            files[-1].write_text(exported.models(flavour), "utf-8")
    check, success = CHECKERS[checker]
    said = check(tmp_path, *files)
    assert success in said, said
