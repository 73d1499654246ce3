"""Rules applied to the elements of a document."""

from __future__ import annotations

from collections.abc import Callable

from odata2py.csdl.check.forms import check_form, check_name, check_twins
from odata2py.csdl.check.grammar import MODEL
from odata2py.csdl.document.xml import Element
from odata2py.csdl.faults import Faults
from odata2py.csdl.names import are_identifiers
from odata2py.csdl.survey import Survey, Use

Rule = Callable[[Element, str, Faults], None]
"""Looks at an element in a parent of that tag, its name aside."""


def check_forms(survey: Survey, faults: Faults) -> None:
    """The forms of all elements, and their names."""
    alike: dict[tuple[object, ...], list[Use]] = {}
    for use in survey.uses.values():
        names = _REFERENCES.get(use.tag, _NONE)
        form = tuple([n if n in names else (n, value) for n, value in use.attributes])
        alike.setdefault((use.parent, use.tag, form), []).append(use)
    odd = [uses for uses in alike.values() if _is_odd(check_form, uses[0])]
    _apply(check_form, [use for uses in odd for use in uses], survey, faults)
    if not are_identifiers(survey.names):
        for element, _ in survey.elements():
            check_name(element, faults)
    for owner in survey.crowded:
        check_twins(owner, faults)


def check_uses(
    rule: Rule, is_plain: Callable[[Use], bool], survey: Survey, faults: Faults
) -> None:
    """What a rule says of elements, but for those that are plainly right."""
    uses = [use for use in survey.uses.values() if not is_plain(use)]
    _apply(rule, [use for use in uses if _is_odd(rule, use)], survey, faults)


def _is_odd(rule: Rule, use: Use) -> bool:
    trial = Faults()
    rule(use.first, use.parent, trial)
    return trial.any


def _apply(rule: Rule, odd: list[Use], survey: Survey, faults: Faults) -> None:
    """What a rule says of all elements of some uses."""
    for element, parent in survey.elements_of(odd):
        rule(element, parent, faults)


_NONE: frozenset[str] = frozenset()
_REFERENCES = {
    tag: frozenset(n for n, kind in form.attributes.items() if kind == "reference")
    for tag, form in MODEL.items()
}
