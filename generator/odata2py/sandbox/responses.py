"""Answers: OData JSON payloads, error bodies and their headers.

OData JSON Format 4.01, sections 4.6 (control information), 6 (entities), 13
(collections) and 21 (errors), and Protocol 4.01, sections 8.3 and 10 (context URLs).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import quote

from msgspec import Struct
from starlette.responses import Response

from odata2py.csdl.keys import primary_key
from odata2py.sandbox import etags, keys, literals, query
from odata2py.sandbox.errors import NO_HEADERS, ServiceError
from odata2py.sandbox.places import Place
from odata2py.sandbox.primitives import Json
from odata2py.sandbox.query import Options
from odata2py.sandbox.settings import Settings
from odata2py.sandbox.storage import Collection, Entity, Stream
from odata2py.sandbox.walk import Walker

JSON = "application/json;odata.metadata=minimal"
# What a path segment may have unencoded (RFC 3986, pchar), without the apostrophe.
SAFE = "!$&()*+,;=:@~"


class Writer(Struct, frozen=True):
    """Writes payloads for one request; ``origin`` is the scheme, host and port."""

    walker: Walker
    origin: str
    root_path: str
    settings: Settings

    @property
    def base(self) -> str:
        """The service root without a slash at its end."""
        return self.origin + self.root_path

    def url(self, entity: Entity) -> str:
        """The canonical URL of an entity (URL Conventions 4.01, section 4.3)."""
        return self.base + "/" + self._path(entity, self.settings.keys_as_segments)

    def tag(self, entity: Entity) -> dict[str, str]:
        """The header with the entity's tag, if the service has tags."""
        return {"ETag": etags.of_entity(entity)} if self.settings.etags else {}

    def context(
        self,
        collection: Collection,
        options: Options,
        *,
        cast: str = "",
        entity: bool = False,
    ) -> str:
        """The context URL of entities (Protocol 4.01, sections 10.2 to 10.9)."""
        home = collection.lives_in or collection
        path = self._place(home, as_segments=False)
        if cast:
            path += f"/{cast}"
        if options.select is not None:
            path += f"({_shape(options)})"
        return self._context(path + ("/$entity" if entity and not home.single else ""))

    def entity(
        self, entity: Entity, declared: str, options: Options
    ) -> dict[str, Json]:
        """An entity's JSON object; it names its type where that is a derived one."""
        payload: dict[str, Json] = {}
        if entity.type != declared:
            payload["@odata.type"] = f"#{entity.type}"
        if self.settings.etags:
            payload["@odata.etag"] = etags.of_entity(entity)
        for name, value in entity.values.items():
            if options.select is None or name in options.select:
                payload[name] = value
        for path, stream in entity.streams.items():
            self._describe_stream(payload, entity, path, stream, options)
        for path, nested in options.expand.items():
            self._expand(payload, entity, path, nested)
        return payload

    def _describe_stream(
        self,
        payload: dict[str, Json],
        entity: Entity,
        path: str,
        stream: Stream,
        options: Options,
    ) -> None:
        """The control information of a stream (JSON Format 4.01, section 4.6.14)."""
        *before, last = path.split("/")
        chosen = options.select is None or path.split("/")[0] in options.select
        if path and not (chosen and _has(entity.values, before)):
            return
        url = f"{self.url(entity)}/{path or '$value'}"
        found = {
            "mediaContentType": stream.type,
            "mediaEtag": etags.of_stream(stream),
            "mediaReadLink": url,
            "mediaEditLink": url,
        }
        for name, value in found.items():
            _put(payload, [*before, f"{last}@odata.{name}"], value)

    def with_context(
        self, collection: Collection, entity: Entity, options: Options, cast: str = ""
    ) -> dict[str, Json]:
        """The payload that an entity is as an answer of its own."""
        context = self.context(collection, options, cast=cast, entity=True)
        declared = cast or collection.type
        return {"@odata.context": context, **self.entity(entity, declared, options)}

    def value_context(self, place: Place) -> str:
        """The context URL of a value (Protocol 4.01, sections 10.14 to 10.16)."""
        if place.fragment:
            return self._context(place.fragment)
        assert place.entity is not None
        path = self._path(place.entity, as_segments=False)
        return self._context("/".join([path, *place.names]))

    def reference_context(self, *, collection: bool = False) -> str:
        """The context URL of entity references (Protocol 4.01, 10.11 and 10.12)."""
        return self._context("Collection($ref)" if collection else "$ref")

    def _context(self, fragment: str) -> str:
        return f"{self.base}/$metadata#{fragment}"

    def _expand(
        self, payload: dict[str, Json], entity: Entity, path: str, options: Options
    ) -> None:
        """Puts what a navigation property leads to where the entity has it."""
        names = [name for name in path.split("/") if "." not in name]
        *before, last = names
        if not (_has(entity.values, before) and self._has_types(entity, path)):
            return
        collection = self.walker.store.navigation(entity, "/".join(names))
        members = self.walker.members(collection, options.cast)
        found = query.select_items(options, members, lambda each: each.values)
        if options.count or options.form == "$count":
            _put(payload, [*before, f"{last}@odata.count"], len(found))
        if options.form == "$count":
            return
        end = None if options.top is None else options.skip + options.top
        declared = options.cast or collection.type
        items: list[Json] = [
            (
                {"@odata.id": self.url(each)}
                if options.form == "$ref"
                else self.entity(each, declared, options)
            )
            for each in found[options.skip : end]
        ]
        _put(payload, names, next(iter(items), None) if collection.single else items)

    def _has_types(self, entity: Entity, path: str) -> bool:
        """Whether an entity, and its complex values, are what the casts say."""
        model = self.walker.store.model
        kind, value = entity.type, entity.values
        for name in path.split("/"):
            if "." in name:
                if name not in [each.name for each in model.lineage(kind)]:
                    return False
            elif isinstance(value.get(name), dict):
                types = {prop.name: prop.type.name for prop in model.properties(kind)}
                value = value[name]
                kind = str(value.get("@odata.type", f"#{types[name]}"))[1:]
        return True

    def _place(self, collection: Collection, as_segments: bool) -> str:
        if collection.owner is None:
            return collection.name
        return f"{self._path(collection.owner, as_segments)}/{collection.name}"

    def _path(self, entity: Entity, as_segments: bool) -> str:
        place = self._place(entity.home, as_segments)
        if entity.home.single:
            return place
        model = self.walker.store.model
        key = primary_key(model, entity.type)
        values = [keys.value_in(entity.values, part) for part in key]
        if as_segments:
            texts = [quote(literals.key_text(value), safe=SAFE) for value in values]
            return "/".join([place, *texts])
        texts = [
            quote(literals.key_literal(model, prop.type.name, value), safe=SAFE + "'")
            for prop, value in zip(key, values, strict=True)
        ]
        if len(key) > 1:
            names = (prop.name for prop in key)
            texts = [f"{name}={text}" for name, text in zip(names, texts, strict=True)]
        return f"{place}({','.join(texts)})"


