"""Each rule of CSDL: what breaks it is told, and what is near by is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.documents import Rule, check_right, check_wrong, one_schema, told
from tests.unit.rules import (
    container,
    grammar,
    keys,
    navigation,
    operations,
    terms,
    types,
    values,
)

RULES = {
    f"{tables.__name__.rpartition('.')[2]}: {name}": rule
    for tables in (
        grammar,
        values,
        types,
        keys,
        navigation,
        operations,
        container,
        terms,
    )
    for name, rule in tables.RULES.items()
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_what_breaks_a_rule_is_told(tmp_path: Path, rule: Rule) -> None:
    check_wrong(tmp_path, rule)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_what_is_near_by_is_read(tmp_path: Path, rule: Rule) -> None:
    check_right(tmp_path, rule)


def test_a_circle_of_terms_is_told_once(tmp_path: Path) -> None:
    written = '<Term Name="{}" Type="Edm.Byte" BaseTerm="n.{}"/>'.format
    circle = [("a", "b"), ("b", "c"), ("c", "a")]
    circling = "\n".join(written(*names) for names in (*circle, ("d", "a")))
    assert told(tmp_path, one_schema(circling)) == {
        "remark": (
            "service.csdl:2: the base terms go in a circle: "
            "'n.a -> n.b -> n.c -> n.a'; the last term has none",
        )
    }
