"""A type may have properties that are not declared, or not any more."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.kinds import STRUCTURED
from odata2py.compare.lines import differences
from odata2py.compare.model import Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import Model, StructuredType


def _check(kept: Kept[StructuredType]) -> Iterator[Found]:
    gone, come = differences(kept, _openness)
    name = kept.place.names.type(kept.old.name)
    if come:
        meaning = f"{name} may have more than is declared: extras has it, and sends it."
        yield Found("closed", "open", meaning, Level.ADDITION)
    elif gone and kept.place.sent:
        meaning = f"{name} has declared properties only: others in extras are refused."
        yield Found("open", "closed", meaning)
    elif gone:
        meaning = f"{name} has declared properties only: extras may be empty."
        yield Found("open", "closed", meaning, Level.RISKY)


def _openness(model: Model, name: str) -> list[str]:
    return ["open"] if any(kind.open_type for kind in model.lineage(name)) else []


RULE = Rule(
    "open-type-changed",
    Level.BREAKING,
    "A type may have properties that are not declared, or not any more.",
    Kept,
    STRUCTURED,
    _check,
)
