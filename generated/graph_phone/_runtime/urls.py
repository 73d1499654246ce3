"""URLs by OData's rules: keys, literals and query options, percent-encoded by us.

Specification: OData URL Conventions 4.01; OData ABNF Construction Rules 4.01.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from .encoding import encode

Names = str | Sequence[str]
"""One name or expression, or several; a text may hold several with commas."""


@dataclass(frozen=True, slots=True)
class Conventions:
    """How a service spells its URLs.

    key_as_segment: ``users/ada`` instead of ``users('ada')``;
    preferences: sent in the Prefer header of every request;
    query_headers: headers that a query option needs, by the option's name.
    """

    key_as_segment: bool = False
    preferences: tuple[str, ...] = ()
    query_headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def headers(
        self, query: Mapping[str, str], preferences: tuple[str, ...]
    ) -> dict[str, str]:
        """The headers of a request with these query options and preferences."""
        headers: dict[str, str] = {}
        if preferred := self.preferences + preferences:
            headers["Prefer"] = ", ".join(preferred)
        for name in query.keys() & self.query_headers.keys():
            headers.update(self.query_headers[name])
        return headers


def literal(value: Any) -> str:
    """The OData literal of a primitive value: ``'O''Neil'``, ``5``, ``2026-01-31``.

    Raises TypeError for a value that has none.
    """
    if isinstance(value, str):
        return "'" + str(value).replace("'", "''") + "'"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    text = encode(value)
    if not isinstance(text, str):
        raise TypeError(f"a {type(value).__name__} has no form in a URL")
    prefix = next((p for kind, p in _PREFIXES if isinstance(value, kind)), "")
    return f"{prefix}'{text}'" if prefix else text


def key_segment(url: str, key: Any, conventions: Conventions) -> str:
    """The URL of the item with that key in the collection at ``url``.

    key: the value of a single key property, or a mapping of several by their OData
    names. Raises ValueError for None and for a text that would change the path.
    """
    if key is None or key == {}:
        raise ValueError(f"{key} cannot be a key")
    if isinstance(key, Mapping):
        return f"{url}({_named(key)})"
    if conventions.key_as_segment:
        text = str(key) if isinstance(key, str) else literal(key)
        if text in ("", ".", ".."):
            raise ValueError(f"{text!r} cannot be a key: it would change the path")
        return f"{url}/{quote(text, safe=_SAFE_IN_SEGMENT)}"
    return f"{url}({quote(literal(key), safe=_SAFE_IN_LITERAL)})"


def function_segment(name: str, parameters: Mapping[str, Any]) -> str:
    """A function call with inline parameters; None stands for omitted.

    Specification: OData Protocol 4.01, section 11.5.4.1.1.
    """
    given = {name: value for name, value in parameters.items() if value is not None}
    return f"{name}({_named(given)})"


def _named(values: Mapping[str, Any]) -> str:
    return ",".join(
        f"{name}={quote(literal(value), safe=_SAFE_IN_LITERAL)}"
        for name, value in values.items()
    )


def with_query(url: str, options: Mapping[str, str]) -> str:
    """The URL with these query options added; blanks become %20."""
    if not options:
        return url
    text = "&".join(
        f"{quote(name, safe=_SAFE_IN_OPTION)}={quote(value, safe=_SAFE_IN_QUERY)}"
        for name, value in options.items()
    )
    return f"{url}{'&' if '?' in url else '?'}{text}"


def query_options(
    *,
    select: Names | None = None,
    expand: Names | None = None,
    filter: str | None = None,
    orderby: Names | None = None,
    search: str | None = None,
    top: int | None = None,
    skip: int | None = None,
    count: bool | None = None,
) -> dict[str, str]:
    """System query options (URL Conventions 5.1) in their OData spelling.

    What is empty is left out: OData has no form for it.
    """
    options: dict[str, str] = {}
    for name, several in (
        ("$select", select),
        ("$expand", expand),
        ("$orderby", orderby),
    ):
        if several:
            options[name] = several if isinstance(several, str) else ",".join(several)
    for name, text in (("$filter", filter), ("$search", search)):
        if text:
            options[name] = text
    for name, number in (("$top", top), ("$skip", skip)):
        if number is not None:
            options[name] = str(number)
    if count is not None:
        options["$count"] = "true" if count else "false"
    return options


# Without them these could not be told from other literals (ABNF, primitiveLiteral).
_PREFIXES = ((dt.timedelta, "duration"), (bytes, "binary"))

# What RFC 3986 and the OData ABNF let stand; ``quote`` encodes all the rest.
_SAFE_IN_SEGMENT = "!*,;:@="
_SAFE_IN_LITERAL = "'!$*,;:@="
_SAFE_IN_OPTION = "$@!*()',;:/?"
_SAFE_IN_QUERY = "$@!*()',:/?="
