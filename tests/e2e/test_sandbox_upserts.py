"""Entities of the sandbox that PUT and PATCH create, replace and merge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from tests.e2e.sandboxes import Town, names, refused, town

EVE = "/people('eve')"


@pytest.fixture(scope="module")
def server() -> Iterator[Town]:
    with town("ada", upserts=True) as client:
        yield client


@pytest.fixture
def http(server: Town) -> Town:
    return server.renewed()


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_an_entity_is_created(http: httpx.Client, method: str) -> None:
    body = {"name": "other", "nick": "x", "friends@odata.bind": ["people('ada')"]}
    created = http.request(method, EVE, json=body)
    assert created.status_code == 201, created.text
    assert created.headers["location"].endswith(EVE)
    assert created.json()["name"] == "eve", "the key in the URL counts"
    assert names(http.get(f"{EVE}/friends")) == ["ada"]
    assert http.request(method, EVE, json={"nick": "y"}).status_code == 204
    assert http.get(EVE).json()["nick"] == "y"
    headers = {"Prefer": "return=minimal"}
    minimal = http.request(method, "/people/flo", json={}, headers=headers)
    assert (minimal.status_code, minimal.content) == (204, b"")
    assert minimal.headers["odata-entityid"].endswith("/people('flo')")


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_conditions_decide_between_create_and_update(
    http: httpx.Client, method: str
) -> None:
    for value in ("*", '"x"'):
        only_update = {"If-Match": value}
        refused(http.request(method, EVE, json={}, headers=only_update), 412)
    refused(http.get(EVE), 404)
    only_create = {"If-None-Match": "*"}
    assert http.request(method, EVE, json={}, headers=only_create).status_code == 201
    refused(http.request(method, EVE, json={"age": 1}, headers=only_create), 412)
    assert http.get(EVE).json()["age"] == 7
    update = {"If-Match": "*"}
    assert http.request(method, EVE, json={}, headers=update).status_code == 204


def test_a_derived_type(http: httpx.Client) -> None:
    created = http.put(f"{EVE}/t.worker", json={"wage": 1})
    assert created.status_code == 201
    assert http.get(EVE).json()["@odata.type"] == "#t.worker"
    created = http.patch("/people/t.worker/flo", json={"wage": 2})
    assert created.status_code == 201
    body = {"@odata.type": "#t.worker", "wage": 3}
    assert http.patch("/people('gus')", json=body).status_code == 201
    assert names(http.get("/people/t.worker")) == ["eve", "flo", "gus"]


def test_keys_of_several_parts(http: httpx.Client) -> None:
    spot = "/spots(number=4,city='Rome')"
    assert http.put(spot, json={"place": {"zip": 9}}).status_code == 201
    assert http.get(spot).json()["place"] == {"city": "Rome", "zip": 9}


def test_contained_entities(http: httpx.Client) -> None:
    assert http.put("/people/ada/pets/7", json={"name": "rex"}).status_code == 201
    assert http.get("/people/ada/pets(7)/name").json()["value"] == "rex"
    refused(http.put("/people/nobody/pets/7", json={}), 404)


def test_a_contained_single_entity(http: httpx.Client) -> None:
    http.put("/people('eve')/t.worker", json={})
    tool = "/people('eve')/t.worker/tool"
    http.delete(tool)
    assert http.get(tool).status_code == 204
    refused(http.put(tool, json={"name": "x"}, headers={"If-Match": "*"}), 412)
    assert http.put(tool, json={"name": "saw"}).status_code == 201
    assert http.patch(tool, json={"name": "axe"}).status_code == 204
    assert http.get(tool).json()["name"] == "axe"


def test_put_replaces(http: httpx.Client) -> None:
    body: dict[str, Any] = {
        "nick": "x",
        "age": 9,
        "tags": ["a"],
        "home": {"city": "Rome"},
        "boss@odata.bind": "people('ada')",
    }
    assert http.put(EVE, json=body).status_code == 201
    assert http.put(EVE, json={"mail": "m"}).status_code == 204
    now = http.get(EVE).json()
    assert (now["name"], now["nick"], now["mail"]) == ("eve", None, "m")
    assert (now["age"], now["tags"], now["home"]) == (7, [], None), "the defaults"
    assert http.get(f"{EVE}/boss").json()["name"] == "ada", "links stay"
    shown = http.put(EVE, json={}, headers={"Prefer": "return=representation"})
    assert (shown.status_code, shown.json()["mail"]) == (200, None)
    toy = http.post("/toys", json={"name": "ball"}).headers["location"]
    assert "required" in refused(http.put(toy, json={}), 400)
    assert http.get(toy).json()["name"] == "ball"


def test_what_is_not_created(http: httpx.Client) -> None:
    key = "6f9619ff-8b86-d011-b42d-00c04fc964ff"
    refused(http.patch(f"/documents({key})", json={"title": "x"}), 404)
    refused(http.put("/people(mail='x')", json={}), 404)
    refused(http.patch("/people('ada')/boss", json={}), 404)
    refused(http.put(f"{EVE}/nick", json={"value": "x"}), 404)
    refused(http.delete(EVE), 404)
    refused(http.get(EVE), 404)
    refused(http.patch(EVE, json={"age": "x"}), 400)
    refused(http.get(EVE), 404)


def test_without_the_setting_nothing_is_created() -> None:
    with town("ada") as http:
        refused(http.put(EVE, json={}), 404)
        refused(http.patch(EVE, json={}), 404)


def test_singletons(http: httpx.Client) -> None:
    me = http.get("/me").json()
    assert me["@odata.context"].endswith("#me")
    assert http.patch("/me", json={"nick": "x"}).status_code == 204
    assert http.get("/me/nick/$value").text == "x"
    assert http.put("/me", json={"age": 3}).status_code == 204
    assert (http.get("/me").json()["nick"], http.get("/me/age").json()["value"]) == (
        None,
        3,
    )
    assert http.put("/me/boss/$ref", json={"@id": "people('ada')"}).is_success
    assert http.get("/me/boss/name/$value").text == "ada"
    refused(http.delete("/me"), 405)
    assert http.post("/me/pets", json={"name": "rex"}).status_code == 201


def test_nullable_singletons() -> None:
    with town("ada") as http:
        assert http.delete("/chief").status_code == 204
        gone = http.get("/chief")
        assert (gone.status_code, gone.content) == (204, b"")
        refused(http.get("/chief/nick"), 404)
        refused(http.delete("/chief"), 404)
        body = {"name": "eve", "friends@odata.bind": ["people('ada')"]}
        created = http.put("/chief", json=body)
        assert created.status_code == 201, created.text
        assert created.headers["location"].endswith("/chief")
        assert http.get("/chief").json()["name"] == "eve"
        assert names(http.get("/chief/friends")) == ["ada"]
        assert http.get("/people/$count").text == "1"
        assert http.put("/chief", json={"nick": "x"}).status_code == 204
        assert http.delete("/chief").status_code == 204
        assert http.patch("/chief", json={"name": "flo"}).status_code == 201
