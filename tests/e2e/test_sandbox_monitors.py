"""Requests to the sandbox that are carried out later, and their status monitors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from tests.e2e.sandboxes import Town, refused, town

LATER = {"Prefer": "respond-async"}
NEWER = {"OData-MaxVersion": "4.01"}


@pytest.fixture(scope="module")
def server() -> Iterator[Town]:
    with town("ada", require_token=True, root_path="/v1") as client:
        client.headers["Authorization"] = "Bearer x"
        yield client


@pytest.fixture
def http(server: Town) -> Town:
    return server.renewed()


def _later(http: httpx.Client, method: str, path: str, **content: Any) -> str:
    """Sends a request that prefers to be answered later; the monitor's URL."""
    answer = http.request(method, path, headers=LATER, **content)
    assert (answer.status_code, answer.content) == (202, b"")
    assert answer.headers["preference-applied"] == "respond-async"
    assert answer.headers["retry-after"] == "0"
    url: str = answer.headers["location"]
    assert url.startswith(str(http.base_url))
    return url


def _final(http: httpx.Client, url: str, **headers: str) -> httpx.Response:
    for _ in range(2):
        waiting = http.get(url, headers=headers)
        assert (waiting.status_code, waiting.headers["location"]) == (202, url)
        assert "retry-after" in waiting.headers
    return http.get(url, headers=headers)


def test_the_result_comes_later(http: httpx.Client) -> None:
    url = _later(http, "POST", "/people", json={"name": "eve"})
    refused(http.get("/people('eve')"), 404)
    final = _final(http, url, **NEWER)
    assert (final.status_code, final.headers["asyncresult"]) == (200, "201")
    assert final.json()["name"] == "eve"
    assert final.headers["location"].endswith("/people('eve')")
    assert "application/json" in final.headers["content-type"]
    assert http.get("/people('eve')").status_code == 200
    assert http.get(url, headers=NEWER).json() == final.json(), "it is carried out once"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/people('nobody')", 404), ("DELETE", "/people('ada')", 204)],
)
def test_the_status_is_the_results(
    http: httpx.Client, method: str, path: str, status: int
) -> None:
    final = _final(http, _later(http, method, path), Accept="application/json")
    assert (final.status_code, final.headers["asyncresult"]) == (200, str(status))
    assert bool(final.content) == (status == 404)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"OData-MaxVersion": "4.0"},
        {"Accept": "application/http"},
        {**NEWER, "Accept": "application/http"},
    ],
)
def test_older_clients_get_a_whole_message(
    http: httpx.Client, headers: dict[str, str]
) -> None:
    url = _later(http, "GET", "/people('ada')/name")
    final = _final(http, url, **headers)
    assert final.headers["content-type"] == "application/http"
    assert "asyncresult" not in final.headers
    head, _, body = final.content.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0] == "HTTP/1.1 200 OK"
    assert f"content-length: {len(body)}" in lines
    assert b'"value":"ada"' in body


def test_a_request_is_cancelled(http: httpx.Client) -> None:
    url = _later(http, "DELETE", "/people('ada')")
    assert http.get(url).status_code == 202
    assert http.delete(url).status_code == 204
    refused(http.get(url), 404)
    refused(http.delete(url), 404)
    assert http.get("/people('ada')").status_code == 200
    other = _later(http, "GET", "/people")
    _final(http, other)
    assert http.delete(other).status_code == 204
    refused(http.get(other), 404)


def test_monitors_are_no_other_resources(http: Town) -> None:
    url = _later(http, "GET", "/people")
    assert _later(http, "GET", "/people") != url
    answer = http.post(url)
    refused(answer, 405)
    assert answer.headers["allow"] == "GET, DELETE"
    refused(http.get("/$monitors/99"), 404)
    http.renewed()
    refused(http.get(url), 404)


def test_a_token_is_required_at_once(http: httpx.Client) -> None:
    headers = {**LATER, "Authorization": ""}
    refused(http.get("/people", headers=headers), 401)
    url = _later(http, "GET", "/people")
    refused(http.get(url, headers={"Authorization": ""}), 401)


def test_batches(http: httpx.Client) -> None:
    requests = [
        {"id": "1", "method": "GET", "url": "people('ada')", "headers": LATER},
        {"id": "2", "method": "GET", "url": "people('ada')"},
    ]
    found = http.post("/$batch", json={"requests": requests}).json()["responses"]
    assert [each["status"] for each in found] == [202, 200]
    final = _final(http, found[0]["headers"]["location"], **NEWER)
    assert final.json()["name"] == "ada"
    url = _later(http, "POST", "/$batch", json={"requests": requests[1:]})
    (answer,) = _final(http, url, **NEWER).json()["responses"]
    assert answer["body"]["name"] == "ada"


def test_how_long_it_takes() -> None:
    with town("ada", monitor_polls=0, retry_after=7) as http:
        accepted = http.get(
            "/people('ada')", headers={"Prefer": "respond-async,wait=5"}
        )
        assert accepted.headers["retry-after"] == "7"
        final = http.get(accepted.headers["location"], headers=NEWER)
        assert final.json()["name"] == "ada"
