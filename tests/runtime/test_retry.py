from __future__ import annotations

import threading
import time
from email.utils import formatdate

import httpx
import pytest

from odata2py.runtime.errors import (
    NotFoundError,
    ServerError,
    ServiceError,
    ThrottledError,
    TransportError,
)
from odata2py.runtime.retry import Attempts, Retry, retry_after
from servers import (
    DROPPED,
    QUICK,
    RESET,
    TRUNCATED,
    Answer,
    Drive,
    Fault,
    ScriptedServer,
)

REPEATABLE = ["GET", "HEAD", "PUT", "DELETE"]
OTHERS = ["POST", "PATCH"]
SLOW = Answer(delay=0.8)
FAILURES = [DROPPED, RESET, TRUNCATED, SLOW]


def body(method: str) -> bytes | None:
    return b'{"a": 1}' if method in ("PUT", "POST", "PATCH") else None


@pytest.mark.parametrize("method", REPEATABLE)
@pytest.mark.parametrize("status", [429, 503, 504])
def test_repeatable_methods_are_sent_again_after_passing_statuses(
    drive: Drive, server: ScriptedServer, method: str, status: int
) -> None:
    server.answers(Answer(status), Answer(status))
    response = drive(server.service(), method, "x", content=body(method))
    assert response.status_code == 200
    assert server.sends == [(method, "/odata/x")] * 3
    assert {received.body for received in server.log} == {body(method) or b""}


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        (method, fault)
        for method in REPEATABLE
        for fault in FAILURES
        if (method, fault) != ("HEAD", TRUNCATED)  # it has no body to break off
    ],
)
def test_repeatable_methods_are_sent_again_after_connection_failures(
    drive: Drive, server: ScriptedServer, method: str, fault: Answer | Fault
) -> None:
    server.answers(fault)
    drive(server.service(), method, "x", content=body(method), timeout=0.4)
    assert server.sends == [(method, "/odata/x")] * 2


@pytest.mark.parametrize("method", REPEATABLE + OTHERS)
@pytest.mark.parametrize("status", [400, 408, 500, 502])
def test_other_statuses_are_final(
    drive: Drive, server: ScriptedServer, method: str, status: int
) -> None:
    server.answers(Answer(status, headers={"retry-after": "0"}))
    with pytest.raises(ServiceError) as caught:
        drive(server.service(), method, "x", content=body(method))
    assert caught.value.status == status
    assert len(server.log) == 1


@pytest.mark.parametrize("method", OTHERS)
@pytest.mark.parametrize(
    "answer",
    [Answer(429), Answer(503, headers={"retry-after": "0"})],
    ids=["429", "503 with Retry-After"],
)
def test_writes_are_sent_again_where_nothing_happened(
    drive: Drive, server: ScriptedServer, method: str, answer: Answer
) -> None:
    server.answers(answer)
    drive(server.service(), method, "x", content=b'{"a": 1}')
    assert [received.body for received in server.log] == [b'{"a": 1}'] * 2


@pytest.mark.parametrize("method", OTHERS)
@pytest.mark.parametrize(
    "answer",
    [
        Answer(503),
        Answer(503, headers={"retry-after": "soon"}),
        Answer(504, headers={"retry-after": "0"}),
    ],
    ids=["503", "503 with nonsense", "504"],
)
def test_writes_are_not_sent_again_where_something_may_have_happened(
    drive: Drive, server: ScriptedServer, method: str, answer: Answer
) -> None:
    server.answers(answer)
    with pytest.raises(ServerError):
        drive(server.service(), method, "x", content=b"{}")
    assert len(server.log) == 1


