"""Batches of the generated packages against the sandbox, which does its worst."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from odata2py.csdl.reader import read_model
from odata2py.sandbox.app import create_app
from odata2py.sandbox.faults import Fault
from odata2py.sandbox.server import Running, running

METADATA = Path(__file__).parents[2] / "metadata"
VERSIONS = {"v1.0": "graph_phone", "beta": "graph_phone_beta"}


@pytest.fixture(params=VERSIONS, scope="module")
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def shared(version: str) -> Iterator[Running]:
    app = create_app(
        read_model(METADATA / f"authentication-{version}.csdl"),
        rules=["authentication_methods"],
        rule_settings={"version": version},
        root_path=version,
        keys_as_segments=True,
        batch_size=20,
    )
    with running(app) as service:
        yield service


@pytest.fixture
def service(shared: Running) -> Running:
    shared.reset()
    return shared


@pytest.fixture(params=["sync", "async"])
def send(
    request: pytest.FixtureRequest, version: str, service: Running
) -> Callable[[Callable[[Any], Any]], Any]:
    """Sends what a function adds to a batch; returns what the function returned."""
    package = import_module(VERSIONS[version])

    def send_sync(fill: Callable[[Any], Any]) -> Any:
        with (
            package.GraphClient("t", service_root=service.url) as graph,
            graph.batch() as batch,
        ):
            return fill(batch)

    async def send_async(fill: Callable[[Any], Any]) -> Any:
        async with (
            package.AsyncGraphClient("t", service_root=service.url) as graph,
            graph.batch() as batch,
        ):
            return fill(batch)

    if request.param == "sync":
        return send_sync
    return lambda fill: asyncio.run(send_async(fill))


def phones(batch: Any, user: str) -> Any:
    return batch.users[f"{user}@contoso.com"].authentication.phone_methods


def test_reading_and_writing(send: Any, service: Running) -> None:
    def fill(batch: Any) -> Any:
        made = phones(batch, "ada").create(
            phone_number="+1 5555551234", phone_type="mobile"
        )
        return [
            made,
            phones(batch.after(made), "ada").list(),
            phones(batch, "grace").list(),
            phones(batch, "nobody").list(),
        ]

    service.faults.add(Fault(shuffle=True, path=r"\$batch$"))
    made, listed, others, missing = send(fill)
    assert made.result().phone_number == "+1 5555551234"
    assert [phone.id for phone in listed.result().value] == [made.result().id]
    assert others.result().value[0].phone_number != "+1 5555551234"
    assert missing.exception().status == 404
    assert [r.batched for r in service.log] == [False, True, True, True, True]
    urls = [entry["url"] for entry in json.loads(service.log[0].body)["requests"]]
    assert {url.partition("@")[0] for url in urls} == {
        "/users/ada",
        "/users/grace",
        "/users/nobody",
    }


def test_forty_five_calls_are_three_batches(send: Any, service: Running) -> None:
    results = send(lambda b: [phones(b, "grace").list() for _ in range(45)])
    assert len({p.result().value[0].id for p in results}) == 1
    batches = [r for r in service.log if not r.batched]
    sizes = [len(json.loads(r.body)["requests"]) for r in batches]
    assert sorted(sizes) == [5, 20, 20]


def test_what_the_service_does_to_single_calls(send: Any, service: Running) -> None:
    service.faults.add(
        Fault(shuffle=True, path=r"\$batch$"),
        Fault(status=429, headers={"Retry-After": "1"}, path="users/grace"),
        Fault(drop="after", path="users/alan"),
        Fault(double=True, path="users/joe"),
    )

    def fill(batch: Any) -> Any:
        return [phones(batch, user).list() for user in ("ada", "grace", "alan")] + [
            batch.users[
                "joe_contoso.com#EXT#@fabrikam.onmicrosoft.com"
            ].authentication.phone_methods.list()
        ]

    ada, grace, alan, joe = send(fill)
    assert ada.result().value == []
    assert len(grace.result().value) == 1
    assert "no answers" in str(alan.exception())
    assert "2 answers" in str(joe.exception())
    sent = [r.path.partition("/users/")[2][:4] for r in service.log if r.batched]
    assert sent == ["ada@", "grac", "alan", "joe_", "grac"]


def test_actions_that_depend_on_each_other(send: Any, service: Running) -> None:
    """Ada may not sign in by SMS with a phone that she does not have."""

    def fill(batch: Any) -> Any:
        mobile = "3179e48a-750b-4051-897c-87b9720928f7"
        enabled = phones(batch, "ada")[mobile].enable_sms_sign_in()
        return [enabled, phones(batch.after(enabled), "ada")[mobile].get()]

    enabled, read = send(fill)
    assert enabled.exception().status == 404
    assert type(read.exception()).__name__ == "FailedDependencyError"
    assert [r.method for r in service.log] == ["POST", "POST", "GET"]
    needs = [e.get("dependsOn") for e in json.loads(service.log[0].body)["requests"]]
    assert needs == [None, ["1"]]
