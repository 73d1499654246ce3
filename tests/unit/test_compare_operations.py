"""Comparisons of operations: what lies between rules.

What each rule tells is in ``tests/cases/diff``.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.unit.comparisons import (
    CONTAINER,
    CORE,
    DOOR,
    NO_UPDATES,
    THING,
    TYPES,
    action,
    compared,
    function,
    told,
)

from odata2py.compare.calls import new_method, old_method
from odata2py.compare.facts import ServiceFacts
from odata2py.compare.model import Level
from odata2py.compare.naming import PythonNames
from odata2py.compare.pairs import Call, Place
from odata2py.csdl.model import Model, Operation
from odata2py.csdl.reader import read_model

ROOT = Path(__file__).parents[2]
ONE = action("mend", "n.chair", "how", "when") + function("find", "n.chair", "q")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(
            TYPES + action("mend", "n.chair", "how", "when"),
            TYPES + action("mend", "n.chair", "when", "how"),
            id="parameters in another order",
        ),
        pytest.param(
            TYPES + function("find", "n.chair", "q", "top: Edm.Int32"),
            TYPES + function("find", "n.chair", "top: Edm.Int32", "q"),
            id="parameters of a function in another order",
        ),
        pytest.param(
            TYPES + function("find", "n.chair", "a") + function("find", "n.chair"),
            function("find", "n.chair") + TYPES + function("find", "n.chair", "a"),
            id="overloads in another order",
        ),
        pytest.param(
            TYPES + action("mend", "n.chair"),
            TYPES + action("mend", "n.chair").replace("it", "him"),
            id="a binding parameter that is called otherwise",
        ),
        pytest.param(
            TYPES + action("mend", "n.thing"),
            TYPES + action("mend", "n.thing") + action("mend", "n.chair"),
            id="an operation that a derived type has twice",
        ),
        pytest.param(
            TYPES + CONTAINER,
            TYPES + CONTAINER.replace('Name="C"', 'Name="D"'),
            id="a container that is called otherwise",
        ),
        pytest.param(
            THING.replace(
                "$",
                f'<NavigationProperty Name="at" Type="n.table">'
                f"{NO_UPDATES}</NavigationProperty>",
            ),
            THING.replace("$", '<NavigationProperty Name="at" Type="n.table"/>')
            + f'<Annotations Target="n.chair/at">{NO_UPDATES}</Annotations>',
            id="annotations that stand elsewhere",
        ),
        pytest.param(
            TYPES
            + action("mend", "")
            + DOOR.format(
                '<ActionImport Name="mend" Action="n.mend"/></EntityContainer>'
            ),
            TYPES
            + DOOR.format(
                '<ActionImport Name="mend" Action="n.mend" '
                'IncludeInServiceDocument="true"/></EntityContainer>'
            )
            + action("mend", ""),
            id="an import that is listed",
        ),
        pytest.param(
            TYPES + action("mend", ""), TYPES, id="an operation that nothing imports"
        ),
        pytest.param(
            THING.replace("$", '<NavigationProperty Name="at" Type="n.table"/>'),
            THING.replace(
                "$",
                '<NavigationProperty Name="at" Type="n.table">'
                f"{NO_UPDATES}</NavigationProperty>".replace("false", "true"),
            ),
            id="what was to be expected anyway",
        ),
    ],
)
def test_nothing_is_told(tmp_path: Path, old: str, new: str) -> None:
    assert told(compared(tmp_path, old, new)) == []
    assert told(compared(tmp_path, new, old)) == []


def test_an_alias_is_no_name(tmp_path: Path) -> None:
    old = TYPES + ONE + CONTAINER
    new = re.sub(r'Type="n\.', 'Type="self.', old)
    assert new != old
    assert compared(tmp_path, old, new, alias="self") == ()


# Where operations are bound


def test_an_operation_of_a_base_type_is_none_that_types_lost(
    tmp_path: Path,
) -> None:
    old, new = (TYPES + action("mend", f"n.{name}") for name in ("stool", "thing"))
    (change,) = compared(tmp_path, old, new)
    assert (change.rule, change.level) == ("operation-rebound", Level.ADDITION)
    assert (change.old, change.new) == ("n.mend(n.stool)", "n.mend(n.thing)")


def test_an_operation_of_a_derived_type_is_gone_for_the_others(
    tmp_path: Path,
) -> None:
    old, new = (TYPES + action("mend", f"n.{name}") for name in ("thing", "chair"))
    (change,) = compared(tmp_path, old, new)
    assert (change.rule, change.element) == ("action-removed", "n.mend(n.thing)")
    assert change.meaning == (
        "Requests for one Thing have no method mend any more; those for Chair and "
        "Stool do."
    )


@pytest.mark.parametrize(
    "binding", ["n.table", "Collection(n.chair)"], ids=["type", "collection"]
)
def test_an_operation_of_something_else_is_another(
    tmp_path: Path, binding: str
) -> None:
    old, new = (TYPES + function("find", it, "q") for it in ("n.chair", binding))
    assert told(compared(tmp_path, old, new)) == sorted(
        [
            ("function-removed", "n.find(n.chair,Edm.String)"),
            ("function-added", f"n.find({binding},Edm.String)"),
        ],
        key=lambda pair: pair[1],
    )


def test_types_that_do_not_name_an_operation_have_lost_it(tmp_path: Path) -> None:
    explicit = f'<Annotation Term="{CORE}.RequiresExplicitBinding"/>'
    named = (
        f'<Annotation Term="{CORE}.ExplicitOperationBindings"><Collection>'
        "<String>n.mend</String></Collection></Annotation>"
    )
    old = TYPES + action("mend", "n.thing")
    new = THING.replace("$", named) + action("mend", "n.thing", inside=explicit)
    (change,) = compared(tmp_path, old, new)
    assert (change.rule, change.element) == ("action-removed", "n.mend(n.thing)")
    assert change.meaning.endswith("; those for Chair and Stool do.")
    (change,) = compared(tmp_path, new, old)
    assert (change.rule, change.element) == ("action-added", "n.mend(n.thing)")


def test_an_action_that_is_a_function_now_is_another_operation(
    tmp_path: Path,
) -> None:
    old, new = (make("mend", "n.chair") for make in (action, function))
    assert told(compared(tmp_path, TYPES + old, TYPES + new)) == [
        ("action-removed", "n.mend(n.chair)"),
        ("function-added", "n.mend(n.chair)"),
    ]


def test_an_action_of_a_type_hides_that_of_its_base_type(tmp_path: Path) -> None:
    base = TYPES + action("mend", "n.thing", "how")
    (change,) = compared(
        tmp_path, base + action("mend", "n.chair", "how", "when: Edm.Date"), base
    )
    assert (change.rule, change.level) == ("parameter-removed", Level.BREAKING)
    assert change.element == "n.mend(n.chair)/when"


# Overloads


def test_a_parameter_more_is_no_overload_more(tmp_path: Path) -> None:
    old, new = (
        TYPES + function("of", "n.chair", *own)
        for own in ((), ("start", "end", "zone"))
    )
    changes = compared(tmp_path, old, new)
    assert {change.rule for change in changes} == {"parameter-added"}
    assert {change.level for change in changes} == {Level.BREAKING}


def test_functions_are_told_from_their_overloads(tmp_path: Path) -> None:
    one = function("find", "n.chair", "q")
    more = function("find", "n.chair", "q", "top") + function("find", "n.chair")
    changes = compared(tmp_path, TYPES + one, TYPES + one + more)
    assert [change.rule for change in changes] == ["overload-added"] * 2
    changes = compared(tmp_path, TYPES + one + more, TYPES)
    assert [change.rule for change in changes] == ["function-removed"] * 3


def test_names_of_a_lock_file_stay(tmp_path: Path) -> None:
    """A package without one would call the first overload otherwise."""
    old = TYPES + function("find", "n.chair", "q")
    new = old + function("find", "n.chair", "top: Edm.Byte")
    (change,) = compared(tmp_path, old, new)
    assert "new packages call it find_with_q" in change.meaning
    names = PythonNames({"n.stool/n.find(q)": "look"})
    (change,) = compared(tmp_path, old, new, names)
    assert change.meaning == "Requests for one Chair have a method find_with_top now."
    (change,) = compared(tmp_path, old, TYPES, names)
    assert change.meaning == "Requests for one Chair have no method look any more."


def test_a_method_is_called_after_its_parameters_only_beside_others(
    tmp_path: Path,
) -> None:
    optional = f'<Annotation Term="{CORE}.OptionalParameter"/></Parameter>'
    one = function("find", "n.chair", "q")
    more = function("find", "n.chair", "q", "top").replace(
        'Name="top" Type="Edm.String"/>', f'Name="top" Type="Edm.String">{optional}'
    )
    assert optional in more
    (change,) = compared(tmp_path, TYPES + one, TYPES + more)
    assert (change.rule, change.level) == ("parameter-added", Level.ADDITION)


def test_methods_are_called_as_in_packages() -> None:
    """The names of all operations of a service, without the lock file that has them."""
    model = read_model(ROOT / "metadata" / "everything.csdl")
    lock = ROOT / "generated" / "everything" / "odata2py-lock.json"
    ledger = json.loads(lock.read_text("utf-8"))["names"]
    found = {
        key: name
        for key, name in ledger.items()
        if re.fullmatch(r"[^(]*/[^/(]+\([^)]*\)(@action)?", key)
    }
    for key, name in found.items():
        call = _call(model, key)
        place = _place(model, call.owner)
        assert old_method(place, call) == new_method(place, call) == name
    assert len(found) > 40


def _call(model: Model, key: str) -> Call:
    """An operation by its key in the ledger."""
    owner, _, called = key.partition("/")
    name = called.partition("(")[0]
    own = called.partition("(")[2].partition(")")[0]
    assert model.container is not None
    if not owner:
        target = model.container.imports[name].operation
        return Call(name, _overload(model, target, own, None))
    type_name, _, of_all = owner.partition("@")
    line = {kind.name for kind in model.lineage(type_name)}
    return Call(type_name, _overload(model, name, own, (line, bool(of_all))))


def _overload(
    model: Model, name: str, own: str, bound: tuple[set[str], bool] | None
) -> Operation:
    for each in model.operations[name]:
        binding = each.binding
        fits = (
            binding is None
            if bound is None
            else binding is not None
            and binding.name in bound[0]
            and binding.collection is bound[1]
        )
        if fits and ",".join(p.name for p in each.own_parameters) == own:
            return each
    raise KeyError(name, own)


def _place(model: Model, owner: str) -> Place:
    nothing: dict[str, str] = {}
    names = PythonNames()
    return Place(
        model, model, owner, owner, frozenset(), names, nothing, ServiceFacts()
    )


# Parameters


def test_what_an_action_may_be_called_without_is_no_need(tmp_path: Path) -> None:
    """Nullable ones are null where they are not sent."""
    optional = f'<Annotation Term="{CORE}.OptionalParameter"/>'
    needed = '<Parameter Name="how" Type="Edm.String"/>'
    plain = TYPES + action("mend", "n.chair", "how")
    said = plain.replace(needed, needed.replace("/>", f">{optional}</Parameter>"))
    assert said != plain
    assert compared(tmp_path, plain, said) == ()
    assert compared(tmp_path, said, plain) == ()
