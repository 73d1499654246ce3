"""Slices of whole services, exported and read again: the same package comes of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.e2e.round_trips import Wanted, round_trip
from tests.scale.metadata import NO_METADATA, model

pytestmark = NO_METADATA
GRAPH = "graph-v1.0.csdl"
SLICES = {
    "phones": Wanted(
        [f"/{who}/authentication/phoneMethods/**" for who in ("users/{id}", "me")],
        ["/**/resetPassword"],
    ),
    "mail": Wanted(["/me/messages/**", "/me/sendMail"]),
    "mail, all derived types": Wanted(
        ["/me/messages/**", "/me/sendMail"], derived="all"
    ),
    "mail, no derived types": Wanted(["/me/messages/**"], derived="none"),
    "users and groups": Wanted(
        [
            *("/users", "/users/{id}", "/users/{id}/memberOf", "/groups/**"),
            *("/groups/{id}/members", "/groups/{id}/owners#list"),
        ],
        ["/groups/{id}/sites/**", "/groups/*/team/**", "/**/onenote/**"],
    ),
    "security": Wanted(["/security/**"]),
    "passed types alone": Wanted(["/sites/{id}/lists/{id}/items/{id}/fields#get"]),
    "operations alone": Wanted(["/users/{id}/sendMail", "/**/delta"]),
}
SAMPLES = ["TripPin.csdl", "Northwind.csdl", "ExampleService.csdl"]


@pytest.mark.parametrize("name", SLICES)
def test_slices_of_graph(name: str, tmp_path: Path) -> None:
    wanted = SLICES[name]
    graph = Wanted(wanted.include, wanted.exclude, wanted.derived, "graph/v1.0")
    round_trip(tmp_path, model(GRAPH), graph)


@pytest.mark.parametrize("derived", ["abstract", "all", "none"])
@pytest.mark.parametrize("name", SAMPLES)
def test_sample_services(name: str, derived: str, tmp_path: Path) -> None:
    round_trip(tmp_path, model(name), Wanted(derived=derived))


@pytest.mark.parametrize("name", SAMPLES)
def test_single_sets_of_sample_services(name: str, tmp_path: Path) -> None:
    sets = model(name).container
    assert sets is not None
    for entity_set in list(sets.entity_sets)[:5]:
        round_trip(tmp_path, model(name), Wanted([f"/{entity_set}/{{id}}/**"]))


def test_a_document_of_another_time_and_kind(tmp_path: Path) -> None:
    described = model("graph-v1.0-2023-05-described.csdl")
    wanted = Wanted(["/me/todo/**"], profile="graph/v1.0")
    exported = round_trip(tmp_path, described, wanted)
    kept = exported.types["microsoft.graph.todoTask"]
    assert kept.documentation == described.types[kept.name].documentation
