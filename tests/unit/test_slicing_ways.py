"""Slices along ways of every kind: casts, values, streams, functions, and links."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.fleet import FLEET
from tests.unit.office import Cut, called, cutting, ends, read, types

from odata2py.errors import InputError
from odata2py.slicing.model import Slice

ITEM = "delete get replace update upsert"
WHOLE = "create delete get list replace update upsert"
SINGLE = "delete get link replace unlink update upsert"
BYTES = "delete get update"


@pytest.fixture
def cut(tmp_path: Path) -> Cut:
    return cutting(read(tmp_path, FLEET))


BY_NAME = {
    "/ships/o.Ferry": {"/ships": "", "Ship*/o.Ferry": "create list"},
    "/ships/o.Ferry/{id}": {"/ships": "", "Ship*/o.Ferry": ITEM},
    "/ships/{id}/o.Ferry": {"/ships": "", "Ship/o.Ferry": ITEM},
    "/ships/{id}/o.Ferry#get": {"/ships": "", "Ship/o.Ferry": "get"},
    "/ships/o.Ferry/o.NightFerry": {
        **{"/ships": "", "Ship*/o.Ferry": "", "Ferry*/o.NightFerry": "create list"}
    },
    "/ships/{id}/o.Ferry/o.NightFerry": {
        **{"/ships": "", "Ship/o.Ferry": "", "Ferry/o.NightFerry": ITEM}
    },
    "/ships/o.Ferry/{id}/o.NightFerry/decks": {
        **{"/ships": "", "Ship*/o.Ferry": "", "Ferry/o.NightFerry": ""},
        "NightFerry/decks": "create list",
    },
    "/ports/{id}/ships/o.Tug": {
        **{"/ports": "", "Port/ships": "", "Ship*/o.Tug": "create list"}
    },
    "/ports/{id}/ships/{id}/o.Tug": {
        **{"/ports": "", "Port/ships": "", "Ship/o.Tug": ITEM}
    },
    "/ports/{id}/flagship/o.Tug": {
        **{"/ports": "", "Port/flagship": "", "Ship/o.Tug": ITEM}
    },
    "/ships/{id}/place/pilot": {
        **{"/ships": "", "Ship/place": "", "Place/pilot": SINGLE}
    },
    "/ships/{id}/place/within/within/buoy": {
        **{"/ships": "", "Ship/place": "", "Place/within": "", "Place/buoy": ITEM}
    },
    "/ships/{id}/place/o.Depth/buoy": {
        **{"/ships": "", "Ship/place": "", "Place/o.Depth": "", "Depth/buoy": ITEM}
    },
    "/ships/{id}/chart": {"/ships": "", "Ship/chart": BYTES},
    "/ships/{id}/chart#update": {"/ships": "", "Ship/chart": "update"},
    "/crew/{id}/photo": {"/crew": "", "Sailor/photo": "get"},
    "/nights/{id}/$value": {"/nights": "", "NightFerry/$value": BYTES},
    "/ships/{id}/escort/chart": {
        "/ships": "",
        "Ship/o.escort": "",
        "Ship/chart": BYTES,
    },
    "/ships/{id}/o.escort": {"/ships": "", "Ship/o.escort": "get"},
    "/ships/fast": {"/ships": "", "Ship*/o.fast": "list"},
    "/ships/fast/{id}": {"/ships": "", "Ship*/o.fast": "get"},
    "/ships/fast/fast/{id}/chart": {
        "/ships": "",
        "Ship*/o.fast": "",
        "Ship/chart": BYTES,
    },
    "/ships/fast/o.Ferry": {
        **{"/ships": "", "Ship*/o.fast": "", "Ship*/o.Ferry": "list"}
    },
    "/find": {"/find": "get"},
    "/find/cabins": {"/find": "", "Ship/cabins": "create list"},
}


@pytest.mark.parametrize("pattern", BY_NAME)
def test_ways_by_their_names(cut: Cut, pattern: str) -> None:
    part = cut(pattern)
    assert ends(part) == BY_NAME[pattern]
    assert called(part) == {}


def test_entities_of_abstract_types_are_not_created(tmp_path: Path) -> None:
    ferry = '<EntityType Name="Ferry" BaseType="o.Ship"'
    assert ferry in FLEET
    cut = cutting(read(tmp_path, FLEET.replace(ferry, f'{ferry} Abstract="true"')))
    assert ends(cut("/ships/o.Ferry"))["Ship*/o.Ferry"] == "list"
    assert ends(cut("/ships/o.Tug"))["Ship*/o.Tug"] == "create list"


CALLED = {
    "/ships/{id}/o.Ferry/board": {"Ferry": ["board"]},
    "/ships/o.Ferry/{id}/board": {"Ferry": ["board"]},
    "/ships/{id}/place/mark": {"Place": ["mark"]},
    "/ships/{id}/place/within/mark": {"Place": ["mark"]},
    "/ships/{id}/place/o.Depth/dive": {"Depth": ["dive"]},
    "/ships/{id}/place/o.Depth/mark": {"Depth": ["mark"]},
    "/ships/{id}/track/length": {"Place": ["length*"]},
    "/ships/{id}/escort/clean": {"Ship": ["clean"]},
    "/ports/{id}/title": {"Port": ["title"]},
    "/find/clean": {"Ship": ["clean"]},
}


@pytest.mark.parametrize("pattern", CALLED)
def test_operations_after_ways_of_every_kind(cut: Cut, pattern: str) -> None:
    assert called(cut(pattern)) == CALLED[pattern]


def test_a_star_is_any_way_but_a_cast_or_a_plain_value(cut: Cut) -> None:
    part = cut("/ships/{id}/*")
    assert ends(part) == {
        "/ships": "",
        "Ship/cabins": "create list",
        "Ship/chart": BYTES,
        "Ship/crew": "create link list",
        "Ship/o.escort": "get",
    }
    assert called(part) == {"Ship": ["clean", "speed", "speed"]}
    assert ends(cut("/ships/*")) == {"/ships": ITEM, "Ship*/o.fast": "list"}
    part = cut("/ships/{id}/*/*")
    assert {"Ship/place", "Place/buoy", "Place/pilot", "Place/within"} & set(
        ends(part)
    ) == {"Ship/place", "Place/buoy", "Place/pilot"}
    assert called(part)["Place"] == ["mark", "length*"]
    assert ends(cut("/nights/{id}/*"))["NightFerry/$value"] == BYTES


DEEP = {
    "/ships": WHOLE,
    "Ship/cabins": WHOLE,
    "Ship/chart": BYTES,
    "Ship/place": "",
    "Ship/track": "",
    "Place/buoy": ITEM,
    "Place/within": "",
    "Buoy/place": "",
    "Cabin/inner": WHOLE,
    "Ship/o.escort": "get",
    "Ship*/o.fast": "list",
}
CASTS = {
    **{f"Ship/{heir}": ITEM for heir in ("o.Ferry", "o.NightFerry", "o.Tug")},
    **{
        f"Ship*/{heir}": f"create {ITEM.replace('get', 'get list')}"
        for heir in ("o.Ferry", "o.NightFerry", "o.Tug")
    },
}


def test_two_stars_go_along_all_but_references(cut: Cut) -> None:
    part = cut("/ships/**", derived="none")
    assert ends(part) == DEEP
    assert called(part) == {
        "Place": ["mark", "length*"],
        "Ship": ["clean", "speed", "speed"],
    }


def test_two_stars_take_all_derived_types_where_the_slice_has_them(cut: Cut) -> None:
    assert not any("/o.F" in name for name in ends(cut("/ships/**")))
    found = ends(cut("/ships/**", derived="all"))
    assert {name: found[name] for name in CASTS} == CASTS
    assert {"Ferry/decks", "NightFerry/$value", "NightFerry/decks"} <= set(found)
    assert {"Ferry/o.NightFerry", "Place/o.Depth"} <= set(found)
    assert "Ferry/o.NightFerry" in ends(cut("/ferries/**", derived="all"))
    assert "Port/o.BigPort" in ends(cut("/ports/**", derived="all"))
    assert called(cut("/ships/**", derived="all"))["Depth"] == [
        "dive",
        "mark",
        "length*",
    ]


def test_excluded_derived_types(cut: Cut) -> None:
    found = ends(cut("/ships/**", exclude=("/**/o.NightFerry/**",), derived="all"))
    assert "Ferry/decks" in found
    assert "NightFerry/decks" not in found


def test_patterns_look_for_names_in_derived_types(cut: Cut) -> None:
    found = ends(cut("/**/decks", derived="all"))
    assert {"Ship/o.Ferry", "Ferry/decks", "/ferries"} <= set(found)
    assert "Ship/o.Tug" not in found
    assert {access for name, access in found.items() if "decks" not in name} == {""}
    assert "Ship/o.Ferry" in ends(cut("/ships/**/home", derived="all"))


def test_two_stars_end_with_composable_functions(cut: Cut) -> None:
    part = cut("/ports/**")
    assert ends(part) == {"/ports": WHOLE, "Port/o.master": "get"}
    assert "Sailor/photo" in ends(cut("/ports/{id}/master/**"))
    assert ends(cut("/**", exclude=("/ships/**",)))["/find"] == "get"


def test_overloads_of_composable_functions(cut: Cut) -> None:
    part = cut("/ships/{id}/escort")
    assert [
        [parameter.name for parameter in edge.function.own_parameters]
        for edge in part.nodes["o.Ship"].edges
        if edge.function is not None
    ] == [[], ["bill"]]
    assert "o.Bill" in part.model.types
    assert len(part.model.operations["o.escort"]) == 2


def test_composable_functions_by_their_imports(cut: Cut) -> None:
    part = cut("/find", "/seek")
    assert [(edge.name, edge.type.name) for edge in part.roots] == [
        ("find", "o.Ship"),
        ("find", "o.Ship"),
    ]
    assert [name for name, _ in part.imports] == ["seek"]
    assert part.model.container is not None
    assert list(part.model.container.imports) == ["find", "seek"]
    assert len(part.model.operations["o.search"]) == 3


EXCLUDED = [
    ("/ships/**", "/**/o.Ferry/**", {"Ship/o.Ferry", "Ship*/o.Ferry", "Ferry/decks"}),
    ("/ships/**", "/ships/o.Ferry/**", {"Ship*/o.Ferry"}),
    ("/ships/**", "/**/chart", {"Ship/chart"}),
    ("/ships/**", "/**/$value", {"NightFerry/$value"}),
    ("/ships/**", "/**/place/**", {"Ship/place", "Buoy/place"}),
    ("/ships/**", "/**/within/**", {"Place/within"}),
    ("/ships/**", "/**/escort/**", {"Ship/o.escort"}),
    ("/ships/**", "/**/escort", {"Ship/o.escort"}),
    ("/ships/**", "/ships/o.fast/**", {"Ship*/o.fast"}),
    ("/**", "/find", {"/find"}),
]


@pytest.mark.parametrize(("include", "exclude", "gone"), EXCLUDED)
def test_excluded_ways(cut: Cut, include: str, exclude: str, gone: set[str]) -> None:
    there = ends(cut(include, derived="all"))
    assert gone <= set(there)
    part = cut(include, exclude=(exclude,), derived="all")
    assert part.notices == ()
    left = ends(part)
    assert gone.isdisjoint(left)
    assert left.keys() < there.keys()


def test_accesses_are_excluded_at_ways_of_every_kind(cut: Cut) -> None:
    exclude = (
        "/**#delete",
        "/ships/o.Ferry#create,list",
        "/**/chart#update",
        "/**/escort#get",
    )
    found = ends(cut("/ships/**", exclude=exclude, derived="all"))
    assert found["Ship*/o.Ferry"] == "get replace update upsert"
    assert found["Ship*/o.NightFerry"] == "create get list replace update upsert"
    assert found["Ship/chart"] == "get"
    assert "Ship/o.escort" not in found


@pytest.mark.parametrize(
    ("pattern", "kept"),
    [
        ("/ports/{id}/ships#link", ""),
        ("/ports/{id}/flagship#link,unlink,delete", ""),
        ("/ports/{id}/ships/{id}#unlink", ""),
        ("/ships/{id}/o.Ferry#delete", ""),
        ("/ships/{id}/chart", ""),
        ("/nights/{id}/$value", ""),
        ("/ships/{id}/place/mark", ""),
        ("/ships/{id}/escort/chart", "Bill"),
        ("/find/chart", ""),
        ("/ports/{id}/master", "Sailor"),
        ("/ships/{id}/cabins/{id}#upsert", "Cabin"),
        ("/ships/{id}/cabins/{id}#replace", "Cabin"),
        ("/ships/{id}/o.Ferry#get", "Ferry Paint Place Ship"),
        ("/ships/{id}/place/buoy", "Buoy Place"),
    ],
)
def test_types_that_ways_need(cut: Cut, pattern: str, kept: str) -> None:
    assert types(cut(pattern)) == kept


def bindings(part: Slice, name: str) -> list[tuple[str, str, list[str]]]:
    """The operations of a node: their kinds, binding types, and parameters."""
    return [
        (
            f"{type(operation).__name__} {operation.name.removeprefix('o.')}",
            operation.binding.name.removeprefix("o.") if operation.binding else "",
            [parameter.name for parameter in operation.own_parameters],
        )
        for operation in part.nodes[name].operations
    ]


def test_an_overload_of_a_derived_type_hides_that_of_its_base(cut: Cut) -> None:
    part = cut("/ferries/{id}/clean", "/ferries/{id}/speed")
    assert bindings(part, "o.Ferry") == [
        ("Action clean", "Ferry", ["wet"]),
        ("Function speed", "Ferry", ["unit"]),
        ("Function speed", "Ship", ["load", "unit"]),
    ]
    assert types(part) == ""
    part = cut("/nights/{id}/clean", "/tugs/{id}/clean")
    assert bindings(part, "o.NightFerry") == [("Action clean", "Ferry", ["wet"])]
    assert bindings(part, "o.Tug") == [("Action clean", "Ship", [])]
    assert types(part) == "Bill"


def test_an_action_does_not_hide_a_function(cut: Cut) -> None:
    assert bindings(cut("/tugs/{id}/stop"), "o.Tug") == [
        ("Action stop", "Tug", []),
        ("Function stop", "Tug", []),
    ]


def test_paths_in_circles_end(cut: Cut) -> None:
    part = cut("/**", "/**/flagship/**", "/**/home/**", "/**/escort/**", derived="all")
    assert {"Ferry/home", "Port/flagship", "Place/within", "Cabin/inner"} <= set(
        ends(part)
    )


def test_bindings_are_kept_along_kept_ways(cut: Cut) -> None:
    def bound(*include: str) -> dict[str, str]:
        container = cut(*include, "/ports", "/crew").model.container
        assert container is not None
        return dict(container.entity_sets["ships"].bindings)

    assert bound("/ships/{id}/o.Ferry/home") == {"o.Ferry/home": "ports"}
    assert bound("/ships/{id}/place/pilot") == {"place/pilot": "crew"}
    assert bound("/ships/{id}/crew") == {"crew": "crew"}
    assert bound("/ships/{id}/chart") == {}
    assert bound("/ships/{id}/o.Ferry/decks") == {}


FAULTS = {
    "/ships/o.Fery": "there is no 'o.Fery' below '/ships'; did you mean 'o.Ferry' or ",
    "/ships/{id}/Ferry/decks": "below '/ships/{id}'; did you mean 'o.Ferry'?",
    "/ships/{id}/decks": "there is no 'decks' below '/ships/{id}'",
    "/ships/{id}/o.Ferry/o.Tug": "there is no 'o.Tug' below '/ships/{id}/o.Ferry'",
    "/ships/{id}/place": "the path exists, but the metadata allows no request",
    "/ships/{id}/place/id": "there is no 'id' below '/ships/{id}/place'",
    "/ships/{id}/track/{id}": "no key follows '/ships/{id}/track', which is no",
    "/ships/{id}/chart/x": "there is no 'x' below '/ships/{id}/chart'",
    "/ships/{id}/$value": "there is no '$value' below '/ships/{id}'",
    "/ports/{id}/ships/o.Ferry#link": "but there is no link at it",
    "/ports/{id}/ships/o.Ferry/{id}#unlink": "but there is no unlink at it",
    "/ports/{id}/master#update": "the path exists, but there is no update at it",
    "/ports/{id}/title/x": "'title' is an operation, nothing follows it",
    "/crew/{id}/photo#update": "the path exists, but there is no update at it",
    "/ships#link": "the path exists, but there is no link at it",
}


@pytest.mark.parametrize("pattern", FAULTS)
def test_patterns_that_match_nothing(cut: Cut, pattern: str) -> None:
    with pytest.raises(InputError) as caught:
        cut(pattern)
    assert FAULTS[pattern] in str(caught.value)


@pytest.mark.parametrize(
    ("include", "said"),
    [
        ("/ships#list,get,delete", "finds no get, delete; at items it would be "),
        ("/ships/{id}#list,get", "finds no list"),
        ("/ports/{id}/flagship#list,get", "finds no list"),
    ],
)
def test_accesses_that_are_not_there_are_told(
    cut: Cut, include: str, said: str
) -> None:
    [notice] = cut(include).notices
    assert f"{include!r} {said}" in notice
    assert ("'/ships/{id}#get,delete'" in notice) is ("items" in said)
    assert not cut("/ships#list", "/ships/{id}#get", "/**#get").notices
