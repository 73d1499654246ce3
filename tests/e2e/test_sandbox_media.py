"""Media entities and stream properties of the sandbox."""

from __future__ import annotations

import random
from collections.abc import Iterator

import httpx
import pytest
from tests.e2e.sandboxes import Town, fragment, refused, town

PNG = b"\x89PNG\r\n\x1a\n\x00\xff"
PHOTO = "/people('ada')/photo"


@pytest.fixture(scope="module")
def server() -> Iterator[Town]:
    with town("ada", "bob") as client:
        yield client


@pytest.fixture
def http(server: Town) -> Town:
    return server.renewed()


def _document(http: httpx.Client, content: bytes = PNG, kind: str = "image/png") -> str:
    created = http.post("/documents", content=content, headers={"Content-Type": kind})
    assert created.status_code == 201, created.text
    return created.headers["location"]


def test_a_media_entity_is_created_from_its_media(http: httpx.Client) -> None:
    created = http.post(
        "/documents", content=PNG, headers={"Content-Type": "image/png"}
    )
    assert created.status_code == 201
    assert fragment(created) == "documents/$entity"
    entity = created.json()
    url = created.headers["location"]
    assert url.endswith(f"/documents({entity['id']})")
    assert entity["@odata.mediaContentType"] == "image/png"
    assert entity["@odata.mediaReadLink"] == f"{url}/$value"
    assert entity["@odata.mediaEditLink"] == f"{url}/$value"
    assert entity["@odata.mediaEtag"]
    assert entity["title"] is None
    for answer in (http.get(f"{url}/$value"), http.get(entity["@odata.mediaReadLink"])):
        assert answer.content == PNG
        assert answer.headers["content-type"] == "image/png"
    assert http.patch(url, json={"title": "x"}).status_code == 204
    assert http.get(url).json()["title"] == "x"
    (listed,) = http.get("/documents?$select=title").json()["value"]
    assert listed["@odata.mediaContentType"] == "image/png"


def test_json_is_media_as_well(http: httpx.Client) -> None:
    url = _document(http, b'{"title": "x"}', "application/json;a=b")
    answer = http.get(f"{url}/$value")
    assert answer.content == b'{"title": "x"}'
    assert answer.headers["content-type"] == "application/json;a=b"
    assert http.get(url).json()["title"] is None


def test_what_the_creator_wants_back(http: httpx.Client) -> None:
    headers = {"Content-Type": "image/png", "Prefer": "return=minimal"}
    created = http.post("/documents", content=PNG, headers=headers)
    assert (created.status_code, created.content) == (204, b"")
    url = created.headers["location"]
    headers["Prefer"] = "return=representation"
    changed = http.put(f"{url}/$value", content=b"x", headers=headers)
    assert changed.status_code == 200
    assert changed.json()["@odata.mediaContentType"] == "image/png"
    assert changed.headers["preference-applied"] == "return=representation"


def test_the_media_is_replaced_and_deleted_with_its_entity(http: httpx.Client) -> None:
    url = _document(http)
    before = http.get(url).json()["@odata.mediaEtag"]
    headers = {"Content-Type": "text/plain; charset=utf-16"}
    changed = http.put(f"{url}/$value", content=b"", headers=headers)
    assert (changed.status_code, changed.content) == (204, b"")
    answer = http.get(f"{url}/$value")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"] == "text/plain; charset=utf-16"
    assert http.get(url).json()["@odata.mediaEtag"] != before
    assert http.delete(f"{url}/$value").status_code == 204
    refused(http.get(url), 404)
    refused(http.get(f"{url}/$value"), 404)
    other = _document(http)
    assert http.delete(other).status_code == 204
    refused(http.get(f"{other}/$value"), 404)


def test_media_of_no_known_type_is_refused(http: httpx.Client) -> None:
    assert "content type" in refused(http.post("/documents", content=PNG), 400)
    assert "content type" in refused(http.put(PHOTO, content=PNG), 400)


def test_a_stream_property(http: httpx.Client) -> None:
    empty = http.get(PHOTO)
    assert (empty.status_code, empty.content) == (204, b"")
    assert "photo@odata.mediaContentType" not in http.get("/people/ada").json()
    headers = {"Content-Type": "image/png"}
    assert http.put(PHOTO, content=PNG, headers=headers).status_code == 204
    for path in (PHOTO, "/people/ada/photo", f"{PHOTO}/$value"):
        answer = http.get(path)
        assert (answer.content, answer.headers["content-type"]) == (PNG, "image/png")
    ada = http.get("/people/ada").json()
    assert ada["photo@odata.mediaContentType"] == "image/png"
    assert http.get(ada["photo@odata.mediaReadLink"]).content == PNG
    assert "photo" not in ada
    assert "photo@odata.mediaEtag" not in http.get("/people/ada?$select=nick").json()
    selected = http.get("/people/ada?$select=photo").json()
    assert selected["photo@odata.mediaEditLink"] == ada["photo@odata.mediaEditLink"]
    headers["Prefer"] = "return=representation"
    assert http.put(PHOTO, content=b"new", headers=headers).content == b"new"
    assert http.get("/people/bob/photo").status_code == 204
    assert http.delete(PHOTO).status_code == 204
    assert http.get(PHOTO).status_code == 204
    assert http.delete(PHOTO).status_code == 204


def test_a_stream_of_a_complex_value(http: httpx.Client) -> None:
    refused(http.get("/people/ada/home/map"), 404)
    http.patch("/people/ada", json={"home": {"city": "Rome"}})
    path = "/people/ada/home/map"
    headers = {"Content-Type": "image/svg+xml"}
    assert http.put(path, content=b"<svg/>", headers=headers).status_code == 204
    assert http.get(path).content == b"<svg/>"
    home = http.get("/people/ada").json()["home"]
    assert http.get(home["map@odata.mediaReadLink"]).content == b"<svg/>"
    http.patch("/people/ada", json={"home": None})
    assert http.get("/people/ada").json()["home"] is None


def test_where_there_is_no_stream(http: httpx.Client) -> None:
    assert "cannot be null" in refused(http.delete("/people/ada/badge"), 400)
    assert "no type of media" in refused(http.get("/people/ada/$value"), 404)
    refused(http.put("/people/eve/photo", content=PNG), 404)
    refused(http.get("/people/ada/boss/photo"), 404)
    refused(http.get("/people/$value"), 404)
    answer = http.patch(PHOTO, json={})
    refused(answer, 405)
    assert answer.headers["allow"] == "GET, PUT, DELETE"


def test_a_large_stream_comes_back_as_it_was(http: httpx.Client) -> None:
    content = random.Random(7).randbytes(5_000_001)
    url = _document(http, content, "application/octet-stream")
    answer = http.get(f"{url}/$value")
    assert answer.content == content
    assert answer.headers["content-length"] == "5000001"
    head = http.head(f"{url}/$value")
    assert (head.content, head.headers["content-length"]) == (b"", "5000001")
