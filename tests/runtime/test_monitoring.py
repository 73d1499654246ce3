"""Operations that take a while: their monitors, their ends, and calls that do not wait.

Specification: OData Protocol 4.01, section 11.6.
"""

from __future__ import annotations

import json
import pickle
import time
from collections.abc import Callable
from dataclasses import replace
from email.utils import formatdate
from typing import Any

import anyio
import httpx
import pytest

from batches import batch_of, ok
from library import PROFILE, AsyncLibraryClient, LibraryClient, Writer, run
from odata2py.runtime.errors import (
    ConflictError,
    ForeignOriginError,
    MalformedResponseError,
    NotFoundError,
    ODataError,
    ServiceError,
    StillRunningError,
    TransportError,
)
from odata2py.runtime.exchange import Service, Sleep
from odata2py.runtime.monitoring import States, finished
from servers import (
    DROPPED,
    QUICK,
    TLS,
    Answer,
    Drive,
    ScriptedServer,
    redirect,
)

BOOK = b'{"id":"b1","title":"Emma"}'
ERROR = b'{"error":{"code":"lent","message":"it is lent"}}'


def accepted(location: str, **headers: str) -> Answer:
    """An answer before the end; it wants to be asked again at once."""
    headers = {"retry-after": "0", "location": location, **headers}
    return Answer(202, b"", {name: value for name, value in headers.items() if value})


def get(tree: Any) -> Any:
    return tree.books["b1"].with_options(prefer="respond-async").get()


def lend(tree: Any) -> Any:
    return tree.books["b1"].lend(to="ada")


def wait(
    drive: Drive,
    server: ScriptedServer,
    make: Callable[[Any], Any] = get,
    *,
    timeout: float | None = None,
    **settings: Any,
) -> Any:
    """What a client makes of a prepared request when it waits."""
    settings = {"retry": QUICK, **settings}
    return run(
        drive.kind,
        server.root,
        lambda c: c.wait(make(c.prepare), timeout=timeout),
        **settings,
    )


ENDS: dict[str, list[Answer]] = {
    "the result": [Answer(200, BOOK)],
    "4.01": [Answer(200, BOOK, {"AsyncResult": "201"})],
    "4.0": [
        Answer(
            200,
            b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n"
            b"content-length: 3\r\n\r\n" + BOOK,
            {"content-type": "application/http"},
        )
    ],
    "see other": [redirect(303, "/odata/books/b1"), Answer(200, BOOK)],
    "found": [redirect(302, "/odata/books/b1"), Answer(200, BOOK)],
}


@pytest.mark.parametrize("end", ENDS)
def test_waiting_for_a_result(drive: Drive, server: ScriptedServer, end: str) -> None:
    server.answers(accepted("/odata/monitor/1"), accepted("/odata/monitor/2"))
    server.answers(*ENDS[end])
    book = wait(drive, server, credential="token")
    assert (book.id, book.title) == ("b1", "Emma")
    targets = ["/odata/books/b1", "/odata/monitor/1", "/odata/monitor/2"]
    assert [target for _, target in server.sends][:3] == targets
    assert {method for method, _ in server.sends} == {"GET"}
    assert set(server.tokens) == {"Bearer token"}


@pytest.mark.parametrize("end", ENDS)
def test_waiting_for_nothing(drive: Drive, server: ScriptedServer, end: str) -> None:
    server.answers(accepted("/odata/monitor/1"), *ENDS[end])
    assert wait(drive, server, lend) is None
    assert server.sends[:2] == [
        ("POST", "/odata/books/b1/lend"),
        ("GET", "/odata/monitor/1"),
    ]
    assert server.log[1].body == b""


FAILURES: dict[str, Answer] = {
    "the monitor's own": Answer(409, ERROR),
    "4.01": Answer(200, ERROR, {"AsyncResult": "409"}),
    "4.0": Answer(
        200,
        b"HTTP/1.1 409 Conflict\r\n\r\n" + ERROR,
        {"content-type": "application/http;msgtype=response"},
    ),
}


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("make", [get, lend])
def test_a_failed_operation(
    drive: Drive, server: ScriptedServer, failure: str, make: Callable[[Any], Any]
) -> None:
    server.answers(accepted("/odata/monitor"), FAILURES[failure])
    with pytest.raises(ConflictError) as caught:
        wait(drive, server, make)
    assert caught.value.code == "lent"
    assert caught.value.message == "it is lent"


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (BOOK, {"content-type": "application/http"}),
        (b"HTTP/1.1 OK\r\n\r\n", {"content-type": "application/http"}),
        (b"HTTP/1.1 999 Odd\r\n\r\n", {"content-type": "application/http"}),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + BOOK,
            {"content-type": "application/http"},
        ),
        (BOOK, {"asyncresult": "done"}),
        (BOOK, {"asyncresult": "0"}),
    ],
)
def test_ends_that_are_none(
    drive: Drive, server: ScriptedServer, body: bytes, headers: dict[str, str]
) -> None:
    server.answers(accepted("/odata/monitor"), Answer(200, body, headers))
    with pytest.raises(MalformedResponseError, match="GET /odata/monitor"):
        wait(drive, server)