@pytest.mark.parametrize("method", OTHERS)
@pytest.mark.parametrize("fault", FAILURES)
def test_writes_are_never_sent_again_after_a_lost_answer(
    drive: Drive, server: ScriptedServer, method: str, fault: Answer | Fault
) -> None:
    server.answers(fault)
    with pytest.raises(TransportError) as caught:
        drive(server.service(), method, "x", content=b"{}", timeout=0.4)
    assert isinstance(caught.value.__cause__, httpx.TransportError)
    assert len(server.log) == 1


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH"])
def test_everything_is_sent_again_where_no_connection_was_made(
    drive: Drive, method: str
) -> None:
    server = ScriptedServer(listening=False)
    threading.Timer(0.2, server.listen).start()
    patient = Retry(attempts=1000, max_wait=0.02)
    drive(server.service(retry=patient), method, "x", content=body(method))
    server.close()
    assert server.sends == [(method, "/odata/x")]


def test_a_post_waits_for_a_free_connection(
    drive: Drive, server: ScriptedServer
) -> None:
    server.answers(Answer(delay=0.3))
    outcomes = drive.outcomes(
        server.service(retry=Retry(attempts=1000, max_wait=0.02)),
        ("POST", "first"),
        ("POST", "second"),
        together=True,
        client={
            "limits": httpx.Limits(max_connections=1),
            "timeout": httpx.Timeout(5, pool=0.02),
        },
    )
    assert all(isinstance(outcome, httpx.Response) for outcome in outcomes)
    assert len(server.log) == 2


def test_a_connection_that_cannot_be_made_is_an_error_in_the_end(drive: Drive) -> None:
    server = ScriptedServer(listening=False)
    with pytest.raises(TransportError) as caught:
        drive(server.service(), "POST", "x?secret=1")
    server.close()
    assert isinstance(caught.value.__cause__, httpx.ConnectError)
    assert str(caught.value.request.url) == f"{server.root}x?secret=1"
    assert str(caught.value).startswith(f"POST at {server.origin}: ConnectError")


def test_requests_that_httpx_refuses_are_not_repeated(
    drive: Drive, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Attempts, "next_wait", lambda *args: pytest.fail("a retry"))
    with pytest.raises(TransportError) as caught:
        drive(server.service(), "GET", "x", headers={"x": "s3cret\nb"})
    assert isinstance(caught.value.__cause__, httpx.LocalProtocolError)
    assert "s3cret" not in str(caught.value)
    assert server.log == []


def test_retries_are_bounded_in_count(drive: Drive, server: ScriptedServer) -> None:
    server.answers(*[Answer(503)] * 10)
    with pytest.raises(ServerError):
        drive(server.service(retry=Retry(attempts=3, base=0.001)), "GET", "x")
    assert len(server.log) == 3


def test_retries_are_bounded_in_time(drive: Drive, server: ScriptedServer) -> None:
    server.answers(*[Answer(503, headers={"retry-after": "0.2"})] * 50)
    hasty = Retry(attempts=50, max_total=0.5)
    with pytest.raises(ServerError):
        drive(server.service(retry=hasty), "GET", "x")
    assert 2 <= len(server.log) <= 3


def test_none_sends_once_and_the_request_has_the_last_word(
    drive: Drive, server: ScriptedServer
) -> None:
    server.answers(Answer(503), Answer(503))
    with pytest.raises(ServerError):
        drive(server.service(retry=None), "GET", "x")
    with pytest.raises(ServerError):
        drive(server.service(), "GET", "x", retry=None)
    assert len(server.log) == 2
    server.answers(Answer(503))
    drive(server.service(retry=None), "GET", "x", retry=QUICK)
    assert len(server.log) == 4


def test_retry_after_in_seconds_is_waited_for(
    drive: Drive, server: ScriptedServer
) -> None:
    server.answers(Answer(429, headers={"retry-after": "1"}))
    drive(server.service(), "POST", "x")
    first, second = server.log
    assert 1 <= second.at - first.at < 2


