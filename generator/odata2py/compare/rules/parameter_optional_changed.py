"""A parameter is optional no more, or only now."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.compare.calls import of_new, of_old, old_method
from odata2py.compare.model import Level
from odata2py.compare.pairs import Kept
from odata2py.compare.rule import Found, Rule
from odata2py.csdl.model import Parameter
from odata2py.plan.operations import is_omissible


def _check(kept: Kept[Parameter]) -> Iterator[Found]:
    old, new, place = kept.old, kept.new, kept.place
    if old.optional == new.optional:
        return
    keyword = place.names.parameter(place.old_owner, old.name)
    what = f"The keyword {keyword} of {old_method(place, of_old(place))}"
    before = is_omissible(of_old(place).operation, old)
    after = is_omissible(of_new(place).operation, new)
    if before and after:
        level, how = Level.RISKY, "may be left out as before, with another effect."
    elif after:
        level, how = Level.ADDITION, "may be left out now."
    elif before:
        level, how = Level.BREAKING, "is needed now: calls without it fail."
    else:
        return
    yield Found(_text(old), _text(new), f"{what} {how}", level)


def _text(parameter: Parameter) -> str:
    return "optional" if parameter.optional else "not optional"


RULE = Rule(
    "parameter-optional-changed",
    Level.BREAKING,
    "A parameter is optional no more, or only now.",
    Kept,
    (Parameter,),
    _check,
)