def test_what_is_done_at_once_is_not_waited_for(
    drive: Drive, server: ScriptedServer
) -> None:
    server.answers(Answer(200, BOOK), Answer(202, b""), Answer(404))
    assert wait(drive, server).id == "b1"
    assert wait(drive, server, lend) is None
    with pytest.raises(NotFoundError):
        wait(drive, server)
    unchanged = Writer.from_odata({"id": "w1"})
    assert wait(drive, server, lambda tree: tree.writers.update(unchanged)) is None
    assert len(server.log) == 3


def test_what_the_monitor_is_asked_with(drive: Drive, server: ScriptedServer) -> None:
    def make(tree: Any) -> Any:
        options = {"X-One": "1", "Authorization": "Own 1"}
        place = tree.books["b1"].with_options(
            headers=options,
            if_match="W/1",
            prefer="respond-async, wait=5, return=minimal",
        )
        return place.lend(to="ada")

    server.answers(accepted("/odata/monitor"))
    wait(drive, server, make, credential="token")
    first, second = server.log
    assert first.headers["prefer"] == "tidy, respond-async, wait=5, return=minimal"
    assert second.headers["prefer"] == "tidy, return=minimal"
    assert second.headers["x-one"] == "1"
    assert second.headers["authorization"] == "Own 1"
    assert "if-match" not in second.headers
    assert "content-type" not in second.headers


@pytest.mark.parametrize(
    "headers",
    [
        {"location": "monitor"},
        {"location": "", "operation-location": "monitor"},
        {"operation-location": "elsewhere", "location": "monitor"},
    ],
)
def test_where_the_monitor_is(
    drive: Drive, server: ScriptedServer, headers: dict[str, str]
) -> None:
    server.answers(accepted(**headers), Answer(202, b"", {"retry-after": "0"}))
    wait(drive, server, lend)
    assert server.sends[1:] == [("GET", "/odata/books/b1/monitor")] * 2


@pytest.mark.parametrize("place", ["mailto:a@b", "http://x:y/", "ftp://x/y"])
def test_monitors_that_are_nowhere(
    drive: Drive, server: ScriptedServer, place: str
) -> None:
    server.answers(accepted(place))
    with pytest.raises(MalformedResponseError, match="GET /odata/books/b1: .*monitor"):
        wait(drive, server)


def test_monitors_elsewhere_are_asked_without_credentials(
    drive: Drive, server: ScriptedServer, elsewhere: ScriptedServer
) -> None:
    server.answers(accepted(f"{elsewhere.origin}/m?sig=1"))
    elsewhere.answers(accepted("/m?sig=2"), Answer(200, BOOK))
    assert wait(drive, server, credential="token").id == "b1"
    assert server.tokens == ["Bearer token"]
    assert elsewhere.sends == [("GET", "/m?sig=1"), ("GET", "/m?sig=2")]
    for received in elsewhere.log:
        assert set(received.headers) == {"host"}


def test_strangers_do_not_choose_what_is_asked_with_the_credential(
    drive: Drive, server: ScriptedServer, elsewhere: ScriptedServer
) -> None:
    server.answers(accepted(f"{elsewhere.origin}/m"))
    elsewhere.answers(
        accepted(f"{server.root}secret"), redirect(302, f"{server.root}secret")
    )
    server.answers(accepted(f"{server.root}more"), Answer(200, BOOK))
    wait(drive, server, credential="token")
    assert server.tokens == ["Bearer token", None, None]
    targets = ["/odata/books/b1", "/odata/secret", "/odata/more"]
    assert [target for _, target in server.sends] == targets


def test_a_monitor_that_gives_up_https(drive: Drive, secure_server: Any) -> None:
    server, tls = secure_server
    server.answers(accepted("http://monitor.test/"))
    if drive.is_async:

        async def call() -> Any:
            http = httpx.AsyncClient(verify=tls)
            async with (
                http,
                AsyncLibraryClient(service_root=server.root, http_client=http) as c,
            ):
                return await c.wait(get(c.prepare))

        with pytest.raises(ForeignOriginError) as caught:
            anyio.run(call, backend=drive.kind)
    else:
        http = httpx.Client(verify=tls)
        with (
            http,
            LibraryClient(service_root=server.root, http_client=http) as client,
            pytest.raises(ForeignOriginError) as caught,
        ):
            client.wait(get(client.prepare))
    assert caught.value.origin == "http://monitor.test"


