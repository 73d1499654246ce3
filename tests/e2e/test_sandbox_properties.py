"""Properties of the sandbox's entities as resources: set, merged, appended, removed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from tests.e2e.sandboxes import Town, fragment, names, refused, town

ADA = "/people('ada')"


@pytest.fixture(scope="module")
def server() -> Iterator[Town]:
    with town("ada", "bob", rules=["made_up"]) as client:
        yield client


@pytest.fixture
def http(server: Town) -> Town:
    return server.renewed()


def _value(http: httpx.Client, path: str) -> Any:
    answer = http.get(ADA + path)
    return None if answer.status_code == 204 else answer.json()["value"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/nick", "x"),
        ("/nick", None),
        ("/age", 8),
        ("/color", "green"),
        ("/tags", ["a", "b"]),
        ("/tags", []),
        ("/homes", [{"city": "Rome", "zip": 1}]),
    ],
)
def test_put(http: httpx.Client, path: str, value: Any) -> None:
    http.patch(ADA, json={"nick": "old", "tags": ["old"]})
    changed = http.put(ADA + path, json={"value": value})
    assert (changed.status_code, changed.content) == (204, b"")
    assert _value(http, path) == value
    headers = {"Prefer": "return=representation"}
    shown = http.put(ADA + path, json={"value": value}, headers=headers)
    assert shown.headers["preference-applied"] == "return=representation"
    if value is None:
        assert (shown.status_code, shown.content) == (204, b"")
    else:
        assert (shown.status_code, shown.json()["value"]) == (200, value)
        assert fragment(shown) == f"people('ada'){path}"


def test_a_complex_value_is_replaced_or_merged(http: httpx.Client) -> None:
    home = f"{ADA}/home"
    first = {"city": "Rome", "zip": 1, "floor": 2}
    refused(http.patch(home, json={"city": "Oslo"}), 405)
    assert http.put(home, json=first).status_code == 204
    assert http.get(f"{ADA}?$select=home").json()["home"] == first
    assert http.patch(home, json={"zip": 3}).status_code == 204
    assert http.get(ADA).json()["home"] == {**first, "zip": 3}
    assert http.put(home, json={"city": "Oslo"}).status_code == 204
    assert http.get(ADA).json()["home"] == {"city": "Oslo", "zip": 7}, "defaults"
    derived = {"@odata.type": "#t.abroad", "city": "Rome", "zip": 1, "land": "IT"}
    assert http.put(home, json=derived).status_code == 204
    assert http.get(ADA).json()["home"] == derived
    land = f"{home}/t.abroad/land"
    assert http.put(land, json={"value": "AT"}).status_code == 204
    assert http.get(ADA).json()["home"] == {**derived, "land": "AT"}
    assert http.put(home, json={"value": None}).status_code == 204
    assert http.get(home).status_code == 204
    assert http.get(ADA).json()["home"] is None


def test_a_property_of_a_complex_value(http: httpx.Client) -> None:
    refused(http.put(f"{ADA}/home/city", json={"value": "Rome"}), 404)
    http.patch(ADA, json={"home": {"city": "Rome", "zip": 1, "floor": 2}})
    assert http.put(f"{ADA}/home/city", json={"value": "Oslo"}).status_code == 204
    assert http.delete(f"{ADA}/home/floor").status_code == 204
    assert http.get(ADA).json()["home"]["city"] == "Oslo"
    assert http.delete(f"{ADA}/home/city").status_code == 204
    assert http.get(f"{ADA}/home/city").status_code == 204
    refused(http.delete(f"{ADA}/home/zip"), 400)
    assert http.get(f"{ADA}/home/zip/$value").text == "1"


def test_null(http: httpx.Client) -> None:
    http.patch(ADA, json={"nick": "x", "home": {"city": "Rome"}})
    for path in ("nick", "nick/$value", "home"):
        assert http.delete(f"{ADA}/{path}").status_code == 204
    assert http.get(ADA).json()["nick"] is http.get(ADA).json()["home"] is None
    assert "null" in refused(http.delete(f"{ADA}/age"), 400)
    assert "null" in refused(http.put(f"{ADA}/age", json={"value": None}), 400)
    http.patch(ADA, json={"tags": ["a"]})
    assert http.delete(f"{ADA}/tags").status_code == 204
    assert _value(http, "/tags") == []


def test_the_raw_value(http: httpx.Client) -> None:
    text = {"Content-Type": "text/plain;charset=utf-8"}
    nick = "ä ' / # % \n"
    changed = http.put(f"{ADA}/nick/$value", content=nick.encode(), headers=text)
    assert changed.status_code == 204
    assert http.get(f"{ADA}/nick/$value").text == nick
    assert http.put(f"{ADA}/age/$value", content="9", headers=text).is_success
    assert _value(http, "/age") == 9
    assert http.put(f"{ADA}/color/$value", content="red", headers=text).is_success
    assert _value(http, "/color") == "red"
    refused(http.put(f"{ADA}/age/$value", content="x", headers=text), 400)
    refused(http.put(f"{ADA}/nick/$value", json="x"), 415)
    refused(http.put(f"{ADA}/nick/$value", content=b"\xff", headers=text), 400)


def test_dynamic_properties(http: httpx.Client) -> None:
    http.patch(ADA, json={"home": {"city": "Rome"}})
    path = f"{ADA}/home/view"
    refused(http.get(path), 404)
    assert http.put(path, json={"value": [1, "x"]}).status_code == 204
    assert http.get(path).json()["value"] == [1, "x"]
    assert http.delete(path).status_code == 204
    refused(http.get(f"{path}/deeper"), 404)


def test_items_are_appended(http: httpx.Client) -> None:
    for item in ("a", "b"):
        assert http.post(f"{ADA}/tags", json={"value": item}).status_code == 204
    assert _value(http, "/tags") == ["a", "b"]
    assert http.post(f"{ADA}/homes", json={"city": "Rome"}).status_code == 204
    assert _value(http, "/homes") == [{"city": "Rome", "zip": 7}]
    refused(http.post(f"{ADA}/tags", json={"value": 1}), 400)


@pytest.mark.parametrize(
    ("method", "path", "body", "says"),
    [
        ("PUT", "/age", {"value": "x"}, "32 bits"),
        ("PUT", "/age", {}, "value"),
        ("PUT", "/tags", {"value": "x"}, "array"),
        ("PUT", "/tags", {"value": [None]}, "null"),
        ("PUT", "/color", {"value": "blue"}, "blue"),
        ("PUT", "/home", {"zip": "x"}, "32 bits"),
        ("PUT", "/home", {"@odata.type": "#t.pet"}, "t.pet"),
        ("PATCH", "/home", {"zip": None}, "null"),
    ],
)
def test_values_that_do_not_fit(
    http: httpx.Client, method: str, path: str, body: Any, says: str
) -> None:
    http.patch(ADA, json={"home": {"city": "Rome"}})
    before = http.get(ADA).json()
    assert says in refused(http.request(method, ADA + path, json=body), 400)
    assert http.get(ADA).json() == before


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", f"{ADA}/name", "GET"),
        ("PATCH", f"{ADA}/nick", "GET, PUT, DELETE"),
        ("POST", f"{ADA}/home", "GET, PUT, DELETE"),
        ("PATCH", f"{ADA}/tags", "GET, PUT, POST, DELETE"),
        ("PUT", "/center()/city", "GET"),
    ],
)
def test_wrong_methods(
    http: httpx.Client, method: str, path: str, allowed: str
) -> None:
    answer = http.request(method, path, json={"value": "x"})
    refused(answer, 405)
    assert answer.headers["allow"] == allowed


def test_a_key_within_a_complex_value_stays(http: httpx.Client) -> None:
    body = {"place": {"city": "Rome"}, "number": 1}
    assert http.post("/spots", json=body).status_code == 201
    spot = "/spots(city='Rome',number=1)"
    refused(http.put(f"{spot}/place/city", json={"value": "Oslo"}), 400)
    refused(http.patch(spot, json={"place": {"city": "Oslo"}}), 400)
    assert http.put(f"{spot}/place/zip", json={"value": 9}).status_code == 204
    assert http.get(spot).json()["place"] == {"city": "Rome", "zip": 9}


def test_links_and_operations_below_complex_values(http: httpx.Client) -> None:
    home = f"{ADA}/home"
    http.put(home, json={"city": "Rome", "mayor@odata.bind": "people('bob')"})
    assert http.get(f"{home}/mayor").json()["name"] == "bob"
    created = http.post(f"{home}/people", json={"name": "cid"})
    assert created.headers["location"].endswith("/people('cid')")
    assert names(http.get(f"{home}/people")) == ["cid"]
    assert http.get(f"{home}/people('cid')/home").status_code == 204
    assert http.get(f"{home}/people/$count").text == "1"
    assert http.get(f"{home}/t.label()").json()["value"] == "label-1"
    assert http.post(f"{home}/t.repaint", json={"color": "red"}).status_code == 200
    assert http.get(f"{ADA}/tags/t.longest()").json()["value"] == "longest-1"
    http.delete(home)
    http.put(home, json={"city": "Oslo"})
    assert names(http.get(f"{home}/people")) == [], "links go with their value"
    http.delete(home)
    refused(http.get(f"{home}/people"), 404)
    refused(http.get(f"{home}/t.label()"), 404)
