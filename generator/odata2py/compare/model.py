"""What a comparison finds: changes, by rules, on levels."""

from __future__ import annotations

from enum import StrEnum, auto
from functools import cached_property
from hashlib import sha256

from msgspec import Struct

from odata2py.errors import Position


class Level(StrEnum):
    """What a change means to a client, the gravest first.

    ``BREAKING``: programs that worked do not work or type-check any more. ``RISKY``:
    programs may meet what they were not written for. ``ADDITION``: there is more than
    before. ``DEPRECATION``: what is there is to go, or not any more.
    ``DOCUMENTATION``: what is said of things is other.
    """

    BREAKING = auto()
    RISKY = auto()
    ADDITION = auto()
    DEPRECATION = auto()
    DOCUMENTATION = auto()

    def at_least(self, other: Level) -> bool:
        """Whether this level is the other, or graver."""
        order = list(Level)
        return order.index(self) <= order.index(other)


class Traffic(StrEnum):
    """Where an element stands on the wire: in what is sent, in what is received."""

    REQUESTS = auto()
    RESPONSES = auto()


REQUESTS = frozenset({Traffic.REQUESTS})
RESPONSES = frozenset({Traffic.RESPONSES})
BOTH = REQUESTS | RESPONSES
NEITHER: frozenset[Traffic] = frozenset()


class Change(Struct, frozen=True, dict=True):
    """A difference between two models.

    rule: the id of the rule that found it; element: its path in the metadata
    (``shop.chair/owner``); kind: what the element is (``property``); old, new: the
    values of both sides, as texts, empty where there is none; old_at, new_at: where in
    the documents; affects: whether requests or responses change, or both, or none;
    meaning: a sentence on what it means for programs.
    """

    rule: str
    level: Level
    element: str
    kind: str
    old: str
    new: str
    old_at: Position | None
    new_at: Position | None
    affects: frozenset[Traffic]
    meaning: str

    @property
    def namespace(self) -> str:
        """The namespace of the element: what stands before its type's own name."""
        return self.element.partition("/")[0].partition("(")[0].rpartition(".")[0]

    @cached_property
    def fingerprint(self) -> str:
        """Names the change: the same wherever in the documents it is found."""
        facts = "\0".join((self.rule, self.element, self.old, self.new))
        return sha256(facts.encode()).hexdigest()[:12]
