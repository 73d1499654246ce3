"""Batches: several requests in one body, answered one by one.

OData JSON Format 4.01, section 19 (batch requests and responses), and Protocol 4.01,
sections 8.2.8.3 (continue-on-error) and 11.7 (batch requests).
"""

from __future__ import annotations

import base64
import contextlib
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Annotated

import msgspec
from msgspec import Meta, Raw, Struct
from starlette.datastructures import Headers
from starlette.responses import Response

from odata2py.sandbox.errors import (
    ServiceError,
    bad_request,
    method_not_allowed,
    not_implemented,
)
from odata2py.sandbox.exchange import Received, preferences
from odata2py.sandbox.primitives import Json
from odata2py.sandbox.responses import JSON

Text = Annotated[str, Meta(min_length=1)]
# RFC 9110, sections 5.1 and 5.5, and RFC 3986, sections 4.2 and 4.3.
HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
HEADER_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
WITH_HOST = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
TO_STANDARD_ALPHABET = str.maketrans("-_", "+/")


class Entry(Struct, frozen=True):
    """One request of a batch; ``needs`` are the ids that have to succeed before."""

    id: str
    needs: tuple[str, ...]
    request: Received


class Batch(Struct, frozen=True):
    """A batch as it was received."""

    entries: tuple[Entry, ...]
    goes_on: bool
    """Whether the rest is carried out after an error."""


class _Item(Struct, frozen=True, rename="camel"):
    # A body stays the text that it is: numbers keep their digits.
    id: Text
    method: Text
    url: Text
    headers: dict[str, str] | None = None
    body: Raw = Raw()
    depends_on: tuple[str, ...] | None = None
    atomicity_group: str | None = None


class _Content(Struct, frozen=True):
    requests: tuple[_Item, ...]


def read_batch(request: Received, origin: str, root_path: str, limit: int) -> Batch:
    """The requests in a body; ServiceError where they cannot be told apart."""
    if request.method != "POST":
        raise method_not_allowed(request.method, ["POST"])
    if _essence(request.headers.get("content-type", "")) != "application/json":
        raise ServiceError(415, "A batch has to be application/json.")
    try:
        items = msgspec.json.decode(request.body, type=_Content).requests
    except (ValueError, RecursionError) as fault:
        raise bad_request(f"The body is no batch: {fault}.") from None
    if len(items) > limit:
        raise bad_request(f"{len(items)} requests are too many: {limit} may be sent.")
    entries: dict[str, Entry] = {}
    for item in items:
        _check(item, entries)
        headers = _headers(item, request.headers)
        received = Received(
            item.method.upper(),
            _path(item.url, origin, root_path),
            headers,
            _content(item, headers.get("content-type", "")),
            batched=True,
        )
        entries[item.id] = Entry(item.id, item.depends_on or (), received)
    wish = preferences(request.headers).get("continue-on-error", "false")
    return Batch(tuple(entries.values()), goes_on=wish.lower() != "false")


def answer_data(entry: Entry, answer: Response) -> dict[str, Json]:
    """What a batch's answer says about one of its requests."""
    headers = {
        name: value
        for name, value in answer.headers.items()
        if name not in ("content-length", "transfer-encoding")
    }
    found = {"id": entry.id, "status": answer.status_code, "headers": headers}
    content = bytes(answer.body)
    if content and entry.request.method != "HEAD":
        found["body"] = _body(content, headers.get("content-type", ""))
    return found


def batch_response(answers: Sequence[Mapping[str, Json]]) -> Response:
    """The answer to a batch, of what :func:`answer_data` says."""
    return Response(msgspec.json.encode({"responses": answers}), media_type=JSON)


def _check(item: _Item, before: Collection[str]) -> None:
    if item.atomicity_group is not None:
        raise not_implemented("Atomicity groups are not supported by the sandbox.")
    if item.id in before:
        raise bad_request(f"Two requests have the id {item.id!r}.")
    unknown = [need for need in item.depends_on or () if need not in before]
    if unknown:
        raise bad_request(f"{item.id!r} needs {unknown[0]!r}, which is not before it.")
    for name, value in (item.headers or {}).items():
        if not (HEADER_NAME.fullmatch(name) and HEADER_VALUE.fullmatch(value)):
            raise bad_request(f"{name!r} of {item.id!r} cannot be a header.")


def _headers(item: _Item, batch: Headers) -> Headers:
    own = {name.lower(): value for name, value in (item.headers or {}).items()}
    if _has_body(item):
        own.setdefault("content-type", "application/json")
    # The credential is the batch's; whatever is of the transfer is not the item's.
    passed = {n: v for n, v in batch.items() if n in ("authorization", "host")}
    return Headers({**own, **passed})


def _path(url: str, origin: str, root_path: str) -> str:
    """The path below the host that a URL in a batch stands for.

    It may be relative to the service root, with or without a slash before it. A URL of
    another host stays whole: no service is there.
    """
    url = url.partition("#")[0]
    if url.lower().startswith(f"{origin}/".lower()):
        return url[len(origin) :]
    below = root_path.rstrip("/")
    resource = url.partition("?")[0] + "/"
    inside = url.startswith("/") and resource.startswith(f"{below}/")
    if inside or WITH_HOST.match(url):
        return url
    return f"{below}/{url.removeprefix('/')}"


def _has_body(item: _Item) -> bool:
    return bytes(item.body) not in (b"", b"null")


def _content(item: _Item, media_type: str) -> bytes:
    content = bytes(item.body)
    if not _has_body(item):
        return b""
    if _is_json(media_type):
        return content
    try:
        text = msgspec.json.decode(content, type=str)
        if _is_text(media_type):
            return text.encode()
        digits = text.rstrip("=").translate(TO_STANDARD_ALPHABET)
        return base64.b64decode(digits + "=" * (-len(digits) % 4), validate=True)
    except ValueError:
        form = "text" if _is_text(media_type) else "base64url"
        raise bad_request(f"The body of {item.id!r} has to be {form}.") from None


def _body(content: bytes, media_type: str) -> Json:
    # What a fault on demand answers need not be what its media type says.
    with contextlib.suppress(ValueError, RecursionError):
        if _is_json(media_type):
            return msgspec.json.decode(content.decode(), type=Raw)
        if _is_text(media_type):
            return content.decode()
    return base64.urlsafe_b64encode(content).decode()


def _essence(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()


def _is_json(media_type: str) -> bool:
    return _essence(media_type).endswith(("/json", "+json"))


def _is_text(media_type: str) -> bool:
    return _essence(media_type).startswith("text/")
