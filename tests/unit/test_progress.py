"""What a run says about where it is; how it is shown is the command line's affair."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import structs

from odata2py.config import load_config
from odata2py.generate import Generated, generate

ROOT = Path(__file__).parents[2]
GENERATOR = ROOT / "generator/odata2py"


class Told:
    """Remembers what a run said."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self.counts: list[tuple[int, int]] = []

    def __call__(self, step: str, done: int = 0, total: int = 0) -> None:
        if step not in self.steps[-1:]:
            self.steps.append(step)
        if total:
            self.counts.append((done, total))


def made(output: Path, told: Told) -> Generated:
    config = load_config(ROOT / "odata2py.toml")
    settings = structs.replace(config.packages["everything"], output=str(output))
    return generate(ROOT, config.sources[settings.source], settings, told)


def test_every_step_is_told_once_in_its_order(tmp_path: Path) -> None:
    told = Told()
    made(tmp_path / "everything", told)
    assert told.steps == [
        "looking at what is there",
        "reading metadata",
        "choosing paths and types",
        "planning names and modules",
        "rendering files",
        "writing files",
    ]


def test_every_file_that_is_rendered_is_counted(tmp_path: Path) -> None:
    told = Told()
    result = made(tmp_path / "everything", told)
    runtime = len(list((GENERATOR / "runtime").glob("*.py")))
    rendered = result.written.files - runtime - len(["py.typed", "odata2py-lock.json"])
    assert told.counts == [(done, rendered) for done in range(rendered)]


def test_terminals_are_known_to_the_command_line_alone() -> None:
    users = {
        path.relative_to(GENERATOR).parts[0]
        for path in GENERATOR.rglob("*.py")
        if re.search(r"^\s*(from|import) rich\b", path.read_text("utf-8"), re.MULTILINE)
    }
    assert users == {"cli"}
