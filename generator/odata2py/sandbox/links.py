"""Relationships: from ids of entities to entities, and to links between them.

OData Protocol 4.01, sections 4.1 (entity-ids), 11.4.2.1 (links in a create) and 11.4.6
(relationships).
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

from odata2py.csdl.model import Function
from odata2py.sandbox import paths, query
from odata2py.sandbox.errors import ServiceError, bad_request
from odata2py.sandbox.exchange import Exchange
from odata2py.sandbox.storage import Collection, Entity


def find(exchange: Exchange, entity_id: str, into: Collection) -> Entity:
    """The entity with an id, to be linked in a collection; else a refusal with 400.

    The id may be absolute, or relative to the request's URL or to the service root.
    """
    found = entity_at(exchange, entity_id)
    if found is None:
        raise bad_request(f"There is no entity with the id {entity_id!r}.", into.name)
    line = [kind.name for kind in exchange.model.lineage(found.type)]
    if into.type not in line:
        raise bad_request(f"{entity_id!r} is a {found.type}, no {into.type}.")
    if into.contained:
        raise bad_request(f"{into.name} contains its entities; they cannot be linked.")
    return found


def entity_at(exchange: Exchange, entity_id: str) -> Entity | None:
    """The entity with an id, if there is one."""
    return next(_entities(exchange, entity_id), None)


def remove(exchange: Exchange, collection: Collection, entity: Entity) -> None:
    """Ends a relationship; one that there has to be is refused with 400."""
    if collection.single and not collection.nullable:
        raise bad_request(f"{collection.name} must lead to an entity.")
    exchange.store.unlink(collection, entity)


def _entities(exchange: Exchange, entity_id: str) -> Iterator[Entity]:
    writer = exchange.writer
    bases = (exchange.url, f"{writer.base}/")
    for url in (urljoin(base, entity_id) for base in bases):
        if not url.startswith(writer.base):
            continue
        try:
            path, _, options = url[len(writer.base) :].partition("?")
            aliases = query.aliases(query.decode(options))
            target = paths.resolve(exchange.model, paths.decode(path), aliases)
            place = exchange.walker.follow(target)
            if isinstance(call := target.last, paths.Invocation):
                if not isinstance(call.operation, Function):
                    continue
                place = exchange.walker.through(place, call)
        except ServiceError:
            continue
        is_entity = not (target.suffix or place.in_value or place.missing)
        if is_entity and place.entity and not target.type.collection:
            yield place.entity
