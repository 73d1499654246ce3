"""The sandbox's batches, over HTTP: the format, what depends on what, and faults."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from odata2py.cli.sandbox import command
from odata2py.csdl.reader import read_model
from odata2py.sandbox.app import create_app
from odata2py.sandbox.faults import Fault
from odata2py.sandbox.server import Running, running

REPOSITORY = Path(__file__).parents[2]
METADATA = REPOSITORY / "metadata/authentication-v1.0.csdl"
ADA = "users/ada@contoso.com"
PHONES = f"{ADA}/authentication/phoneMethods"
NUMBER = {"phoneNumber": "+1 5555551234", "phoneType": "mobile"}
JSON = {"content-type": "application/json"}


def application(root_path: str = "v1.0", **settings: Any) -> Starlette:
    return create_app(
        read_model(METADATA),
        rules=["authentication_methods"],
        metadata=METADATA.read_bytes(),
        root_path=root_path,
        keys_as_segments=True,
        batch_size=5,
        **settings,
    )


@pytest.fixture(scope="module")
def shared() -> Iterator[Running]:
    with running(application()) as service:
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
    numbered = [{"id": str(n), **item} for n, item in enumerate(items)]
    answer = post_batch(service, numbered, prefer=prefer)
    assert answer.status_code == 200, answer.text
    return answer.json()["responses"]


def post_batch(service: Running, body: Any, **headers: str) -> httpx.Response:
    """The answer to a batch of a list of requests, or of any bytes."""
    requests = {"requests": body}
    content = body if isinstance(body, bytes) else json.dumps(requests).encode()
    url = f"{service.url}/$batch"
    return httpx.post(url, content=content, headers={**JSON, **headers})


def get(url: str, **more: Any) -> Any:
    return {"method": "GET", "url": url, **more}


def post(url: str, body: Any, **more: Any) -> Any:
    return {"method": "POST", "url": url, "headers": JSON, "body": body, **more}


@pytest.mark.parametrize("start", ["", "/", "/v1.0/", "{url}/"])
def test_an_item_is_answered_as_it_would_be_alone(start: str, service: Running) -> None:
    url = f"{ADA}?$select=id"
    alone = httpx.get(f"{service.url}/{url}")
    answer = send(service, get(start.format(url=service.url) + url))["0"]
    assert answer["status"] == 200
    assert answer["body"] == alone.json()
    own = ("content-length", "request-id", "date", "server")
    assert {n: v for n, v in answer["headers"].items() if n != "request-id"} == {
        n.lower(): v for n, v in alone.headers.items() if n.lower() not in own
    }
    assert answer["headers"]["request-id"] != alone.headers["request-id"]
    assert service.log[-1].path == f"/v1.0/{url}"


@pytest.mark.parametrize("url", ["/v1.0", "/v1.0?$format=json", "{url}/", "#top"])
def test_an_item_can_be_for_the_root_itself(url: str, service: Running) -> None:
    body = send(service, get(url.format(url=service.url)))["0"]["body"]
    assert body["@odata.context"] == f"{service.url}/$metadata"


@pytest.mark.parametrize("url", ["me", "/me", "{url}/me"])
def test_a_service_at_the_root_of_its_host(url: str) -> None:
    with running(application("/")) as service:
        assert send(service, get(url.format(url=service.url)))["0"]["status"] == 200
        assert service.log[-1].path == "/me"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/v1.0/me",
        "//example.com/v1.0/me",
        "{host}.example.com/v1.0/me",
        "{host}/me",
        "http://[::1",
    ],
)
def test_an_item_for_another_place_is_refused(url: str, service: Running) -> None:
    host = service.url.removesuffix("/v1.0")
    answers = send(service, get(url.format(host=host)), get("me"))
    assert [answers[n]["status"] for n in "01"] == [404, 200]
    assert answers["0"]["body"]["error"]["message"] == "The service is at /v1.0/."


@pytest.mark.parametrize("headers", [JSON, {}])
def test_items_change_what_later_ones_see(headers: Any, service: Running) -> None:
    adding = post(PHONES, NUMBER, headers=headers)
    answers = send(service, adding, get(f"{PHONES}?$select=phoneNumber"))
    assert answers["0"]["status"] == 201
    [phone] = answers["1"]["body"]["value"]
    assert phone["phoneNumber"] == "+1 5555551234"


def test_methods_are_theirs_in_any_case(service: Running) -> None:
    mine = send(service, post(PHONES, NUMBER))["0"]["body"]["id"]
    answers = send(
        service,
        {"method": "head", "url": "me"},
        {"method": "delete", "url": f"{PHONES}/{mine}", "body": None},
        {"method": "Brew", "url": "me"},
    )
    assert [answers[n]["status"] for n in "012"] == [200, 204, 405]
    assert "body" not in {*answers["0"], *answers["1"]}
    assert answers["2"]["headers"]["allow"] == "GET, PATCH, PUT"


def test_items_are_in_the_log(service: Running) -> None:
    headers = {**JSON, "X-Mine": "1"}
    send(service, get(f"/{ADA}"), post(PHONES, NUMBER, headers=headers))
    batch, first, second = service.log
    assert (batch.method, batch.path, batch.batched) == ("POST", "/v1.0/$batch", False)
    assert (first.method, first.path) == ("GET", f"/v1.0/{ADA}")
    assert (first.body, "x-mine" in first.headers) == (b"", False)
    assert (second.path, second.batched) == (f"/v1.0/{PHONES}", True)
    assert second.headers["x-mine"] == "1"
    assert json.loads(second.body) == NUMBER


def test_the_log_stays_short(service: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("odata2py.sandbox.app.LOG_LIMIT", 2)
    send(service, get("me"), get(ADA), get(PHONES))
    assert [each.path for each in service.log] == [f"/v1.0/{ADA}", f"/v1.0/{PHONES}"]


@pytest.mark.parametrize("url", ["users/nobody", "/v2.0/me", "/v1.0beta/me"])
def test_an_error_is_the_items_own(url: str, service: Running) -> None:
    mine = {"Client-Request-Id": "mine"}
    answers = send(service, get(url, headers=mine), get(ADA))
    assert [answers[n]["status"] for n in "01"] == [404, 200]
    error, headers = answers["0"]["body"]["error"], answers["0"]["headers"]
    assert error["code"] == "resourceNotFound"
    assert error["innererror"]["request-id"] == headers["request-id"]
    assert headers["client-request-id"] == "mine"
    assert "client-request-id" not in answers["1"]["headers"]


@pytest.mark.parametrize("prefer", ["", "continue-on-error=false", "x"])
def test_an_error_ends_the_batch(prefer: str, service: Running) -> None:
    """OData Protocol 4.01, section 8.2.8.3."""
    items = [get(ADA), get("users/nobody"), post(PHONES, NUMBER)]
    assert send(service, *items, prefer=prefer).keys() == {"0", "1"}
    assert [r.method for r in service.log] == ["POST", "GET", "GET"]


@pytest.mark.parametrize(
    "prefer", ["odata.continue-on-error", "x,Continue-On-Error=true"]
)
def test_the_batch_goes_on_if_told(prefer: str, service: Running) -> None:
    assert len(in_order(service, get("users/nobody"), get("me"), prefer=prefer)) == 2


def test_what_needs_a_failure_is_not_carried_out(service: Running) -> None:
    mine = {**JSON, "client-request-id": "mine"}
    answers = send(
        service,
        get("users/nobody"),
        post(PHONES, NUMBER, dependsOn=["0"], headers=mine),
        get("me", dependsOn=["1"]),
        get(ADA, dependsOn=[]),
        get(PHONES, dependsOn=["3"]),
    )
    statuses = [answers[n]["status"] for n in "01234"]
    assert statuses == [404, 424, 424, 200, 200]
    error, headers = answers["1"]["body"]["error"], answers["1"]["headers"]
    assert error["code"] == "failedDependency"
    assert error["innererror"]["request-id"] == headers["request-id"]
    assert (headers["odata-version"], headers["client-request-id"]) == ("4.0", "mine")
    assert answers["4"]["body"]["value"] == []
    assert [each.method for each in service.log[1:]] == ["GET", "POST", *["GET"] * 3]


@pytest.mark.parametrize("drop", ["before", "after"])
def test_what_is_not_answered_has_failed(drop: Any, service: Running) -> None:
    service.faults.add(Fault(drop=drop, path="me$"), Fault(status=500, path=ADA))
    answers = send(service, get("me"), get(ADA, dependsOn=["0"]))
    assert {n: a["status"] for n, a in answers.items()} == {"1": 424}
    assert httpx.get(f"{service.url}/{ADA}").status_code == 500  # it was not used up


@pytest.mark.parametrize(
    ("media_type", "body", "received"),
    [
        ("image/png", "-_8", b"\xfb\xff"),
        ("image/png", "-_8=", b"\xfb\xff"),
        ("image/png", "+/8=", b"\xfb\xff"),
        ("Text/Plain; charset=utf-8", "é", "é".encode()),
        ("application/json", "é", '"é"'.encode()),
        ("application/merge-patch+json", [1], b"[1]"),
        ("", {"a": "b"}, b'{"a": "b"}'),
        ("", "text", b'"text"'),
        ("application/json", None, b""),
    ],
)
def test_the_body_of_an_item(
    media_type: str, body: Any, received: bytes, service: Running
) -> None:
    headers = {"content-type": media_type} if media_type else {}
    requests = {"requests": [{"id": "0", **post(PHONES, body, headers=headers)}]}
    post_batch(service, json.dumps(requests, ensure_ascii=False).encode())
    assert service.log[-1].body == received
    kind = service.log[-1].headers["content-type"]
    assert kind == (media_type or "application/json")


def test_numbers_keep_their_digits(service: Running) -> None:
    number = b"1.10000000000000000000000001"
    item = b'{"id":"0","method":"POST","url":"me","body":{"a":%s}}' % number
    service.faults.add(Fault(status=200, path="me$", headers=JSON, body=number))
    answer = post_batch(service, b'{"requests":[%s]}' % item)
    assert service.log[-1].body == b'{"a":%s}' % number
    assert b'"body":' + number in answer.content


def test_the_body_of_an_answer(service: Running) -> None:
    answers = send(service, get("users/$count"), get("$metadata"))
    assert answers["0"]["body"] == httpx.get(f"{service.url}/users/$count").text
    assert answers["1"]["headers"]["content-type"] == "application/xml"
    content = base64.urlsafe_b64decode(answers["1"]["body"])
    assert content == METADATA.read_bytes()


@pytest.mark.parametrize("media_type", ["application/json", "text/plain", "x/y"])
def test_a_body_that_is_not_what_it_says_stays_bytes(
    media_type: str, service: Running
) -> None:
    headers = {"Content-Type": media_type}
    service.faults.add(Fault(status=502, path="me$", headers=headers, body=b"{\xff"))
    assert send(service, get("me"))["0"]["body"] == "e_8="


def test_faults_are_for_items_too(service: Running) -> None:
    service.faults.add(
        Fault(status=429, headers={"Retry-After": "7"}, path="ada"),
        Fault(drop="before", path="phoneMethods$", method="POST"),
        Fault(double=True, path="alan"),
    )
    items = [get(ADA), post(PHONES, NUMBER), get("users/alan@contoso.com"), get(ADA)]
    answers = in_order(service, *items)
    assert [answer["id"] for answer in answers] == ["0", "2", "2", "3"]
    assert answers[0]["status"] == 429
    assert answers[0]["headers"]["retry-after"] == "7"
    assert answers[1] == answers[2]
    assert send(service, get(PHONES))["0"]["body"]["value"] == []


def test_an_answer_that_is_dropped_afterwards_was_earned(service: Running) -> None:
    service.faults.add(Fault(drop="after", path="phoneMethods$"))
    assert send(service, post(PHONES, NUMBER)) == {}
    assert len(send(service, get(PHONES))["0"]["body"]["value"]) == 1


def test_an_item_can_be_slow(service: Running) -> None:
    service.faults.add(Fault(delay=0.2, path="me$"))
    started = time.monotonic()
    assert send(service, get("me"))["0"]["status"] == 200
    assert time.monotonic() - started >= 0.2


def test_answers_can_be_shuffled(service: Running) -> None:
    service.faults.add(Fault(shuffle=True, path=r"\$batch$"))
    items = [get(ADA), get("users/nobody"), get("me")]
    assert [a["id"] for a in in_order(service, *items)] == ["2", "1", "0"]
    assert [a["id"] for a in in_order(service, *items)] == ["0", "1", "2"]


@pytest.mark.parametrize("path", [r"\$batch$", ""])
def test_a_batch_is_throttled_like_anything_else(path: str, service: Running) -> None:
    service.faults.add(Fault(status=503, path=path))
    assert post_batch(service, [A_GET]).status_code == 503
    assert len(service.log) == 1
    assert post_batch(service, [A_GET]).json()["responses"][0]["status"] == 200


A_GET = {"id": "1", "method": "GET", "url": "me"}
IMAGE = {"content-type": "image/png"}
REFUSED: dict[str, Any] = {
    "no JSON": b"{",
    "nested": b"[" * 100_000,
    "nested body": b'{"requests":[{"body":' + b"[" * 100_000,
    "not UTF-8": b'{"requests":[{"id":"\xff","method":"GET","url":"me"}]}',
    "half a character": b'{"requests":[{"id":"\\ud800","method":"GET","url":"me"}]}',
    "array": b"[]",
    "no requests": b"{}",
    "item": [5],
    "no id": [{**A_GET, "id": 1}],
    "no method": [{"id": "1", "url": "me"}],
    "empty url": [{**A_GET, "url": ""}],
    "ids": [A_GET, A_GET],
    "forward": [{**A_GET, "dependsOn": ["2"]}, {**A_GET, "id": "2"}],
    "itself": [{**A_GET, "dependsOn": ["1"]}],
    "needs": [{**A_GET, "dependsOn": "1"}],
    "odd needs": [A_GET, {**A_GET, "id": "2", "dependsOn": [["1"]]}],
    "headers": [{**A_GET, "headers": []}],
    "header name": [{**A_GET, "headers": {"a b": "x"}}],
    "header line": [{**A_GET, "headers": {"client-request-id": "a\r\nb: c"}}],
    "header text": [{**A_GET, "headers": {"client-request-id": "€"}}],
    "many": [{**A_GET, "id": str(n)} for n in range(6)],
    "no base64": [{**A_GET, "headers": IMAGE, "body": "ab!!cd"}],
    "object for bytes": [{**A_GET, "headers": IMAGE, "body": {}}],
}


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED)
def test_what_is_no_batch_is_refused(body: Any, service: Running) -> None:
    answer = post_batch(service, body)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"]
    assert len(service.log) == 1


def test_groups_are_not_supported(service: Running) -> None:
    items = [A_GET, {**A_GET, "id": "2", "atomicityGroup": "g"}]
    assert post_batch(service, items).status_code == 501


@pytest.mark.parametrize("url", ["$batch", "/v1.0/$batch", "%24batch?x=1"])
def test_a_batch_in_a_batch_is_refused(url: str, service: Running) -> None:
    answers = send(service, post(url, {"requests": [A_GET]}), get("me"))
    assert [answers[n]["status"] for n in "01"] == [400, 200]


@pytest.mark.parametrize("kind", ["multipart/mixed;boundary=b", "text/json", ""])
def test_other_formats_are_refused(kind: str, service: Running) -> None:
    answer = post_batch(service, b'{"requests": []}', **{"content-type": kind})
    assert answer.status_code == 415
    assert answer.json()["error"]["code"] == "unsupportedMediaType"


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_other_methods_are_refused(method: str, service: Running) -> None:
    answer = httpx.request(method, f"{service.url}/$batch")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


def test_the_credential_of_a_batch_is_that_of_its_items() -> None:
    with running(application(require_token=True)) as guarded:
        assert post_batch(guarded, [A_GET]).status_code == 401
        answer = post_batch(guarded, [A_GET], authorization="Bearer t")
        assert guarded.log[-1].headers["authorization"] == "Bearer t"
    assert answer.json()["responses"][0]["status"] == 200


def test_the_profile_says_how_many_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Starlette] = []
    monkeypatch.setattr(
        "odata2py.sandbox.server.serve", lambda app, *rest: started.append(app)
    )
    command("graph", REPOSITORY / "odata2py.toml")
    with running(started[0]) as service:
        for count, status in ((20, 200), (21, 400)):
            items = [{**A_GET, "id": str(n)} for n in range(count)]
            assert post_batch(service, items).status_code == status
