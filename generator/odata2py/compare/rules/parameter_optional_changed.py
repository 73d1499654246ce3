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
    keyword = place.names.parameter(old.name, place.old_owner)
    what = f"The keyword {keyword} of {old_method(place, of_old(place))}"
    before = is_omissible(of_old(place).operation, old)
    after = is_omissible(of_new(place).operation, new)
    if not before:
        level, how = Level.ADDITION, "may be left out now."
    elif not after:
        level, how = Level.BREAKING, "is needed now: calls without it fail."
    elif (old.default_value, new.default_value) != (None, None):
        level, how = Level.RISKY, "means something else where it is left out."
    else:
        return  # null is sent, or nothing: to actions that is the same
    yield Found(_text(old), _text(new), f"{what} {how}", level)


def _text(parameter: Parameter) -> str:
    if not parameter.optional:
        return "not optional"
    default = parameter.default_value
    return "optional" if default is None else f"optional, {default!r}"


RULE = Rule(
    "parameter-optional-changed",
    Level.BREAKING,
    "A parameter is optional no more, or only now.",
    Kept,
    (Parameter,),
    _check,
)
