"""Metadata from the web."""

from __future__ import annotations

import httpx

from odata2py.errors import InputError

_MOST_REDIRECTS = 5
_SECONDS = 60.0
_ORIGIN = ("scheme", "host", "port")


def fetch(url: str) -> bytes:
    """What is at an address.

    Redirects are followed as long as they stay on the same origin. Raises InputError
    where nothing can be had.
    """
    target = httpx.URL(url)
    try:
        with httpx.Client(timeout=_SECONDS) as client:
            for _ in range(_MOST_REDIRECTS):
                answer = client.get(target, headers={"Accept": "application/xml"})
                if answer.next_request is None:
                    break
                target = _on_the_way(target, answer.next_request.url)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise InputError.at(url, f"cannot be fetched ({error})") from error
    if answer.status_code != 200:
        said = f"{answer.status_code} {answer.reason_phrase}".strip()
        raise InputError.at(url, f"the service answered {said}, no metadata")
    return answer.content


def _on_the_way(here: httpx.URL, there: httpx.URL) -> httpx.URL:
    if any(getattr(here, part) != getattr(there, part) for part in _ORIGIN):
        raise InputError.at(
            str(here), f"it leads on to {there}", "name that address, if it is right"
        )
    return there
