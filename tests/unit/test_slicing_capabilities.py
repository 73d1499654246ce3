"""Slices keep what capabilities leave: of sets, of ways, and of ways on one path."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.documents import one_schema
from tests.unit.house import (
    HOUSE,
    NO_DELETE,
    NO_INSERT,
    NONE,
    PATCH,
    PUT,
    SINGLE,
    on_path,
    record,
    restricted,
    term,
    value,
)
from tests.unit.office import cutting, ends, read

from odata2py.errors import InputError

End = Callable[..., str]


@pytest.fixture
def end(tmp_path: Path) -> End:
    """What is left at the end of a path, or why nothing is."""

    def end(
        path: str,
        said: str = "",
        at: str = "n.C/rooms",
        only_declared: tuple[str, ...] = (),
    ) -> str:
        notes = f'<Annotations Target="{at}">{said}</Annotations>'
        model = read(tmp_path, one_schema(HOUSE + notes))
        cut = cutting(model)
        segments = path.partition("#")[0].removesuffix("/{id}").split("/")
        try:
            part = cut(path, only_declared=frozenset(only_declared))
        except InputError as error:
            return str(error).partition(" matches nothing: ")[2]
        (left,) = (
            access
            for edge, access in ends(part).items()
            if edge.endswith(f"/{segments[-1]}")
        )
        return left

    return end


def test_a_set_restricts_ways_on_its_paths_alone(end: End) -> None:
    said = term("NavigationRestrictions", restricted(on_path("doors", NO_INSERT)))
    assert end("/rooms/{id}/doors", said) == "link list"
    for path in ("/halls/{id}/doors", "/main/doors", "/rooms/{id}/parts/{id}/doors"):
        assert end(path, said) == "create link list"
    assert end("/rooms", said) == "create list"


PATHS = {
    "spot/near": ("/rooms/{id}/spot/near", "/halls/{id}/spot/near"),
    "doors/keys": ("/rooms/{id}/doors/{id}/keys/{id}", "/doors/{id}/keys/{id}"),
    "doors/n.Gate/guards": (
        "/rooms/{id}/doors/n.Gate/{id}/guards/{id}",
        "/halls/{id}/doors/n.Gate/{id}/guards/{id}",
    ),
    "parts/owner": ("/rooms/{id}/parts/{id}/owner", "/rooms/{id}/owner"),
}


@pytest.mark.parametrize("path", PATHS)
def test_ways_farther_on(end: End, path: str) -> None:
    said = term("NavigationRestrictions", restricted(on_path(path, NO_DELETE)))
    there, elsewhere = PATHS[path]
    assert "delete" not in end(there, said)
    assert "delete" in end(elsewhere, said)


def test_what_is_said_of_a_way_holds_after_a_cast_and_a_key(end: End) -> None:
    said = term("NavigationRestrictions", restricted(on_path("keys", NO_INSERT)))
    for path in ("/doors/{id}/n.Gate/keys", "/doors/n.Gate/{id}/keys"):
        assert end(path, said, "n.C/doors") == "link list"
    assert end("/rooms/{id}/doors/n.Gate/{id}/keys", said, "n.C/doors") == (
        "create link list"
    )


def test_casts_have_the_accesses_of_what_they_cast(end: End) -> None:
    said = term("NavigationRestrictions", restricted(on_path("doors", NO_DELETE)))
    assert end("/rooms/{id}/doors/n.Gate/{id}", said) == "get replace update upsert"
    assert end("/halls/{id}/doors/{id}/n.Gate", said) == (
        "delete get replace update upsert"
    )
    said = term("ReadRestrictions", value("Readable", False))
    assert end("/doors/n.Gate", said, "n.C/doors") == "create"
    said += term("InsertRestrictions", value("Insertable", False))
    assert "allows no request" in end("/doors/n.Gate", said, "n.C/doors")
    assert "no get at it" in end("/doors/n.Gate/{id}#get", said, "n.C/doors")


NO_WAY = "the metadata lets no path go from '/rooms/{id}' along 'doors'"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (term("NavigationRestrictions", NONE), NO_WAY),
        (term("NavigationRestrictions", SINGLE), "create link list"),
        (
            term("NavigationRestrictions", restricted(on_path("doors", NONE))),
            NO_WAY,
        ),
        (
            term("NavigationRestrictions", restricted(on_path("owner", NONE))),
            "create link list",
        ),
        (
            term("NavigationRestrictions", NONE, restricted(on_path("doors", SINGLE))),
            "create link list",
        ),
    ],
)
def test_navigability(end: End, said: str, left: str) -> None:
    assert end("/rooms/{id}/doors", said) == left
    assert end("/halls/{id}/doors", said) == "create link list"
    assert end("/rooms", said) == "create list"
    assert end("/main/doors", said) == "create link list"


def test_navigability_of_a_navigation_property_is_that_of_all_its_paths(
    end: End,
) -> None:
    said = term("NavigationRestrictions", NONE)
    assert end("/rooms/{id}/doors", said, "n.Room/doors") == NO_WAY
    assert "lets no path go" in end("/main/doors", said, "n.Room/doors")
    assert end("/doors", said, "n.Room/doors") == "create list"


@pytest.mark.parametrize(
    ("at", "said", "doors", "owner"),
    [
        ("n.C/rooms", (value("Referenceable", False),), "create list", ""),
        (
            "n.C/rooms",
            (
                value("Referenceable", False),
                restricted(on_path("doors", value("Referenceable", True))),
            ),
            "create link list",
            "",
        ),
        (
            "n.C/rooms",
            (restricted(on_path("owner", value("Referenceable", False))),),
            "create link list",
            "",
        ),
        ("n.Room/doors", (value("Referenceable", False),), "create list", "link"),
    ],
)
def test_links(
    end: End, at: str, said: tuple[str, ...], doors: str, owner: str
) -> None:
    said_there = term("NavigationRestrictions", *said)
    assert end("/rooms/{id}/doors", said_there, at) == doors
    unlinked = end("/rooms/{id}/doors/{id}", said_there, at)
    assert ("unlink" in unlinked) is ("link" in doors)
    linked = end("/rooms/{id}/owner", said_there, at)
    assert ("link" in linked.split(), "unlink" in linked) == (bool(owner),) * 2


NO_GET = "the path exists, but there is no get at it or it is excluded"


def test_reading_by_key(end: End) -> None:
    by_key = value("ReadByKeyRestrictions", record(value("Readable", True)))
    said = term("ReadRestrictions", value("Readable", False), by_key)
    assert (end("/rooms", said), end("/rooms/{id}#get", said)) == ("create", "get")
    not_by_key = value("ReadByKeyRestrictions", record(value("Readable", False)))
    said = term("ReadRestrictions", not_by_key)
    assert end("/rooms", said) == "create list"
    assert end("/rooms/{id}#get", said) == NO_GET
    said = term(
        "NavigationRestrictions",
        restricted(
            on_path(
                "parts", value("ReadRestrictions", record(value("Readable", False)))
            )
        ),
    )
    assert end("/rooms/{id}/parts", said) == "create"
    assert end("/rooms/{id}/parts/{id}#get", said) == NO_GET
    assert end("/halls/{id}/parts/{id}#get", said) == "get"


UPDATES = [
    ((), "delete get replace update upsert", "delete get update"),
    ((PUT,), "delete get replace upsert", "delete get replace"),
    ((PATCH,), "delete get update upsert", "delete get update"),
    (
        (value("Updatable", True),),
        "delete get replace update upsert",
        "delete get update",
    ),
    ((value("Updatable", False),), "delete get", "delete get"),
    ((value("Upsertable", False),), "delete get replace update", "delete get update"),
    (
        (value("Upsertable", True),),
        "delete get replace update upsert",
        "delete get update upsert",
    ),
    (
        (PUT, value("Upsertable", True)),
        "delete get replace upsert",
        "delete get replace upsert",
    ),
    (
        (value("Updatable", False), value("Upsertable", True)),
        "delete get",
        "delete get",
    ),
]


@pytest.mark.parametrize(("said", "left", "declared"), UPDATES)
def test_updates(end: End, said: tuple[str, ...], left: str, declared: str) -> None:
    of_set = term("UpdateRestrictions", *said)
    assert end("/rooms/{id}", of_set) == left
    only = ("replace", "upsert")
    assert end("/rooms/{id}", of_set, only_declared=only) == declared
    of_path = term(
        "NavigationRestrictions",
        restricted(on_path("parts", value("UpdateRestrictions", record(*said)))),
    )
    assert end("/rooms/{id}/parts/{id}", of_path) == left
    assert end("/rooms/{id}/parts/{id}", of_path, only_declared=only) == declared


def test_a_word_on_the_path_counts_for_more_than_one_on_the_way(end: End) -> None:
    insertable = value("InsertRestrictions", record(value("Insertable", True)))
    said = (
        term("NavigationRestrictions", restricted(on_path("parts", insertable)))
        + '</Annotations><Annotations Target="n.Room/parts">'
        + term("InsertRestrictions", value("Insertable", False))
    )
    assert end("/rooms/{id}/parts", said) == "create list"
    assert end("/halls/{id}/parts", said) == "list"


def test_what_paths_leave_adds_up(tmp_path: Path) -> None:
    said = term("NavigationRestrictions", restricted(on_path("doors", NO_INSERT)))
    notes = f'<Annotations Target="n.C/rooms">{said}</Annotations>'
    cut = cutting(read(tmp_path, one_schema(HOUSE + notes)))
    part = cut("/rooms/{id}/doors", "/halls/{id}/doors")
    assert ends(part)["n.Room/doors"] == "create link list"
