"""Media entities and stream properties: bytes with a media type.

OData Protocol 4.01, sections 11.2.3 (media stream of an entity), 11.2.4 (stream
properties), 11.4.7 (media entities) and 11.4.8 (stream properties).
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from odata2py.csdl.model import EntityType, Model
from odata2py.sandbox import changing, creating, etags, query, requests
from odata2py.sandbox.checking import Draft
from odata2py.sandbox.errors import bad_request, not_found
from odata2py.sandbox.exchange import Exchange
from odata2py.sandbox.paths import STREAM
from odata2py.sandbox.responses import json_response
from odata2py.sandbox.storage import Entity, Stream

CHUNK = 256 * 1024
_VERSIONS = count(1)


class MediaResponse(Response):
    """Bytes that are sent in pieces: nobody holds another copy of a large stream."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        start = {"status": self.status_code, "headers": self.raw_headers}
        await send({"type": "http.response.start", **start})
        content = memoryview(self.body)
        for at in range(0, len(content), CHUNK):
            piece = bytes(content[at : at + CHUNK])
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def is_media_type(model: Model, type_name: str) -> bool:
    """Whether entities of a type are media entities (CSDL 4.01, section 6.2)."""
    is_entity = isinstance(model.types.get(type_name), EntityType)
    return is_entity and model.has_stream(type_name)


def is_stream(exchange: Exchange) -> bool:
    """Whether a path leads to the stream of a media entity or to a stream property."""
    target = exchange.target
    if target.suffix == "$value" and not target.type.collection:
        kind = exchange.model.types.get(target.type.name)
        return isinstance(kind, EntityType) or target.type.name == STREAM
    return target.type.name == STREAM and not target.suffix


def verbs(exchange: Exchange) -> dict[str, Callable[[Exchange], Response]]:
    """What can be done to a stream; an entity that is no media entity has none."""
    if not exchange.place.in_value:
        entity = _entity(exchange)
        if not is_media_type(exchange.model, entity.type):
            raise not_found(f"{entity.type} is no type of media entities.")
        return {"GET": read, "PUT": write, "DELETE": changing.delete}
    return {"GET": read, "PUT": write, "DELETE": remove}


def create(exchange: Exchange) -> Response:
    """POST of the media to a set of media entities (section 11.4.7.1)."""
    if exchange.model.structured(exchange.declared).abstract:
        raise bad_request(f"{exchange.declared} is abstract: a cast must name a type.")
    return creating.created(
        exchange, Draft(exchange.declared, {}, media=_sent(exchange))
    )


def read(exchange: Exchange) -> Response:
    """The bytes with their media type; 204 where there are none."""
    query.parse(exchange.model, exchange.declared, exchange.pairs, query.VALUE)
    stream = _entity(exchange).streams.get(_path(exchange))
    if stream is None:
        return Response(status_code=204)
    headers = {"Content-Type": stream.type, **_tag(exchange, stream)}
    return MediaResponse(stream.content, headers=headers)


def write(exchange: Exchange) -> Response:
    """PUT of other bytes (sections 11.4.7.2 and 11.4.8.1)."""
    entity = _entity(exchange)
    stream = entity.streams[_path(exchange)] = _sent(exchange)
    wanted = requests.wanted_return(exchange)
    if wanted != "representation":
        headers = requests.applied(wanted) | _tag(exchange, stream)
        return Response(status_code=204, headers=headers)
    if exchange.place.in_value:
        answer = read(exchange)
        answer.headers.update(requests.applied(wanted))
        return answer
    place = exchange.place
    assert place.collection is not None
    payload = exchange.writer.with_context(
        place.collection, entity, query.Options(), place.cast
    )
    return json_response(payload, headers=requests.applied(wanted))


def remove(exchange: Exchange) -> Response:
    """DELETE of a stream property's value (section 11.4.8.2)."""
    if not exchange.place.nullable:
        raise bad_request(f"{_path(exchange)} cannot be null.")
    _entity(exchange).streams.pop(_path(exchange), None)
    return Response(status_code=204)


def _entity(exchange: Exchange) -> Entity:
    if exchange.place.entity is None:
        raise not_found("There is no entity here.")
    return exchange.place.entity


def _tag(exchange: Exchange, stream: Stream) -> dict[str, str]:
    """The header with the stream's tag, if the service has tags."""
    return {"ETag": etags.of_stream(stream)} if exchange.settings.etags else {}


def _path(exchange: Exchange) -> str:
    return "/".join(exchange.place.names)


def _sent(exchange: Exchange) -> Stream:
    media_type = exchange.request.headers.get("content-type", "")
    if not media_type:
        raise bad_request("The content type of the media is missing.")
    return Stream(exchange.request.body, media_type, str(next(_VERSIONS)))
