"""Answers to GET requests (OData Protocol 4.01, section 11.2)."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.responses import PlainTextResponse, Response

from odata2py.csdl.model import Model
from odata2py.sandbox import query
from odata2py.sandbox.errors import bad_request
from odata2py.sandbox.exchange import Exchange
from odata2py.sandbox.primitives import Json, underlying
from odata2py.sandbox.query import Options, Page
from odata2py.sandbox.responses import json_response
from odata2py.sandbox.storage import Entity


def service_document(model: Model, base: str) -> Response:
    """The service document (JSON Format 4.01, section 5)."""
    container = model.container
    sets = container.entity_sets if container else {}
    singletons = container.singletons if container else {}
    resources = [{"name": name, "kind": "EntitySet", "url": name} for name in sets]
    resources += [{"name": n, "kind": "Singleton", "url": n} for n in singletons]
    return json_response({"@odata.context": f"{base}/$metadata", "value": resources})


def resource(exchange: Exchange) -> Response:
    """What is at the place: an entity, entities, or a value."""
    if exchange.place.in_value:
        return property_value(exchange)
    return collection(exchange) if exchange.target.type.collection else entity(exchange)


def collection(exchange: Exchange) -> Response:
    """The entities of a collection, page by page (Protocol 4.01, section 11.2.6)."""
    options, page = _selected(exchange, query.COLLECTION)
    place = exchange.place
    assert place.collection is not None
    context = exchange.writer.context(place.collection, options, cast=place.cast)
    items = [
        exchange.writer.entity(each, exchange.declared, options) for each in page.items
    ]
    return _page_response(exchange, context, options, page, items)


def references(exchange: Exchange) -> Response:
    """References to the entities of a collection (Protocol 4.01, section 11.2.8)."""
    options, page = _selected(exchange, query.REFERENCES)
    context = exchange.writer.reference_context(collection=True)
    items = [{"@odata.id": exchange.writer.url(each)} for each in page.items]
    return _page_response(exchange, context, options, page, items)


def entity(exchange: Exchange) -> Response:
    """An entity; 204 where a relationship leads to none (Protocol 4.01, 11.2.2)."""
    options = query.parse(
        exchange.model, exchange.declared, exchange.pairs, query.ENTITY
    )
    place = exchange.place
    if place.entity is None:
        return Response(status_code=204)
    assert place.collection is not None
    payload = exchange.writer.with_context(
        place.collection, place.entity, options, place.cast
    )
    return json_response(payload, headers=exchange.writer.tag(place.entity))


def property_value(exchange: Exchange) -> Response:
    """A property (Protocol 4.01, section 11.2.4); 204 where it is null."""
    value = exchange.place.value
    allowed = query.VALUES if isinstance(value, list) else query.VALUE
    options = query.parse(exchange.model, exchange.declared, exchange.pairs, allowed)
    if value is None:
        return Response(status_code=204)
    context = exchange.writer.value_context(exchange.place)
    if isinstance(value, list):
        page = _page(exchange, options, value)
        return _page_response(exchange, context, options, page, page.items)
    payload = value if isinstance(value, dict) else {"value": value}
    return json_response({"@odata.context": context, **payload})


def raw_value(exchange: Exchange) -> Response:
    """``/$value``: a primitive value as text (Protocol 4.01, section 11.2.4.1)."""
    query.parse(exchange.model, exchange.declared, exchange.pairs, query.VALUE)
    value = exchange.place.value
    if value is None:
        return Response(status_code=204)
    if isinstance(value, dict | list):
        raise bad_request("/$value is for primitive values.")
    if underlying(exchange.model, exchange.declared) == "Edm.Binary":
        content = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
        return Response(content, media_type="application/octet-stream")
    return PlainTextResponse(value if isinstance(value, str) else json.dumps(value))


def count(exchange: Exchange) -> Response:
    """``/$count``: the number of items as text (Protocol 4.01, section 11.2.10)."""
    if exchange.place.in_value:
        query.parse(exchange.model, exchange.declared, exchange.pairs, query.VALUE)
        return PlainTextResponse(str(len(exchange.place.value)))
    options = query.parse(
        exchange.model, exchange.declared, exchange.pairs, query.COUNT
    )
    found = query.select_items(options, _members(exchange), _values)
    return PlainTextResponse(str(len(found)))


def _members(exchange: Exchange) -> Sequence[Entity]:
    place = exchange.place
    assert place.collection is not None
    return exchange.walker.members(place.collection, place.cast)


def _selected(exchange: Exchange, allowed: frozenset[str]) -> tuple[Options, Page]:
    """The query options, and what they leave of the entities at the place."""
    options = query.parse(exchange.model, exchange.declared, exchange.pairs, allowed)
    found = query.select_items(options, _members(exchange), _values)
    return options, _page(exchange, options, found)


def _values(entity: Entity) -> Mapping[str, Json]:
    return entity.values


def _page(exchange: Exchange, options: Options, items: Sequence[Any]) -> Page:
    size = _preferred_size(exchange) or exchange.settings.page_size
    return query.paginate(options, items, size)


def _preferred_size(exchange: Exchange) -> int:
    """The page size that the client prefers; 0 if it has no preference."""
    wanted = exchange.preferences().get("maxpagesize", "")
    return int(wanted) if wanted.isdecimal() else 0


def _page_response(
    exchange: Exchange,
    context: str,
    options: Options,
    page: Page,
    items: Sequence[Json],
) -> Response:
    payload: dict[str, Json] = {"@odata.context": context}
    if options.count:
        payload["@odata.count"] = page.total
    payload["value"] = list(items)
    if page.next_start is not None:
        raw_query = exchange.request.path.partition("?")[2]
        more = query.with_skiptoken(raw_query, page.next_start)
        payload["@odata.nextLink"] = f"{exchange.page_url()}?{more}"
    size = _preferred_size(exchange)
    applied = {"Preference-Applied": f"odata.maxpagesize={size}"} if size else {}
    return json_response(payload, headers=applied)
