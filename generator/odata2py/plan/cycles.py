"""Types that need each other: their modules cannot all import one another."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.csdl.model import Model, StructuredType


class Cycles:
    """The cycles among a model's types over base types and structural properties."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._cycle: dict[str, int] = {}
        self._order: dict[str, int] = {}
        self._open: list[str] = []
        for name, kind in model.types.items():
            if isinstance(kind, StructuredType) and name not in self._order:
                self._visit(name)

    def together(self, one: str, other: str) -> bool:
        """Whether each of two different types needs the other."""
        cycle = self._cycle.get(one)
        return one != other and cycle is not None and cycle == self._cycle.get(other)

    def _visit(self, name: str) -> int:
        """Tarjan's algorithm; the earliest open type that is reachable from here."""
        order = lowest = self._order[name] = len(self._order)
        self._open.append(name)
        for needed in self._needs(name):
            if needed not in self._order:
                lowest = min(lowest, self._visit(needed))
            elif needed not in self._cycle:
                lowest = min(lowest, self._order[needed])
        if lowest == order:
            while name not in self._cycle:
                self._cycle[self._open.pop()] = order
        return lowest

    def _needs(self, name: str) -> Iterator[str]:
        kind = self._model.structured(name)
        if kind.base_type:
            yield kind.base_type
        for prop in kind.properties:
            needed = self._model.types.get(prop.type.name)
            if isinstance(needed, StructuredType):
                yield needed.name
