"""The rules of the comparison as a table."""

from __future__ import annotations

from collections.abc import Iterable

from odata2py.compare.rule import Rule


def rules_text(rules: Iterable[Rule]) -> str:
    """A line for each rule: its id, its level, and what it finds."""
    listed = list(rules)
    ids = max((len(rule.id) for rule in listed), default=0)
    levels = max((len(rule.level) for rule in listed), default=0)
    return "\n".join(
        f"{rule.id:{ids}}  {rule.level:{levels}}  {rule.title}" for rule in listed
    )
