"""A property has other documented values."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.model import Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.meaning import AllowedValue
from odata2py.csdl.model import Property


def _check(kept: Kept[Property]) -> Iterator[Found]:
    before, after = kept.old.allowed_values, kept.new.allowed_values
    if before == after:
        return
    old, new = _texts(before), _texts(after)
    gone = [each for each in old if each not in new]
    come = [each for each in new if each not in old]
    if not (gone or come):
        return
    texts = ", ".join(gone), ", ".join(come)
    attribute = kept.place.names.attribute(kept.place.old_owner, kept.old.name)
    if any(value.symbol for value in before) and gone:
        meaning = f"Constants of {attribute} are gone, or have other values."
        yield Found(*texts, meaning)
    elif gone and new and kept.place.sent:
        meaning = f"Values that {attribute} could have may be refused."
        yield Found(*texts, meaning)
    elif not old and kept.place.sent:
        meaning = f"{attribute} has these values: others that were sent may be refused."
        yield Found(*texts, meaning, Level.RISKY)
    else:
        meaning = f"{attribute} may have other values than were documented."
        yield Found(*texts, meaning, Level.ADDITION)


def _texts(values: tuple[AllowedValue, ...]) -> list[str]:
    """Values with the names of their constants."""
    return [f"{v.symbol}={v.value}" if v.symbol else v.value for v in values]


RULE = Rule(
    "allowed-values-changed",
    Level.BREAKING,
    "A property has other documented values.",
    Kept,
    (Property,),
    _check,
)
