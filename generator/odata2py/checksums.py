"""How files are known again: as they were made, read or pulled."""

from __future__ import annotations

from hashlib import sha256


def unified(content: bytes) -> bytes:
    """A text with line feeds alone: git may write others where it checks files out."""
    return content.replace(b"\r\n", b"\n")


def checksum(content: bytes) -> str:
    """The SHA-256 of a text, whatever its line ends, in hexadecimal digits."""
    return sha256(unified(content)).hexdigest()
