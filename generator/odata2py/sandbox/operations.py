"""Answers to invocations of actions and functions (Protocol 4.01, section 11.5)."""

from __future__ import annotations

from msgspec.structs import replace
from starlette.responses import Response

from odata2py.csdl.model import EntityType, Function
from odata2py.sandbox import bodies, reading, requests
from odata2py.sandbox.errors import not_found
from odata2py.sandbox.exchange import Exchange
from odata2py.sandbox.paths import STREAM, Invocation
from odata2py.sandbox.rules import Outcome


def invoke(exchange: Exchange, invocation: Invocation) -> Response:
    """An action or function: what its rule does."""
    operation = invocation.operation
    arguments = invocation.arguments
    if not isinstance(operation, Function):
        arguments = bodies.parameters(
            exchange.model,
            operation,
            requests.json_object(exchange, optional=True),
            wide_as_text=requests.wide_as_text(exchange),
        )
    outcome = exchange.walker.invoke(exchange.place, invocation, arguments)
    return _answer(exchange, invocation, outcome)


def _answer(exchange: Exchange, invocation: Invocation, outcome: Outcome) -> Response:
    headers = dict(outcome.headers)
    if outcome.location is not None:
        headers["Location"] = exchange.writer.url(outcome.location)
    type_ = invocation.operation.return_type
    if outcome.value is None or type_ is None:
        _require_result(exchange, invocation, outcome)
        return Response(status_code=outcome.status or 204, headers=headers)
    if type_.name == STREAM:
        headers = {"Content-Type": "application/octet-stream", **headers}
        content = str(outcome.value).encode()
        return Response(content, outcome.status or 200, headers)
    place = exchange.walker.result(exchange.place, invocation, outcome.value)
    answer = reading.resource(replace(exchange, place=place))
    answer.headers.update(headers)
    answer.status_code = outcome.status or answer.status_code
    return answer


def _require_result(
    exchange: Exchange, invocation: Invocation, outcome: Outcome
) -> None:
    """A function that has to return an entity answers 404 without (11.5.4.1)."""
    operation = invocation.operation
    type_ = operation.return_type
    if isinstance(operation, Function) and type_ and not type_.nullable:
        is_entity = isinstance(exchange.model.types.get(type_.name), EntityType)
        if is_entity and not type_.collection and outcome.status is None:
            raise not_found(f"{operation.name} has no result.")
