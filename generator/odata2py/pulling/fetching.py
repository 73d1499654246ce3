"""Metadata from the web."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus

import httpx
from msgspec import Struct

from odata2py import __version__
from odata2py.errors import InputError
from odata2py.progress import Progress, silent
from odata2py.pulling.addresses import (
    is_loopback,
    usual_address,
    without_secrets,
    wrong_with,
)
from odata2py.pulling.arrivals import refuse_others
from odata2py.pulling.unpacking import PACKINGS, unpacked

_MOST_REDIRECTS = 5
_ALL_SCHEMES = ("http://", "https://", "all://")
_SAME = ("scheme", "userinfo", "host", "port")
_HEADERS = {
    "Accept": "application/xml",
    "Accept-Encoding": "gzip",
    "User-Agent": f"odata2py/{__version__}",
}
_TOKEN = (
    "the key token of a source in the configuration names the environment variable "
    "that has one"
)


class Limits(Struct, frozen=True):
    """What is too much for metadata.

    size: bytes, packed and unpacked; silence: seconds in which nothing arrives;
    seconds: those in which all of it does.
    """

    size: int = 256 * 2**20
    silence: float = 60
    seconds: float = 900


LIMITS = Limits()


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
    limits: Limits = LIMITS,
) -> Fetched:
    """What is at an address.

    token: a bearer token, which goes to https or loopback only. Redirects are followed
    as long as they stay on the same origin. Raises InputError where nothing can be had.
    """
    headers = {**_HEADERS, **(conditions or {})}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    until = time.monotonic() + limits.seconds
    with _told(url):
        target = _protected(url, token)
        with _client(target, headers, limits) as client:
            for _ in range(_MOST_REDIRECTS + 1):
                with client.stream("GET", target) as answer:
                    if answer.next_request is None:
                        _refuse_others_than_200(url, answer)
                        return _read(url, answer, limits, until, progress)
                    target = _on_the_way(url, target, answer.next_request.url)
    raise InputError.at(url, "it is redirected again and again")


def _protected(url: str, token: str) -> httpx.URL:
    """An address that is right, and safe for a token if there is one."""
    if wrong := wrong_with(url):
        raise InputError.at(without_secrets(url), *wrong)
    target = httpx.URL(url)
    if token and target.scheme != "https" and not is_loopback(target.host):
        what = "a token would go over an open line"
        raise InputError.at(url, what, "https is expected")
    return target


@contextmanager
def _told(url: str) -> Iterator[None]:
    """What goes wrong on the way, in a line."""
    try:
        yield
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = str(error) or type(error).__name__
        raise InputError.at(url, f"cannot be fetched ({reason})") from error


def _client(
    target: httpx.URL, headers: Mapping[str, str], limits: Limits
) -> httpx.Client:
    # A proxy, which environments name, would read what goes to this machine.
    direct = dict.fromkeys(_ALL_SCHEMES) if is_loopback(target.host) else {}
    try:
        return httpx.Client(headers=headers, timeout=limits.silence, mounts=direct)
    except (ImportError, OSError, ValueError) as error:
        what = "the proxy or the certificates that the environment names are of no use"
        raise InputError.at(str(target), f"{what} ({error})") from error


def _refuse_others_than_200(url: str, answer: httpx.Response) -> None:
    asked = {"if-none-match", "if-modified-since"} & answer.request.headers.keys()
    status = answer.status_code
    if status == HTTPStatus.OK or (status == HTTPStatus.NOT_MODIFIED and asked):
        return
    said = f"{status} {_phrase(status)}".strip()
    raise InputError.at(url, f"the service answered {said}, no metadata", _hint(answer))


def _phrase(status: int) -> str:
    """What the specification calls it: a service may repeat what it was sent."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _hint(answer: httpx.Response) -> str:
    url = str(answer.request.url)
    refused = answer.status_code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
    if refused and "authorization" in answer.request.headers:
        return "the token that was sent is no good there"
    if refused:
        return f"it wants a bearer token; {_TOKEN}"
    if answer.status_code == HTTPStatus.NOT_FOUND and (usual := usual_address(url)):
        return f"metadata is usually at {usual}"
    return ""


def _read(
    url: str, answer: httpx.Response, limits: Limits, until: float, progress: Progress
) -> Fetched:
    if answer.status_code == HTTPStatus.NOT_MODIFIED:
        return Fetched(b"", unchanged=True)
    packing = answer.headers.get("content-encoding", "").strip().lower()
    if packing not in PACKINGS:
        raise InputError.at(url, f"it arrives packed as {packing!r}; gzip is expected")
    parts: list[bytes] = []
    total = int(answer.headers.get("content-length", 0))
    _refuse_too_much(url, total, limits, until)
    size = 0
    try:
        for part in unpacked(_watched(answer, total, progress), packing):
            parts.append(part)
            size += len(part)
            _refuse_too_much(url, max(size, answer.num_bytes_downloaded), limits, until)
    except ValueError as error:
        raise InputError.at(url, f"cannot be unpacked ({error})") from None
    content = b"".join(parts)
    refuse_others(url, content)
    etag, modified = (answer.headers.get(n, "") for n in ("etag", "last-modified"))
    return Fetched(content, etag, modified)


def _watched(answer: httpx.Response, total: int, progress: Progress) -> Iterator[bytes]:
    for piece in answer.iter_raw():
        done = answer.num_bytes_downloaded
        if total:
            progress("downloading bytes", done, total)
        else:
            progress(f"downloading, {done:,} bytes so far")
        yield piece


def _refuse_too_much(url: str, size: int, limits: Limits, until: float) -> None:
    if size > limits.size:
        what = f"it is larger than {limits.size:,} bytes"
        raise InputError.at(url, what, "no metadata is that large")
    if time.monotonic() > until:
        what = f"it did not arrive within {limits.seconds:g} seconds"
        raise InputError.at(url, what, "try again later")


def _on_the_way(url: str, here: httpx.URL, there: httpx.URL) -> httpx.URL:
    if any(getattr(here, part) != getattr(there, part) for part in _SAME):
        what = f"it leads on to {without_secrets(str(there))}"
        raise InputError.at(url, what, "name that address, if it is right")
    return there.copy_with(fragment=None)
