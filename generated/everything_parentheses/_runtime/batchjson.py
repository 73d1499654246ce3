"""The JSON format of batches: requests into one body, answers out of another.

Specification: OData JSON Format 4.01, section 19 (batch requests and responses).
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

import httpx

from . import jsontext
from .exchange import Send

# What holds for the body as it was sent, and not as it stands in the batch.
_OF_TRANSFER = ("content-encoding", "content-length", "transfer-encoding")


def request_data(send: Send, root: str, url_prefix: str) -> dict[str, Any]:
    """What a batch says of one request, apart from its place in the batch.

    URLs below the root become relative, with the prefix before them. Raises ValueError
    for a body that is not the JSON or the text that its media type promises.
    """
    url = str(send.url)
    if url.startswith(root):
        url = url_prefix + url.removeprefix(root)
    data = {"method": send.method, "url": url, "headers": dict(send.headers)}
    if isinstance(send.content, bytes):  # batches take no other content
        data["body"] = _body(send.content, send.headers.get("content-type", ""))
    return data


def batch_answers(content: bytes) -> dict[str, list[dict[str, Any]]]:
    """The answers in the answer to a batch, by the ids of their requests.

    Each is what the service sent, with its body as JSON text. Raises ValueError for
    what is no batch.
    """
    data = jsontext.load(content)
    answers = data.get("responses") if isinstance(data, dict) else None
    if not isinstance(answers, list):
        raise ValueError("JSON other than the answer to a batch")
    found: dict[str, list[dict[str, Any]]] = {}
    texts = jsontext.array_texts(
        jsontext.object_texts(jsontext.decode(content))["responses"]
    )
    for answer, text in zip(answers, texts, strict=True):
        if isinstance(answer, dict):
            body = jsontext.object_texts(text).get("body")
            found.setdefault(str(answer.get("id")), []).append({**answer, "text": body})
    return found


def response_to(request: httpx.Request, answer: Mapping[str, Any]) -> httpx.Response:
    """The answer to one request, as if it had come alone.

    Raises ValueError where it is not the answer of HTTP that it should be.
    """
    status = answer.get("status")
    if not str(status).isdecimal() or not 100 <= int(str(status)) <= 599:
        raise ValueError("an answer without a status")
    given = answer.get("headers")
    headers = httpx.Headers(
        {
            str(name): str(value)
            for name, value in (given if isinstance(given, dict) else {}).items()
            if str(name).lower() not in _OF_TRANSFER
        },
        encoding="utf-8",
    )
    response = httpx.Response(
        int(str(status)),
        headers=headers,
        content=_content(answer, headers.get("content-type", "")),
        request=request,
    )
    response.encoding = "utf-8"  # whatever its text was in before
    return response


def _body(content: bytes, media_type: str) -> Any:
    if _is_json(media_type):
        return jsontext.parse(content)
    if media_type.startswith("text/"):
        return content.decode()
    return urlsafe_b64encode(content).decode()


def _content(answer: Mapping[str, Any], media_type: str) -> bytes:
    body, text = answer.get("body"), answer["text"]
    if text is None:
        return b""
    if not isinstance(body, str) or not media_type or _is_json(media_type):
        return str(text).encode("utf-8", "surrogatepass")
    if media_type.startswith("text/"):
        return body.encode("utf-8", "surrogatepass")
    # Some services write base64 with the alphabet that is not for URLs.
    unpadded = body.rstrip("=").translate(_TO_URL_ALPHABET)
    return urlsafe_b64decode(unpadded + "=" * (-len(unpadded) % 4))


_TO_URL_ALPHABET = str.maketrans("+/", "-_")


def _is_json(media_type: str) -> bool:
    essence = media_type.partition(";")[0].strip().lower()
    return essence.endswith(("/json", "+json"))
