"""Members that types inherit: compared where they are had, told where they are theirs.

A member that a base type declares now is none that its types lost; one that a base type
lost is told of the base type alone.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any, Generic, NamedTuple, TypeVar

from odata2py.compare.aligning.sides import Sides
from odata2py.compare.matching import Matches, match
from odata2py.compare.pairs import Gained, Kept, Lost, Moved, Pair
from odata2py.csdl.model import StructuredType

T = TypeVar("T")


class Had(NamedTuple, Generic[T]):
    """A member that a type has, and the type that declares it."""

    declared_by: str
    item: T


Members = Mapping[str, Had[T]]
"""What a type has, inherited members included, by what tells them apart."""


class Inherited(Generic[T]):
    """The members of one kind of all types that both sides have.

    old, new: what a type of that side has; alike: whether two members may be one under
    different names; path: the element of a member of a type.
    """

    def __init__(
        self,
        sides: Sides,
        old: Callable[[str], Members[T]],
        new: Callable[[str], Members[T]],
        alike: Callable[[T, T], bool],
        path: Callable[[str, T], str],
    ) -> None:
        self._sides = sides
        self._path = path
        self._found: dict[str, Matches[Had[T]]] = {}
        for name, other in sides.counterparts.items():
            kinds = sides.old.types[name], sides.new.types[other]
            if all(isinstance(kind, StructuredType) for kind in kinds):
                self._found[name] = match(
                    old(name), new(other), lambda a, b: alike(a.item, b.item)
                )
        self._moved = self._find_moved()

    def pairs(self) -> Iterator[Pair[Any]]:
        """The members of all types, each where it is declared or lost or gained."""
        seen: set[Hashable] = set()
        for name, found in self._found.items():
            for old, new in found.kept:
                declared = (id(old.item), id(new.item))
                if declared not in seen:
                    seen.add(declared)
                    yield self._kept(old, new)
            other = self._sides.counterparts[name]
            yield from self._lost(name, other, found)
            yield from self._gained(name, other, found)

    def _find_moved(self) -> dict[tuple[str, int], tuple[Had[T], Had[T]]]:
        """Members that base types declare now, by these and by the member."""
        moved = {}
        for found in self._found.values():
            for old, new in found.kept:
                if self._sides.counterparts.get(old.declared_by) != new.declared_by:
                    moved[new.declared_by, id(new.item)] = old, new
        return moved

    def _kept(self, old: Had[T], new: Had[T]) -> Pair[T]:
        place = self._sides.of_type(old.declared_by, new.declared_by)
        return Kept(self._path(old.declared_by, old.item), place, old.item, new.item)

    def _lost(self, name: str, other: str, found: Matches[Had[T]]) -> Iterator[Pair[T]]:
        base = self._sides.old.structured(name).base_type or ""
        told = self._found[base].lost if base in self._found else {}
        for key, had in found.lost.items():
            if key not in told:
                element = self._path(name, had.item)
                yield Lost(element, self._sides.of_type(name, other), had.item)

    def _gained(
        self, name: str, other: str, found: Matches[Had[T]]
    ) -> Iterator[Pair[T]]:
        base = self._sides.back.get(self._sides.new.structured(other).base_type or "")
        told = self._found[base].gained if base in self._found else {}
        place = self._sides.of_type(name, other)
        for key, had in found.gained.items():
            if key in told:
                continue
            element = self._path(other, had.item)
            if moved := self._moved.get((other, id(had.item))):
                old, new = moved
                before = self._path(old.declared_by, old.item)
                yield Moved(before, place, old.item, new.item, element)
            else:
                yield Gained(element, place, had.item)
