from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest

import odata2py.runtime
from odata2py.runtime.errors import NotFoundError, TransportError
from odata2py.runtime.request import Request
from odata2py.runtime.transport import DEFAULT_TIMEOUT, AsyncTransport, SyncTransport
from servers import DROPPED, Answer, Drive, ScriptedServer, redirect

SECRET = "s3cret"


def get(url: str) -> Request[httpx.Response]:
    return Request("GET", url, lambda response, reading: response)


def test_a_request_arrives_as_it_was_built(
    drive: Drive, server: ScriptedServer
) -> None:
    url = "users('O''Neil%20%2F%20Sons')/a?$filter=a%20eq%20'%2B1%26'&$top=5"
    response = drive(
        server.service(headers={"Accept": "application/json", "Prefer": "service"}),
        "PATCH",
        url,
        headers={"Content-Type": "application/json"},
        content=b'{"a": 1}',
    )
    assert response.json() == {}
    [received] = server.log
    assert (received.method, received.target) == ("PATCH", f"/odata/{url}")
    assert received.body == b'{"a": 1}'
    assert received.headers["accept"] == "application/json"
    assert received.headers["content-type"] == "application/json"
    assert received.headers["prefer"] == "service"


def test_the_nearest_header_wins(drive: Drive, server: ScriptedServer) -> None:
    names = ("User-Agent", "Prefer", "If-Match", "X-Client")
    client: dict[str, Any] = {"headers": dict.fromkeys(names, "client")}
    request = Request(
        "GET", "x", lambda response, reading: response, {"If-Match": "request"}
    )
    service = server.service(headers={"prefer": "service", "IF-MATCH": "service"})
    with httpx.Client(**client) as http_client:
        SyncTransport(service, http_client).execute(request)
    drive(service, "GET", "x", headers={"if-match": "call"}, client=client)
    first, second = server.log
    for received in server.log:
        assert received.headers["user-agent"] == "client"
        assert received.headers["x-client"] == "client"
        assert received.headers["prefer"] == "service"
    assert first.headers["if-match"] == "request"
    assert second.headers["if-match"] == "call"


@pytest.mark.parametrize(
    ("client", "expected"),
    [
        ({"headers": {"Authorization": "Own x"}}, "Own x"),
        ({"auth": ("a", "b")}, "Basic YTpi"),
        ({}, None),
    ],
)
def test_the_clients_own_authentication_counts_without_a_credential(
    drive: Drive, server: ScriptedServer, client: dict[str, Any], expected: str | None
) -> None:
    drive(server.service(None), "GET", "x", client=client)
    drive(server.service("token"), "GET", "x", client=client)
    drive(server.service(httpx.BasicAuth("c", "d")), "GET", "x", client=client)
    assert server.tokens == [expected, "Bearer token", "Basic Yzpk"]


def test_the_clients_cookies_and_parameters_are_kept(
    drive: Drive, server: ScriptedServer
) -> None:
    client = {"cookies": {"session": "1"}, "params": {"key": "a b", "$top": "9"}}
    server.answers(Answer(200, b"{}", {"set-cookie": "more=2"}))
    drive.outcomes(
        server.service("token"), ("GET", "x?$top=5"), ("GET", "y"), client=client
    )
    assert server.sends == [
        ("GET", "/odata/x?$top=5&key=a%20b"),
        ("GET", "/odata/y?key=a%20b&%24top=9"),
    ]
    assert server.log[0].headers["cookie"] == "session=1"
    assert set(server.log[1].headers["cookie"].split("; ")) == {"session=1", "more=2"}


def test_the_clients_base_url_and_redirects_do_not_interfere(
    drive: Drive, server: ScriptedServer, elsewhere: ScriptedServer
) -> None:
    client = {"base_url": elsewhere.root, "follow_redirects": True}
    server.answers(redirect(308, "y"))
    drive(server.service("token"), "POST", "x", content=b"{}", client=client)
    assert server.sends == [("POST", "/odata/x"), ("POST", "/odata/y")]
    assert elsewhere.log == []


def test_the_clients_hooks_see_every_send(drive: Drive, server: ScriptedServer) -> None:
    seen = []

    def note(request: httpx.Request) -> None:
        seen.append(request.url.path)

    async def note_async(request: httpx.Request) -> None:
        note(request)

    hook = note_async if drive.is_async else note
    server.answers(Answer(503))
    drive(server.service(), "GET", "x", client={"event_hooks": {"request": [hook]}})
    assert seen == ["/odata/x", "/odata/x"]


SLOW = Answer(delay=0.6)


def test_timeouts(drive: Drive, server: ScriptedServer) -> None:
    quick, patient = httpx.Timeout(0.2), {"timeout": 5}
    service = server.service(retry=None)
    hasty = server.service(retry=None, timeout=quick)
    server.answers(*[SLOW] * 7)
    for late, settings in (
        (service, {"timeout": 0.2}),
        (service, {"timeout": quick, "client": patient}),
        (service, {"client": {"timeout": 0.2}}),
        (hasty, {"client": patient}),
    ):
        with pytest.raises(TransportError) as caught:
            drive(late, "GET", "x", **settings)
        assert isinstance(caught.value.__cause__, httpx.ReadTimeout)
    drive(hasty, "GET", "5", timeout=5)
    drive(hasty, "GET", "6", timeout=None, client={"timeout": 0.2})
    drive(service, "GET", "7", client=patient)
    assert len(server.log) == 7


