"""Whatever is added to a service, the names of what was there stay as they were."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.naming import clashes

from odata2py.csdl.model import Model
from odata2py.csdl.reader import read_model
from odata2py.plan.package import Naming, plan_package
from odata2py.plan.views import PackageView
from odata2py.profiles import load_profile
from odata2py.slicing.slicer import slice_model

# Names that meet in some style, or that something else is called.
NAMES = [
    *("a", "A", "aB", "a_b", "AB", "ab", "URL", "url", "List", "list", "Class", "type"),
    *(
        "byA",
        "from",
        "Any",
        "value",
        "id",
        "get",
        "create",
        "entities",
        "requests",
        "enums",
    ),
    *("deep", "sub", "UpperCase", "upperCase", "x1", "名", "Request", "aWithB"),
    "security",
]
NAMESPACES = ["s", "s.sub", "s.sub.deep", "s.deep", "s.security", "t.other"]
KINDS = ["entity", "complex", "enum"]

Type = tuple[str, str]
Fact = tuple[str, Type, str, Type | frozenset[str] | None]


def kind_of(type_: Type) -> str:
    """A type is always of the same kind, so that any two services can be joined."""
    namespace, name = type_
    return KINDS[(NAMESPACES.index(namespace) + NAMES.index(name)) % len(KINDS)]


TYPES = [(namespace, name) for namespace in NAMESPACES for name in NAMES]
names = st.sampled_from(NAMES)
types = st.sampled_from(TYPES)
entities = st.sampled_from([type_ for type_ in TYPES if kind_of(type_) == "entity"])
others = st.sampled_from([type_ for type_ in TYPES if kind_of(type_) != "entity"])
facts = st.one_of(
    st.tuples(st.just("set"), entities, names, st.none()),
    st.tuples(st.just("way"), entities, names, entities),
    st.tuples(st.just("operation"), entities, names, st.frozensets(names, max_size=3)),
    st.tuples(st.just("search"), entities, names, st.frozensets(names, max_size=3)),
    st.tuples(st.just("action"), entities, names, st.frozensets(names, max_size=3)),
    st.tuples(st.just("key"), entities, names, st.none()),
    st.tuples(st.just("use"), entities, names, others),
    st.tuples(st.just("member"), types, names, st.none()),
)


def document(service: Sequence[Fact]) -> str:
    """A service of which these things are true; the first fact of a name counts."""
    inside: dict[Type, dict[str, str]] = defaultdict(dict)
    operations: dict[str, dict[object, str]] = defaultdict(dict)
    keys: dict[Type, list[str]] = defaultdict(list)
    sets: dict[str, str] = {}
    for what, type_, name, more in dict.fromkeys(service):
        qualified, members = ".".join(type_), inside[type_]
        if what == "set":
            element = f'<EntitySet Name="{name}" EntityType="{qualified}"/>'
            sets.setdefault(name, element)
        elif what == "key":
            keys[type_].append(alternate_key(name))
        elif isinstance(more, frozenset):
            # A type has one action of a name, and functions with other parameters.
            place = (what, type_, name, None if what == "action" else more)
            element = operation(what, name, qualified, sorted(more))
            operations[type_[0]].setdefault(place, element)
        elif isinstance(more, tuple):
            inside[more]
            target = ".".join(more)
            element = f'<Property Name="{name}" Type="{target}"/>'
            if what == "way":
                element = (
                    f'<NavigationProperty Name="{name}" ContainsTarget="true" '
                    f'Type="Collection({target})"/>'
                )
            members.setdefault(name, element)
        elif kind_of(type_) == "enum":
            members.setdefault(name, f'<Member Name="{name}"/>')
        else:
            members.setdefault(name, f'<Property Name="{name}" Type="Edm.Date"/>')
    declared: dict[str, list[str]] = defaultdict(list)
    for type_, members in inside.items():
        if type_ in keys:
            members["alternate keys"] = alternate_keys(keys[type_])
        declared[type_[0]].append(declaration(type_, "".join(members.values())))
        if kind_of(type_) == "entity":
            name = f"all{'_'.join(type_)}".replace(".", "_")
            element = f'<EntitySet Name="{name}" EntityType="{".".join(type_)}"/>'
            sets.setdefault(name, element)
    declared["s"] += [
        f'<TypeDefinition Name="Kind{number}" UnderlyingType="Edm.String"/>'
        for number in range(len(NAMES))
    ]
    declared["s"].append(f'<EntityContainer Name="Box">{"".join(sets.values())}')
    declared["s"].append("</EntityContainer>")
    return edmx({n: [*declared[n], *operations[n].values()] for n in NAMESPACES})


def edmx(schemas: Mapping[str, list[str]]) -> str:
    return (
        '<edmx:Edmx Version="4.0" '
        'xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>'
        + "".join(
            f'<Schema Namespace="{namespace}" '
            'xmlns="http://docs.oasis-open.org/odata/ns/edm">'
            f'{"".join(elements)}</Schema>'
            for namespace, elements in schemas.items()
        )
        + "</edmx:DataServices></edmx:Edmx>"
    )


def declaration(type_: Type, members: str) -> str:
    if kind_of(type_) == "enum":
        return f'<EnumType Name="{type_[1]}">{members}</EnumType>'
    if kind_of(type_) == "complex":
        return f'<ComplexType Name="{type_[1]}">{members}</ComplexType>'
    return (
        f'<EntityType Name="{type_[1]}"><Key><PropertyRef Name="key0"/></Key>'
        f'<Property Name="key0" Type="Edm.Guid" Nullable="false"/>{members}'
        "</EntityType>"
    )


def alternate_keys(keys: Sequence[str]) -> str:
    return (
        '<Annotation Term="Org.OData.Core.V1.AlternateKeys"><Collection>'
        f'{"".join(keys)}</Collection></Annotation>'
    )


def alternate_key(name: str) -> str:
    return (
        '<Record><PropertyValue Property="Key"><Collection><Record>'
        '<PropertyValue Property="Name" PropertyPath="key0"/>'
        f'<PropertyValue Property="Alias" String="{name}"/>'
        "</Record></Collection></PropertyValue></Record>"
    )


def operation(what: str, name: str, binding: str, parameters: Sequence[str]) -> str:
    """A bound action or function; the type of a parameter tells its name."""
    element = "Action" if what == "action" else "Function"
    if what == "search":
        binding = f"Collection({binding})"
    return (
        f'<{element} Name="{name}" IsBound="true">'
        f'<Parameter Name="it" Type="{binding}"/>'
        + "".join(
            f'<Parameter Name="{parameter}" Type="s.Kind{NAMES.index(parameter)}"/>'
            for parameter in parameters
        )
        + f'<ReturnType Type="Edm.String"/></{element}>'
    )


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("names") / "service.csdl"


def plan(
    file: Path, service: Sequence[Fact], ledger: Mapping[str, str]
) -> tuple[Model, PackageView]:
    file.write_text(document(service), encoding="utf-8")
    model = read_model(file)
    part = slice_model(model, ["/**"])
    naming = Naming("package", "BoxClient", ledger, {})
    return model, plan_package(part, load_profile("odata"), naming)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(facts, min_size=1, max_size=12), st.lists(facts, min_size=1, max_size=12)
)
def test_newcomers_rename_nothing(
    file: Path, service: list[Fact], more: list[Fact]
) -> None:
    model, before = plan(file, [("set", ("s", "a"), "first", None), *service], {})
    assert clashes(before, model) == []
    joined: list[Fact] = [("set", ("s", "a"), "first", None), *service, *more]
    model, after = plan(file, joined, before.names)
    assert clashes(after, model) == []
    assert {key: after.names.get(key) for key in before.names} == before.names


def test_an_operation_renames_no_alternate_key(file: Path) -> None:
    service: list[Fact] = [
        ("set", ("s", "a"), "first", None),
        ("key", ("s", "a"), "a", None),
    ]
    _, before = plan(file, service, {})
    assert before.names["s.a@key(a)"] == "by_a"
    newcomer: Fact = ("search", ("s", "a"), "byA", frozenset())
    model, after = plan(file, [*service, newcomer], before.names)
    assert clashes(after, model) == []
    assert after.names["s.a@key(a)"] == "by_a"
