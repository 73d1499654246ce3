"""Answers to requests that change entities (OData Protocol 4.01, section 11.4)."""

from __future__ import annotations

from starlette.responses import Response

from odata2py.sandbox import bodies, requests
from odata2py.sandbox.errors import not_found
from odata2py.sandbox.exchange import Exchange
from odata2py.sandbox.query import Options
from odata2py.sandbox.responses import json_response
from odata2py.sandbox.storage import Entity


def create(exchange: Exchange) -> Response:
    """A new entity: 201 with it, or 204 if asked for (Protocol 4.01, 11.4.2)."""
    place = exchange.place
    assert place.collection is not None
    type_name, values = bodies.new_entity(
        exchange.model,
        exchange.declared,
        requests.json_object(exchange),
        wide_as_text=requests.wide_as_text(exchange),
    )
    exchange.rules.before_create(place.collection, type_name, values)
    entity = exchange.store.add(place.collection, type_name, values)
    exchange.rules.after_create(entity)
    url = exchange.writer.url(entity)
    wanted = requests.wanted_return(exchange)
    headers = {"Location": url, **requests.applied(wanted)}
    if wanted == "minimal":
        return Response(status_code=204, headers={**headers, "OData-EntityId": url})
    payload = exchange.writer.with_context(
        place.collection, entity, Options(), place.cast
    )
    return json_response(payload, 201, headers)


def update(exchange: Exchange) -> Response:
    """PATCH (Protocol 4.01, 11.4.3): preference and rules decide about the content."""
    place = exchange.place
    entity = _required(exchange)
    changes = bodies.changes(
        exchange.model,
        entity.type,
        entity.values,
        requests.json_object(exchange),
        wide_as_text=requests.wide_as_text(exchange),
    )
    exchange.rules.before_update(entity, changes)
    entity.values.update(changes)
    exchange.rules.after_update(entity)
    wanted = requests.wanted_return(exchange)
    with_content = (
        wanted == "representation"
        if wanted
        else exchange.rules.update_answers_entity(entity)
    )
    if not with_content:
        return Response(status_code=204, headers=requests.applied(wanted))
    assert place.collection is not None
    payload = exchange.writer.with_context(
        place.collection, entity, Options(), place.cast
    )
    return json_response(payload, 200, requests.applied(wanted))


def delete(exchange: Exchange) -> Response:
    """DELETE (Protocol 4.01, section 11.4.5)."""
    entity = _required(exchange)
    exchange.rules.before_delete(entity)
    exchange.store.remove(entity)
    exchange.rules.after_delete(entity)
    return Response(status_code=204)


def _required(exchange: Exchange) -> Entity:
    if exchange.place.entity is None:
        raise not_found("There is no entity here.")
    return exchange.place.entity
