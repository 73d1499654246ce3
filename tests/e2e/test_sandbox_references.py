"""References to entities in the sandbox: read, added, replaced and removed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from tests.e2e.sandboxes import Town, fragment, names, refused, town

FRIENDS = "/people('ada')/friends"


@pytest.fixture(scope="module")
def server() -> Iterator[Town]:
    with town("ada", "bob", "cid", "it's #1/é", page_size=2) as client:
        yield client


@pytest.fixture
def http(server: Town) -> Town:
    return server.renewed()


def _ids(answer: httpx.Response) -> list[str]:
    return [each["@odata.id"] for each in answer.json()["value"]]


@pytest.mark.parametrize(
    "entity_id",
    [
        "{root}/people('bob')",
        "{root}/people/bob",
        "people('bob')",
        "people(name='bob')",
        "../../people('bob')",
        "/people('bob')",
        "people('ada')/boss",
    ],
)
@pytest.mark.parametrize("name", ["@odata.id", "@id"])
def test_a_reference_is_added(http: httpx.Client, entity_id: str, name: str) -> None:
    root = str(http.base_url).rstrip("/")
    http.put("/people('ada')/boss/$ref", json={"@id": "people('bob')"})
    body = {"@odata.context": "x", name: entity_id.format(root=root)}
    for _ in range(2):
        added = http.post(f"{FRIENDS}/$ref", json=body)
        assert (added.status_code, added.content) == (204, b"")
        assert names(http.get(FRIENDS)) == ["bob"]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"@odata.id": "people('eve')"}, "people('eve')"),
        ({"@odata.id": "people"}, "no entity"),
        ({"@odata.id": "people('bob')/name"}, "no entity"),
        ({"@odata.id": "http://example.com/people('bob')"}, "no entity"),
        ({"@odata.id": "people('ada')/pets(1)"}, "t.pet"),
        ({"@odata.id": 1}, "reference"),
        ({"@odata.id": "people('bob')", "@id": "people('bob')"}, "reference"),
        ({"name": "bob"}, "reference"),
    ],
)
def test_what_is_no_reference(
    http: httpx.Client, body: dict[str, Any], says: str
) -> None:
    assert http.post("/people('ada')/pets", json={}).status_code == 201
    assert says in refused(http.post(f"{FRIENDS}/$ref", json=body), 400)
    assert says in refused(http.put("/people('ada')/boss/$ref", json=body), 400)
    assert names(http.get(FRIENDS)) == []


def test_references_are_read(http: httpx.Client) -> None:
    root = str(http.base_url).rstrip("/")
    special = "people('it''s%20%231%2F%C3%A9')"
    for entity_id in ("people('bob')", "people('cid')", special):
        added = http.post(f"{FRIENDS}/$ref", json={"@id": entity_id})
        assert added.status_code == 204, added.text
    listed = http.get(f"{FRIENDS}/$ref?$count=true")
    assert fragment(listed) == "Collection($ref)"
    assert _ids(listed) == [f"{root}/people('bob')", f"{root}/people('cid')"]
    assert listed.json()["@odata.count"] == 3
    rest = http.get(listed.json()["@odata.nextLink"])
    assert _ids(rest) == [f"{root}/{special}"]
    assert http.get(_ids(rest)[0]).json()["name"] == "it's #1/é"
    assert _ids(http.get(f"{FRIENDS}/$ref?$filter=name eq 'cid'")) == [
        f"{root}/people('cid')"
    ]
    one = http.get(f"{FRIENDS}('bob')/$ref")
    assert (fragment(one), one.json()["@odata.id"]) == ("$ref", f"{root}/people('bob')")
    assert http.get("/people('ada')/boss/$ref").status_code == 204
    assert http.get("/people/$ref").json()["value"]
    assert http.get("/people/ada/$ref").json()["@odata.id"] == f"{root}/people('ada')"
    refused(http.get(f"{FRIENDS}/$ref?$select=name"), 400)


def test_the_reference_of_a_single_valued_property(http: httpx.Client) -> None:
    boss = "/people('ada')/boss"
    for name in ("bob", "cid"):
        changed = http.put(f"{boss}/$ref", json={"@odata.id": f"people('{name}')"})
        assert changed.status_code == 204
        assert http.get(boss).json()["name"] == name
    assert "$id" in refused(http.delete(f"{boss}/$ref?$id=people('cid')"), 400)
    assert http.delete(f"{boss}/$ref").status_code == 204
    assert http.get(boss).status_code == 204
    assert http.get("/people/cid").status_code == 200
    http.put("/people('ada')/twin/$ref", json={"@id": "people('bob')"})
    assert "must" in refused(http.delete("/people('ada')/twin/$ref"), 400)
    assert http.get("/people('ada')/twin").json()["name"] == "bob"


@pytest.mark.parametrize(
    "path",
    [
        "/$ref?$id={root}/people('bob')",
        "/$ref?$id=../../people('bob')",
        "/$ref?$id=people('bob')",
        "/$ref?$id=people%28%27bob%27%29",
        "('bob')/$ref",
        "/bob/$ref",
    ],
)
def test_a_reference_is_removed(http: httpx.Client, path: str) -> None:
    root = str(http.base_url).rstrip("/")
    for name in ("bob", "cid"):
        http.post(f"{FRIENDS}/$ref", json={"@odata.id": f"people('{name}')"})
    assert http.delete(FRIENDS + path.format(root=root)).status_code == 204
    assert names(http.get(FRIENDS)) == ["cid"]
    assert http.get("/people('bob')").status_code == 200
    refused(http.delete(FRIENDS + path.format(root=root)), 404)


def test_all_references_are_replaced_or_removed(http: httpx.Client) -> None:
    http.post(f"{FRIENDS}/$ref", json={"@odata.id": "people('bob')"})
    body: dict[str, Any] = {"value": [{"@id": "people('cid')"}, {"@id": "people/ada"}]}
    assert http.put(f"{FRIENDS}/$ref", json=body).status_code == 204
    assert names(http.get(FRIENDS)) == ["cid", "ada"]
    body["value"].append({"@id": "people('eve')"})
    refused(http.put(f"{FRIENDS}/$ref", json=body), 400)
    refused(http.put(f"{FRIENDS}/$ref", json={"@id": "people('cid')"}), 400)
    assert names(http.get(FRIENDS)) == ["cid", "ada"]
    assert http.delete(f"{FRIENDS}/$ref").status_code == 204
    assert names(http.get(FRIENDS)) == []


def test_references_below_complex_values(http: httpx.Client) -> None:
    http.patch("/people('ada')", json={"home": {"city": "Rome"}})
    people = "/people('ada')/home/people"
    added = http.post(f"{people}/$ref", json={"@id": "people('bob')"})
    assert added.status_code == 204, added.text
    assert names(http.get(people)) == ["bob"]
    assert http.delete(f"{people}('bob')/$ref").status_code == 204
    assert names(http.get(people)) == []


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "/people/$ref", "GET"),
        ("DELETE", "/people('ada')/$ref", "GET"),
        ("POST", "/people('ada')/boss/$ref", "GET, PUT, DELETE"),
        ("POST", f"{FRIENDS}('bob')/$ref", "GET, DELETE"),
        ("PATCH", f"{FRIENDS}/$ref", "GET, POST, PUT, DELETE"),
        ("POST", "/people('ada')/pets/$ref", "GET"),
    ],
)
def test_wrong_methods(
    http: httpx.Client, method: str, path: str, allowed: str
) -> None:
    http.post(f"{FRIENDS}/$ref", json={"@odata.id": "people('bob')"})
    answer = http.request(method, path, json={"@id": "people('bob')"})
    refused(answer, 405)
    assert answer.headers["allow"] == allowed


def test_where_there_are_no_references(http: httpx.Client) -> None:
    refused(http.get("/people('ada')/name/$ref"), 404)
    refused(http.get("/people('eve')/friends/$ref"), 404)
    refused(http.delete(f"{FRIENDS}('bob')/$ref"), 404)


@pytest.mark.parametrize(
    ("links", "friends", "boss"),
    [
        ({"friends@odata.bind": ["people('bob')", "people/cid"]}, ["bob", "cid"], ""),
        ({"friends": [{"@id": "people('cid')"}]}, ["cid"], ""),
        ({"boss@odata.bind": "people('bob')"}, [], "bob"),
        ({"boss": {"@odata.id": "{root}/people('cid')"}}, [], "cid"),
        ({"boss": None, "friends": []}, [], ""),
    ],
)
def test_a_new_entity_is_linked(
    http: httpx.Client, links: dict[str, Any], friends: list[str], boss: str
) -> None:
    root = str(http.base_url).rstrip("/")
    for each in links.values():
        if isinstance(each, dict):
            each.update({name: id_.format(root=root) for name, id_ in each.items()})
    created = http.post("/people?$expand=boss,friends", json={"name": "eve", **links})
    assert created.status_code == 201, created.text
    assert [each["name"] for each in created.json()["friends"]] == friends
    assert (created.json()["boss"] or {}).get("name", "") == boss
    assert names(http.get("/people('eve')/friends")) == friends


def test_links_below_complex_values(http: httpx.Client) -> None:
    home = {"city": "Rome", "people@odata.bind": ["people('bob')"]}
    created = http.post("/people", json={"name": "eve", "home": home})
    assert created.status_code == 201, created.text
    assert names(http.get("/people('eve')/home/people")) == ["bob"]
    homes = [{"people@odata.bind": ["people('bob')"]}]
    refused(http.post("/people", json={"name": "flo", "homes": homes}), 501)


def test_an_update_changes_links(http: httpx.Client) -> None:
    def patch(**body: Any) -> httpx.Response:
        return http.patch("/people('ada')", json=body)

    assert patch(**{"boss@odata.bind": "people('bob')", "age": 9}).status_code == 204
    assert http.get("/people('ada')/boss").json()["name"] == "bob"
    assert patch(**{"friends@odata.bind": ["people('bob')"]}).status_code == 204
    assert patch(**{"friends@odata.bind": ["people('cid')"]}).status_code == 204
    assert names(http.get(FRIENDS)) == ["bob", "cid"], "binding adds"
    assert patch(friends=[{"@id": "people('cid')"}]).status_code == 204
    assert names(http.get(FRIENDS)) == ["cid"], "a list replaces"
    shown = http.patch("/people('ada')?$expand=boss&$select=age", json={"age": 1})
    assert (shown.status_code, shown.json()["boss"]["name"]) == (200, "bob")
    assert patch(**{"boss@odata.bind": None}).status_code == 204
    assert http.get("/people('ada')/boss").status_code == 204
    assert "null" in refused(patch(twin=None), 400)
    refused(patch(boss={"name": "eve"}), 501)


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/people"), ("PATCH", "/people('ada')")]
)
@pytest.mark.parametrize(
    "links",
    [
        {"friends@odata.bind": ["people('bob')", "people('nobody')"]},
        {"boss": {"@id": "people('nobody')"}},
        {"boss@odata.bind": "people"},
        {"pets@odata.bind": ["people('bob')"]},
    ],
)
def test_unknown_targets_change_nothing(
    http: httpx.Client, method: str, path: str, links: dict[str, Any]
) -> None:
    refused(http.request(method, path, json={"name": "eve", "age": 9, **links}), 400)
    assert http.get("/people/$count").text == "4"
    assert http.get("/people('ada')/age/$value").text == "7"
    assert names(http.get(FRIENDS)) == []
