"""Answers to requests for references to entities, ``/$ref``.

OData Protocol 4.01, sections 11.2.8 (reading) and 11.4.6 (changing relationships), and
JSON Format 4.01, section 14 (entity references).
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import Response

from odata2py.sandbox import bodies, links, query, reading, requests
from odata2py.sandbox.errors import bad_request, not_found
from odata2py.sandbox.exchange import Exchange
from odata2py.sandbox.paths import Cast, Navigation
from odata2py.sandbox.primitives import Json
from odata2py.sandbox.responses import json_response
from odata2py.sandbox.storage import Collection


def verbs(exchange: Exchange) -> dict[str, Callable[[Exchange], Response]]:
    """What can be done to references: relationships of contained entities are fixed."""
    found: dict[str, Callable[[Exchange], Response]] = {"GET": read}
    steps = [step for step in exchange.target.steps if not isinstance(step, Cast)]
    *before, last = steps
    if _collection(exchange).contained:
        return found
    if isinstance(last, Navigation):
        if last.property.type.collection:
            found["POST"] = add
        found["PUT"] = replace
        found["DELETE"] = remove
    elif before and isinstance(before[-1], Navigation):
        found["DELETE"] = remove
    return found


def read(exchange: Exchange) -> Response:
    """The references in place of the entities."""
    if exchange.target.type.collection:
        return reading.references(exchange)
    query.parse(exchange.model, exchange.declared, exchange.pairs, query.VALUE)
    entity = exchange.place.entity
    if entity is None:
        return Response(status_code=204)
    return json_response(
        {
            "@odata.context": exchange.writer.reference_context(),
            "@odata.id": exchange.writer.url(entity),
        }
    )


def add(exchange: Exchange) -> Response:
    """POST: one more entity is related (section 11.4.6.1)."""
    collection = _collection(exchange)
    entity_id = bodies.entity_id(requests.json_object(exchange))
    exchange.store.link(collection, links.find(exchange, entity_id, collection))
    return Response(status_code=204)


def replace(exchange: Exchange) -> Response:
    """PUT: other entities are related (sections 11.4.6.3 and 11.4.6.4)."""
    collection = _collection(exchange)
    body = requests.json_object(exchange)
    ids = _ids(body) if exchange.target.type.collection else [bodies.entity_id(body)]
    entities = [links.find(exchange, each, collection) for each in ids]
    for entity in list(collection):
        if entity not in entities:
            exchange.store.unlink(collection, entity)
    for entity in entities:
        exchange.store.link(collection, entity)
    return Response(status_code=204)


def remove(exchange: Exchange) -> Response:
    """DELETE: what the path or ``$id`` names is no longer related (11.4.6.2)."""
    collection = _collection(exchange)
    given = [value for name, value in exchange.pairs if name == "$id"]
    if not given:
        entity = exchange.place.entity
        for each in list(collection) if entity is None else [entity]:
            links.remove(exchange, collection, each)
        return Response(status_code=204)
    if not exchange.target.type.collection:
        raise bad_request("$id is for references of a collection.", "$id")
    entity = links.entity_at(exchange, given[0])
    if entity is None or entity not in list(collection):
        raise not_found(f"{given[0]!r} is not in {collection.name}.")
    links.remove(exchange, collection, entity)
    return Response(status_code=204)


def _collection(exchange: Exchange) -> Collection:
    assert exchange.place.collection is not None
    return exchange.place.collection


def _ids(body: dict[str, Json]) -> list[str]:
    items = body.get("value")
    if not isinstance(items, list) or not all(isinstance(x, dict) for x in items):
        raise bad_request("A collection of entity references is expected.", "value")
    return [bodies.entity_id(item) for item in items]
