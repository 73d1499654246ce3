"""Pairs of which rules have nothing to say: nearly all, where a service has grown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, Final

from odata2py.compare.kinds import TYPED
from odata2py.compare.pairs import Kept, Pair
from odata2py.csdl.model import EnumMember

_ASIDE = frozenset({"position", "annotations"})
"""Where an element stands, and annotations, whose meaning is in other fields."""

_FACTS: Final[Mapping[type, Callable[[Any], Any]]] = {
    kind: attrgetter(*(f for f in kind.__struct_fields__ if f not in _ASIDE))
    for kind in (*TYPED, EnumMember)
}
"""What elements have that consist of no others."""


def is_unchanged(pair: Pair[Any]) -> bool:
    """Whether both sides of an element say the same of it."""
    if not isinstance(pair, Kept):
        return False
    facts = _FACTS.get(type(pair.old))
    return facts is not None and bool(facts(pair.old) == facts(pair.new))
