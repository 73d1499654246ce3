"""black has nothing to change in a large package, most of which it does not see."""

from __future__ import annotations

import black
from tests.scale.metadata import NO_METADATA, model

from odata2py.plan.package import Naming, plan_package
from odata2py.profiles import load_profile
from odata2py.render.files import render_package
from odata2py.slicing.slicer import slice_model

pytestmark = NO_METADATA


def test_black_changes_nothing() -> None:
    part = slice_model(model("graph-v1.0.csdl"), ["/security/**"])
    naming = Naming("graph_security", "GraphClient", {}, {})
    files = render_package(plan_package(part, load_profile("graph/v1.0"), naming))
    broken = {path: text for path, text in files.items() if has_long_statement(text)}
    assert len(broken) > 100
    for path, text in broken.items():
        mode = black.Mode(is_pyi=path.endswith(".pyi"))
        assert black.format_str(text, mode=mode) == text, path


def has_long_statement(text: str) -> bool:
    """Whether a file has a statement over several lines, which was one once."""
    return any(line in (")", "    )", "        )") for line in text.splitlines())
