"""Requests that are carried out under conditions only.

OData Protocol 4.01, sections 8.2.4 (If-Match), 8.2.5 (If-None-Match) and 11.4.1.1
(optimistic concurrency), and RFC 9110, section 13.
"""

from __future__ import annotations

from starlette.responses import Response

from odata2py.csdl.model import Function
from odata2py.sandbox import etags
from odata2py.sandbox.errors import ServiceError
from odata2py.sandbox.exchange import Exchange
from odata2py.sandbox.paths import STREAM, Invocation, Step

READING = ("GET", "HEAD")


def unmet(exchange: Exchange) -> Response | None:
    """The answer 304 where the client has it all; ServiceError 412 or 428 else.

    None says that the request is to be carried out.
    """
    headers = exchange.request.headers
    if_match = ", ".join(headers.getlist("if-match"))
    if_none_match = ", ".join(headers.getlist("if-none-match"))
    if not _has_tag(exchange):
        return None
    if if_match or if_none_match:
        tag = _tag(exchange)
        if if_match and not _matches(if_match, tag):
            raise ServiceError(412, f"If-Match does not have {tag or 'what is here'}.")
        if if_none_match and _matches(if_none_match, tag):
            if exchange.request.method in READING:
                return Response(status_code=304, headers={"ETag": tag or ""})
            raise ServiceError(412, f"If-None-Match has {tag}.")
    if not if_match and _must_have_tag(exchange):
        raise ServiceError(428, "If-Match is required here.")
    return None


def _matches(header: str, tag: str | None) -> bool:
    if header.strip() == "*":
        return tag is not None
    return tag is not None and etags.matches(header, tag)


def _has_tag(exchange: Exchange) -> bool:
    """Whether the request is for a single resource, with which tags are compared.

    An action is invoked on the entity that it is bound to. What a function returns is
    not known before.
    """
    place, target = exchange.place, exchange.target
    if target.suffix in ("$count", "$ref") or _is_function(target.last):
        return False
    single = place.collection is not None and place.collection.single
    return place.entity is not None or place.missing is not None or single


def _is_function(step: Step | None) -> bool:
    return isinstance(step, Invocation) and isinstance(step.operation, Function)


def _tag(exchange: Exchange) -> str | None:
    place = exchange.place
    if place.entity is None:
        return None
    if _is_stream(exchange):
        stream = place.entity.streams.get("/".join(place.names))
        return None if stream is None else etags.of_stream(stream)
    return etags.of_entity(place.entity)


def _is_stream(exchange: Exchange) -> bool:
    of_entity = exchange.target.suffix == "$value" and not exchange.place.in_value
    return of_entity or exchange.target.type.name == STREAM


def _must_have_tag(exchange: Exchange) -> bool:
    """Core.OptimisticConcurrency: no change without a tag (section 11.4.1.1)."""
    entity = exchange.place.entity
    if exchange.request.method in READING or _is_stream(exchange) or entity is None:
        return False
    return exchange.settings.etags and entity.home.guarded
