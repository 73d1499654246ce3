"""Origins: to which addresses credentials and bodies may go (RFC 6454)."""

from __future__ import annotations

from ipaddress import ip_address

import httpx

from .errors import ForeignOriginError

DEFAULT_PORTS = {"http": 80, "https": 443}


def origin(url: httpx.URL) -> tuple[str, str, int]:
    """Scheme, host and port; two URLs have one origin where all three agree."""
    scheme = url.scheme.lower()
    port = url.port or DEFAULT_PORTS.get(scheme, 0)
    return scheme, url.host.lower(), port


def origin_text(url: httpx.URL) -> str:
    """The origin in words: all that may be told of a URL from elsewhere."""
    scheme, host, port = origin(url)
    host = f"[{host}]" if ":" in host else host
    suffix = "" if DEFAULT_PORTS.get(scheme, 0) == port else f":{port}"
    return f"{scheme}://{host}{suffix}"


def is_web(url: httpx.URL) -> bool:
    """Whether the URL is an absolute one of http or https."""
    return url.scheme in DEFAULT_PORTS and bool(url.host)


def is_own(url: httpx.URL, root: str) -> bool:
    """Whether the URL has the origin of the service root."""
    return origin(url) == origin(httpx.URL(root))


def normalised_root(root: str, *, with_credential: bool) -> str:
    """The service root as it is put before relative URLs, with a slash at its end.

    Raises ValueError for anything but an http(s) URL without user, query and fragment,
    and for http beyond this machine where a credential would be sent.
    """
    try:
        url = httpx.URL(root)
    except httpx.InvalidURL as error:
        raise ValueError(f"the service root is not a URL: {error}") from None
    if url.userinfo:
        raise ValueError(
            "the service root must not contain a user or a password; "
            "pass httpx.BasicAuth as the credential"
        )
    if not is_web(url):
        raise ValueError(f"the service root must be an http or https URL, not {root!r}")
    if url.query or url.fragment:
        raise ValueError("the service root must have neither query nor fragment")
    if with_credential and not _is_protected(url):
        raise ValueError(
            f"a credential must not be sent to {origin_text(url)}: "
            "the service root must use https, or be on this machine"
        )
    return str(url).rstrip("/") + "/"


def own_url(url: str, root: str) -> httpx.URL:
    """The absolute form of a request's URL, which is relative to the service root.

    Raises ForeignOriginError for an absolute URL of another origin.
    """
    # Whatever follows the slash at the end of the root cannot change the origin.
    if url.startswith(root):
        return httpx.URL(url)
    if not url[:8].lower().startswith(("https://", "http://")):
        return httpx.URL(root + url)
    absolute = httpx.URL(url)
    if not is_own(absolute, root):
        elsewhere = origin_text(absolute)
        raise ForeignOriginError(
            f"{elsewhere} is not the service at {root}; nothing was sent there",
            elsewhere,
        )
    return absolute


def require_bare_allowed(method: str, url: httpx.URL, root: str) -> None:
    """Raise ForeignOriginError unless the service may lead there, to another origin.

    Only GET and HEAD go there, so that no body does, and from a service on https only
    what is safe from the network.
    """
    elsewhere = origin_text(url)
    if method not in ("GET", "HEAD"):
        raise ForeignOriginError(
            f"the service redirected a {method} to {elsewhere}; only GET and HEAD "
            "are followed to another origin",
            elsewhere,
        )
    if root.startswith("https:") and not _is_protected(url):
        raise ForeignOriginError(
            f"the service led to {elsewhere}, which gives up https", elsewhere
        )


def _is_protected(url: httpx.URL) -> bool:
    """Safe from the network: https, or this machine."""
    return url.scheme == "https" or _is_loopback(url.host)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
