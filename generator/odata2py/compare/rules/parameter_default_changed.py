"""What a service takes for a parameter that is left out is another."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.calls import of_old, old_method
from odata2py.compare.model import Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import Parameter


def _check(kept: Kept[Parameter]) -> Iterator[Found]:
    old, new, place = kept.old, kept.new, kept.place
    both = old.optional and new.optional
    if old.default_value == new.default_value or not both:
        return
    keyword = place.names.parameter(old.name, place.old_owner)
    method = old_method(place, of_old(place))
    before, after = _text(old), _text(new)
    what = f"What {method} does without the keyword {keyword}"
    if before and after:
        yield Found(before, after, f"{what} is something else now.")
    else:
        said = "is said now" if after else "is not said any more"
        yield Found(before, after, f"{what} {said}.", Level.DOCUMENTATION)


def _text(parameter: Parameter) -> str:
    return "" if parameter.default_value is None else repr(parameter.default_value)


RULE = Rule(
    "parameter-default-changed",
    Level.RISKY,
    "The default value of a parameter is another.",
    Kept,
    (Parameter,),
    _check,
)
