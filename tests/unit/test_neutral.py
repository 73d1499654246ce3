"""Nothing in the generator is special to a service: that is data."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Paragraphs and geographic types are nobody's.
SERVICES = {
    "graph": "(?<!para)(?<!geo)graph",
    "phone": "phone",
    "microsoft": "microsoft",
}
SUFFIXES = {".py", ".jinja", ".toml", ".css", ".js", ".json"}
SOURCES = sorted(
    path
    for folder in ("generator", "templates")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in SUFFIXES
)


def is_data(path: Path) -> bool:
    """Facts about services: profiles, and rules of the sandbox."""
    profile = path.suffix == ".toml" and path.parent.name == "profiles"
    return profile or path.parent.parts[-2:] == ("sandbox", "rules")


def test_there_is_something_to_look_at() -> None:
    assert {path.suffix for path in SOURCES} == SUFFIXES
    assert any(is_data(path) for path in SOURCES)


@pytest.mark.parametrize("pattern", SERVICES.values(), ids=SERVICES)
def test_no_service_is_named_outside_its_data(pattern: str) -> None:
    named = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in SOURCES
        if not is_data(path)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if re.search(pattern, line, re.IGNORECASE)
    ]
    assert not named


def test_the_rules_are_told_apart_from_their_machinery() -> None:
    machinery = ROOT / "generator/odata2py/sandbox/rules/__init__.py"
    assert not re.search("graph|phone|microsoft", machinery.read_text(), re.IGNORECASE)
