"""Answers to requests for a property: read, replaced, merged, set to null.

OData Protocol 4.01, sections 11.2.4 (reading) and 11.4.9 (managing values and
properties directly).
"""

from __future__ import annotations

import base64
from collections.abc import Callable

from msgspec.structs import replace
from starlette.responses import Response

from odata2py.sandbox import bodies, changing, literals, reading, requests
from odata2py.sandbox.checking import Draft
from odata2py.sandbox.errors import ServiceError, bad_request
from odata2py.sandbox.exchange import Exchange
from odata2py.sandbox.paths import PropertyAccess
from odata2py.sandbox.primitives import Json, underlying

Verbs = dict[str, Callable[[Exchange], Response]]


def verbs(exchange: Exchange, *, updatable: bool) -> Verbs:
    """What can be done to a property, or to its raw value (``/$value``)."""
    raw = exchange.target.suffix == "$value"
    found: Verbs = {"GET": reading.raw_value if raw else reading.property_value}
    if not updatable or _is_fixed(exchange):
        return found
    found["PUT"] = _put_raw if raw else _put
    if isinstance(exchange.place.value, dict) and not raw:
        found["PATCH"] = _patch
    if exchange.target.type.collection:
        found["POST"] = _post
    found["DELETE"] = _delete
    return found


def _is_fixed(exchange: Exchange) -> bool:
    """Whether a property, or one that it is part of, never changes."""
    steps = exchange.target.steps
    accesses = [step for step in steps if isinstance(step, PropertyAccess)]
    return exchange.place.entity is None or any(step.fixed for step in accesses)


def _put(exchange: Exchange) -> Response:
    body = requests.json_object(exchange)
    return _set(exchange, _sent(exchange, body))


def _patch(exchange: Exchange) -> Response:
    return _set(exchange, requests.json_object(exchange), merge=True)


def _post(exchange: Exchange) -> Response:
    """One more item (section 11.4.9.4); primitive ones are sent as values."""
    body = requests.json_object(exchange)
    item = body["value"] if list(body) == ["value"] else body
    return _set(exchange, [*(exchange.place.value or ()), item])


def _delete(exchange: Exchange) -> Response:
    """Null, or no items (sections 11.4.9.2 and 11.4.9.4)."""
    return _set(exchange, [] if exchange.target.type.collection else None)


def _put_raw(exchange: Exchange) -> Response:
    type_name = exchange.target.type.name
    content = exchange.request.body
    if underlying(exchange.model, type_name) == "Edm.Binary":
        return _set(exchange, base64.urlsafe_b64encode(content).decode())
    media_type = exchange.request.headers.get("content-type", "text/plain")
    if media_type.partition(";")[0].strip().lower() != "text/plain":
        raise ServiceError(415, f"The content type is {media_type}, not text/plain.")
    try:
        text = content.decode()
    except UnicodeDecodeError:
        raise bad_request("The value is not UTF-8.") from None
    return _set(exchange, literals.parse_plain(exchange.model, type_name, text))


def _sent(exchange: Exchange, body: dict[str, Json]) -> Json:
    """The value in a body: a complex value is the body itself."""
    structured = exchange.model.types.get(exchange.target.type.name)
    is_value = "value" in body and not any(
        name == "value" for name in bodies.property_names(exchange.model, structured)
    )
    if is_value:
        return body["value"]
    if exchange.target.type.collection or structured is None:
        raise bad_request("The body must have the value as its member value.", "value")
    return body


def _set(exchange: Exchange, value: Json, *, merge: bool = False) -> Response:
    place = exchange.place
    entity = place.entity
    assert entity is not None
    draft: Draft = bodies.property_changes(
        exchange.model,
        entity.type,
        entity.values,
        place.names,
        exchange.target.type,
        value,
        merge=merge,
        wide_as_text=requests.wide_as_text(exchange),
    )
    changing.apply(exchange, entity, draft)
    wanted = requests.wanted_return(exchange)
    headers = requests.applied(wanted) | exchange.writer.tag(entity)
    if wanted != "representation":
        return Response(status_code=204, headers=headers)
    now = exchange.walker.follow(exchange.target)
    answer = reading.property_value(replace(exchange, place=now))
    answer.headers.update(headers)
    return answer
