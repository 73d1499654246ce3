"""The sandbox as a server: its log, faults on demand, tokens, starting and ending."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.types import Message, Scope

from odata2py.csdl.model import Model
from odata2py.csdl.reader import read_model
from odata2py.errors import InputError
from odata2py.sandbox.app import create_app
from odata2py.sandbox.faults import Fault
from odata2py.sandbox.rules import Rules
from odata2py.sandbox.server import Running, running, serve
from odata2py.sandbox.storage import Collection

REPOSITORY = Path(__file__).resolve().parents[2]
CSDL = """<?xml version="1.0"?>
<edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" Version="4.0">
 <edmx:DataServices>
  <Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" Namespace="N">
   <EntityType Name="Note">
    <Key><PropertyRef Name="id"/></Key>
    <Property Name="id" Type="Edm.Int32" Nullable="false"/>
    <Property Name="text" Type="Edm.String"/>
   </EntityType>
   <EntityContainer Name="C">
    <EntitySet Name="notes" EntityType="N.Note"/>
   </EntityContainer>
  </Schema>
 </edmx:DataServices>
</edmx:Edmx>"""

MAIN = """
import sys
from pathlib import Path
from odata2py.csdl.reader import read_model
from odata2py.sandbox.app import create_app
from odata2py.sandbox.server import serve
app = create_app(read_model(Path(sys.argv[1])), root_path="/v1.0")
serve(app, on_ready=lambda url: print(url, flush=True))
print("ended", flush=True)
"""


DROPPED = (httpx.RemoteProtocolError, httpx.ReadError)


@pytest.fixture(scope="module")
def csdl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("csdl") / "notes.csdl"
    path.write_text(CSDL)
    return path


@pytest.fixture(scope="module")
def model(csdl: Path) -> Model:
    return read_model(csdl)


@pytest.fixture(scope="module")
def server(model: Model) -> Iterator[Running]:
    with running(create_app(model, samples=2, root_path="v1.0/")) as found:
        yield found


@pytest.fixture
def sandbox(server: Running) -> Running:
    server.reset()
    return server


def test_the_log_has_everything_as_it_was_sent(sandbox: Running) -> None:
    path = "/v1.0/notes('a%2Fb')?$filter=text%20eq%20'x'&b=%C3%A9"
    host = sandbox.url.removesuffix("/v1.0")
    httpx.request("REPORT", host + path, content=b"\x00\xff", headers={"X-Twice": "1"})
    httpx.get(f"{host}/elsewhere")
    first, second = sandbox.log
    assert (first.method, first.path, first.body) == ("REPORT", path, b"\x00\xff")
    assert first.headers["x-twice"] == "1"
    assert (second.method, second.path, second.body) == ("GET", "/elsewhere", b"")


def test_nothing_is_served_outside_the_root(sandbox: Running) -> None:
    host = sandbox.url.removesuffix("/v1.0")
    assert httpx.get(f"{sandbox.url}/notes").status_code == 200
    for path in ("/notes", "/v1.0notes", "/"):
        assert httpx.get(host + path).status_code == 404, path


def test_request_ids(sandbox: Running) -> None:
    answer = httpx.get(f"{sandbox.url}/nope", headers={"client-request-id": "mine"})
    inner = answer.json()["error"]["innererror"]
    assert answer.headers["client-request-id"] == "mine"
    assert inner["client-request-id"] == "mine"
    assert inner["request-id"] == answer.headers["request-id"]
    other = httpx.get(f"{sandbox.url}/notes")
    assert other.headers["request-id"] != answer.headers["request-id"]
    assert "client-request-id" not in other.headers


def test_a_fault_answers_in_place_of_the_service(sandbox: Running) -> None:
    sandbox.faults.add(
        Fault(
            status=429,
            headers={"Retry-After": "7"},
            body={"error": {"code": "slow", "message": "Slow down."}},
            times=2,
            method="POST",
        )
    )
    url = f"{sandbox.url}/notes"
    assert httpx.get(url).status_code == 200
    for _ in range(2):
        answer = httpx.post(url, json={"text": "x"})
        assert answer.status_code == 429
        assert answer.headers["retry-after"] == "7"
        assert answer.json()["error"]["code"] == "slow"
    assert len(httpx.get(url).json()["value"]) == 2
    assert httpx.post(url, json={"text": "x"}).status_code == 201


def test_faults_match_paths_and_come_in_their_order(sandbox: Running) -> None:
    sandbox.faults.add(
        Fault(status=503, path=r"notes/1$", body=b"<html>", headers={"Via": "proxy"}),
        Fault(status=504),
    )
    assert httpx.get(f"{sandbox.url}/notes/2").status_code == 504
    first = httpx.get(f"{sandbox.url}/notes/1")
    assert (first.status_code, first.content) == (503, b"<html>")
    assert first.headers["via"] == "proxy"
    sandbox.faults.add(Fault(status=500))
    sandbox.faults.clear()
    assert httpx.get(f"{sandbox.url}/notes/1").status_code == 200


def test_a_connection_dropped_before_the_request_is_carried_out(
    sandbox: Running,
) -> None:
    sandbox.faults.add(Fault(drop="before"))
    with pytest.raises(DROPPED):
        httpx.delete(f"{sandbox.url}/notes/1")
    assert httpx.get(f"{sandbox.url}/notes/1").status_code == 200
    assert [each.method for each in sandbox.log] == ["DELETE", "GET"]


def test_an_answer_that_gets_lost(sandbox: Running) -> None:
    sandbox.faults.add(Fault(drop="after"))
    with pytest.raises(DROPPED):
        httpx.delete(f"{sandbox.url}/notes/1")
    assert httpx.delete(f"{sandbox.url}/notes/1").status_code == 404


def test_a_drop_without_a_server_that_could_drop(model: Model) -> None:
    app = create_app(model)
    app.state.faults.add(Fault(drop="before"))

    async def ask() -> None:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as http:
            with pytest.raises(ConnectionError):
                await http.get("/notes")
            assert (await http.get("/notes")).status_code == 200

    asyncio.run(ask())
    assert [each.path for each in app.state.log] == ["/notes", "/notes"]


def test_a_delay_leaves_the_answer_as_it_is(sandbox: Running) -> None:
    sandbox.faults.add(Fault(delay=0.5))
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(f"{sandbox.url}/notes/1", timeout=0.1)
    sandbox.faults.add(Fault(delay=0.2))
    started = time.monotonic()
    assert httpx.get(f"{sandbox.url}/notes/1").json()["id"] == 1
    assert time.monotonic() - started >= 0.2


def test_a_bearer_token_can_be_required(model: Model) -> None:
    with running(create_app(model, require_token=True)) as sandbox:
        url = f"{sandbox.url}/notes"
        for value in ("", "Basic x", "Bearer"):
            refused = httpx.get(url, headers={"Authorization": value})
            assert refused.status_code == 401
            assert refused.headers["www-authenticate"] == "Bearer"
            assert refused.json()["error"]["code"] == "unauthenticated"
        assert httpx.get(url, headers={"Authorization": "Bearer x"}).status_code == 200


def test_a_reset_begins_anew(sandbox: Running) -> None:
    httpx.delete(f"{sandbox.url}/notes/1")
    sandbox.faults.add(Fault(status=500))
    sandbox.reset()
    assert sandbox.log == []
    assert httpx.get(f"{sandbox.url}/notes/1").status_code == 200
    assert len(sandbox.log) == 1


class Broken(Rules):
    def members(self, collection: Collection) -> None:
        raise RuntimeError("a rule that fails")


def test_a_failure_of_the_sandbox_is_told(
    model: Model, caplog: pytest.LogCaptureFixture
) -> None:
    with running(create_app(model, rules=[Broken])) as sandbox:
        answer = httpx.get(f"{sandbox.url}/notes")
    assert answer.status_code == 500
    assert answer.json()["error"]["code"] == "internalServerError"
    assert "a rule that fails" in caplog.text


def test_two_sandboxes_share_nothing(model: Model) -> None:
    with running(create_app(model)) as one, running(create_app(model)) as other:
        httpx.post(f"{one.url}/notes", json={"text": "x"})
        assert httpx.get(f"{other.url}/notes").json()["value"] == []
        assert len(one.log) == 1


def test_the_port_is_free_after_the_block(model: Model) -> None:
    with running(create_app(model)) as sandbox:
        host, port = sandbox.url.removeprefix("http://").split(":")
        httpx.get(sandbox.url)
    assert host == "127.0.0.1"
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((host, int(port)), timeout=1)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for others")
def test_it_serves_until_ctrl_c_and_ends_cleanly(csdl: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "generator")}
    process = subprocess.Popen(
        [sys.executable, "-c", MAIN, str(csdl)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    try:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        with httpx.Client() as client:  # its connection stays open
            assert client.get(f"{url}/notes").status_code == 200
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=10)
    finally:
        process.kill()
    assert (process.returncode, out, err) == (0, "ended\n", "")


def test_a_port_that_is_taken_is_bad_input(model: Model) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(InputError) as caught:
            serve(create_app(model), port=port)
    assert f"127.0.0.1:{port}: cannot listen" in str(caught.value)


def test_rules_that_there_are_not_are_bad_input(model: Model) -> None:
    with pytest.raises(InputError) as caught:
        create_app(model, rules=["authentication_method"])
    assert "did you mean 'authentication_methods'" in str(caught.value)
    with pytest.raises(InputError) as caught:
        create_app(model, rules=["authentication_methods"])
    assert "the model lacks" in str(caught.value)


def test_a_client_that_goes_away_while_it_sends(model: Model) -> None:
    app = create_app(model)
    pieces: list[Message] = [
        {"type": "http.request", "body": b'{"id"', "more_body": True},
        {"type": "http.disconnect"},
    ]
    sent: list[Message] = []

    async def receive() -> Message:
        return pieces.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {
        "type": "http",
        "method": "POST",
        "path": "/notes",
        "query_string": b"",
        "headers": [(b"host", b"x")],
    }
    asyncio.run(app(scope, receive, send))
    assert (pieces, sent) == ([], [])