def _shape(options: Options) -> str:
    """The select list of a context URL (Protocol 4.01, section 10.7)."""
    chosen = sorted(options.select or ())
    expanded = (f"{path}({_shape(each)})" for path, each in options.expand.items())
    return ",".join([*chosen, *expanded])


def _has(values: Json, path: list[str]) -> bool:
    """Whether there is a complex value at a path."""
    for name in path:
        values = values.get(name) if isinstance(values, dict) else None
    return isinstance(values, dict)


def _put(payload: dict[str, Json], path: list[str], value: Json) -> None:
    """Sets what is at a path, in copies of the complex values on the way."""
    *before, last = path
    for name in before:
        payload[name] = dict(payload.get(name) or {})
        payload = payload[name]
    payload[last] = value


def json_response(
    payload: Json, status: int = 200, headers: Mapping[str, str] = NO_HEADERS
) -> Response:
    body = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    return Response(body.encode(), status, dict(headers), media_type=JSON)


def error_response(
    fault: ServiceError, request_id: str, client_request_id: str
) -> Response:
    """The error's body (JSON Format 4.01, section 21) with its status and headers."""
    error: dict[str, Json] = {"code": fault.code, "message": fault.message}
    if fault.target:
        error["target"] = fault.target
    if fault.details:
        error["details"] = [
            {"code": each.code, "message": each.message, "target": each.target}
            for each in fault.details
        ]
    error["innererror"] = {
        "date": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S"),
        "request-id": request_id,
        "client-request-id": client_request_id or request_id,
    }
    return json_response({"error": error}, fault.status, fault.headers)
