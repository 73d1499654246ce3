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

    def _visit(self, first: str) -> None:
        """Tarjan's algorithm, with a stack of its own: types can lie deep."""
        lowest: dict[str, int] = {}
        path = [(first, self._enter(first, lowest))]
        while path:
            name, needed = path[-1]
            for other in needed:
                if other not in self._order:
                    path.append((other, self._enter(other, lowest)))
                    break
                if other not in self._cycle:
                    lowest[name] = min(lowest[name], self._order[other])
            else:
                path.pop()
                self._leave(name, lowest[name])
                if path:
                    parent, _ = path[-1]
                    lowest[parent] = min(lowest[parent], lowest[name])

    def _enter(self, name: str, lowest: dict[str, int]) -> Iterator[str]:
        self._order[name] = lowest[name] = len(self._order)
        self._open.append(name)
        return self._needs(name)

    def _leave(self, name: str, lowest: int) -> None:
        """Where no earlier type is reachable from here, what is open is a cycle."""
        if lowest == self._order[name]:
            while name not in self._cycle:
                self._cycle[self._open.pop()] = lowest

    def _needs(self, name: str) -> Iterator[str]:
        kind = self._model.structured(name)
        if kind.base_type:
            yield kind.base_type
        for prop in kind.properties:
            needed = self._model.types.get(prop.type.name)
            if isinstance(needed, StructuredType):
                yield needed.name
