"""Answers to requests that change or delete an entity.

OData Protocol 4.01, sections 11.4.3 (update), 11.4.4 (upsert) and 11.4.5 (delete).
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import Response

from odata2py.sandbox import bodies, creating, query, requests
from odata2py.sandbox.checking import Draft
from odata2py.sandbox.errors import bad_request, not_found
from odata2py.sandbox.exchange import Exchange
from odata2py.sandbox.responses import json_response
from odata2py.sandbox.storage import Entity

Drafting = Callable[..., Draft]


def update(exchange: Exchange) -> Response:
    """PATCH: what the body has is changed, all else remains."""
    return _change(exchange, bodies.changes)


def replace(exchange: Exchange) -> Response:
    """PUT: what the body lacks has its default or null afterwards."""
    return _change(exchange, bodies.replacement)


def delete(exchange: Exchange) -> Response:
    """DELETE (Protocol 4.01, section 11.4.5)."""
    entity = _required(exchange)
    exchange.rules.before_delete(entity)
    exchange.store.remove(entity)
    exchange.rules.after_delete(entity)
    return Response(status_code=204)


def apply(exchange: Exchange, entity: Entity, draft: Draft) -> None:
    """Changes an entity, and what is related to it, as drafted."""
    relations = creating.relations(exchange, entity, draft.related)
    exchange.rules.before_update(entity, draft.values)
    key = exchange.store.key(entity)
    before = entity.values
    entity.values = draft.values if draft.whole else before | draft.values
    if exchange.store.key(entity) != key:
        entity.values = before
        raise bad_request("The key of an entity cannot be changed.")
    entity.drop_orphans()
    creating.relate(exchange, relations, [])
    exchange.rules.after_update(entity)


def _change(exchange: Exchange, drafting: Drafting) -> Response:
    place = exchange.place
    entity = _required(exchange)
    options = query.parse(
        exchange.model, exchange.declared, exchange.pairs, query.ENTITY
    )
    draft = drafting(
        exchange.model,
        entity.type,
        entity.values,
        requests.json_object(exchange),
        wide_as_text=requests.wide_as_text(exchange),
    )
    apply(exchange, entity, draft)
    wanted = requests.wanted_return(exchange)
    headers = requests.applied(wanted) | exchange.writer.tag(entity)
    if not _with_content(exchange, entity, wanted):
        return Response(status_code=204, headers=headers)
    assert place.collection is not None
    payload = exchange.writer.with_context(
        place.collection, entity, options, place.cast
    )
    return json_response(payload, 200, headers)


def _with_content(exchange: Exchange, entity: Entity, wanted: str) -> bool:
    """Whether the entity is returned: preference, query options or rules say so."""
    if wanted:
        return wanted == "representation"
    if any(name in ("$select", "$expand") for name, _ in exchange.pairs):
        return True
    return bool(exchange.rules.update_answers_entity(entity))


def _required(exchange: Exchange) -> Entity:
    if exchange.place.entity is None:
        raise not_found("There is no entity here.")
    return exchange.place.entity
