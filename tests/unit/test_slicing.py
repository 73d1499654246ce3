"""Slices: what paths keep, what they do not, and why."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import fields
from tests.unit.office import OFFICE, Cut, called, cutting, ends, read, types

from odata2py.csdl.annotation import Annotation
from odata2py.csdl.model import Model
from odata2py.errors import InputError, Position
from odata2py.slicing.model import By, Slice
from odata2py.slicing.slicer import slice_model


@pytest.fixture
def office(tmp_path: Path) -> Model:
    return read(tmp_path, OFFICE)


@pytest.fixture
def cut(office: Model) -> Cut:
    return cutting(office)


ITEM = "delete get replace update upsert"
EVERYTHING = "create delete get list replace update upsert"
SINGLE = "delete get link replace unlink update upsert"
MAILS = "delete get list replace update upsert"


@pytest.mark.parametrize(
    ("include", "expected"),
    [
        (["/users"], {"/users": "create list"}),
        (["/users/{id}"], {"/users": "get replace update upsert"}),
        (["/users#list", "/users/{id}#get"], {"/users": "get list"}),
        (["/tasks", "/tasks/{id}"], {"/tasks": EVERYTHING}),
        (["/tasks/*"], {"/tasks": ITEM}),
        (["/me"], {"/me": "get replace update"}),
        (["/me/boss"], {"/me": "", "User/boss": SINGLE}),
        (["/me/boss#get"], {"/me": "", "User/boss": "get"}),
        (["/me/reports"], {"/me": "", "User/reports": "create link list"}),
        (
            ["/me/ways/mails/**"],
            {"/me": "", "User/ways": "", "Ways/mails": MAILS},
        ),
        (
            ["/me/ways/**"],
            {
                "/me": "",
                "User/ways": ITEM,
                "Ways/all": EVERYTHING,
                "Ways/mails": MAILS,
            },
        ),
        (
            ["/**/owner"],
            {
                **{"/me": "", "/tasks": "", "/users": ""},
                **{
                    "Task/owner": SINGLE,
                    "Task/parts": "",
                    "User/tasks": "",
                },
            },
        ),
    ],
)
def test_what_can_be_done_at_the_ends_of_paths(
    cut: Cut, include: list[str], expected: dict[str, str]
) -> None:
    assert ends(cut(*include)) == expected


def test_deep_patterns_follow_containment_alone(cut: Cut) -> None:
    part = cut("/me/**", derived="none")
    assert set(ends(part)) == {
        *("/me", "User/tasks", "User/ways", "Ways/all", "Ways/mails", "Task/parts")
    }


def test_recursion_over_types_ends(cut: Cut) -> None:
    assert ends(cut("/tasks/**"))["Task/parts"] == EVERYTHING
    assert "Task/parts" in ends(cut("/tasks/{id}/parts/{id}/parts/**"))


def test_edges_of_several_paths_add_up(cut: Cut) -> None:
    part = cut("/me/tasks#list", "/users/{id}/tasks/{id}#get")
    assert ends(part) == {"/me": "", "/users": "", "User/tasks": "get list"}


def test_operations_belong_to_derived_types_too(cut: Cut) -> None:
    assert called(cut("/me/ways/mails/**")) == {"Mail": ["reset", "send", "latest*"]}
    assert called(cut("/me/ways/all/**", derived="none")) == {
        "Way": ["reset", "latest*"]
    }


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("/me/ways/mails/{id}/reset", {"Mail": ["reset"]}),
        ("/me/ways/mails/{id}/o.send", {"Mail": ["send"]}),
        ("/me/ways/mails/latest", {"Mail": ["latest*"]}),
        ("/me/ways/mails/{id}/*", {"Mail": ["reset", "send"]}),
        ("/**/greet", {"Task": ["greet"], "User": ["greet"]}),
        ("/me/ways/mails/**#get", {}),
    ],
)
def test_operations_as_segments(
    cut: Cut, pattern: str, expected: dict[str, list[str]]
) -> None:
    assert called(cut(pattern)) == expected


def test_overloads_are_kept_one_by_one(cut: Cut) -> None:
    part = cut("/tasks/{id}/greet")
    (greet,) = part.model.operations["o.greet"]
    assert greet.binding is not None
    assert greet.binding.name == "o.Task"
    assert part.model.bound == {("o.Task", False): (greet,)}


def test_imports_are_first_segments(cut: Cut) -> None:
    part = cut("/close", "/hello")
    assert [name for name, _ in part.imports] == ["close", "hello"]
    assert set(part.model.operations) == {"o.close", "o.hello"}
    assert types(part) == "Kind Result"
    assert (part.roots, part.nodes) == ((), {})
    assert part.model.container is not None
    assert list(part.model.container.imports) == ["close", "hello"]


def test_excluded_operations(cut: Cut) -> None:
    part = cut("/me/ways/mails/**", exclude=("/**/reset",))
    assert called(part) == {"Mail": ["send", "latest*"]}
    assert "o.Result" not in part.model.types


def test_excluded_paths(cut: Cut) -> None:
    part = cut("/me/ways/**", exclude=("/me/ways/all/**", "/me/ways"))
    assert ends(part) == {**{"/me": "", "User/ways": "", "Ways/mails": MAILS}}
    part = cut("/users/**", exclude=("/**#delete", "/**/tasks/**"))
    assert not any("delete" in access for access in ends(part).values())
    assert "User/tasks" not in ends(part)
    assert "reset" in called(part)["Way"]


def test_excluding_one_path_leaves_the_others(cut: Cut) -> None:
    include = ("/me/ways/mails/**", "/users/{id}/ways/mails/**")
    part = cut(*include, exclude=("/me/**/reset", "/me/ways/mails#list"))
    assert "reset" in called(part)["Mail"]
    assert "list" in ends(part)["Ways/mails"]
    part = cut(*include, exclude=("/me/**/reset", "/users/**/reset"))
    assert "reset" not in called(part)["Mail"]


def test_excluded_patterns_go_beyond_containment(cut: Cut) -> None:
    part = cut("/me/boss/*", exclude=("/**/greet",))
    assert called(part) == {}
    assert "User/boss" in ends(part)


def test_types_of_targets_and_what_they_consist_of(cut: Cut) -> None:
    assert types(cut("/me")) == "Address Entity Place Room User"
    assert types(cut("/tasks")) == "Entity Place Room Task"


def test_types_of_parameters_and_results(cut: Cut) -> None:
    assert types(cut("/me/ways/mails/{id}/send")) == "Advice"
    assert types(cut("/me/ways/mails/{id}/reset")) == "Result"


def test_types_that_are_passed_through_are_nodes_alone(cut: Cut) -> None:
    part = cut("/me/ways/mails")
    assert list(part.nodes) == ["o.Mail", "o.User", "o.Ways"]
    assert types(part) == "Entity Kind Mail Way"
    node = part.nodes["o.User"]
    assert node.documentation.description == "Somebody."
    assert [prop.name for prop in node.key] == ["id"]


@pytest.mark.parametrize(
    ("derived", "kept"),
    [
        ("abstract", "Call Entity Kind Mail Number Way"),
        ("none", "Entity Way"),
        ("all", "Call Entity Kind Mail Number Way"),
    ],
)
def test_derived_types_of_an_abstract_type(cut: Cut, derived: str, kept: str) -> None:
    assert types(cut("/me/ways/all", derived=derived)) == kept


def test_derived_types_of_a_concrete_type(cut: Cut) -> None:
    assert "o.BigTask" not in cut("/tasks").model.types
    part = cut("/tasks", derived="all")
    assert "o.BigTask" in part.model.types
    assert part.model.derived == {
        **{"o.Entity": ("o.Task",), "o.Place": ("o.Room",), "o.Task": ("o.BigTask",)}
    }


def test_a_base_type_does_not_bring_its_other_heirs(cut: Cut) -> None:
    assert "o.Call" not in cut("/me/ways/mails", derived="all").model.types


def test_navigation_is_kept_where_the_slice_goes(cut: Cut) -> None:
    def kept(part: Slice, name: str) -> list[str]:
        return [nav.name for nav in part.model.structured(name).navigation_properties]

    assert kept(cut("/me"), "o.User") == []
    assert kept(cut("/me", "/me/boss"), "o.User") == ["boss"]
    assert kept(cut("/me", "/me/tasks/**"), "o.User") == ["tasks"]
    assert kept(cut("/me"), "o.Address") == []
    part = cut("/me", "/me/ways/mails")
    assert kept(part, "o.User") == []
    assert ends(part)["User/ways"] == ""


def test_the_container_of_a_slice(cut: Cut) -> None:
    container = cut("/users", "/users/{id}/boss").model.container
    assert container is not None
    assert list(container.entity_sets) == ["users"]
    assert container.entity_sets["users"].bindings == {"boss": "users"}
    assert (container.singletons, container.imports) == ({}, {})


def test_everything_has_a_reason_that_leads_to_a_pattern(cut: Cut) -> None:
    include = ("/me/ways/all/**", "/users/{id}/tasks/**", "/hello")
    part = cut(*include)
    elements = {f"o.C/{edge.name}" for edge in part.roots} | {"o.C/hello"}
    elements |= set(part.model.types) | set(part.model.operations)
    for node in part.nodes.values():
        elements |= {
            edge.name if edge.by is By.CAST else f"{node.type}/{edge.name}"
            for edge in node.edges
        }
    assert set(part.reasons) == elements
    for element in elements:
        hops = 0
        while element in part.reasons:
            element = part.reasons[element].of
            hops += 1
            assert hops < 10
        assert element in include


def test_reasons_hop_by_hop(cut: Cut) -> None:
    reasons = cut("/me/ways/mails/**").reasons
    line, element = [], "o.Kind"
    while element in reasons:
        line.append(f"{reasons[element].because} {reasons[element].of}")
        element = reasons[element].of
    assert line == [
        "the type of the property 'kind' of o.Mail",
        "the target of o.Ways/mails",
        "on the path /me/ways/mails/**",
    ]


def plain(value: object) -> object:
    """A value as plain data, without the places in files."""
    if isinstance(value, Position):
        return None
    if isinstance(value, Annotation):
        return value.term, value.qualifier, plain(value.value), plain(value.annotations)
    if isinstance(value, Struct):
        names = (item.name for item in fields(value))
        return type(value), [(name, plain(getattr(value, name))) for name in names]
    if isinstance(value, Mapping):
        return [(key, plain(item)) for key, item in value.items()]
    return tuple(map(plain, value)) if isinstance(value, tuple) else value


def test_a_slice_does_not_tell_where_it_was_cut_from(tmp_path: Path, cut: Cut) -> None:
    lines = OFFICE.strip().splitlines()
    start = next(n for n, line in enumerate(lines) if "<EntityContainer" in line)
    extra = '<ComplexType Name="Extra"/>'
    reordered = [lines[0], extra, *lines[start:-1], *lines[1:start], "</Schema>"]
    text = "\n".join(reordered).replace(
        '<Property Name="name" Type="Edm.String"/>\n'
        '  <Property Name="home" Type="o.Address"/>',
        '<Property Name="home" Type="o.Address"/>'
        '<Property Name="name" Type="Edm.String"/>',
    )
    include = ["/me/**", "/users/{id}/boss", "/hello"]
    other = slice_model(read(tmp_path, text), include)
    assert other.model.types["o.User"] != cut(*include).model.types["o.User"]
    assert plain(other) == plain(cut(*include))


@pytest.mark.parametrize(
    ("include", "exclude", "said"),
    [
        ("/usres", "", "there is no 'usres' below '/'; did you mean 'users'"),
        ("/users/{id}/bos", "", "no 'bos' below '/users/{id}'; did you mean 'boss'?"),
        ("/users/boss", "", "did you mean '/users/{id}/boss'?"),
        ("/me/{id}", "", "no key follows '/me', which is no collection"),
        ("/me/name", "", "'name' is a property of '/me' and no path"),
        ("/me/ways/mails/{id}/sent", "", "no 'sent' below '/me/ways/mails/{id}'"),
        ("/me/greet/x", "", "'greet' is an operation, nothing follows it"),
        ("/me/greet#get", "", "'greet' is an operation, which has no accesses"),
        ("/me/greet", "/**/greet", "'greet' is an operation, which is excluded"),
        ("/me#list", "", "the path exists, but there is no list at it"),
        ("/me/ways/mails#create", "", "there is no create at it"),
        ("/me", "/**", "the path exists, but the metadata allows no request"),
        ("/me/*/*/x", "", "there is no 'x' below '/me/*/*'"),
        ("/**/nowhere", "", "there is no 'nowhere' below '/**'"),
        ("/hello/*", "", "nothing follows"),
    ],
)
def test_patterns_that_match_nothing(
    cut: Cut, include: str, exclude: str, said: str
) -> None:
    with pytest.raises(InputError) as caught:
        cut(include, exclude=(exclude,) if exclude else ())
    assert said in str(caught.value)
    assert f"include: the path pattern {include!r} matches nothing" in str(caught.value)


@pytest.mark.parametrize("pattern", ["/users/**", "/me/boss", "/me#delete"])
def test_an_exclude_without_effect_is_a_notice(cut: Cut, pattern: str) -> None:
    part = cut("/me", exclude=(pattern,))
    (notice,) = part.notices
    assert f"exclude: the path pattern {pattern!r} matches nothing" in notice
    assert part.roots == cut("/me").roots


def test_an_exclude_that_leaves_what_is_below_is_a_notice(cut: Cut) -> None:
    part = cut("/users/**", exclude=("/**/tasks",))
    (notice,) = part.notices
    assert (
        "exclude: '/**/tasks' leaves what is below that path; '/**/tasks/**' " in notice
    )
    assert ends(part)["User/tasks"] != ends(cut("/users/**"))["User/tasks"]
    for quiet in ("/**/tasks/**", "/**/tasks#list", "/**/greet"):
        assert cut("/users/**", exclude=(quiet,)).notices == ()


def test_all_patterns_that_match_nothing_are_told(cut: Cut) -> None:
    with pytest.raises(InputError) as caught:
        cut("/a", "/me", "/b", exclude=("/c",))
    assert len(caught.value.faults) == 2
    with pytest.raises(InputError) as caught:
        cut("me", "you")
    assert len(caught.value.faults) == 2


def test_a_model_without_a_container_has_no_paths(tmp_path: Path) -> None:
    start = OFFICE.index(" <EntityContainer")
    end = OFFICE.index("</EntityContainer>") + len("</EntityContainer>")
    model = read(tmp_path, OFFICE[:start] + OFFICE[end:])
    with pytest.raises(InputError, match="the metadata has no entity container"):
        slice_model(model, ["/users"])


def test_derived_is_one_of_three(cut: Cut) -> None:
    with pytest.raises(InputError, match="did you mean 'abstract'"):
        cut("/me", derived="abstrakt")
