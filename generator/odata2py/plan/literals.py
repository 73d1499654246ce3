"""Python literals of values from the metadata."""

from __future__ import annotations

from collections.abc import Mapping


def text_literal(text: str) -> str:
    """A string literal, between double quotes where that needs no escapes."""
    literal = repr(text)
    if literal.startswith("'") and '"' not in literal:
        return f'"{literal[1:-1]}"'
    return literal


def literal(value: object) -> str:
    """A literal of a text, a number, or a tuple or mapping of literals."""
    if isinstance(value, str):
        return text_literal(value)
    if isinstance(value, tuple):
        items = ", ".join(map(literal, value))
        return f"({items},)" if len(value) == 1 else f"({items})"
    if isinstance(value, Mapping):
        pairs = (f"{literal(key)}: {literal(value[key])}" for key in value)
        return f"{{{', '.join(pairs)}}}"
    return repr(value)


def pattern_literal(pattern: str) -> str:
    """As ``text_literal``, raw where that says the same more plainly."""
    plain = pattern.isprintable() and '"' not in pattern and pattern[-1:] != "\\"
    return f'r"{pattern}"' if plain and "\\" in pattern else text_literal(pattern)
