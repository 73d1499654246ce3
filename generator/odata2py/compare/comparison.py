"""Two models to the changes between them: what corresponds, and what rules say of it.

Specification: what a service may change without breaking clients is in OData Protocol
4.01, section 5.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from odata2py.compare.aligning.container import align_containers
from odata2py.compare.aligning.operations import align_bound
from odata2py.compare.aligning.properties import align_properties
from odata2py.compare.aligning.sides import Sides, both_sides
from odata2py.compare.aligning.types import align_types
from odata2py.compare.facts import NO_FACTS, ServiceFacts
from odata2py.compare.kinds import kind_of
from odata2py.compare.model import Change
from odata2py.compare.naming import PythonNames
from odata2py.compare.pairs import Pair
from odata2py.compare.rule import Found, Rule
from odata2py.compare.rules import rules_by_subject
from odata2py.compare.unchanged import is_unchanged
from odata2py.csdl.model import Model
from odata2py.memory import uncollected

_EVERYWHERE = PythonNames()


def compare(
    old: Model,
    new: Model,
    names: PythonNames = _EVERYWHERE,
    facts: ServiceFacts = NO_FACTS,
) -> tuple[Change, ...]:
    """The changes between two models, by element.

    names: how packages call the elements, for what is said of them; facts: what is
    known of the service besides.
    """
    with uncollected():
        return changes_of(pairs_of(both_sides(old, new, names, facts)))


def pairs_of(sides: Sides) -> Iterator[Pair[Any]]:
    """All elements of both sides, with what happened to them."""
    yield from align_types(sides)
    yield from align_properties(sides)
    yield from align_bound(sides)
    yield from align_containers(sides)


def changes_of(pairs: Iterable[Pair[Any]]) -> tuple[Change, ...]:
    """What the rules say of elements, in the order of these."""
    rules = rules_by_subject()
    changes = {
        _change(rule, pair, found)
        for pair in pairs
        if not is_unchanged(pair)
        for rule in rules.get((type(pair), type(_subject(pair))), ())
        for found in rule.check(pair)
    }
    return tuple(sorted(changes, key=lambda c: (c.element, c.rule, c.old, c.new)))


def _subject(pair: Pair[Any]) -> Any:
    """The element itself; that of the old side where there are two."""
    return getattr(pair, "old", None) or getattr(pair, "new")  # noqa: B009


def _change(rule: Rule, pair: Pair[Any], found: Found) -> Change:
    affects = found.affects if found.affects is not None else rule.affects
    old, new = getattr(pair, "old", None), getattr(pair, "new", None)
    return Change(
        rule=rule.id,
        level=found.level or rule.level,
        element=pair.element,
        kind=kind_of(_subject(pair)),
        old=found.old,
        new=found.new,
        old_at=old.position if old is not None else None,
        new_at=new.position if new is not None else None,
        affects=pair.place.traffic if affects is None else affects,
        meaning=found.meaning,
    )
