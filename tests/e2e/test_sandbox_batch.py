"""The sandbox's batches, over HTTP: the format, what depends on what, and faults."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from odata2py.csdl.reader import read_model
from odata2py.sandbox.app import create_app
from odata2py.sandbox.faults import Fault
from odata2py.sandbox.server import Running, running

METADATA = Path(__file__).parents[2] / "metadata"
PHONES = "users/ada@contoso.com/authentication/phoneMethods"
NUMBER = {"phoneNumber": "+1 5555551234", "phoneType": "mobile"}


@pytest.fixture(scope="module")
def shared() -> Iterator[Running]:
    app = create_app(
        read_model(METADATA / "authentication-v1.0.csdl"),
        rules=["authentication_methods"],
        root_path="v1.0",
        keys_as_segments=True,
        batch_size=5,
    )
    with running(app) as service:
        yield service


@pytest.fixture
def service(shared: Running) -> Running:
    shared.reset()
    return shared


def send(service: Running, *items: Any, prefer: str = "continue-on-error") -> Any:
    """What a batch of these is answered with: its answers by id."""
    answers = in_order(service, *items, prefer=prefer)
    return {answer["id"]: answer for answer in answers}


def in_order(service: Running, *items: Any, prefer: str = "continue-on-error") -> Any:
    body = {"requests": [{"id": str(n), **i} for n, i in enumerate(items)]}
    answer = httpx.post(f"{service.url}/$batch", json=body, headers={"Prefer": prefer})
    assert answer.status_code == 200, answer.text
    return answer.json()["responses"]


def get(url: str, **more: Any) -> Any:
    return {"method": "GET", "url": url, **more}


def post(url: str, body: Any, **more: Any) -> Any:
    headers = {"content-type": "application/json"}
    return {"method": "POST", "url": url, "headers": headers, "body": body, **more}


@pytest.mark.parametrize(
    "url",
    [
        "users/ada@contoso.com?$select=id",
        "/users/ada@contoso.com?$select=id",
        "/v1.0/users/ada@contoso.com?$select=id",
        "{url}/users/ada@contoso.com?$select=id",
    ],
)
def test_an_item_is_answered_as_it_would_be_alone(url: str, service: Running) -> None:
    alone = httpx.get(f"{service.url}/users/ada@contoso.com?$select=id")
    answer = send(service, get(url.format(url=service.url)))["0"]
    assert answer["status"] == 200
    assert answer["body"] == alone.json()
    own = ("content-length", "request-id", "date", "server")
    assert {n: v for n, v in answer["headers"].items() if n not in own} == {
        n: v for n, v in alone.headers.items() if n not in own
    }
    assert answer["headers"]["request-id"] != alone.headers["request-id"]


def test_items_change_what_later_ones_see(service: Running) -> None:
    answers = send(service, post(PHONES, NUMBER), get(f"{PHONES}?$select=phoneNumber"))
    assert answers["0"]["status"] == 201
    [phone] = answers["1"]["body"]["value"]
    assert phone["phoneNumber"] == "+1 5555551234"


def test_items_are_in_the_log(service: Running) -> None:
    send(service, get("/users/ada@contoso.com"), post(PHONES, NUMBER))
    batch, first, second = service.log
    assert (batch.method, batch.path, batch.batched) == ("POST", "/v1.0/$batch", False)
    assert (first.method, first.path) == ("GET", "/v1.0/users/ada@contoso.com")
    assert (second.path, second.batched) == (f"/v1.0/{PHONES}", True)
    assert json.loads(second.body) == NUMBER


def test_an_error_is_the_items_own(service: Running) -> None:
    answers = send(service, get("users/nobody"), get("users/ada@contoso.com"))
    assert [answers[n]["status"] for n in "01"] == [404, 200]
    assert answers["0"]["body"]["error"]["code"] == "resourceNotFound"


@pytest.mark.parametrize("prefer", ["", "continue-on-error=false", "x"])
def test_an_error_ends_the_batch_unless_told_otherwise(
    prefer: str, service: Running
) -> None:
    """OData Protocol 4.01, section 8.2.8.3."""
    items = [get("users/ada@contoso.com"), get("users/nobody"), post(PHONES, NUMBER)]
    assert send(service, *items, prefer=prefer).keys() == {"0", "1"}
    assert [r.method for r in service.log] == ["POST", "GET", "GET"]


@pytest.mark.parametrize(
    "prefer", ["odata.continue-on-error", "Continue-On-Error=true"]
)
def test_the_batch_goes_on_if_told(prefer: str, service: Running) -> None:
    answers = send(service, get("users/nobody"), get("me"), prefer=prefer)
    assert answers.keys() == {"0", "1"}


def test_what_needs_a_failure_is_not_carried_out(service: Running) -> None:
    answers = send(
        service,
        get("users/nobody"),
        post(PHONES, NUMBER, dependsOn=["0"]),
        get("me", dependsOn=["1"]),
        get("users/ada@contoso.com"),
        get(PHONES, dependsOn=["3"]),
    )
    statuses = [answers[n]["status"] for n in "01234"]
    assert statuses == [404, 424, 424, 200, 200]
    assert answers["1"]["body"]["error"]["code"] == "failedDependency"
    assert answers["4"]["body"]["value"] == []


def test_bytes_are_base64url_and_text_is_text(service: Running) -> None:
    metadata = httpx.get(f"{service.url}/users/$count")
    answers = send(service, get("users/$count"))
    assert answers["0"]["body"] == metadata.text
    headers = {"content-type": "image/png"}
    put = {"method": "POST", "url": PHONES, "headers": headers}
    send(service, {**put, "body": "-_8"}, {**put, "body": "+/8="})
    assert [r.body for r in service.log if r.method == "POST"][-2:] == [b"\xfb\xff"] * 2


def test_faults_are_for_items_too(service: Running) -> None:
    after = {"Retry-After": "7"}
    service.faults.add(
        Fault(status=429, headers=after, path="ada"),
        Fault(drop="before", path="phoneMethods$", method="POST"),
        Fault(drop="after", path="grace.*phoneMethods$", method="POST"),
        Fault(double=True, path="alan"),
    )
    grace = PHONES.replace("ada", "grace").replace("phoneMethods", "")
    answers = in_order(
        service,
        get("users/ada@contoso.com"),
        post(PHONES, NUMBER),
        get("users/alan@contoso.com"),
        get(f"{grace}phoneMethods"),
    )
    assert [answer["id"] for answer in answers] == ["0", "2", "2", "3"]
    assert answers[0]["status"] == 429
    assert answers[0]["headers"]["retry-after"] == "7"
    assert answers[1] == answers[2]
    assert send(service, get(PHONES))["0"]["body"]["value"] == []


def test_an_answer_that_is_dropped_afterwards_was_earned(service: Running) -> None:
    service.faults.add(Fault(drop="after", path="phoneMethods$"))
    assert send(service, post(PHONES, NUMBER)) == {}
    assert len(send(service, get(PHONES))["0"]["body"]["value"]) == 1


def test_answers_can_be_shuffled(service: Running) -> None:
    service.faults.add(Fault(shuffle=True, path=r"\$batch$"))
    items = [get("users/ada@contoso.com"), get("users/nobody"), get("me")]
    assert [a["id"] for a in in_order(service, *items)] == ["2", "1", "0"]
    assert [a["id"] for a in in_order(service, *items)] == ["0", "1", "2"]


def test_a_batch_is_throttled_like_anything_else(service: Running) -> None:
    service.faults.add(Fault(status=503, path=r"\$batch$"))
    answer = httpx.post(f"{service.url}/$batch", json={"requests": []})
    assert answer.status_code == 503
    assert len(service.log) == 1


A_GET = {"id": "1", "method": "GET", "url": "me"}
REFUSED: dict[str, tuple[Any, int]] = {
    "no JSON": (b"{", 400),
    "nested": (b"[" * 100_000, 400),
    "array": ([], 400),
    "no requests": ({}, 400),
    "requests": ({"requests": {}}, 400),
    "item": ({"requests": [5]}, 400),
    "no id": ({"requests": [{"method": "GET", "url": "me"}]}, 400),
    "number": ({"requests": [{**A_GET, "id": 1}]}, 400),
    "no url": ({"requests": [{"id": "1", "method": "GET"}]}, 400),
    "ids": ({"requests": [A_GET, A_GET]}, 400),
    "forward": (
        {"requests": [{**A_GET, "dependsOn": ["2"]}, {**A_GET, "id": "2"}]},
        400,
    ),
    "itself": ({"requests": [{**A_GET, "dependsOn": ["1"]}]}, 400),
    "needs": ({"requests": [{**A_GET, "dependsOn": "1"}]}, 400),
    "headers": ({"requests": [{**A_GET, "headers": []}]}, 400),
    "group": ({"requests": [{**A_GET, "atomicityGroup": "g"}]}, 501),
    "many": ({"requests": [{**A_GET, "id": str(n)} for n in range(6)]}, 400),
    "base64": (
        {"requests": [{**A_GET, "headers": {"content-type": "x/y"}, "body": "a"}]},
        400,
    ),
}


@pytest.mark.parametrize(("body", "status"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_batch_is_refused(body: Any, status: int, service: Running) -> None:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    url = f"{service.url}/$batch"
    answer = httpx.post(url, content=content, headers=headers)
    assert answer.status_code == status
    assert answer.json()["error"]["message"]


def test_other_formats_and_methods_are_refused(service: Running) -> None:
    url = f"{service.url}/$batch"
    multipart = {"Content-Type": "multipart/mixed;boundary=b"}
    assert httpx.post(url, content=b"", headers=multipart).status_code == 415
    assert httpx.get(url).status_code == 405
    nested = send(service, post("$batch", {"requests": []}), get("/v2.0/me"))
    assert [nested[n]["status"] for n in "01"] == [501, 404]


def test_the_credential_of_a_batch_is_that_of_its_items(shared: Running) -> None:
    app = create_app(
        read_model(METADATA / "authentication-v1.0.csdl"),
        rules=["authentication_methods"],
        require_token=True,
    )
    body = {"requests": [{"id": "1", **get("me")}]}
    with running(app) as guarded:
        url = f"{guarded.url}/$batch"
        assert httpx.post(url, json=body).status_code == 401
        token = {"Authorization": "Bearer t"}
        [answer] = httpx.post(url, json=body, headers=token).json()["responses"]
    assert answer["status"] == 200
