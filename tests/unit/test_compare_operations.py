"""Comparisons of operations, the container and capabilities: what is told, and is not.

What each rule tells is in ``tests/cases/diff``; here is what lies between rules.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.documents import KEY, read_files, schema

from odata2py.compare.calls import new_method, old_method
from odata2py.compare.comparison import compare
from odata2py.compare.facts import ServiceFacts
from odata2py.compare.model import Change, Level
from odata2py.compare.naming import PythonNames
from odata2py.compare.pairs import Call, Place
from odata2py.csdl.model import Model, Operation
from odata2py.csdl.reader import read_model

ROOT = Path(__file__).parents[2]
CORE = "Org.OData.Core.V1"
CAPABILITIES = "Org.OData.Capabilities.V1"
NO_UPDATES = (
    f'<Annotation Term="{CAPABILITIES}.UpdateRestrictions"><Record>'
    '<PropertyValue Property="Updatable" Bool="false"/></Record></Annotation>'
)
THING = (
    f'<EntityType Name="thing" Abstract="true">{KEY}</EntityType>'
    '<EntityType Name="chair" BaseType="n.thing">$</EntityType>'
    '<EntityType Name="stool" BaseType="n.chair"/>'
    '<EntityType Name="table" BaseType="n.thing"/>'
)
TYPES = THING.replace("$", "")
DOOR = '<EntityContainer Name="C"><EntitySet Name="chairs" EntityType="n.chair"/>{}'
CONTAINER = DOOR.format("</EntityContainer>")

Comparing = Callable[..., tuple[Change, ...]]


def action(
    name: str, binding: str, *own: str, result: str = "", inside: str = ""
) -> str:
    return operation("Action", name, binding, *own, result=result, inside=inside)


def function(
    name: str, binding: str, *own: str, result: str = "Edm.String", inside: str = ""
) -> str:
    return operation("Function", name, binding, *own, result=result, inside=inside)


def operation(
    tag: str, name: str, binding: str, *own: str, result: str, inside: str
) -> str:
    """An operation bound to a type, or to none; own: ``name`` or ``name: type``."""
    bound = f'<Parameter Name="it" Type="{binding}"/>' if binding else ""
    given = "".join(
        f'<Parameter Name="{name}" Type="{type_ or "Edm.String"}"/>'
        for name, _, type_ in (each.partition(": ") for each in own)
    )
    returned = f'<ReturnType Type="{result}"/>' if result else ""
    is_bound = "true" if binding else "false"
    head = f'<{tag} Name="{name}" IsBound="{is_bound}">'
    return f"{head}{bound}{given}{returned}{inside}</{tag}>"


@pytest.fixture
def comparing(tmp_path: Path) -> Comparing:
    """The changes between the contents of a schema n."""

    def changes(
        old: str,
        new: str,
        names: PythonNames | None = None,
        facts: ServiceFacts | None = None,
        alias: str = "",
    ) -> tuple[Change, ...]:
        before = read_files(tmp_path / "old", {"main.csdl": schema("n", old)})
        after = read_files(tmp_path / "new", {"main.csdl": schema("n", new, alias)})
        names, facts = names or PythonNames(), facts or ServiceFacts()
        return compare(before, after, names, facts)

    return changes


def told(changes: tuple[Change, ...]) -> list[tuple[str, str]]:
    return [(change.rule, change.element) for change in changes]


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
def test_nothing_is_told(comparing: Comparing, old: str, new: str) -> None:
    assert told(comparing(old, new)) == []
    assert told(comparing(new, old)) == []


def test_an_alias_is_no_name(comparing: Comparing) -> None:
    old = TYPES + ONE + CONTAINER
    new = re.sub(r'Type="n\.', 'Type="self.', old)
    assert new != old
    assert comparing(old, new, alias="self") == ()


# Where operations are bound


def test_an_operation_of_a_base_type_is_none_that_types_lost(
    comparing: Comparing,
) -> None:
    bound_to = [TYPES + action("mend", f"n.{name}") for name in ("stool", "thing")]
    (change,) = comparing(*bound_to)
    assert (change.rule, change.level) == ("operation-rebound", Level.ADDITION)
    assert (change.old, change.new) == ("n.mend(n.stool)", "n.mend(n.thing)")


def test_an_operation_of_a_derived_type_is_gone_for_the_others(
    comparing: Comparing,
) -> None:
    bound_to = [TYPES + action("mend", f"n.{name}") for name in ("thing", "chair")]
    (change,) = comparing(*bound_to)
    assert (change.rule, change.element) == ("action-removed", "n.mend(n.thing)")
    assert change.meaning == (
        "Requests for one Thing have no method mend any more; those for Chair and "
        "Stool do."
    )


@pytest.mark.parametrize(
    "binding", ["n.table", "Collection(n.chair)"], ids=["type", "collection"]
)
def test_an_operation_of_something_else_is_another(
    comparing: Comparing, binding: str
) -> None:
    old, new = (TYPES + function("find", it, "q") for it in ("n.chair", binding))
    assert told(comparing(old, new)) == sorted(
        [
            ("function-removed", "n.find(n.chair,Edm.String)"),
            ("function-added", f"n.find({binding},Edm.String)"),
        ],
        key=lambda pair: pair[1],
    )


def test_types_that_do_not_name_an_operation_have_lost_it(comparing: Comparing) -> None:
    explicit = f'<Annotation Term="{CORE}.RequiresExplicitBinding"/>'
    named = (
        f'<Annotation Term="{CORE}.ExplicitOperationBindings"><Collection>'
        "<String>n.mend</String></Collection></Annotation>"
    )
    old = TYPES + action("mend", "n.thing")
    new = THING.replace("$", named) + action("mend", "n.thing", inside=explicit)
    (change,) = comparing(old, new)
    assert (change.rule, change.element) == ("action-removed", "n.mend(n.thing)")
    assert change.meaning.endswith("; those for Chair and Stool do.")
    (change,) = comparing(new, old)
    assert (change.rule, change.element) == ("action-added", "n.mend(n.thing)")


def test_an_action_that_is_a_function_now_is_another_operation(
    comparing: Comparing,
) -> None:
    old, new = (make("mend", "n.chair") for make in (action, function))
    assert told(comparing(TYPES + old, TYPES + new)) == [
        ("action-removed", "n.mend(n.chair)"),
        ("function-added", "n.mend(n.chair)"),
    ]


def test_an_action_of_a_type_hides_that_of_its_base_type(comparing: Comparing) -> None:
    base = TYPES + action("mend", "n.thing", "how")
    (change,) = comparing(
        base + action("mend", "n.chair", "how", "when: Edm.Date"), base
    )
    assert (change.rule, change.level) == ("parameter-removed", Level.BREAKING)
    assert change.element == "n.mend(n.chair)/when"


# Overloads


def test_a_parameter_more_is_no_overload_more(comparing: Comparing) -> None:
    old, new = (
        TYPES + function("of", "n.chair", *own)
        for own in ((), ("start", "end", "zone"))
    )
    changes = comparing(old, new)
    assert {change.rule for change in changes} == {"parameter-added"}
    assert {change.level for change in changes} == {Level.BREAKING}


def test_functions_are_told_from_their_overloads(comparing: Comparing) -> None:
    one = function("find", "n.chair", "q")
    more = function("find", "n.chair", "q", "top") + function("find", "n.chair")
    assert [rule for rule, _ in told(comparing(TYPES + one, TYPES + one + more))] == [
        "overload-added",
        "overload-added",
    ]
    assert [rule for rule, _ in told(comparing(TYPES + one + more, TYPES))] == [
        "function-removed",
        "function-removed",
        "function-removed",
    ]


def test_names_of_a_lock_file_stay(comparing: Comparing) -> None:
    """A package without one would call the first overload otherwise."""
    old = TYPES + function("find", "n.chair", "q")
    new = old + function("find", "n.chair", "top: Edm.Byte")
    (change,) = comparing(old, new)
    assert "new packages call it find_with_q" in change.meaning
    names = PythonNames({"n.stool/n.find(q)": "look"})
    (change,) = comparing(old, new, names)
    assert change.meaning == "Requests for one Chair have a method find_with_top now."
    (change,) = comparing(old, TYPES, names)
    assert change.meaning == "Requests for one Chair have no method look any more."


def test_a_method_is_called_after_its_parameters_only_beside_others(
    comparing: Comparing,
) -> None:
    optional = f'<Annotation Term="{CORE}.OptionalParameter"/></Parameter>'
    one = function("find", "n.chair", "q")
    more = function("find", "n.chair", "q", "top").replace(
        'Name="top" Type="Edm.String"/>', f'Name="top" Type="Edm.String">{optional}'
    )
    assert optional in more
    (change,) = comparing(TYPES + one, TYPES + more)
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


def test_what_an_action_may_be_called_without_is_no_need(comparing: Comparing) -> None:
    """Nullable ones are null where they are not sent."""
    optional = f'<Annotation Term="{CORE}.OptionalParameter"/>'
    needed = '<Parameter Name="how" Type="Edm.String"/>'
    plain = TYPES + action("mend", "n.chair", "how")
    said = plain.replace(needed, needed.replace("/>", f">{optional}</Parameter>"))
    assert said != plain
    assert comparing(plain, said) == ()
    assert comparing(said, plain) == ()


# The container


def test_an_operation_that_an_import_names_otherwise_is_the_same(
    comparing: Comparing,
) -> None:
    """The parameters are compared, whatever the operation is called."""
    old, new = (
        TYPES
        + action(name, "", *own)
        + DOOR.format(f'<ActionImport Name="m" Action="n.{name}"/></EntityContainer>')
        for name, own in (("mend", ["how"]), ("repair", ["how", "when"]))
    )
    assert told(comparing(old, new)) == [
        ("import-target-changed", "n.C/m"),
        ("parameter-added", "n.mend()/when"),
    ]


def test_sets_of_a_type_that_was_renamed_have_it_still(comparing: Comparing) -> None:
    legs = '<Property Name="legs" Type="Edm.Byte"/>'
    chair = f'<EntityType Name="$">{KEY}{legs}</EntityType>'
    sets = CONTAINER.replace("n.chair", "n.$")
    old, new = ((chair + sets).replace("$", name) for name in ("armChair", "ArmChair"))
    assert "entry-type-changed" not in dict(told(comparing(old, new)))


# Capabilities


def _restricted(path: str, record: str) -> str:
    return (
        '<EntityContainer Name="C"><EntitySet Name="chairs" EntityType="n.chair">'
        f'<Annotation Term="{CAPABILITIES}.NavigationRestrictions"><Record>'
        '<PropertyValue Property="RestrictedProperties"><Collection><Record>'
        f'<PropertyValue Property="NavigationProperty" PropertyPath="{path}"/>{record}'
        "</Record></Collection></PropertyValue></Record></Annotation>"
        "</EntitySet></EntityContainer>"
    )


NO_READING = (
    '<PropertyValue Property="ReadRestrictions"><Record>'
    '<PropertyValue Property="Readable" Bool="false"/></Record></PropertyValue>'
)
AT = '<NavigationProperty Name="at" Type="n.table"/>'


def test_what_is_forbidden_on_a_path_is_told_of_that_path(comparing: Comparing) -> None:
    at = THING.replace("$", AT)
    (change,) = comparing(at + CONTAINER, at + _restricted("at", NO_READING))
    assert (change.rule, change.element) == ("capability-removed", "n.C/chairs")
    assert change.old == "at/get"
    assert change.meaning.startswith("The client has no chairs[...].at.get any more")


def test_what_is_forbidden_everywhere_is_not_told_of_paths_too(
    comparing: Comparing,
) -> None:
    """The set says what the navigation property says itself, on one side or both."""
    said = (
        f'<Annotation Term="{CAPABILITIES}.ReadRestrictions"><Record>'
        '<PropertyValue Property="Readable" Bool="false"/></Record></Annotation>'
    )
    everywhere = THING.replace("$", AT.replace("/>", f">{said}</NavigationProperty>"))
    restricted = _restricted("at", NO_READING)
    old = THING.replace("$", AT) + CONTAINER
    assert told(comparing(old, everywhere + restricted)) == [
        ("capability-removed", "n.chair/at")
    ]
    assert comparing(everywhere + CONTAINER, everywhere + restricted) == ()


def test_paths_through_casts_are_followed(comparing: Comparing) -> None:
    at = TYPES.replace(
        '<EntityType Name="stool" BaseType="n.chair"/>',
        f'<EntityType Name="stool" BaseType="n.chair">{AT}</EntityType>',
    )
    (change,) = comparing(at + CONTAINER, at + _restricted("n.stool/at", NO_READING))
    assert change.old == "n.stool/at/get"
    assert "chairs[...].as_stool[...].at.get" in change.meaning


def test_what_a_set_says_of_all_references_is_told_of_each(
    comparing: Comparing,
) -> None:
    at = THING.replace("$", AT)
    said = (
        f'<Annotation Term="{CAPABILITIES}.NavigationRestrictions"><Record>'
        '<PropertyValue Property="Referenceable" Bool="false"/></Record></Annotation>'
    )
    new = CONTAINER.replace('"n.chair"/>', f'"n.chair">{said}</EntitySet>')
    changes = comparing(at + CONTAINER, at + new)
    assert [change.old for change in changes] == ["at/link", "at/unlink"]


@pytest.mark.parametrize(
    ("only_declared", "expected"),
    [((), ["replace", "update", "upsert"]), (("replace", "upsert"), ["update"])],
)
def test_what_was_never_offered_is_not_lost(
    comparing: Comparing, only_declared: tuple[str, ...], expected: list[str]
) -> None:
    facts = ServiceFacts(only_declared=frozenset(only_declared))
    new = CONTAINER.replace('"n.chair"/>', f'"n.chair">{NO_UPDATES}</EntitySet>')
    changes = comparing(TYPES + CONTAINER, TYPES + new, facts=facts)
    assert [change.old for change in changes] == expected


def test_what_another_kind_of_end_brings_is_no_capability(comparing: Comparing) -> None:
    one, many = (
        THING.replace("$", f'<NavigationProperty Name="at" Type="{name}"/>')
        for name in ("n.table", "Collection(n.table)")
    )
    rules = {
        rule for rule, _ in (*told(comparing(one, many)), *told(comparing(many, one)))
    }
    assert not rules & {"capability-added", "capability-removed"}
