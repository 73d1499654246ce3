"""Comparing two large documents, against reading both and building all of them."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from measuring import ROOT, compare, report
from odata2py.compare.comparison import compare as compare_models
from odata2py.csdl.model import Model
from odata2py.csdl.reader import read_model

DOCUMENTS = Path(os.environ.get("ODATA2PY_METADATA", ROOT.parent / "shared/metadata"))
PAIRS = {
    "a service and itself a year later": ("graph-v1.0-2025-07", "graph-v1.0"),
    "two versions of a service": ("graph-v1.0-ussec", "graph-beta-ussec"),
    "services that have little in common": ("graph-beta-2021-06", "graph-v1.0"),
}


def built(document: str) -> Model:
    """A model all of which is there."""
    model = read_model(DOCUMENTS / f"{document}.csdl")
    for mapping in (model.types, model.operations, model.bound):
        list(mapping.values())
    return model


def cpu_of(call: Callable[[], object]) -> Callable[[], float]:
    def run() -> float:
        began = time.process_time()
        call()
        return time.process_time() - began

    return run


def main() -> None:
    for what, (old, new) in PAIRS.items():
        if not (DOCUMENTS / f"{old}.csdl").exists():
            sys.exit(f"skipped: {old}.csdl is not there; set ODATA2PY_METADATA")
        models = built(old), built(new)

        def comparing(both: tuple[Model, Model] = models) -> object:
            return compare_models(*both)

        def reading(old: str = old, new: str = new) -> object:
            return built(old), built(new)

        found = compare(cpu_of(comparing), cpu_of(reading), pairs=7)
        report(f"{what}: compared / read and built", found, 1.0)


if __name__ == "__main__":
    main()
