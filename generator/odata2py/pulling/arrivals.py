"""What arrives in the place of metadata, told by how it begins."""

from __future__ import annotations

import codecs

from odata2py.errors import InputError
from odata2py.pulling.addresses import usual_address

_MUCH = 4096
_SERVICE_DOCUMENT = b"http://www.w3.org/2007/app"
_AS_XML = "metadata as XML is expected; '?$format=xml' may bring it"


def refuse_others(address: str, content: bytes) -> None:
    """Raises InputError for what is well known, and no metadata."""
    if not content or content.isspace():
        raise InputError.at(address, "nothing arrived", _hint(address))
    start = content.removeprefix(codecs.BOM_UTF8)[:_MUCH].lstrip()
    if start.startswith(b"{") and b'"$Version"' in start:
        raise InputError.at(address, "the metadata arrived as JSON", _AS_XML)
    if start.startswith((b"{", b"[")):
        raise InputError.at(address, "JSON arrived, and no metadata", _hint(address))
    if start.lower().startswith((b"<!doctype html", b"<html")):
        what = "a web page arrived, and no metadata"
        right = _hint(address, "it may be one to sign in")
        raise InputError.at(address, what, right)
    if _SERVICE_DOCUMENT in start:
        what = "the list of what the service has arrived, and no metadata"
        raise InputError.at(address, what, _hint(address))


def _hint(address: str, otherwise: str = "CSDL XML is expected") -> str:
    """Where metadata would be, if that is somewhere else."""
    usual = usual_address(address)
    return f"metadata is usually at {usual}" if usual else otherwise
