"""The service that has everything, served, and the packages that talk to it.

Both packages are made from ``metadata/everything.csdl``. One spells keys as segments
and operations without their namespace, the other keys in parentheses and operations
with it. The annotations say what the first one has: both have the same names.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import AsyncIterator, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

import httpx
from msgspec import Struct

from everything.client import AsyncStationClient, StationClient
from odata2py.csdl.model import Model
from odata2py.csdl.reader import read_model
from odata2py.sandbox.app import create_app
from odata2py.sandbox.exchange import Received
from odata2py.sandbox.rules import Call, Handler, Outcome
from odata2py.sandbox.rules.made_up import MadeUp
from odata2py.sandbox.server import Running, running

METADATA = Path(__file__).parents[2] / "metadata" / "everything.csdl"
PACKAGES = ("everything", "everything_parentheses")


@cache
def station_model() -> Model:
    return read_model(METADATA)


class Answers(MadeUp):
    """Operations whose calls are kept, and whose results are as a test wants them."""

    calls: ClassVar[list[Call]] = []
    wanted: ClassVar[dict[str, Outcome]] = {}

    def operations(self) -> dict[str, Handler]:
        return dict.fromkeys(self.store.model.operations, self._called)

    def _called(self, call: Call) -> Outcome:
        self.calls.append(call)
        found = self.wanted.get(call.operation.name)
        return self._answer(call) if found is None else found


class Station(Struct):
    """A package, its client, and the sandbox that it talks to."""

    package: str
    sandbox: Running
    client: StationClient
    http: httpx.Client

    @property
    def entities(self) -> Any:
        """The package's module of entities."""
        return import_module(f"{self.package}.entities")

    @property
    def enums(self) -> Any:
        """The package's module of enumerations."""
        return import_module(f"{self.package}.enums")

    @property
    def errors(self) -> Any:
        """The package's module of exceptions."""
        return import_module(f"{self.package}._runtime.errors")

    @property
    def log(self) -> list[Received]:
        """What the sandbox received from the package."""
        return [each for each in self.sandbox.log if "raw" not in each.headers]

    @property
    def last(self) -> Received:
        """The last request that the package sent."""
        return self.log[-1]

    @property
    def sent(self) -> Any:
        """The JSON body of the last request that the package sent."""
        return json.loads(self.last.body)

    def renewed(self) -> Station:
        """The same with an empty service."""
        self.sandbox.reset()
        Answers.calls.clear()
        Answers.wanted.clear()
        return self

    def read(self, path: str) -> Any:
        """What the service has at a path, without the package."""
        answer = self.http.get(path)
        assert answer.status_code == 200, answer.text
        data = answer.json()
        return data.get("value", data)

    def status(self, path: str) -> int:
        """The status of what the service has at a path."""
        return self.http.get(path).status_code

    def put(self, path: str, **values: Any) -> Any:
        """Creates an entity without the package; what the service made of it."""
        answer = self.http.post(path, json=values)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def spelt(self, segments: str, parentheses: str) -> str:
        """How this package spells something."""
        return segments if self.package == PACKAGES[0] else parentheses

    @contextlib.asynccontextmanager
    async def awaited(self) -> AsyncIterator[AsyncStationClient]:
        """The package's other client."""
        kind: type[AsyncStationClient] = _client(self.package, "AsyncStationClient")
        async with kind(service_root=self.sandbox.url) as client:
            yield client


@contextlib.contextmanager
def serving(package: str, **settings: Any) -> Iterator[Station]:
    """A package and a sandbox of its own, which has no entities at first."""
    app = create_app(station_model(), rules=[Answers], **settings)
    kind: type[StationClient] = _client(package, "StationClient")
    with (
        running(app) as sandbox,
        kind(service_root=sandbox.url) as client,
        httpx.Client(base_url=sandbox.url, headers={"raw": "1"}) as http,
    ):
        yield Station(package, sandbox, client, http)


def _client(package: str, name: str) -> Any:
    return getattr(import_module(f"{package}.client"), name)
