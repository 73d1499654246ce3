"""The rules, a module each; the module of ``property-removed`` is property_removed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from odata2py.compare.pairs import Pair
from odata2py.compare.rule import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by its id."""
    modules = (import_module(f"{__name__}.{found.name}") for found in _modules())
    rules: list[Rule] = [module.RULE for module in modules]
    return tuple(sorted(rules, key=lambda rule: rule.id))


@cache
def rules_by_subject() -> Mapping[tuple[type[Pair[Any]], type], tuple[Rule, ...]]:
    """The rules that look at each kind of element with each fate."""
    found: dict[tuple[type[Pair[Any]], type], list[Rule]] = {}
    for rule in all_rules():
        for kind in rule.of:
            found.setdefault((rule.fate, kind), []).append(rule)
    return {subject: tuple(rules) for subject, rules in found.items()}


def _modules() -> Any:
    return iter_modules(__path__)
