"""What a rule is: which elements it looks at, and what it says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from odata2py.compare.model import Level, Traffic
from odata2py.compare.pairs import Pair


class Found(Struct, frozen=True):
    """What a rule says of an element.

    old, new: the values of both sides, as texts; meaning: a sentence on what it means
    for programs. level, affects: where these are not the rule's own.
    """

    old: str
    new: str
    meaning: str
    level: Level | None = None
    affects: frozenset[Traffic] | None = None


class Rule(Struct, frozen=True):
    """A kind of change.

    fate: what happened to the elements that the rule looks at; of: which kinds of
    elements these are. affects: None where that is as the element's place is.
    """

    id: str
    level: Level
    title: str
    fate: type[Pair[Any]]
    of: tuple[type, ...]
    check: Callable[[Any], Iterator[Found]]
    affects: frozenset[Traffic] | None = None
