"""From a request to an answer: which resource it is about, and what may be done to it.

OData Protocol 4.01, section 11 (data service requests).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct, field
from starlette.responses import Response

from odata2py.csdl.meaning import Capabilities
from odata2py.csdl.model import EntityType, Function
from odata2py.sandbox import (
    changing,
    conditions,
    creating,
    media,
    operations,
    paths,
    properties,
    query,
    reading,
    references,
)
from odata2py.sandbox.errors import method_not_allowed, not_found
from odata2py.sandbox.exchange import RESULTS, Exchange, Received, Results
from odata2py.sandbox.paths import Invocation, Target
from odata2py.sandbox.places import Place
from odata2py.sandbox.responses import Writer
from odata2py.sandbox.settings import Settings
from odata2py.sandbox.walk import Walker

Verb = Callable[[Exchange], Response]


class Service(Struct, frozen=True):
    """A service over a store; ``root_path`` is where its URLs begin, without slash."""

    walker: Walker
    metadata: bytes | None
    root_path: str
    settings: Settings
    results: Results = field(default_factory=Results)

    def answer(self, request: Received, origin: str) -> Response:
        """The answer to a request; ServiceError where it is refused."""
        raw_path, _, raw_query = request.path.partition("?")
        segments = self._below_root(raw_path)
        pairs = query.decode(raw_query)
        writer = Writer(self.walker, origin, self.root_path, self.settings)
        if segments in ((), ("$metadata",)):
            _require(request.method, ["GET"])
            if segments:
                return self._metadata()
            return reading.service_document(self.walker.store.model, writer.base)
        target, place = self._end(segments, query.aliases(pairs))
        exchange = Exchange(
            request,
            pairs,
            target,
            place,
            self.walker,
            writer,
            self.settings,
            self.results,
        )
        if place.missing is not None and not _upsertable(exchange):
            raise self.walker.not_there(place)
        if place.absent and request.method not in ("PUT", "DELETE"):
            raise not_found("The entity has no value of that name.")
        verbs = _verbs(exchange)
        _require(request.method, list(verbs))
        verb = verbs["GET" if request.method == "HEAD" else request.method]
        return conditions.unmet(exchange) or verb(exchange)

    def _end(
        self, segments: Sequence[str], aliases: Mapping[str, str]
    ) -> tuple[Target, Place]:
        if segments[0] == RESULTS and len(segments) == 2:
            if segments[1] not in self.results.found:
                raise not_found("There is no such result of an action.")
            return self.results.found[segments[1]]
        target = paths.resolve(self.walker.store.model, segments, aliases)
        return target, self.walker.follow(target)

    def _below_root(self, raw_path: str) -> Sequence[str]:
        inside = raw_path.removeprefix(self.root_path)
        if not raw_path.startswith(self.root_path) or inside[:1] not in ("", "/"):
            raise not_found(f"The service is at {self.root_path}/.")
        return paths.decode(inside)

    def _metadata(self) -> Response:
        if self.metadata is None:
            raise not_found("The sandbox was started without the metadata's text.")
        return Response(self.metadata, media_type="application/xml")


def _require(method: str, allowed: Sequence[str]) -> None:
    if method not in allowed and not (method == "HEAD" and "GET" in allowed):
        raise method_not_allowed(method, allowed)


def _verbs(exchange: Exchange) -> dict[str, Verb]:
    """What can be done at the end of the path, by HTTP method."""
    target = exchange.target
    if isinstance(target.last, Invocation) and not target.suffix:
        invocation = target.last
        method = "GET" if isinstance(invocation.operation, Function) else "POST"
        return {method: lambda each: operations.invoke(each, invocation)}
    if target.last is None:
        return {"GET": reading.resource}
    if media.is_stream(exchange):
        return media.verbs(exchange)
    if target.suffix == "$ref":
        return references.verbs(exchange)
    if target.suffix == "$count":
        return {"GET": reading.count}
    if exchange.place.in_value:
        updatable = _permitted(exchange, lambda each: each.updatable)
        return properties.verbs(exchange, updatable=updatable)
    if target.type.collection:
        return _collection_verbs(exchange)
    return _entity_verbs(exchange)


def _collection_verbs(exchange: Exchange) -> dict[str, Verb]:
    verbs: dict[str, Verb] = {}
    if _permitted(exchange, lambda each: each.readable):
        verbs["GET"] = reading.collection
    is_entity = isinstance(exchange.model.types.get(exchange.declared), EntityType)
    if is_entity and _permitted(exchange, lambda each: each.insertable):
        is_media = media.is_media_type(exchange.model, exchange.declared)
        verbs["POST"] = media.create if is_media else creating.create
    return verbs


def _entity_verbs(exchange: Exchange) -> dict[str, Verb]:
    verbs: dict[str, Verb] = {}
    if _permitted(exchange, _readable_by_key):
        verbs["GET"] = reading.entity
    if _permitted(exchange, lambda each: each.updatable):
        verbs |= {"PATCH": changing.update, "PUT": changing.replace}
        if exchange.place.entity is None and _upsertable(exchange):
            verbs |= {"PATCH": creating.upsert, "PUT": creating.upsert}
    collection = exchange.place.collection
    must_exist = collection is None or (collection.single and not collection.nullable)
    if not must_exist and _permitted(exchange, lambda each: each.deletable):
        verbs["DELETE"] = changing.delete
    return verbs


def _upsertable(exchange: Exchange) -> bool:
    """Whether the request may create what is not there (Protocol 4.01, 11.4.4)."""
    collection = exchange.place.collection
    if collection is None or exchange.request.method not in ("PUT", "PATCH"):
        return False
    if exchange.target.suffix or media.is_media_type(exchange.model, collection.type):
        return False
    key = exchange.model.key(collection.type)
    if collection.owner is None and collection.single:
        return True
    if collection.single and not collection.contained:
        return False
    generated = any(part.target.computed for part in key)
    return exchange.settings.upserts and not generated


def _readable_by_key(said: Capabilities) -> bool | None:
    return said.readable if said.readable_by_key is None else said.readable_by_key


def _permitted(exchange: Exchange, ask: Callable[[Capabilities], bool | None]) -> bool:
    return all(ask(each) is not False for each in exchange.capabilities())
