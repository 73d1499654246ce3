"""Requests as lines for a shell, to try them out or to show them to others."""

from __future__ import annotations

from base64 import b64encode
from shlex import join, quote

from .request import SERVICE_HEADERS, AnyRequest

_TOKEN = '-H "Authorization: Bearer $TOKEN"'


def curl_line(request: AnyRequest) -> str:
    """A line that sends the request with curl; no token is in it, whoever put one in.

    An URL relative to the service root starts from the root that the request was made
    for. A body that is no text goes through base64, and through a pipe to curl. One
    that is read as it is sent comes from its file, or from the standard input.
    """
    headers = {**SERVICE_HEADERS, **request.headers}
    lines = [
        f"{name}: {value}"
        for name, value in headers.items()
        if name.lower() != "authorization"
    ]
    method = ["--head"] if request.method == "HEAD" else ["-X", request.method]
    url = request.url if "://" in request.url else request.root + request.url
    parts = [
        join(["curl", "--globoff", *([] if request.method == "GET" else method)]),
        *(f"-H {quote(line)}" for line in lines),
        _TOKEN,
    ]
    if request.content is None:
        return " ".join([*parts, quote(url)])
    if "content-type" not in (name.lower() for name in headers):
        parts.append("-H Content-Type:")  # or curl would say that it is a form
    if not isinstance(request.content, bytes):
        file = getattr(request.content, "path", "-")
        return " ".join([*parts, f"--upload-file {quote(str(file))}", quote(url)])
    text = _shell_text(request.content)
    if text is not None:
        return " ".join([*parts, f"--data-raw {quote(text)}", quote(url)])
    pipe = f"printf %s {b64encode(request.content).decode()} | base64 -d |"
    return " ".join([pipe, *parts, "--data-binary @-", quote(url)])


def _shell_text(content: bytes) -> str | None:
    """The content as an argument of a command; None if it cannot be one."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text
