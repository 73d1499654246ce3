"""A property has another value where none is sent."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.model import NEITHER, REQUESTS, Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.compare.values import is_required
from odata2py.csdl.model import Property


def _check(kept: Kept[Property]) -> Iterator[Found]:
    old, new = kept.old.default_value, kept.new.default_value
    if old == new:
        return
    attribute = kept.place.names.attribute(kept.place.old_owner, kept.old.name)
    texts = "" if old is None else repr(old), "" if new is None else repr(new)
    if not kept.place.sent:
        meaning = f"What {attribute} is by default is said in another way."
        yield Found(*texts, meaning, Level.DOCUMENTATION, NEITHER)
    elif is_required(kept.old):
        meaning = f"Creates may leave out {attribute}: it is {new!r} then."
        yield Found(*texts, meaning, Level.ADDITION)
    elif is_required(kept.new):
        meaning = f"Creates that leave out {attribute} may be refused."
        yield Found(*texts, meaning)
    else:
        meaning = f"Creates that leave out {attribute} make something else than before."
        yield Found(*texts, meaning)


RULE = Rule(
    "default-changed",
    Level.RISKY,
    "A property has another value where none is sent.",
    Kept,
    (Property,),
    _check,
    REQUESTS,
)
