"""Batches: several requests in one body, answered one by one.

OData JSON Format 4.01, section 19 (batch requests and responses), and Protocol 4.01,
sections 8.2.8.3 (continue-on-error) and 11.7 (batch requests).
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from urllib.parse import urlsplit

from msgspec import Struct
from starlette.datastructures import Headers
from starlette.responses import Response

from odata2py.sandbox.errors import ServiceError, bad_request, not_implemented
from odata2py.sandbox.exchange import Received, preferences
from odata2py.sandbox.primitives import Json


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


def read_batch(request: Received, root_path: str, limit: int) -> Batch:
    """The requests in a body; ServiceError where they cannot be told apart."""
    if request.method != "POST":
        raise ServiceError(405, "A batch is sent with POST.", headers={"Allow": "POST"})
    if not _is_json(request.headers.get("content-type", "")):
        raise ServiceError(415, "A batch has to be application/json.")
    try:
        data = json.loads(request.body)
    except (ValueError, RecursionError):
        raise bad_request("The body is no JSON.") from None
    items = data.get("requests") if isinstance(data, dict) else None
    if not isinstance(items, list):
        raise bad_request("The body is no object with an array of requests.")
    if len(items) > limit:
        raise bad_request(f"{len(items)} requests are too many: {limit} may be sent.")
    entries: dict[str, Entry] = {}
    for item in items:
        entry = _entry(item, request.headers, root_path)
        if entry.id in entries:
            raise bad_request(f"Two requests have the id {entry.id!r}.")
        if unknown := set(entry.needs) - entries.keys():
            raise bad_request(f"{sorted(unknown)} stand not before {entry.id!r}.")
        entries[entry.id] = entry
    wish = preferences(request.headers).get("continue-on-error", "false")
    return Batch(tuple(entries.values()), goes_on=wish.lower() != "false")


def answer_data(entry: Entry, answer: Response) -> dict[str, Json]:
    """What a batch's answer says about one of its requests."""
    headers = {
        name: value
        for name, value in answer.headers.items()
        if name not in ("content-length", "transfer-encoding")
    }
    found: dict[str, Json] = {"id": entry.id, "status": answer.status_code}
    if content := bytes(answer.body):
        found["body"] = _body(content, headers.get("content-type", ""))
    return {**found, "headers": headers}


def _entry(item: Json, batch: Headers, root_path: str) -> Entry:
    if not isinstance(item, dict):
        raise bad_request("A request in a batch has to be an object.")
    if "atomicityGroup" in item:
        raise not_implemented("Atomicity groups are not supported by the sandbox.")
    texts = [item.get(name) for name in ("id", "method", "url")]
    if not all(isinstance(text, str) and text for text in texts):
        raise bad_request("A request in a batch needs an id, a method and a url.")
    identity, method, url = map(str, texts)
    needs, headers = item.get("dependsOn", []), item.get("headers", {})
    if not isinstance(needs, list) or not isinstance(headers, dict):
        raise bad_request(f"dependsOn or headers of {identity!r} have another type.")
    own = {str(name).lower(): str(value) for name, value in headers.items()}
    # The credential is the batch's; whatever is of the transfer is not the item's.
    passed = {n: v for n, v in batch.items() if n in ("authorization", "host")}
    given = Headers({**own, **passed})
    body = _content(item["body"], own, identity) if "body" in item else b""
    path = _path(url, root_path)
    received = Received(method.upper(), path, given, body, batched=True)
    return Entry(identity, tuple(map(str, needs)), received)


def _path(url: str, root_path: str) -> str:
    """The path below the host that a URL in a batch stands for.

    It may be relative to the service root, with or without a slash before it.
    """
    parts = urlsplit(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    below = root_path.rstrip("/")
    if parts.scheme or (path + "/").startswith(f"{below}/") and path.startswith("/"):
        return path
    return f"{below}/{path.lstrip('/')}"


def _content(body: Json, headers: Mapping[str, str], identity: str) -> bytes:
    media_type = headers.get("content-type", "")
    if not isinstance(body, str) or not media_type or _is_json(media_type):
        return json.dumps(body).encode()
    if media_type.startswith("text/"):
        return body.encode()
    text = body.rstrip("=").translate(str.maketrans("+/", "-_"))
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (ValueError, binascii.Error):
        raise bad_request(f"The body of {identity!r} is no base64url.") from None


def _body(content: bytes, media_type: str) -> Json:
    if _is_json(media_type):
        return json.loads(content)
    if media_type.startswith("text/"):
        return content.decode()
    return base64.urlsafe_b64encode(content).decode()


def _is_json(media_type: str) -> bool:
    essence = media_type.partition(";")[0].strip().lower()
    return essence.endswith(("/json", "+json"))
