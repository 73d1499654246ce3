"""Metadata of real services, which is not part of the project."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

from odata2py.csdl.model import Model
from odata2py.csdl.reader import read_model

METADATA = Path(
    os.environ.get("ODATA2PY_METADATA")
    or Path(__file__).resolve().parents[3] / "shared" / "metadata"
)
DOCUMENTS = sorted(path.name for path in METADATA.glob("*.csdl"))
NO_METADATA = pytest.mark.skipif(
    not DOCUMENTS, reason=f"there is no metadata in {METADATA} (ODATA2PY_METADATA)"
)


def document(name: str) -> Path:
    """A document; the test is skipped where it is missing."""
    path = METADATA / name
    if not path.exists():
        pytest.skip(f"{path} is missing")
    return path


@cache
def model(name: str) -> Model:
    """The model of a document; the test is skipped where that is missing."""
    return read_model(document(name))