def test_retry_after_as_a_date_is_waited_for(
    drive: Drive, server: ScriptedServer
) -> None:
    date = formatdate(time.time() + 2, usegmt=True)
    server.answers(Answer(503, headers={"retry-after": date}))
    drive(server.service(), "GET", "x")
    first, second = server.log
    assert 0.9 <= second.at - first.at < 3


def test_a_wait_longer_than_allowed_ends_the_retries(
    drive: Drive, server: ScriptedServer
) -> None:
    server.answers(Answer(429, headers={"retry-after": "61"}))
    with pytest.raises(ThrottledError) as caught:
        drive(server.service(), "GET", "x")
    assert caught.value.retry_after == 61
    assert len(server.log) == 1


@pytest.mark.parametrize("first", [DROPPED, RESET, SLOW, Answer(504)])
def test_a_delete_whose_answer_was_lost_takes_404_as_done(
    drive: Drive, server: ScriptedServer, first: Answer | Fault
) -> None:
    server.answers(first, Answer(404, headers={"request-id": "r-2"}))
    response = drive(server.service(), "DELETE", "x", timeout=0.4)
    assert response.status_code == 204
    assert response.headers["request-id"] == "r-2"
    assert response.content == b""
    assert server.sends == [("DELETE", "/odata/x")] * 2


@pytest.mark.parametrize(
    ("method", "first"),
    [("DELETE", None), ("DELETE", Answer(429)), ("GET", DROPPED), ("PUT", DROPPED)],
)
def test_any_other_404_is_an_error(
    drive: Drive, server: ScriptedServer, method: str, first: Answer | Fault | None
) -> None:
    server.answers(*([first] if first else []), Answer(404))
    with pytest.raises(NotFoundError):
        drive(server.service(), method, "x")


def test_a_404_after_a_connection_was_made_at_last_is_an_error(drive: Drive) -> None:
    server = ScriptedServer(listening=False)
    server.answers(Answer(404))
    threading.Timer(0.2, server.listen).start()
    patient = Retry(attempts=1000, max_wait=0.02)
    with pytest.raises(NotFoundError):
        drive(server.service(retry=patient), "DELETE", "x")
    server.close()
    assert len(server.log) == 1


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0", 0),
        ("120", 120),
        ("1.5", 1.5),
        ("9" * 400, float("inf")),
        ("-1", None),
        ("nan", None),
        ("soon", None),
        ("", None),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0),
        ("Wed, 99 Oct 2015 07:28:00 GMT", None),
    ],
)
def test_retry_after_is_read_as_rfc_9110_says(
    value: str, expected: float | None
) -> None:
    assert retry_after(httpx.Headers({"Retry-After": value})) == expected


def test_a_date_counts_from_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: 1_700_000_000.0)
    for form in (formatdate(1_700_000_030, usegmt=True), "14 Nov 2023 22:13:50 -0000"):
        assert retry_after(httpx.Headers({"retry-after": form})) == 30


def test_waits_grow_and_are_drawn_from_the_whole_interval(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("random.random", lambda: 1.0)
    attempts = Attempts(Retry(attempts=9, base=0.5, max_wait=10))
    assert [attempts.next_wait() for _ in range(9)] == [
        *[0.5, 1, 2, 4, 8, 10, 10, 10],
        None,
    ]
    monkeypatch.setattr("random.random", lambda: 0.0)
    assert Attempts(Retry()).next_wait() == 0
    huge = Attempts(Retry(attempts=10**6))
    huge._failures = 10**5
    assert huge.next_wait() == 0


def test_waiting_counts_towards_the_time_in_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 0.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    attempts = Attempts(Retry(attempts=10, max_total=100))
    assert attempts.next_wait(50) == 50
    now = 50.0
    assert attempts.next_wait(50) == 50
    now = 100.0
    assert attempts.next_wait(1) is None


@pytest.mark.parametrize(
    "wrong", [{"attempts": 0}, {"max_wait": -1}, {"max_total": -1}, {"base": -1}]
)
def test_impossible_settings_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="must"):
        Retry(**wrong)
