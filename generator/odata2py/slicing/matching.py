"""One included pattern and all excluded ones, matched along the same path."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, field

from odata2py.slicing.model import Access
from odata2py.slicing.patterns import Hop, Pattern


class States(Struct, frozen=True):
    """How far the patterns are matched."""

    include: frozenset[int]
    exclude: tuple[frozenset[int], ...]


class Matcher(Struct):
    """``hits`` collects the excluded patterns that took something away.

    Most segments are none that a pattern names, and what comes of those is ``known``
    after the first.
    """

    include: Pattern
    exclude: tuple[Pattern, ...]
    hits: set[Pattern] = field(default_factory=set)
    names: frozenset[str] = frozenset()
    known: dict[tuple[States, bool, bool, bool, bool], States] = field(
        default_factory=dict
    )

    def __post_init__(self) -> None:
        patterns = (self.include, *self.exclude)
        self.names = frozenset(s.text for each in patterns for s in each.segments)

    def start(self) -> States:
        excluded = (pattern.start() for pattern in self.exclude)
        return States(self.include.start(), tuple(excluded))

    def advance(self, states: States, hop: Hop) -> States:
        if not self.names.isdisjoint(hop.names):
            return self._advance(states, hop)
        like = states, hop.key, hop.along, hop.onward, hop.wild
        if like not in self.known:
            self.known[like] = self._advance(states, hop)
        return self.known[like]

    def _advance(self, states: States, hop: Hop) -> States:
        excluded = (
            pattern.advance(before, hop, anywhere=True)
            for pattern, before in zip(self.exclude, states.exclude, strict=True)
        )
        return States(self.include.advance(states.include, hop), tuple(excluded))

    def accesses(self, states: States, possible: Iterable[Access]) -> frozenset[Access]:
        """Those of the possible accesses that the patterns want at a path."""
        if not self.include.accepts(states.include):
            return frozenset()
        wanted = frozenset(possible)
        if self.include.access is not None:
            wanted &= self.include.access
        for pattern in self._excluding(states):
            taken = wanted if pattern.access is None else wanted & pattern.access
            if taken:
                self.hits.add(pattern)
                wanted -= taken
        return wanted

    def takes_operation(self, states: States) -> bool:
        """Whether an operation is wanted; a pattern of accesses does not mean any."""
        if self.include.access is not None or not self.include.accepts(states.include):
            return False
        excluding = [p for p in self._excluding(states) if p.access is None]
        self.hits.update(excluding)
        return not excluding

    def _excluding(self, states: States) -> list[Pattern]:
        return [
            pattern
            for pattern, reached in zip(self.exclude, states.exclude, strict=True)
            if pattern.accepts(reached)
        ]
