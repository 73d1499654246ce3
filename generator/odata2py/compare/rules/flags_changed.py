"""Values of an enumeration are several members, or one alone now."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.model import Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import EnumType


def _check(kept: Kept[EnumType]) -> Iterator[Found]:
    if kept.old.flags == kept.new.flags:
        return
    name = kept.place.names.type(kept.old.name)
    if kept.new.flags:
        meaning = f"A value of {name} may be several members: ``in`` tells, not ``==``."
        yield Found("", "flags", meaning)
    else:
        meaning = f"A value of {name} is one member: they cannot be joined by ``|``."
        yield Found("flags", "", meaning)


RULE = Rule(
    "flags-changed",
    Level.BREAKING,
    "Values of an enumeration are several members, or one alone now.",
    Kept,
    (EnumType,),
    _check,
)
