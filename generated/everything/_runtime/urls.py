"""URLs by OData's rules: keys, literals and query options, percent-encoded by us.

Specification: OData URL Conventions 4.01; OData ABNF Construction Rules 4.01.
"""

from __future__ import annotations

import datetime as dt
import itertools
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
        return type_name(value) + "'" + _text(value).replace("'", "''") + "'"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    text = encode(value)
    if not isinstance(text, str):
        raise TypeError(f"a {type(value).__name__} has no form in a URL")
    prefix = _prefix(value)
    # Exponents need no plus, which some servers take for a blank.
    return f"{prefix}'{text}'" if prefix else text.replace("e+", "e")


def type_name(value: str) -> str:
    """What stands before a text: of a member of an enumeration, its type.

    OData 4.0 wants it there, 4.01 takes it (URL Conventions 5.1.1.14.1).
    """
    return getattr(value, "odata_type", "")


def plain_text(key: Any) -> str:
    """A key as a segment has it, without quotes and types (URL Conventions 4.3.6)."""
    if isinstance(key, str):
        return _text(key)
    text, prefix = literal(key), _prefix(key)
    return text[len(prefix) + 1 : -1] if prefix else text


def _prefix(value: Any) -> str:
    """What stands before the quotes of a literal that has some, but is no text."""
    return next((prefix for kind, prefix in _PREFIXES if isinstance(value, kind)), "")


def _text(value: str) -> str:
    """A text without its class: enumerations have their own idea of ``str``."""
    return str.__str__(value)


def key_segment(url: str, key: Any, conventions: Conventions) -> str:
    """The URL of the item with that key in the collection at ``url``.

    key: the value of a single key property, or a mapping of several by their OData
    names. Raises ValueError for None and for a text that would change the path, and
    TypeError for what is no primitive value.
    """
    if not isinstance(key, str):  # as most are
        if key is None or key == {}:
            raise ValueError(f"{key} cannot be a key")
        if isinstance(key, Mapping):
            if None in key.values():
                raise ValueError("None cannot be a part of a key")
            return f"{url}({_named(key)})"
    if conventions.key_as_segment:
        text = plain_text(key)
        if text in ("", ".", ".."):
            raise ValueError(f"{text!r} cannot be a key: it would change the path")
        # As a segment, $count and the like would be no key, however they are encoded.
        if not text.startswith("$"):
            return f"{url}/{quote(text, safe=_SAFE_IN_SEGMENT)}"
    return f"{url}({quote(literal(key), safe=_SAFE_IN_LITERAL)})"


def named_parts(key: Any, names: Sequence[str]) -> dict[str, Any]:
    """The parts of a key by their names, in the order of these.

    Raises ValueError for too few or too many of them, and for other names; TypeError
    for what is neither a tuple nor a mapping.
    """
    parts = f"the key has {len(names)} parts: {', '.join(names)}"
    if isinstance(key, tuple):
        if len(key) != len(names):
            raise ValueError(parts)
        return dict(zip(names, key, strict=True))
    if not isinstance(key, Mapping):
        raise TypeError(parts)
    if key.keys() != set(names):
        raise ValueError(parts)
    return {name: key[name] for name in names}


def function_segment(
    name: str, parameters: Mapping[str, Any], taken: Mapping[str, str]
) -> tuple[str, dict[str, str]]:
    """A function call, and the query options that it needs.

    taken: query options that go with it in any case, aliases of other calls among them.

    Parameters are inline where they are short. Long and structured ones, and texts with
    characters that servers do not like in paths, are aliases.

    Specification: OData Protocol 4.01, sections 11.5.4.1.1 and 11.5.4.1.2.
    """
    inline: dict[str, str] = {}
    aliases: dict[str, str] = {}
    for parameter, value in parameters.items():
        text = parameter_text(value)
        if is_inline(text, value):
            inline[parameter] = quote(text, safe=_SAFE_IN_LITERAL)
        else:
            alias = _free_alias(parameter, text, {**taken, **aliases})
            inline[parameter] = alias
            aliases[alias] = text
    return f"{name}({','.join(f'{n}={text}' for n, text in inline.items())})", aliases


def _free_alias(parameter: str, text: str, taken: Mapping[str, str]) -> str:
    """An alias for a parameter that does not stand for another text already."""
    alias = f"@{parameter}"
    numbers = itertools.count(2)
    while taken.get(alias, text) != text:
        alias = f"@{parameter}{next(numbers)}"
    return alias


def parameter_text(value: Any) -> str:
    """A parameter of a function as it stands in a URL, structured ones as JSON."""
    if not _is_structured(value):
        return literal(value)
    from . import jsontext
    from .bodies import parameter_form  # needs pydantic, which is not cheap

    return jsontext.dump(parameter_form(value)).decode()


def is_inline(text: str, value: Any) -> bool:
    """Whether a parameter stands in the path itself."""
    if _is_structured(value) or len(text) > _LONGEST_INLINE:
        return False
    return _UNLIKED_IN_PATHS.isdisjoint(text)


def _is_structured(value: Any) -> bool:
    return isinstance(value, Mapping | list | tuple) or hasattr(value, "to_odata")


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
        f"{quote(name, safe=_SAFE_IN_OPTION)}={_option_value(value)}"
        for name, value in options.items()
    )
    return f"{url}{'&' if '?' in url else '?'}{text}"


def _option_value(value: str) -> str:
    """A query option's value; in quoted texts less may stand than between them.

    Specification: OData ABNF, pchar-no-SQUOTE.
    """
    return "'".join(
        quote(part, safe=_SAFE_IN_LITERAL if number % 2 else _SAFE_IN_QUERY)
        for number, part in enumerate(value.split("'"))
    )


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


_LONGEST_INLINE = 100
# Many servers decode a path before they split it into segments.
_UNLIKED_IN_PATHS = frozenset("/\\")

# Without them these could not be told from other literals (ABNF, primitiveLiteral).
_PREFIXES = ((dt.timedelta, "duration"), (bytes, "binary"))

# What RFC 3986 and the OData ABNF let stand; ``quote`` encodes all the rest.
_SAFE_IN_SEGMENT = "!*,;:@="
_SAFE_IN_LITERAL = "'!$*,;:@="
_SAFE_IN_OPTION = "$@!*()',;:/?"
_SAFE_IN_QUERY = "$@!*()',:/?="
