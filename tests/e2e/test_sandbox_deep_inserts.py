"""Entities of the sandbox that are created along with others, and their types."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from tests.e2e.sandboxes import Town, names, refused, town


@pytest.fixture(scope="module")
def server() -> Iterator[Town]:
    with town("ada", "bob") as client:
        yield client


@pytest.fixture
def http(server: Town) -> Town:
    return server.renewed()


DEEP: dict[str, Any] = {
    "name": "eve",
    "friends": [
        {"name": "flo", "pets": [{"name": "rex"}, {"name": "tom"}]},
        {"@odata.type": "#t.worker", "name": "gus", "wage": 1.5},
        {"@id": "people('ada')"},
    ],
    "boss": {"name": "hal", "boss@odata.bind": "people('bob')"},
    "pets": [{"id": 7, "vet": {"name": "ida"}, "toys": [{"name": "ball"}]}],
}


def test_related_entities_are_created_and_returned(http: httpx.Client) -> None:
    created = http.post("/people", json=DEEP)
    assert created.status_code == 201, created.text
    eve = created.json()
    assert [each["name"] for each in eve["friends"]] == ["ada", "flo", "gus"]
    assert [each["name"] for each in eve["friends"][1]["pets"]] == ["rex", "tom"]
    assert eve["friends"][2]["@odata.type"] == "#t.worker"
    assert eve["boss"]["name"] == "hal"
    assert eve["pets"][0]["vet"]["name"] == "ida"
    assert eve["pets"][0]["toys"][0]["name"] == "ball"
    assert "twin" not in eve
    everybody = ["ada", "bob", "eve", "flo", "gus", "hal", "ida"]
    assert sorted(names(http.get("/people"))) == everybody
    assert http.get("/people('hal')/boss/name/$value").text == "bob"
    assert names(http.get("/people('flo')/pets")) == ["rex", "tom"]
    assert http.get("/people('eve')/pets(7)/vet/name/$value").text == "ida"
    assert "friends" not in http.get("/people('eve')").json()


def test_more_levels_are_returned_where_the_client_expands(http: httpx.Client) -> None:
    body = {"name": "eve", "boss": {"name": "hal"}}
    created = http.post("/people?$expand=pets&$select=name", json=body)
    eve = created.json()
    eve.pop("@odata.context")
    assert eve["boss"]["name"] == "hal"
    assert (eve["name"], eve["pets"], len(eve)) == ("eve", [], 3)
    headers = {"Prefer": "return=minimal"}
    body = {"name": "ivo", "boss": {"name": "jo"}}
    assert http.post("/people", json=body, headers=headers).content == b""
    assert http.get("/people('ivo')/boss/name/$value").text == "jo"
    assert "Nobody" in refused(http.post("/people?$expand=Nobody", json={}), 400)


def test_below_complex_values(http: httpx.Client) -> None:
    home = {"city": "Rome", "mayor": {"name": "hal"}, "people": [{"name": "ida"}]}
    created = http.post("/people", json={"name": "eve", "home": home})
    assert created.json()["home"]["mayor"]["name"] == "hal"
    assert [each["name"] for each in created.json()["home"]["people"]] == ["ida"]
    assert "mayor" not in http.get("/people('eve')").json()["home"]
    assert http.get("/people('eve')/home/mayor/name/$value").text == "hal"


@pytest.mark.parametrize(
    ("change", "status", "says"),
    [
        ({"friends": [{"name": "flo"}, {"name": 1}]}, 400, "string"),
        ({"friends": [{"name": "flo"}, {"name": "ada"}]}, 409, "key"),
        ({"friends": [{"name": "flo", "boss@odata.bind": "people('x')"}]}, 400, "'x'"),
        ({"pets": [{"toys": [{}]}]}, 400, "name is required"),
        ({"boss": {"name": "flo", "@odata.type": "#t.pet"}}, 400, "t.pet"),
        ({"boss": {"name": "eve"}}, 409, "key"),
    ],
)
def test_all_or_nothing(
    http: httpx.Client, change: dict[str, Any], status: int, says: str
) -> None:
    answer = http.post("/people", json={**DEEP, **change})
    assert says in refused(answer, status)
    assert names(http.get("/people")) == ["ada", "bob"]


def test_upserts_are_deep_as_well() -> None:
    with town("ada", upserts=True) as http:
        created = http.put("/people('eve')", json=DEEP | {"boss": None})
        assert created.status_code == 201
        assert created.json()["pets"][0]["vet"]["name"] == "ida"


@pytest.mark.parametrize("name", ["@odata.type", "@type"])
@pytest.mark.parametrize(
    "text", ["#t.worker", "t.worker", "http://host/x/$metadata#t.worker", "{root}"]
)
def test_types_in_bodies(http: httpx.Client, name: str, text: str) -> None:
    text = text.format(root=f"{http.base_url}$metadata#t.worker")
    created = http.post("/people", json={name: text, "name": "eve", "wage": 1})
    assert created.status_code == 201, created.text
    assert created.json()["@odata.type"] == "#t.worker"
    assert http.get("/people('eve')/t.worker/wage/$value").text == "1"
    home = {name: text.replace("worker", "abroad"), "land": "IT"}
    assert http.patch("/people('eve')", json={"home": home}).status_code == 204
    assert http.get("/people('eve')").json()["home"]["@odata.type"] == "#t.abroad"
    friends = [{name: text, "name": "flo"}]
    assert http.post("/people", json={"name": "gus", "friends": friends}).is_success
    (friend,) = http.get("/people('gus')/friends").json()["value"]
    assert friend["@odata.type"] == "#t.worker"


def test_types_by_casts(http: httpx.Client) -> None:
    created = http.post("/people/t.worker", json={"name": "eve", "wage": 1})
    assert created.status_code == 201
    assert "@odata.type" not in created.json(), "the path says it"
    assert http.get("/people('eve')").json()["@odata.type"] == "#t.worker"
    assert names(http.get("/people/t.worker")) == ["eve"]
    friend = http.post("/people('ada')/friends/t.worker", json={"name": "flo"})
    assert friend.headers["location"].endswith("/people('flo')")
    patched = http.patch("/people('eve')/t.worker", json={"wage": 2})
    assert patched.status_code == 204
    body = {"@odata.type": "#t.person", "name": "gus"}
    refused(http.post("/people/t.worker", json=body), 400)
    assert "wage" in refused(http.post("/people", json={"name": "x", "wage": 1}), 400)
    wrong = {"@odata.type": "#t.worker", "nick": "x"}
    refused(http.patch("/people('ada')", json=wrong), 400)
