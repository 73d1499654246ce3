"""Every rule of the comparison: a folder with two documents and what is found.

``expected.json`` has all changes between ``previous.csdl`` and ``current.csdl``, those
of other rules too. ``UPDATE_CASES=1`` writes it anew.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from odata2py.compare.comparison import compare
from odata2py.compare.model import Change
from odata2py.compare.rules import all_rules
from odata2py.csdl.reader import read_model

FOLDERS = Path(__file__).parents[1] / "cases" / "diff"
UPDATE = bool(os.environ.get("UPDATE_CASES"))
RULES = [rule.id for rule in all_rules()]


def found(folder: Path) -> list[dict[str, object]]:
    """The changes between the documents of a folder, as the expectation has them."""
    old, new = (read_model(folder / f"{side}.csdl") for side in ("previous", "current"))
    return [facts(change) for change in compare(old, new)]


def facts(change: Change) -> dict[str, object]:
    at = (change.old_at, change.new_at)
    return {
        "rule": change.rule,
        "level": change.level,
        "element": change.element,
        "kind": change.kind,
        "old": change.old,
        "new": change.new,
        "lines": [where.line if where else None for where in at],
        "affects": sorted(change.affects),
        "meaning": change.meaning,
    }


def test_every_rule_has_a_folder_and_every_folder_a_rule() -> None:
    assert sorted(path.name for path in FOLDERS.iterdir()) == RULES


def test_rules_are_called_as_their_modules() -> None:
    for rule in all_rules():
        assert rule.check.__module__.rpartition(".")[2] == rule.id.replace("-", "_")


@pytest.mark.parametrize("rule", RULES)
def test_what_is_found(rule: str) -> None:
    folder = FOLDERS / rule
    changes = found(folder)
    path = folder / "expected.json"
    if UPDATE:
        text = json.dumps(changes, indent=2, ensure_ascii=False)
        path.write_text(f"{text}\n", "utf-8")
    assert changes == json.loads(path.read_text("utf-8"))
    assert rule in {change["rule"] for change in changes}


@pytest.mark.parametrize("rule", RULES)
def test_nothing_changes_between_a_document_and_itself(rule: str) -> None:
    for side in ("previous", "current"):
        model = read_model(FOLDERS / rule / f"{side}.csdl")
        assert compare(model, model) == ()
