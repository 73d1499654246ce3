"""What rules look at: an element that is gone, new, on both sides, or elsewhere now."""

from __future__ import annotations

from typing import Generic, TypeVar

from msgspec import Struct

from odata2py.compare.facts import ServiceFacts
from odata2py.compare.model import Traffic
from odata2py.compare.naming import PythonNames
from odata2py.csdl.meaning import NO_DOCUMENTATION, Documentation
from odata2py.csdl.model import Model, Operation, TypeReference
from odata2py.errors import Position

T = TypeVar("T")


class Result(Struct, frozen=True):
    """What an operation returns, as an element of its own."""

    type: TypeReference
    position: Position
    documentation: Documentation = NO_DOCUMENTATION


class Call(Struct, frozen=True):
    """An operation where it is called: of a type, or by the name of an import."""

    owner: str
    operation: Operation


class Place(Struct, frozen=True):
    """Where an element belongs, on both sides.

    old_owner, new_owner: the type, import, operation or container that has it, by its
    path in the metadata; a side that does not have it has the owner's counterpart.
    traffic: where values of the owner stand on the wire. counterparts: old names of
    types that are called otherwise now. facts: what is known of the service besides.
    old_call, new_call: the operation that a parameter or a result belongs to.
    """

    old: Model
    new: Model
    old_owner: str
    new_owner: str
    traffic: frozenset[Traffic]
    names: PythonNames
    counterparts: dict[str, str]
    facts: ServiceFacts
    old_call: Call | None = None
    new_call: Call | None = None

    @property
    def sent(self) -> bool:
        """Whether values may be in requests; so they may where no use is known."""
        return Traffic.REQUESTS in self.traffic or not self.traffic

    @property
    def received(self) -> bool:
        """Whether values may be in responses, as above."""
        return Traffic.RESPONSES in self.traffic or not self.traffic

    def same_type(self, old: TypeReference, new: TypeReference) -> bool:
        """Whether two references name the same type, whatever it is called."""
        return self.counterparts.get(old.name, old.name) == new.name


class Pair(Struct, Generic[T], frozen=True):
    """An element of the comparison: ``element`` is its path, on the old side first."""

    element: str
    place: Place


class Lost(Pair[T], Generic[T], frozen=True):
    """An element that only the old side has."""

    old: T


class Gained(Pair[T], Generic[T], frozen=True):
    """An element that only the new side has."""

    new: T


class Kept(Pair[T], Generic[T], frozen=True):
    """An element that both sides have; its name may be another."""

    old: T
    new: T


class Replaced(Pair[T], Generic[T], frozen=True):
    """An element in whose place another kind of element is."""

    old: T
    new: object


class Moved(Pair[T], Generic[T], frozen=True):
    """An element that a base type declares now, which the type has as before.

    ``element`` is its path in the type that declared it, ``to`` in the base type.
    """

    old: T
    new: T
    to: str