def test_retries_and_tokens_are_those_of_other_requests(
    drive: Drive, server: ScriptedServer
) -> None:
    server.answers(accepted("/odata/m"), Answer(503), DROPPED, Answer(200, BOOK))
    assert wait(drive, server).id == "b1"
    assert len(server.log) == 4
    server.answers(accepted("/odata/m"), DROPPED)
    with pytest.raises(TransportError):
        wait(drive, server, retry=None)


def asked_at(server: ScriptedServer) -> list[float]:
    return [received.at - server.log[0].at for received in server.log]


@pytest.mark.parametrize("as_date", [False, True])
def test_the_monitor_is_asked_when_it_wants_to_be(
    drive: Drive, server: ScriptedServer, as_date: bool
) -> None:
    until = formatdate(time.time() + 2, usegmt=True) if as_date else "1"
    server.answers(accepted("/odata/m", **{"retry-after": until}), Answer(200, BOOK))
    wait(drive, server)
    assert asked_at(server)[1] >= 0.9


def steps(
    service: Service, request: Any, states: States, timeout: float | None
) -> list[float]:
    """The pauses that a flow asks for, without making them."""
    pauses = []
    with httpx.Client(verify=TLS) as http:
        flow = finished(request, service, states, timeout)
        effect: Any = next(flow)
        while True:
            try:
                if isinstance(effect, Sleep):
                    pauses.append(effect.seconds)
                    effect = flow.send(None)
                else:
                    asked = http.build_request(effect.method, effect.url)
                    effect = flow.send(http.send(asked))
            except (StopIteration, ODataError):
                return pauses


def test_pauses_grow_up_to_a_limit(server: ScriptedServer) -> None:
    request = get(LibraryClient(service_root=server.root).prepare)
    server.answers(*[accepted("/odata/m", **{"retry-after": ""})] * 9)
    found = steps(server.service(), request, States(), None)
    assert found == [0.5, 1, 2, 4, 8, 16, 30, 30, 30]


def test_no_pause_lasts_longer_than_the_time_that_is_left(
    server: ScriptedServer,
) -> None:
    request = get(LibraryClient(service_root=server.root).prepare)
    server.answers(*[accepted("/odata/m", **{"retry-after": ""})] * 2)
    first, second = steps(server.service(), request, States(), 0.7)
    assert first == 0.5
    assert second < 0.7
    server.answers(accepted("/odata/m", **{"retry-after": "3600"}))
    assert steps(server.service(), request, States(), 60) == []
    server.answers(accepted("/odata/m"))
    assert steps(server.service(), request, States(), 0) == []


def test_the_wait_is_taken_up_again(drive: Drive, server: ScriptedServer) -> None:
    server.answers(
        accepted("/odata/m?sig=s3cret"), accepted("/odata/m/2", **{"retry-after": "9"})
    )
    with pytest.raises(StillRunningError) as caught:
        wait(drive, server, timeout=5)
    assert (
        str(caught.value) == f"the operation goes on; its monitor is at {server.origin}"
    )
    error = pickle.loads(pickle.dumps(caught.value))
    assert error.request.url == f"{server.root}m/2"
    server.answers(accepted("/odata/m/3"), Answer(200, BOOK, {"AsyncResult": "200"}))
    book = wait(drive, server, lambda tree: error.request, credential="token")
    assert book.title == "Emma"
    targets = ["/odata/m/2", "/odata/m/3"]
    assert [target for _, target in server.sends][2:] == targets
    assert server.tokens[2:] == ["Bearer token"] * 2


def test_the_wait_at_a_strangers_monitor_is_taken_up_without_credentials(
    drive: Drive, server: ScriptedServer, elsewhere: ScriptedServer
) -> None:
    server.answers(accepted(f"{elsewhere.origin}/m"))
    elsewhere.answers(accepted(f"{server.root}secret", **{"retry-after": "9"}))
    with pytest.raises(StillRunningError) as caught:
        wait(drive, server, timeout=5, credential="token")
    server.answers(Answer(200, BOOK))
    request = pickle.loads(pickle.dumps(caught.value.request))
    assert wait(drive, server, lambda tree: request, credential="token").id == "b1"
    assert server.tokens == ["Bearer token", None]


PATIENT = replace(
    PROFILE, running_states=("notStarted", "running"), failed_states=("failed",)
)


class PatientClient(LibraryClient):
    profile = PATIENT


class AsyncPatientClient(AsyncLibraryClient):
    profile = PATIENT


def wait_patiently(drive: Drive, root: str, make: Callable[[Any], Any] = get) -> Any:
    if not drive.is_async:
        with PatientClient(service_root=root) as client:
            return client.wait(make(client.prepare), timeout=60)

    async def call() -> Any:
        async with AsyncPatientClient(service_root=root) as client:
            return await client.wait(make(client.prepare), timeout=60)

    return anyio.run(call, backend=drive.kind)