def test_timeouts_hold_for_bare_redirects(
    drive: Drive, server: ScriptedServer, elsewhere: ScriptedServer
) -> None:
    server.answers(redirect(302, elsewhere.root))
    elsewhere.answers(SLOW)
    with pytest.raises(TransportError):
        drive(server.service(retry=None), "GET", "x", timeout=0.2)
    assert len(elsewhere.log) == 1


def test_sync_clients_are_made_late_and_closed(
    server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[httpx.Client] = []
    real = httpx.Client.__init__

    def note(self: httpx.Client, **settings: Any) -> None:
        made.append(self)
        real(self, **settings)

    monkeypatch.setattr(httpx.Client, "__init__", note)
    transport = SyncTransport(server.service())
    assert made == []
    transport.execute(get("1"))
    transport.execute(get("2"))
    [own] = made
    assert own.timeout == DEFAULT_TIMEOUT
    transport.close()
    transport.close()
    assert own.is_closed
    unused = SyncTransport(server.service())
    unused.close()
    for closed in (transport, unused):
        with pytest.raises(RuntimeError, match="closed"):
            closed.execute(get("3"))
    assert len(server.log) == 2
    given = httpx.Client()
    SyncTransport(server.service(), given).close()
    assert not given.is_closed
    given.close()


def test_the_clients_kind_must_fit(server: ScriptedServer) -> None:
    wrong: Any = httpx.AsyncClient()
    with pytest.raises(TypeError, match=r"httpx\.Client, not a AsyncClient"):
        SyncTransport(server.service(), wrong)
    wrong = httpx.Client()
    with pytest.raises(TypeError, match=r"httpx\.AsyncClient, not a Client"):
        AsyncTransport(server.service(), wrong)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_async_clients_are_made_late_and_closed(
    server: ScriptedServer, backend: str
) -> None:
    async def main() -> None:
        transport = AsyncTransport(server.service())
        await transport.execute(get("1"))
        await transport.close()
        await transport.close()
        unused = AsyncTransport(server.service())
        await unused.close()
        for closed in (transport, unused):
            with pytest.raises(RuntimeError, match="closed"):
                await closed.execute(get("2"))
        given = httpx.AsyncClient()
        await AsyncTransport(server.service(), given).close()
        assert not given.is_closed
        await given.aclose()

    anyio.run(main, backend=backend)
    assert len(server.log) == 1


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_waiting_can_be_cancelled(server: ScriptedServer, backend: str) -> None:
    server.answers(Answer(503, headers={"retry-after": "30"}))

    async def main() -> None:
        transport = AsyncTransport(server.service())
        with anyio.fail_after(20):
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(transport.execute, get("x"))
                while not server.log:
                    await anyio.sleep(0.01)
                await anyio.sleep(0.2)
                tasks.cancel_scope.cancel()
        await transport.close()

    anyio.run(main, backend=backend)
    assert len(server.log) == 1


def test_logs_tell_method_path_status_and_duration_alone(
    drive: Drive,
    server: ScriptedServer,
    elsewhere: ScriptedServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, logger="odata2py")
    body = f'{{"error": {{"code": "{SECRET}"}}}}'.encode()
    server.answers(DROPPED, redirect(302, elsewhere.root + SECRET), Answer(404, body))
    service = server.service(SECRET, headers={"X-Key": SECRET})
    drive(service, "GET", f"users?$filter=phone%20eq%20'{SECRET}'")
    with pytest.raises(NotFoundError):
        drive(service, "POST", "x", content=SECRET.encode(), headers={"X": SECRET})
    messages = [
        record.getMessage().rpartition(" (")[0]
        for record in caplog.records
        if record.name.startswith("odata2py")
    ]
    lost, *rest = messages
    assert lost == "GET /odata/users: RemoteProtocolError"
    assert rest == [
        "GET /odata/users: 302",
        f"GET {elsewhere.origin}: 200",
        "POST /odata/x: 404",
    ]
    ours = [r.getMessage() for r in caplog.records if r.name.startswith("odata2py")]
    assert SECRET not in str(ours)


def test_logging_costs_no_formatting_where_nobody_listens(
    drive: Drive, server: ScriptedServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    drive(server.service(), "GET", "x")
    assert caplog.records == []


def test_effects_do_not_show_what_they_carry(server: ScriptedServer) -> None:
    from odata2py.runtime.exchange import FetchToken, Send, exchange

    service = server.service(SECRET, headers={"X-Key": SECRET})
    request = Request("POST", "x", lambda r, _: r, content=SECRET.encode())
    effect = next(exchange(request, service))
    assert isinstance(effect, Send)
    assert effect.headers["authorization"] == f"Bearer {SECRET}"
    assert SECRET not in repr(effect)
    asking = next(exchange(request, server.service(lambda: SECRET)))
    assert isinstance(asking, FetchToken)
    rejecting = FetchToken(asking.source, rejected=SECRET, claims=SECRET)
    assert SECRET not in repr(rejecting)


def test_importing_it_does_not_import_an_event_loop() -> None:
    folder = Path(odata2py.runtime.__file__).parents[2]
    code = (
        f"import sys; sys.path.insert(0, {str(folder)!r})\n"
        "import httpx, pydantic; before = set(sys.modules)\n"
        "import odata2py.runtime.transport\n"
        "new = {name for name in sys.modules if name not in before}\n"
        "assert not {'asyncio', 'anyio', 'trio'} & set(sys.modules), sys.modules\n"
        "print(sorted(n for n in new if not n.startswith('odata2py')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
