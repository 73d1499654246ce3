"""Addresses in the web, as a user writes them."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

METADATA = "$metadata"
"""What the address of metadata ends with (OData URL conventions, 2)."""


def is_address(text: str) -> bool:
    """Whether a text is meant as an address, of whatever quality."""
    return text.lower().startswith(("https://", "http://"))


def wrong_with(address: str) -> tuple[str, str] | None:
    """What is wrong with an address, and what would be right; its secrets untold."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:  # whose text has all of it
        return "it is no address", "https://host/path is expected"
    if "@" in parts.netloc:
        what = "there is a user or a password in it"
        right = "leave it out; the token of a source comes from the environment"
        return what, right
    if not host:
        return "it names no host", "https://host/path is expected"
    if parts.fragment or address.endswith("#"):
        what = "what follows '#' is sent to no service"
        return what, "leave it out, or write %23"
    if not (address.isprintable() and " " not in address):
        what = "there is a blank, or another character that cannot be seen, in it"
        return what, "leave it out, or write %20"
    return None


def without_secrets(address: str) -> str:
    """An address without the parts that may be meant for its host alone."""
    return re.sub(r"(?<=//)[^/?#]*@|[?#].*", "", address, flags=re.DOTALL)


def usual_address(address: str) -> str:
    """Where the metadata of a service is, if the address is that of the service.

    Empty for one of metadata.
    """
    parts = urlsplit(address)
    path = parts.path.rstrip("/")
    if path.replace("%24", "$").endswith(f"/{METADATA}"):
        return ""
    return parts._replace(path=f"{path}/{METADATA}", query="").geturl()


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
