"""Metadata from the web."""

from __future__ import annotations

from collections.abc import Mapping

import httpx
from msgspec import Struct

from odata2py.errors import InputError
from odata2py.progress import Progress, silent

_MOST_REDIRECTS = 5
_SECONDS = 60.0
_ORIGIN = ("scheme", "host", "port")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Fetched(Struct, frozen=True):
    """An answer: its content, and what it says of it.

    unchanged: that it is what the conditions of the request name.
    """

    content: bytes
    etag: str = ""
    last_modified: str = ""
    unchanged: bool = False


def fetch(
    url: str,
    token: str = "",
    conditions: Mapping[str, str] | None = None,
    progress: Progress = silent,
) -> Fetched:
    """What is at an address.

    token: a bearer token, which goes to https or loopback only. Redirects are followed
    as long as they stay on the same origin. Raises InputError where nothing can be had.
    """
    headers = {"Accept": "application/xml", **(conditions or {})}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    try:
        target = httpx.URL(url)
        _refuse_plain(target, token)
        with httpx.Client(headers=headers, timeout=_SECONDS) as client:
            for _ in range(_MOST_REDIRECTS):
                with client.stream("GET", target) as answer:
                    if answer.next_request is None:
                        return _read(url, answer, progress)
                    target = _on_the_way(target, answer.next_request.url)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = str(error) or type(error).__name__
        raise InputError.at(url, f"cannot be fetched ({reason})") from error
    raise InputError.at(url, "it is redirected again and again")


def _read(url: str, answer: httpx.Response, progress: Progress) -> Fetched:
    if answer.status_code == 304:
        return Fetched(b"", unchanged=True)
    if answer.status_code != 200:
        said = f"{answer.status_code} {answer.reason_phrase}".strip()
        raise InputError.at(url, f"the service answered {said}, no metadata")
    total = int(answer.headers.get("content-length", 0))
    parts = []
    for part in answer.iter_bytes():
        parts.append(part)
        progress("downloading", answer.num_bytes_downloaded, total)
    etag, modified = (answer.headers.get(n, "") for n in ("etag", "last-modified"))
    return Fetched(b"".join(parts), etag, modified)


def _refuse_plain(url: httpx.URL, token: str) -> None:
    if token and url.scheme != "https" and url.host not in _LOOPBACK:
        raise InputError.at(
            str(url), "a token would go over an open line", "https is expected"
        )


def _on_the_way(here: httpx.URL, there: httpx.URL) -> httpx.URL:
    if any(getattr(here, part) != getattr(there, part) for part in _ORIGIN):
        raise InputError.at(
            str(here), f"it leads on to {there}", "name that address, if it is right"
        )
    return there
