"""Every request that a package can make is one that a service of its metadata takes.

For each case, and for the packages of the service that has everything, each operation
of each builder is called with values that are made up. Before a request is sent, the
entities that it is about are put into the sandbox, so that it has no reason to refuse a
request but that it is wrong.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from tests.cases.requests import every_request
from tests.e2e.filling import fill
from tests.e2e.station import METADATA, PACKAGES
from tests.unit.test_cases import CASES, GOOD, make

from odata2py.csdl.model import Model
from odata2py.csdl.reader import read_model
from odata2py.sandbox.app import create_app
from odata2py.sandbox.errors import ServiceError
from odata2py.sandbox.server import Running, running

pytestmark = pytest.mark.filterwarnings("ignore:Deprecated:DeprecationWarning")

FEWEST = {"everything": 400, "everything_parentheses": 400}


@contextmanager
def _serving(package: str, model: Model) -> Iterator[tuple[Any, Running]]:
    """A client of a package, and a sandbox that serves its metadata."""
    module = importlib.import_module(f"{package}.client")
    (kind,) = [
        each
        for name, each in vars(module).items()
        if name.endswith("Client")
        and each.__module__ == module.__name__
        and not name.startswith("Async")
    ]
    app = create_app(model, rules=["made_up"], samples=1)
    with (
        running(app) as sandbox,
        kind(service_root=sandbox.url, strict=True, retry=None) as client,
    ):
        yield client, sandbox


def _refusals(package: str, model: Model) -> tuple[int, list[str]]:
    """How many requests there are, and what was wrong with some of them."""
    calls, refusals = 0, []
    with _serving(package, model) as (client, sandbox):
        errors = importlib.import_module(f"{package}._runtime.errors")
        for call, request in every_request(package, client, model):
            calls += 1
            sandbox.reset()
            try:
                for url in _about(request):
                    fill(sandbox, url)
                client.send(request)
            except (ServiceError, errors.ODataError) as error:
                status = getattr(error, "status", None)
                if ".as_" in call and status in (404, 405):
                    continue  # casts know neither what a place allows nor what is there
                refusals.append(f"{call}: {request.method} {request.url}: {error}")
    return calls, refusals


def _about(request: Any) -> Iterator[str]:
    """The URLs that a request is to, and that it refers to."""
    yield request.url.partition("$id=")[0].rstrip("?&")
    if "$id=" in request.url:
        yield unquote(request.url.partition("$id=")[2])
    elif request.url.endswith("/$ref") and request.content:
        yield json.loads(request.content)["@odata.id"]


@pytest.mark.parametrize("case", GOOD)
def test_a_service_takes_every_request_of_a_case(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = make(case, tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    number, refusals = _refusals(package.name, read_model(CASES / case / "input.csdl"))
    assert refusals == [], "\n".join(refusals)
    assert number


@pytest.mark.parametrize("package", PACKAGES)
def test_a_service_takes_every_request(package: str) -> None:
    number, refusals = _refusals(package, read_model(METADATA))
    assert refusals == [], "\n".join(refusals)
    assert number > FEWEST[package]
