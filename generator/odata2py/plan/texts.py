"""Text of the metadata, as far as it can be seen."""

from __future__ import annotations


def visible(text: str) -> str:
    """The words of a text, without characters that nobody sees, in one line."""
    words = text.split()
    if not text.isprintable():
        words = ["".join(filter(str.isprintable, word)) for word in words]
    return " ".join(filter(None, words))