def state(**data: Any) -> Answer:
    return Answer(200, json.dumps(data).encode(), {"retry-after": "0"})


def test_monitors_that_always_answer_200(drive: Drive, server: ScriptedServer) -> None:
    server.answers(
        accepted("/odata/m"),
        state(status="NotStarted"),
        state(status="running"),
        state(status="succeeded", id="b1"),
    )
    assert wait_patiently(drive, server.root).id == "b1"
    assert [target for _, target in server.sends][1:] == ["/odata/m"] * 3


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        ({"status": "Failed"}, None, "the operation has ended: Failed"),
        (
            {"status": "failed", "error": {"code": "lent", "message": "it is lent"}},
            "lent",
            "it is lent",
        ),
    ],
)
def test_monitors_that_report_failure_with_200(
    drive: Drive, server: ScriptedServer, data: Any, code: str | None, message: str
) -> None:
    server.answers(accepted("/odata/m"), state(**data))
    with pytest.raises(ServiceError) as caught:
        wait_patiently(drive, server.root, lend)
    assert (caught.value.code, caught.value.message) == (code, message)


def test_only_monitors_have_such_states(drive: Drive, server: ScriptedServer) -> None:
    server.answers(state(status="running", id="b1"))
    assert wait_patiently(drive, server.root).id == "b1"
    server.answers(accepted("/odata/m"), state(status="running", id="b2"))
    assert wait(drive, server).id == "b2"
    server.answers(accepted("/odata/m"), Answer(200, b"no JSON"))
    assert wait_patiently(drive, server.root, lend) is None


RESULTS: dict[str, Callable[[Any], Any]] = {
    "entity": get,
    "page": lambda tree: tree.books.list(),
    "value": lambda tree: tree.books["b1"].count_loans(),
    "bytes": lambda tree: tree.books["b1"].scan.get(),
    "created": lambda tree: tree.books.create(title="Emma"),
}


VALUES = {"page": b"[]"}


@pytest.mark.parametrize("kind", RESULTS)
def test_calls_that_expect_a_result_say_that_there_is_none_yet(
    drive: Drive, server: ScriptedServer, kind: str
) -> None:
    server.answers(accepted("/odata/m"))
    with pytest.raises(StillRunningError) as caught:
        run(drive.kind, server.root, RESULTS[kind])
    server.answers(Answer(200, b'{"id":"b1","value":%s}' % VALUES.get(kind, b"5")))
    result = wait(drive, server, lambda tree: caught.value.request)
    assert result is not None
    assert server.sends[1] == ("GET", "/odata/m")


@pytest.mark.parametrize("kind", [kind for kind in RESULTS if kind != "bytes"])
def test_without_a_monitor_an_answer_without_content_stays_malformed(
    drive: Drive, server: ScriptedServer, kind: str
) -> None:
    server.answers(Answer(202, b""))
    with pytest.raises(MalformedResponseError):
        run(drive.kind, server.root, RESULTS[kind])


def test_calls_that_expect_nothing_are_done(
    drive: Drive, server: ScriptedServer
) -> None:
    server.answers(*[accepted("/odata/m")] * 3)
    assert run(drive.kind, server.root, lend) is None
    assert run(drive.kind, server.root, lambda c: c.books["b1"].delete()) is None
    update = run(drive.kind, server.root, lambda c: c.books["b1"].update(title="T"))
    assert update is None


def test_content_counts_as_the_result(drive: Drive, server: ScriptedServer) -> None:
    server.answers(Answer(202, BOOK, {"location": "/odata/m"}))
    assert run(drive.kind, server.root, get).id == "b1"


def test_requests_of_batches_that_go_on(server: ScriptedServer) -> None:
    server.answers(
        batch_of(lambda entry: ok(status=202, location="/odata/m")), Answer(200, BOOK)
    )
    with LibraryClient(service_root=server.root) as client:
        with client.batch() as batch:
            got, lent = get(batch), lend(batch)
        assert lent.result() is None
        error = got.exception()
        assert isinstance(error, StillRunningError)
        assert client.wait(error.request).id == "b1"


def test_monitors_in_batches(server: ScriptedServer, elsewhere: ScriptedServer) -> None:
    server.answers(accepted("/odata/m"), accepted(f"{elsewhere.origin}/m"))
    server.answers(batch_of(lambda entry: ok(json.loads(BOOK))))
    elsewhere.answers(Answer(200, BOOK))
    with LibraryClient("token", service_root=server.root) as client:
        errors = [pytest.raises(StillRunningError, get, client) for _ in range(2)]
        with client.batch() as batch:
            pending = [batch.add(error.value.request) for error in errors]
        assert [each.result().id for each in pending] == ["b1", "b1"]
    assert server.sends[2:] == [("POST", "/odata/$batch")]
    assert elsewhere.tokens == [None]
