"""What types bequeath: changes of it are told of the type at which they begin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from odata2py.compare.pairs import Kept, Place
from odata2py.csdl.model import Model, StructuredType

Kind = TypeVar("Kind", bound=StructuredType)
T = TypeVar("T")
Facts = Callable[[Model, str], Sequence[T]]
"""What a type of a model has, its own or inherited."""


def differences(kept: Kept[Kind], facts: Facts[T]) -> tuple[list[T], list[T]]:
    """What a type lost and what it gained, where its base type did not as well."""
    place, old, new = kept.place, kept.old, kept.new
    gone, come = _differ(place, old.name, new.name, facts)
    base, other = old.base_type or "", new.base_type or ""
    if not (gone or come) or place.counterparts.get(base, "") != other or not base:
        return gone, come
    told_gone, told_come = _differ(place, base, other, facts)
    return (
        [each for each in gone if each not in told_gone],
        [each for each in come if each not in told_come],
    )


def _differ(
    place: Place, old: str, new: str, facts: Facts[T]
) -> tuple[list[T], list[T]]:
    before, after = facts(place.old, old), facts(place.new, new)
    return (
        [each for each in before if each not in after],
        [each for each in after if each not in before],
    )
