"""Answers to requests that change something, or that invoke an operation.

OData Protocol 4.01, sections 11.4 (data modification) and 11.5 (operations).
"""

from __future__ import annotations

from starlette.responses import Response

from odata2py.sandbox import bodies
from odata2py.sandbox.errors import (
    ServiceError,
    bad_request,
    not_found,
    not_implemented,
)
from odata2py.sandbox.exchange import Exchange
from odata2py.sandbox.paths import Invocation
from odata2py.sandbox.primitives import Json
from odata2py.sandbox.query import Options
from odata2py.sandbox.responses import json_response
from odata2py.sandbox.rules import Call, Outcome
from odata2py.sandbox.storage import Entity


def create(exchange: Exchange) -> Response:
    """A new entity: 201 with it, or 204 if asked for (Protocol 4.01, 11.4.2)."""
    place = exchange.place
    assert place.collection is not None
    type_name, values = bodies.new_entity(
        exchange.model,
        exchange.declared,
        _body(exchange),
        wide_as_text=_wide_as_text(exchange),
    )
    exchange.rules.before_create(place.collection, type_name, values)
    entity = exchange.store.add(place.collection, type_name, values)
    exchange.rules.after_create(entity)
    url = exchange.writer.url(entity)
    wanted = exchange.preferences().get("return", "")
    headers = {"Location": url, **_applied(wanted)}
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
        _body(exchange),
        wide_as_text=_wide_as_text(exchange),
    )
    exchange.rules.before_update(entity, changes)
    entity.values.update(changes)
    exchange.rules.after_update(entity)
    wanted = exchange.preferences().get("return", "")
    with_content = (
        wanted == "representation"
        if wanted
        else exchange.rules.update_answers_entity(entity)
    )
    if not with_content:
        return Response(status_code=204, headers=_applied(wanted))
    assert place.collection is not None
    payload = exchange.writer.with_context(
        place.collection, entity, Options(), place.cast
    )
    return json_response(payload, 200, _applied(wanted))


def delete(exchange: Exchange) -> Response:
    """DELETE (Protocol 4.01, section 11.4.5)."""
    entity = _required(exchange)
    exchange.rules.before_delete(entity)
    exchange.store.remove(entity)
    exchange.rules.after_delete(entity)
    return Response(status_code=204)


def invoke(exchange: Exchange, invocation: Invocation) -> Response:
    """An action or function: what its rule does (Protocol 4.01, section 11.5)."""
    operation = invocation.operation
    arguments = invocation.arguments
    if exchange.request.method == "POST":
        arguments = bodies.parameters(
            exchange.model,
            operation,
            _body(exchange),
            wide_as_text=_wide_as_text(exchange),
        )
    place = exchange.place
    binding = operation.binding
    if binding is not None and not binding.collection and not place.in_value:
        _required(exchange)
    handler = exchange.rules.operations().get(operation.name)
    if handler is None:
        raise not_implemented(
            f"No rule is loaded for {operation.name}: the metadata does not say what "
            "it does."
        )
    bound = place.collection if place.entity is None else place.entity
    return _outcome(exchange, invocation, handler(Call(bound, arguments)))


def _outcome(exchange: Exchange, invocation: Invocation, outcome: Outcome) -> Response:
    headers = dict(outcome.headers)
    if outcome.location is not None:
        headers["Location"] = exchange.writer.url(outcome.location)
    type_ = invocation.operation.return_type
    if outcome.value is None or type_ is None:
        return Response(status_code=outcome.status or 204, headers=headers)
    payload = exchange.writer.outcome(type_, outcome.value)
    return json_response(payload, outcome.status or 200, headers)


def _required(exchange: Exchange) -> Entity:
    if exchange.place.entity is None:
        raise not_found("There is no entity here.")
    return exchange.place.entity


def _body(exchange: Exchange) -> dict[str, Json]:
    """The request's body as an object (Protocol 4.01, section 8.1.1)."""
    request = exchange.request
    media_type = request.headers.get("content-type", "").partition(";")[0].strip()
    if request.body and media_type.lower() != "application/json":
        found = media_type or "none"
        raise ServiceError(415, f"The content type is {found}, not application/json.")
    is_operation = isinstance(exchange.target.last, Invocation)
    if not request.body and not is_operation:
        raise bad_request("The body is missing.")
    return bodies.decode(request.body)


def _wide_as_text(exchange: Exchange) -> bool:
    """Whether Int64 and Decimal values may be strings (JSON Format 4.01, 3.2)."""
    content_type = exchange.request.headers.get("content-type", "")
    return "ieee754compatible=true" in content_type.lower().replace(" ", "")


def _applied(wanted: str) -> dict[str, str]:
    return {"Preference-Applied": f"return={wanted}"} if wanted else {}
