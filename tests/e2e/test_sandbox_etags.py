"""Entity tags of the sandbox, and requests under conditions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from tests.e2e.sandboxes import Town, refused, town

ADA = "/people('ada')"


@pytest.fixture(scope="module")
def server() -> Iterator[Town]:
    with town("ada", "bob", etags=True, upserts=True, rules=["made_up"]) as client:
        yield client


@pytest.fixture
def http(server: Town) -> Town:
    return server.renewed()


def _tag(http: httpx.Client, path: str = ADA) -> str:
    tag: str = http.get(path).headers["etag"]
    return tag


def _with(name: str, value: str) -> dict[str, Any]:
    return {"headers": {name: value}}


def test_tags_are_in_answers_and_change_with_content(http: httpx.Client) -> None:
    first = http.get(ADA)
    tag = first.headers["etag"]
    assert tag.startswith('W/"')
    assert first.json()["@odata.etag"] == tag
    listed = {e["name"]: e["@odata.etag"] for e in http.get("/people").json()["value"]}
    assert listed["ada"] == tag
    assert listed["bob"] != tag
    assert http.get(f"{ADA}?$select=name").json()["@odata.etag"] == tag
    changed = http.patch(ADA, json={"nick": "x"})
    assert changed.headers["etag"] == _tag(http) != tag
    back = http.patch(ADA, json={"nick": None})
    assert back.headers["etag"] == tag
    http.put(f"{ADA}/photo", content=b"x", headers={"Content-Type": "a/b"})
    assert _tag(http) != tag
    created = http.post("/people", json={"name": "eve"})
    assert created.headers["etag"] == created.json()["@odata.etag"]
    headers = {"Prefer": "return=minimal"}
    minimal = http.post("/people", json={"name": "flo"}, headers=headers)
    assert minimal.headers["etag"] == _tag(http, "/people/flo")
    assert "etag" not in http.get("/people").headers
    http.put(f"{ADA}/boss/$ref", json={"@id": "people('bob')"})
    boss = http.get(f"{ADA}?$expand=boss").json()["boss"]
    assert boss["@odata.etag"] == listed["bob"] == _tag(http, f"{ADA}/boss")
    assert http.get("/pick(name='x')").headers["etag"]


def test_without_the_setting_there_are_no_tags() -> None:
    with town("ada") as http:
        answer = http.get(ADA)
        assert "etag" not in answer.headers
        assert "@odata.etag" not in answer.json()
        assert http.patch(ADA, json={"nick": "x"}, **_with("If-Match", "*")).is_success


def test_what_the_client_has_is_not_sent_again(http: httpx.Client) -> None:
    tag = _tag(http)
    for value in (tag, tag.removeprefix("W/"), f'"x", {tag}', "*"):
        for method in ("GET", "HEAD"):
            same = http.request(method, ADA, **_with("If-None-Match", value))
            assert (same.status_code, same.content) == (304, b""), value
            assert same.headers["etag"] == tag
    for value in ('"x"', 'W/"x","y"'):
        assert http.get(ADA, **_with("If-None-Match", value)).status_code == 200
    assert http.get(f"{ADA}/nick", **_with("If-None-Match", tag)).status_code == 304
    assert http.get("/people", **_with("If-None-Match", tag)).status_code == 200
    refused(http.get("/people('nobody')", **_with("If-None-Match", "*")), 404)
    refused(http.get(ADA, **_with("If-Match", '"x"')), 412)
    assert http.get(ADA, **_with("If-Match", tag)).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "", {"nick": "x"}),
        ("PUT", "", {"nick": "x"}),
        ("DELETE", "", None),
        ("PUT", "/nick", {"value": "x"}),
        ("PATCH", "/home", {"city": "Oslo"}),
        ("DELETE", "/home", None),
        ("POST", "/t.age", {"by": 1}),
    ],
)
def test_a_change_is_for_who_knows_the_entity(
    http: httpx.Client, method: str, path: str, body: object
) -> None:
    http.patch(ADA, json={"home": {"city": "Rome"}})
    before = http.get(ADA).json()
    tag = before["@odata.etag"]
    for value in ('"x"', 'W/"x", "y"'):
        answer = http.request(method, ADA + path, json=body, **_with("If-Match", value))
        assert answer.json()["error"]["code"] == "preconditionFailed"
        refused(answer, 412)
    for value in (tag, "*"):
        options = _with("If-None-Match", value)
        refused(http.request(method, ADA + path, json=body, **options), 412)
    assert http.get(ADA).json() == before
    options = _with("If-Match", f'"x", {tag}')
    assert http.request(method, ADA + path, json=body, **options).status_code == 204
    options = _with("If-Match", "*")
    again = http.request(method, ADA + path, json=body, **options)
    assert again.status_code == (404 if (method, path) == ("DELETE", "") else 204)


def test_streams_have_tags_of_their_own(http: httpx.Client) -> None:
    photo = f"{ADA}/photo"
    put: dict[str, Any] = {
        "content": b"x",
        "headers": {"Content-Type": "a/b", "If-Match": "*"},
    }
    refused(http.put(photo, **put), 412)
    put["headers"] = {"Content-Type": "a/b", "If-None-Match": "*"}
    tag = http.put(photo, **put).headers["etag"]
    refused(http.put(photo, **put), 412)
    assert http.get(photo).headers["etag"] == tag
    assert http.get(ADA).json()["photo@odata.mediaEtag"] == tag
    assert http.get(photo, **_with("If-None-Match", tag)).status_code == 304
    put["headers"] = {"Content-Type": "a/b", "If-Match": tag}
    assert http.put(photo, **put).status_code == 204
    refused(http.put(photo, **put), 412)
    refused(http.delete(photo, **_with("If-Match", tag)), 412)
    assert http.delete(photo, **_with("If-Match", _tag(http, photo))).is_success
    media: dict[str, Any] = {"content": b"x", "headers": {"Content-Type": "a/b"}}
    url = http.post("/documents", **media).headers["location"]
    refused(http.put(f"{url}/$value", content=b"y", **_with("If-Match", '"x"')), 412)


def test_what_must_not_be_changed_blindly(http: httpx.Client) -> None:
    url = http.post("/toys", json={"name": "ball"}).headers["location"]
    for method, body in (("PATCH", {}), ("PUT", {"name": "x"}), ("DELETE", None)):
        answer = http.request(method, url, json=body)
        assert answer.json()["error"]["code"] == "preconditionRequired"
        refused(answer, 428)
    assert http.get(url).json()["name"] == "ball"
    assert http.patch(url, json={}, **_with("If-Match", _tag(http, url))).is_success
    assert http.delete(url, **_with("If-Match", "*")).status_code == 204
