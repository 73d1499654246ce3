"""The multipart format of batches, for services that do not take the JSON format.

Answers stand in the order of their requests. There is no way to say that a request
depends on another one outside of change sets, so none does.

Specification: OData Protocol 4.01, section 11.7.7 (multipart batch format).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from uuid import uuid4

import httpx

from .exchange import Send

MULTIPART = "multipart/mixed"

_PART = b"Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n"
_EMPTY_LINE = re.compile(rb"(?:^|\r?\n)\r?\n")
_STATUS = re.compile(rb"HTTP/[0-9.]+ ([1-5][0-9]{2})\b")


def request_text(send: Send, root: str, url_prefix: str) -> bytes:
    """A request as HTTP writes it; its URL below the root is relative.

    Raises ValueError for headers that would begin another line.
    """
    url = str(send.url)
    if url.startswith(root):
        url = url_prefix + url.removeprefix(root)
    lines = [f"{send.method} {url} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in send.headers.items()]
    if any(mark in line for line in lines for mark in "\r\n\0"):
        raise ValueError("a header that has more than one line")
    content = send.content if isinstance(send.content, bytes) else b""
    if content:
        lines.append(f"content-length: {len(content)}")
    return "\r\n".join([*lines, "", ""]).encode() + content


def multipart_body(requests: Sequence[bytes]) -> tuple[bytes, str]:
    """The body of a batch of these requests, and its media type."""
    boundary = f"batch_{uuid4().hex}"
    mark = f"--{boundary}".encode()
    parts = [mark + b"\r\n" + _PART + request + b"\r\n" for request in requests]
    body = b"".join([*parts, mark, b"--\r\n"])
    return body, f"{MULTIPART}; boundary={boundary}"


def is_multipart(response: httpx.Response) -> bool:
    """Whether an answer says that it has several parts."""
    media_type: str = response.headers.get("content-type", "")
    return media_type.lower().startswith(MULTIPART)


def multipart_answers(batch: httpx.Response) -> list[bytes]:
    """The answers in the answer to a batch, as HTTP writes them.

    Raises ValueError for what is no batch.
    """
    found = re.search(
        r';\s*boundary=(?:"([^"]+)"|([^;\s]+))', batch.headers["content-type"], re.I
    )
    if found is None:
        raise ValueError("parts without a boundary")
    mark = re.escape((found[1] or found[2]).encode())
    pieces = re.split(rb"(?:^|\r?\n)--" + mark, batch.content)[1:]
    if not pieces or not pieces[-1].startswith(b"--"):
        raise ValueError("parts that do not end")
    return [_behind_head(piece)[1] for piece in pieces[:-1]]


def answer_to(request: httpx.Request, text: bytes) -> httpx.Response:
    """The answer to one request in HTTP's text of it, as if it had come alone.

    Raises ValueError where it is not the answer of HTTP that it should be.
    """
    head, content = _behind_head(text)
    first, *lines = head.splitlines() or [b""]
    status = _STATUS.match(first.strip())
    if status is None:
        raise ValueError("an answer without a status")
    headers = [
        (name.strip(), value.strip())
        for name, colon, value in (line.partition(b":") for line in lines)
        if colon and name.strip().lower() not in _OF_TRANSFER
    ]
    try:
        return httpx.Response(
            int(status[1]), headers=headers, content=content, request=request
        )
    except httpx.DecodingError as error:
        raise ValueError(str(error)) from error


# What holds for the body as it was sent, and not as it stands in the batch.
_OF_TRANSFER = (b"content-length", b"transfer-encoding")


def _behind_head(text: bytes) -> tuple[bytes, bytes]:
    """The lines up to the first empty one, and what comes after it."""
    text = text.lstrip(b" \t").removeprefix(b"\r").removeprefix(b"\n")
    found = _EMPTY_LINE.search(text)
    if found is None:
        return text, b""
    return text[: found.start()], text[found.end() :]
