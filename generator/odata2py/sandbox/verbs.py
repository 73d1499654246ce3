"""What can be done to a resource: its methods, and who answers to them.

OData Protocol 4.01, section 11 (data service requests).
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import Response

from odata2py.csdl.keys import primary_key
from odata2py.csdl.meaning import Capabilities
from odata2py.csdl.model import EntityType, Function
from odata2py.sandbox import (
    changing,
    creating,
    media,
    operations,
    properties,
    reading,
    references,
)
from odata2py.sandbox.exchange import Exchange
from odata2py.sandbox.paths import Invocation

Verb = Callable[[Exchange], Response]


def of(exchange: Exchange) -> dict[str, Verb]:
    """What can be done at the end of a path, by HTTP method."""
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


def may_create(exchange: Exchange) -> bool:
    """Whether the request may create what is not there (Protocol 4.01, 11.4.4)."""
    collection = exchange.place.collection
    if collection is None or exchange.request.method not in ("PUT", "PATCH"):
        return False
    if exchange.target.suffix or media.is_media_type(exchange.model, collection.type):
        return False
    key = primary_key(exchange.model, collection.type)
    if collection.owner is None and collection.single:
        return True
    if collection.single and not collection.contained:
        return False
    if any(part.target.computed for part in key):
        return False
    insertable = _permitted(exchange, lambda each: each.insertable)
    return exchange.settings.upserts and insertable


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
        if exchange.place.entity is None and may_create(exchange):
            verbs |= {"PATCH": creating.upsert, "PUT": creating.upsert}
    collection = exchange.place.collection
    must_exist = collection is None or (collection.single and not collection.nullable)
    if not must_exist and _permitted(exchange, lambda each: each.deletable):
        verbs["DELETE"] = changing.delete
    return verbs


def _readable_by_key(said: Capabilities) -> bool | None:
    return said.readable if said.readable_by_key is None else said.readable_by_key


def _permitted(exchange: Exchange, ask: Callable[[Capabilities], bool | None]) -> bool:
    return all(ask(each) is not False for each in exchange.capabilities())
