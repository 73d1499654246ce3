"""Keys in the URLs of the sandbox: of every type, in every spelling."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from tests.e2e.sandboxes import Town, fragment, names, refused, town


@pytest.fixture(scope="module")
def server() -> Iterator[Town]:
    with town("ada", "bob") as client:
        yield client


@pytest.fixture
def http(server: Town) -> Town:
    return server.renewed()


KEYS: list[tuple[str, dict[str, Any], list[str]]] = [
    ("paints", {"color": "green"}, ["(t.color'green')", "('green')", "/green"]),
    ("paints", {"color": "red"}, ["(color=t.color'red')", "('1')", "(@c)?@c='red'"]),
    (
        "moments",
        {"at": "2026-02-03T04:05:06.5Z"},
        [
            "(2026-02-03T04:05:06.5Z)",
            "(2026-02-03T04%3A05%3A06.500Z)",
            "(2026-02-03T05:05:06.5%2B01:00)",
            "(2026-02-03T05:05:06.5+01:00)",
            "/2026-02-03T04:05:06.5Z",
        ],
    ),
    (
        "spans",
        {"took": "PT90M"},
        ["(duration'PT90M')", "('PT90M')", "(took='PT1H30M')"],
    ),
    ("days", {"on": "2026-02-03"}, ["(2026-02-03)", "/2026-02-03", "(on=2026-02-03)"]),
    ("amounts", {"is": -1.5}, ["(-1.5)", "(is=-1.50)", "/-1.5"]),
    (
        "spots",
        {"place": {"city": "a,b='c'"}, "number": 9007199254740993},
        [
            "(city='a,b=''c''',number=9007199254740993)",
            "(number=9007199254740993,city='a%2Cb%3D%27%27c%27%27')",
            "(city=@c,number=@n)?@n=9007199254740993&@c='a,b=''c'''",
            "/a,b='c'/9007199254740993",
        ],
    ),
]


@pytest.mark.parametrize(
    ("name", "key", "spelling"),
    [(name, key, each) for name, key, spellings in KEYS for each in spellings],
)
def test_keys_of_many_types(
    http: httpx.Client, name: str, key: dict[str, Any], spelling: str
) -> None:
    created = http.post(f"/{name}", json={**key, "note": "x"})
    assert created.status_code == 201, created.text
    assert http.get(created.headers["location"]).json()["note"] == "x"
    answer = http.get(f"/{name}{spelling}")
    assert answer.status_code == 200, answer.text
    assert answer.json()["note"] == "x"
    refused(http.post(f"/{name}", json=key), 409)


STRINGS = [
    "a/b",
    "a#b",
    "100%",
    "it's",
    " a b ",
    "größe 椅",
    "a?b&c=d",
    "%2F",
    "(x)",
    "it's(x)",
]


@pytest.mark.parametrize("key", STRINGS)
def test_strings_as_keys(http: httpx.Client, key: str) -> None:
    created = http.post("/people", json={"name": key, "nick": "x"})
    assert created.status_code == 201, created.text
    encoded = quote(key, safe="")
    doubled = quote(key.replace("'", "''"), safe="")
    quoted = (f"('{doubled}')", f"(name='{doubled}')", f"(%27{doubled}%27)")
    for spelling in (*quoted, f"/{encoded}"):
        answer = http.get(f"/people{spelling}/nick/$value")
        assert answer.text == "x", spelling
    assert http.get(created.headers["location"]).json()["name"] == key
    alias = http.get(f"/people(@k)?@k=%27{doubled}%27")
    assert alias.json()["name"] == key
    body = {"@id": f"people('{doubled}')"}
    friend = http.post("/people('ada')/friends/$ref", json=body)
    assert friend.status_code == 204
    path = created.headers["location"].rpartition("/people")[2]
    assert http.delete(f"/people('ada')/friends{path}/$ref").status_code == 204


def test_entities_by_their_ids(http: httpx.Client) -> None:
    root = str(http.base_url).rstrip("/")
    for entity_id in ("people('ada')", f"{root}/people('ada')", "people%28'ada'%29"):
        found = http.get(f"/$entity?$id={entity_id}&$select=name")
        assert found.json()["name"] == "ada", found.text
        assert fragment(found) == "people(name)/$entity"
    refused(http.get("/$entity/t.worker?$id=people('ada')"), 404)
    refused(http.get("/$entity?$id=people('eve')"), 404)
    refused(http.get("/$entity?$id=http://example.com/people('ada')"), 404)
    refused(http.get("/$entity"), 400)


def test_guids_are_one_in_any_case(http: httpx.Client) -> None:
    headers = {"Content-Type": "a/b"}
    created = http.post("/documents", content=b"x", headers=headers)
    key = created.json()["id"]
    for each in (key, key.upper(), key.lower()):
        assert http.get(f"/documents({each})").json()["id"] == key
        assert http.get(f"/documents/{each}").json()["id"] == key


def test_alternate_keys(http: httpx.Client) -> None:
    http.patch("/people('ada')", json={"mail": "a'd@x", "color": "red"})
    http.patch("/people('bob')", json={"home": {"city": "Rome"}, "color": "green"})
    found = http.get("/people(mail='a''d@x')")
    assert (found.json()["name"], fragment(found)) == ("ada", "people/$entity")
    assert http.get("/people(mail=@m)/name/$value?@m='a''d@x'").text == "ada"
    for pair in ("city='Rome',hue='green'", "hue=t.color'green',city='Rome'"):
        assert http.get(f"/people({pair})").json()["name"] == "bob"
    assert http.patch("/people(mail='a''d@x')", json={"age": 9}).status_code == 204
    assert http.get("/people('ada')").json()["age"] == 9
    body = {"@id": "people(city='Rome',hue='green')"}
    assert http.post("/people(mail='a''d@x')/friends/$ref", json=body).is_success
    assert names(http.get("/people('ada')/friends")) == ["bob"]
    assert http.get("/people('ada')/friends(city='Rome',hue='green')").is_success
    refused(http.get("/people(mail='nobody')"), 404)
    refused(http.get("/people(city='Oslo',hue='green')"), 404)
    refused(http.patch("/people(mail='nobody')", json={}), 404)
    assert http.delete("/people(mail='a''d@x')").status_code == 204


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("people(city='Rome')", 400),
        ("people(mail=7)", 400),
        ("people(mail='x',name='y')", 400),
        ("people(nick='x')", 400),
        ("people(mail=null)", 404),
        ("people(@k)", 400),
        ("paints('blue')", 400),
        ("paints(t.colour'red')", 400),
        ("days(2026-13-01)", 400),
        ("days('2026-01-01')", 400),
        ("amounts('1')", 400),
        ("spots('Rome',1)", 400),
        ("spots(city='Rome')", 400),
        ("spots/Rome", 404),
        ("moments(2026-02-03)", 400),
    ],
)
def test_what_is_no_key(http: httpx.Client, path: str, status: int) -> None:
    refused(http.get(f"/{path}"), status)
