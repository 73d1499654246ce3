"""Something else is said of an element for people to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from odata2py.compare.kinds import DOCUMENTED
from odata2py.compare.model import NEITHER, Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.meaning import Documentation
from odata2py.plan.texts import visible


def _check(kept: Kept[Any]) -> Iterator[Found]:
    old, new = kept.old.documentation, kept.new.documentation
    if old == new:
        return
    for before, after in zip(_texts(old), _texts(new), strict=True):
        if before != after:
            meaning = "Docstrings say something else; code is as before."
            yield Found(before, after, meaning)


def _texts(said: Documentation) -> tuple[str, str, str]:
    links = sorted({visible(link.href) for link in said.links})
    return (
        visible(said.description),
        visible(said.long_description),
        " ".join(links),
    )


RULE = Rule(
    "description-changed",
    Level.DOCUMENTATION,
    "The description of an element is another.",
    Kept,
    DOCUMENTED,
    _check,
    NEITHER,
)
