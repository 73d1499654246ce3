"""New entities, with those that are created along with them, and their relationships.

OData Protocol 4.01, sections 11.4.2 (create), 11.4.2.1 (link to related entities) and
11.4.2.2 (create related entities).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace
from starlette.responses import Response

from odata2py.csdl.keys import primary_key
from odata2py.sandbox import bodies, keys, links, query, requests
from odata2py.sandbox.checking import Draft, Related
from odata2py.sandbox.errors import ServiceError
from odata2py.sandbox.exchange import Exchange
from odata2py.sandbox.query import Options
from odata2py.sandbox.responses import json_response
from odata2py.sandbox.storage import Collection, Entity


class Relation(Struct, frozen=True):
    """A navigation property of an entity, and what is to become of it."""

    collection: Collection
    linked: Sequence[Entity]
    related: Related


def create(exchange: Exchange) -> Response:
    """POST to a collection: 201 with the new entity, or 204 if asked for."""
    draft = bodies.new_entity(
        exchange.model,
        exchange.declared,
        requests.json_object(exchange),
        wide_as_text=requests.wide_as_text(exchange),
        fills_in=exchange.settings.fills_in,
    )
    return created(exchange, draft)


def upsert(exchange: Exchange) -> Response:
    """PUT or PATCH of an entity that there is not (Protocol 4.01, section 11.4.4).

    The key is the one in the URL, whatever the body says.
    """
    draft = bodies.new_entity(
        exchange.model,
        exchange.declared,
        requests.json_object(exchange),
        wide_as_text=requests.wide_as_text(exchange),
        fills_in=exchange.settings.fills_in,
    )
    missing = exchange.place.missing
    if missing is not None:
        parts = primary_key(exchange.model, draft.type)
        for part, value in zip(parts, missing.values, strict=True):
            draft.values = keys.with_value(draft.values, part.path, value)
    return created(exchange, draft)


def created(exchange: Exchange, draft: Draft) -> Response:
    """Creates an entity at the place of a request; the answer to it."""
    place = exchange.place
    assert place.collection is not None
    options = query.parse(
        exchange.model, exchange.declared, exchange.pairs, query.ENTITY
    )
    entity = add(exchange, place.collection, draft)
    url = exchange.writer.url(entity)
    wanted = requests.wanted_return(exchange)
    headers = {"Location": url} | requests.applied(wanted)
    headers |= exchange.writer.tag(entity)
    if wanted == "minimal":
        return Response(status_code=204, headers={**headers, "OData-EntityId": url})
    options = replace(options, expand={**_levels([draft]), **options.expand})
    payload = exchange.writer.with_context(
        place.collection, entity, options, place.cast
    )
    return json_response(payload, 201, headers)


def add(exchange: Exchange, collection: Collection, draft: Draft) -> Entity:
    """Creates and relates entities as drafted: all of them, or none."""
    made: list[Entity] = []
    try:
        return _add(exchange, collection, draft, made)
    except ServiceError:
        for entity in reversed(made):
            if entity.alive:
                exchange.store.remove(entity)
        raise


def relations(
    exchange: Exchange, entity: Entity, related: Mapping[str, Related]
) -> Sequence[Relation]:
    """What is to be related to an entity; 400 where something is not there."""
    found = []
    for path, each in related.items():
        collection = exchange.store.navigation(entity, path)
        linked = [links.find(exchange, one, collection) for one in each.ids]
        found.append(Relation(collection, linked, each))
    return found


def relate(exchange: Exchange, wanted: Sequence[Relation], made: list[Entity]) -> None:
    """Links entities, and creates those that there are not yet."""
    for relation in wanted:
        collection = relation.collection
        if relation.related.replaces:
            for each in list(collection):
                if each not in relation.linked:
                    exchange.store.unlink(collection, each)
        for entity in relation.linked:
            exchange.store.link(collection, entity)
        for draft in relation.related.drafts:
            _add(exchange, collection, draft, made)


def _add(
    exchange: Exchange, collection: Collection, draft: Draft, made: list[Entity]
) -> Entity:
    exchange.rules.before_create(collection, draft.type, draft.values)
    entity = exchange.store.add(collection, draft.type, draft.values)
    made.append(entity)
    if draft.media is not None:
        entity.streams[""] = draft.media
    relate(exchange, relations(exchange, entity, draft.related), made)
    exchange.rules.after_create(entity)
    return entity


def _levels(drafts: Sequence[Draft]) -> dict[str, Options]:
    """What an answer expands: as many levels as the request had (11.4.2.2)."""
    nested: dict[str, list[Draft]] = {}
    for draft in drafts:
        for path, related in draft.related.items():
            if related.drafts:
                nested.setdefault(path, []).extend(related.drafts)
    return {path: Options(expand=_levels(found)) for path, found in nested.items()}
