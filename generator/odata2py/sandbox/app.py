"""The sandbox as a Starlette application."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import uuid
from collections.abc import Awaitable, Callable, Mapping, Sequence
from io import BytesIO
from types import MappingProxyType
from urllib.parse import unquote

from msgspec import Struct, field
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from odata2py.csdl.model import Model
from odata2py.sandbox import monitors
from odata2py.sandbox.batch import answer_data, batch_response, read_batch
from odata2py.sandbox.errors import ServiceError, bad_request
from odata2py.sandbox.exchange import Received
from odata2py.sandbox.faults import Fault, Faults, drop_connection
from odata2py.sandbox.monitors import Monitors
from odata2py.sandbox.primitives import Json
from odata2py.sandbox.responses import error_response
from odata2py.sandbox.rules import Rules, load
from odata2py.sandbox.samples import sample_entities
from odata2py.sandbox.service import Service
from odata2py.sandbox.settings import Settings
from odata2py.sandbox.storage import Store
from odata2py.sandbox.walk import Walker

LOG_LIMIT = 10_000
NO_FAULT = Fault()
NO_SETTINGS: Mapping[str, str] = MappingProxyType({})
_LOGGER = logging.getLogger(__name__)


def create_app(
    model: Model,
    *,
    rules: Sequence[str | type[Rules]] = (),
    rule_settings: Mapping[str, str] = NO_SETTINGS,
    metadata: bytes | None = None,
    root_path: str = "/",
    page_size: int = 100,
    samples: int = 0,
    keys_as_segments: bool = False,
    etags: bool = False,
    upserts: bool = False,
    fills_in: bool = False,
    require_token: bool = False,
    batch_size: int = 100,
    monitor_polls: int = 2,
    retry_after: int = 0,
) -> Starlette:
    """An application that serves a model.

    ``rules`` names modules of :mod:`odata2py.sandbox.rules` (or gives classes of one's
    own), ``rule_settings`` is what they are told; ``samples`` is how many made-up
    entities each entity set gets unless rules fill it; ``keys_as_segments`` is how the
    service writes URLs (it reads both); with ``etags`` all entities have entity tags,
    with ``upserts`` PATCH and PUT create entities that there are not, with ``fills_in``
    a create may leave out what cannot be null; ``batch_size`` is how many requests it
    takes in one batch.

    A request with the preference respond-async is carried out later: its status monitor
    says ``monitor_polls`` times that it is not yet, and to come back ``retry_after``
    seconds later.

    ``app.state.sandbox`` is the :class:`Sandbox`; its log of requests received and its
    faults for requests to come are ``app.state.log`` and ``app.state.faults`` as well.
    """
    settings = Settings(page_size, keys_as_segments, etags, upserts, fills_in)
    root = "/" + root_path.strip("/")

    def build() -> Service:
        store = Store(model)
        loaded = load(rules, store, rule_settings)
        loaded.seed()
        _fill(store, samples)
        below = root if root != "/" else ""
        return Service(Walker(store, loaded), metadata, below, settings)

    monitors = Monitors(monitor_polls, retry_after)
    sandbox = Sandbox(build, build(), root, require_token, batch_size, monitors)
    app = Starlette()
    app.state.sandbox = sandbox
    app.state.log = sandbox.log
    app.state.faults = sandbox.faults
    app.state.root_path = root
    # Not a route: routes match the decoded path, which may have anything in a key.
    app.router.default = sandbox
    return app


class Sandbox(Struct):
    """Takes every request: records it, lets faults happen, answers."""

    build: Callable[[], Service]
    service: Service
    root_path: str
    require_token: bool
    batch_size: int
    monitors: Monitors
    log: list[Received] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)

    @property
    def store(self) -> Store:
        """The entities of the service."""
        return self.service.walker.store

    def reset(self) -> None:
        """Begin anew: entities as at the start, nothing received, no faults."""
        self.service = self.build()
        self.log.clear()
        self.faults.clear()
        self.monitors.clear()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            body = await _body(request)
        except ClientDisconnect:
            return
        received = Received(request.method, _raw_path(scope), request.headers, body)
        answers = await self._answers(received, _origin(request))
        await (answers[0] or drop_connection)(scope, receive, send)

    async def _answers(self, received: Received, origin: str) -> list[Response | None]:
        """The answer, as often as it is to be given; None is none at all."""
        self._record(received)
        fault = self.faults.take(received) or NO_FAULT
        await asyncio.sleep(fault.delay)
        if fault.drop == "before":
            return [None]
        response = fault.response() or await self._respond(
            received, origin, fault.shuffle
        )
        if fault.drop == "after":
            return [None]
        return [response] * (2 if fault.double else 1)

    def _record(self, received: Received) -> None:
        self.log.append(received)
        del self.log[:-LOG_LIMIT]

    async def _respond(
        self, received: Received, origin: str, shuffled: bool
    ) -> Response:
        return await self._finish(
            received, self._now_or_later(received, origin, shuffled)
        )

    async def _now_or_later(
        self, received: Received, origin: str, shuffled: bool
    ) -> Response:
        self._check_token(received)
        below = self.root_path.rstrip("/")
        base = origin + below
        before, _, name = self._path(received).partition(f"/{monitors.SEGMENT}/")
        if name and before == below:
            return await self.monitors.respond(received, name, base)

        async def carry_out() -> Response:
            work = self._outcome(received, origin, shuffled)
            return await self._finish(received, work)

        if monitors.is_wanted(received):
            return self.monitors.accept(carry_out, base)
        return await self._outcome(received, origin, shuffled)

    async def _outcome(
        self, received: Received, origin: str, shuffled: bool
    ) -> Response:
        if self._path(received) == f"{self.root_path.rstrip('/')}/$batch":
            return await self._batch(received, origin, shuffled)
        return self.service.answer(received, origin)

    async def _finish(self, received: Received, work: Awaitable[Response]) -> Response:
        """The answer that work has led to, or what came in its way."""
        outcome: Response | ServiceError
        try:
            outcome = await work
        except ServiceError as fault:
            outcome = fault
        except Exception:
            _LOGGER.exception("%s %s", received.method, received.path)
            outcome = ServiceError(500, "The sandbox failed; its output says why.")
        return _finished(received, outcome)

    def _path(self, received: Received) -> str:
        return unquote(received.path.partition("?")[0])

    async def _batch(self, received: Received, origin: str, shuffled: bool) -> Response:
        if received.batched:
            raise bad_request("A batch cannot stand in a batch.")
        batch = read_batch(received, origin, self.root_path, self.batch_size)
        answers: list[Json] = []
        failed: set[str] = set()
        for entry in batch.entries:
            found: list[Response | None]
            if failed.intersection(entry.needs):
                self._record(entry.request)
                fault = ServiceError(424, "A request that this one needs failed.")
                found = [_finished(entry.request, fault)]
            else:
                found = await self._answers(entry.request, origin)
            if any(each is None or each.status_code >= 400 for each in found):
                failed.add(entry.id)
            answers += (answer_data(entry, each) for each in found if each is not None)
            if failed and not batch.goes_on:
                break
        if shuffled:
            answers.reverse()
        return batch_response(answers)

    def _check_token(self, received: Received) -> None:
        scheme, _, token = received.headers.get("authorization", "").partition(" ")
        if self.require_token and not (scheme.lower() == "bearer" and token.strip()):
            raise ServiceError(
                401,
                "A bearer token is required.",
                headers={"WWW-Authenticate": "Bearer"},
            )


def _finished(received: Received, outcome: Response | ServiceError) -> Response:
    """An answer with the headers that all have; a refusal becomes its error's."""
    request_id = str(uuid.uuid4())
    echoed = received.headers.get("client-request-id", "")
    if isinstance(outcome, ServiceError):
        outcome = error_response(outcome, request_id, echoed)
    outcome.headers["OData-Version"] = "4.0"
    outcome.headers["request-id"] = request_id
    if echoed:
        outcome.headers["client-request-id"] = echoed
    return outcome


def _fill(store: Store, samples: int) -> None:
    container = store.model.container
    for each in container.entity_sets.values() if container else ():
        collection = store.roots[each.name]
        if not list(collection):
            for type_name, values in sample_entities(store.model, each, samples):
                # A key of a type with few values is soon the key of another sample.
                with contextlib.suppress(ServiceError):
                    store.add(collection, type_name, values)


def _raw_path(scope: Scope) -> str:
    path: bytes = scope.get("raw_path") or scope["path"].encode()
    query: bytes = scope["query_string"]
    return (path + (b"?" + query if query else b"")).decode("latin-1")


async def _body(request: Request) -> bytes:
    """The body of a request; a large one is in memory once."""
    content = BytesIO()
    async for piece in request.stream():
        content.write(piece)
    return content.getvalue()


def _origin(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"
