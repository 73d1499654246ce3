"""Python literals of values from the metadata."""

from __future__ import annotations


def text_literal(text: str) -> str:
    """A string literal, between double quotes where that needs no escapes."""
    literal = repr(text)
    if literal.startswith("'") and '"' not in literal:
        return f'"{literal[1:-1]}"'
    return literal


def pattern_literal(pattern: str) -> str:
    """As ``text_literal``, raw where that says the same more plainly."""
    plain = pattern.isprintable() and '"' not in pattern and pattern[-1:] != "\\"
    return f'r"{pattern}"' if plain and "\\" in pattern else text_literal(pattern)
