"""System query options: read, checked against the model, applied to entities.

OData Protocol 4.01, section 11.2.6 (collections) and URL Conventions 4.01, section 5.1.
A plus sign in a query is a plus sign, as the OData ABNF has it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeVar
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from odata2py.csdl.model import Model, StructuredType
from odata2py.errors import nearest
from odata2py.sandbox import filters
from odata2py.sandbox.errors import ServiceError, bad_request, not_implemented
from odata2py.sandbox.literals import name_of, parentheses, split_list

T = TypeVar("T")

ENTITY = frozenset({"$select", "$expand", "$format"})
COUNT = frozenset({"$filter"})
COLLECTION = ENTITY | {"$filter", "$orderby", "$top", "$skip", "$count", "$skiptoken"}
REFERENCES = COLLECTION - {"$select", "$expand"}
VALUES = frozenset({"$top", "$skip", "$count", "$skiptoken", "$format"})
VALUE = frozenset({"$format"})
UNSUPPORTED = frozenset(
    {"$search", "$apply", "$compute", "$deltatoken", "$index", "$schemaversion"}
)

EXPANDED = COLLECTION - {"$format", "$skiptoken"}
MAX_LEVELS = 5
"""How many levels ``$levels=max`` is in this service."""

NOTHING: Mapping[str, Any] = MappingProxyType({})
_NUMBER = re.compile(r"\d+")


class Options(Struct, frozen=True):
    """The system query options of a request; None where one is absent.

    ``expand`` goes by the path to a navigation property. What is expanded may be cut
    down to a ``cast``, and have the ``form`` of references or a mere count.
    """

    select: frozenset[str] | None = None
    expand: Mapping[str, Options] = NOTHING
    matches: filters.Predicate | None = None
    order: tuple[tuple[filters.Getter, bool], ...] = ()
    top: int | None = None
    skip: int = 0
    start: int = 0
    count: bool = False
    cast: str = ""
    form: str = ""


class Page(Struct, frozen=True):
    """One page of a collection; ``next_start`` is where the next one starts, if any."""

    items: Sequence[Any]
    total: int
    next_start: int | None


def decode(raw_query: str) -> list[tuple[str, str]]:
    """The options of a query in their order, percent-decoded."""
    pairs = [part.partition("=") for part in raw_query.split("&") if part]
    try:
        return [
            (unquote(name, errors="strict"), unquote(value, errors="strict"))
            for name, _, value in pairs
        ]
    except UnicodeDecodeError:
        raise bad_request("The query is not UTF-8 after percent-decoding.") from None


def aliases(pairs: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """The parameter aliases (URL Conventions 4.01, section 5.3).

    Options that are the service's own may be parameters by their names as well.
    """
    return {name: value for name, value in pairs if not name.startswith("$")}


def parse(
    model: Model,
    type_name: str,
    pairs: Sequence[tuple[str, str]],
    allowed: frozenset[str],
) -> Options:
    """The options of a request to a resource where those in ``allowed`` have a sense.

    Custom options, which do not start with ``$``, are ignored.
    """
    given = _system_options(pairs, allowed)
    _check_format(given.get("$format", "json"))
    text = given.get("$filter")
    return Options(
        select=_select(model, type_name, given.get("$select")),
        expand=_expand(model, type_name, given.get("$expand")),
        matches=None if text is None else filters.parse(model, type_name, text),
        order=_order(model, type_name, given.get("$orderby")),
        top=_number("$top", given.get("$top")),
        skip=_number("$skip", given.get("$skip")) or 0,
        start=_number("$skiptoken", given.get("$skiptoken")) or 0,
        count=_boolean("$count", given.get("$count", "false")),
    )


def select_items(
    options: Options, items: Sequence[T], values_of: Callable[[T], filters.Values]
) -> list[T]:
    """The items that ``$filter`` leaves, in the order that ``$orderby`` asks for."""
    matches = options.matches
    found = [item for item in items if matches is None or matches(values_of(item))]
    for get, descending in reversed(options.order):
        found.sort(key=lambda item: _rank(get(values_of(item))), reverse=descending)
    return found


def paginate(options: Options, items: Sequence[Any], size: int) -> Page:
    """The page that the request asks for, out of what ``$skip`` and ``$top`` leave."""
    window = items[options.skip :]
    window = window if options.top is None else window[: options.top]
    end = options.start + size
    next_start = end if end < len(window) else None
    return Page(window[options.start : end], len(items), next_start)


def with_skiptoken(raw_query: str, start: int) -> str:
    """The query of the link to the next page."""
    kept = [
        part
        for part in raw_query.split("&")
        if part and unquote(part.partition("=")[0]) != "$skiptoken"
    ]
    return "&".join([*kept, f"$skiptoken={start}"])


def _system_options(
    pairs: Sequence[tuple[str, str]], allowed: frozenset[str]
) -> Mapping[str, str]:
    given: dict[str, str] = {}
    for name, value in pairs:
        if not name.startswith("$"):
            continue
        if name in UNSUPPORTED:
            raise not_implemented(f"{name} is not supported by the sandbox.")
        if name not in allowed:
            hint = nearest(name, allowed)
            message = f"The query option {name} is not allowed here"
            raise bad_request(f"{message}; {hint}" if hint else f"{message}.", name)
        if name in given:
            raise bad_request(f"The query option {name} is given twice.", name)
        given[name] = value
    return given


def _check_format(text: str) -> None:
    if text.partition(";")[0] not in ("json", "application/json"):
        raise ServiceError(406, f"The format {text!r} is not available.")


def _number(name: str, text: str | None) -> int | None:
    if text is None:
        return None
    if not _NUMBER.fullmatch(text):
        raise bad_request(f"{name} must be a non-negative integer.", name)
    return int(text)


def _boolean(name: str, text: str) -> bool:
    if text not in ("true", "false"):
        raise bad_request(f"{name} must be true or false.", name)
    return text == "true"


def _select(model: Model, type_name: str, text: str | None) -> frozenset[str] | None:
    """The names of the selected properties; None for all of them, dynamic ones too.

    A nested property selects the whole property that it is part of: a service may
    return more than was asked for.
    """
    if text is None:
        return None
    types = (type_name, *model.descendants(type_name))
    known = {prop.name for kind in types for prop in model.properties(kind)}
    links = {nav.name for kind in types for nav in model.navigation_properties(kind)}
    names = set()
    for item in split_list(text):
        parts = [part for part in item.split("/") if part not in model.types]
        name = parts[0] if parts else ""
        if name in known | links | {"*"} or (name and _is_open(model, type_name)):
            names.add(name)
        else:
            raise bad_request(f"$select: {type_name} has no property {item!r}.", item)
    return None if "*" in names else frozenset(names)


def _expand(model: Model, type_name: str, text: str | None) -> Mapping[str, Options]:
    """What is expanded (URL Conventions 4.01, section 5.1.3), by path with casts."""
    if text is None:
        return NOTHING
    found: dict[str, Options] = {}
    for item in split_list(text):
        if item == "*":
            navigations = model.navigation_properties(type_name)
            found |= {nav.name: Options() for nav in navigations}
        else:
            path, options = _expanded(model, type_name, item)
            if options is not None:
                found[path] = options
    return found


def _expanded(model: Model, type_name: str, item: str) -> tuple[str, Options | None]:
    """One path of ``$expand`` with the options for what it leads to."""
    name = name_of(item)
    path, kind, cast, form = _expand_path(model, type_name, name)
    inner = next(iter(parentheses(item)), "")
    pairs = [part.partition("=") for part in split_list(inner, ";") if part]
    given = [(f"${n.strip().removeprefix('$')}", value) for n, _, value in pairs]
    levels = [value for n, value in given if n == "$levels"]
    rest = [pair for pair in given if pair[0] != "$levels"]
    options = parse(model, cast or kind, rest, EXPANDED)
    options = replace(options, cast=cast, form=form)
    count = MAX_LEVELS if levels == ["max"] else _number("$levels", *levels or ["1"])
    return path, _levelled(path, options, count or 0)


def _expand_path(model: Model, type_name: str, text: str) -> tuple[str, str, str, str]:
    """The path, the type at its end, the cast behind it, and ``$ref`` or ``$count``."""
    kind, cast, reached = type_name, "", ""
    names = text.split("/")
    form = names.pop() if names[-1] in ("$ref", "$count") else ""
    for at, name in enumerate(names, 1):
        links = {nav.name: nav.type for nav in model.navigation_properties(kind)}
        inner = {prop.name: prop.type for prop in model.properties(kind)}
        if name in model.types:
            kind, cast = name, name if reached else ""
        elif name in links and not reached:
            kind, reached = links[name].name, "/".join(names[:at])
        elif name in inner and isinstance(
            model.types.get(inner[name].name), StructuredType
        ):
            kind = inner[name].name
        else:
            message = f"$expand: {type_name} has no navigation property {text!r}."
            raise bad_request(message, text)
    if not reached:
        raise bad_request(f"$expand: {text!r} is no navigation property.", text)
    return reached, kind, cast, form


def _levelled(path: str, options: Options, levels: int) -> Options | None:
    """Options that expand the same path again; None for no level at all."""
    if levels < 1:
        return None
    deeper = _levelled(path, options, levels - 1)
    if deeper is None:
        return options
    return replace(options, expand={**options.expand, path: deeper})


def _order(
    model: Model, type_name: str, text: str | None
) -> tuple[tuple[filters.Getter, bool], ...]:
    if text is None:
        return ()
    order = []
    for item in split_list(text):
        name, _, direction = item.partition(" ")
        if direction.strip() not in ("", "asc", "desc"):
            raise bad_request(f"$orderby: {item!r} ends in neither asc nor desc.", name)
        getter = filters.path(model, type_name, name).get
        order.append((getter, direction.strip() == "desc"))
    return tuple(order)


def _rank(value: Any) -> tuple[bool, str, Any]:
    """Null comes before all values; dynamic values are ordered by kind first."""
    kind = "number" if isinstance(value, int | float) else type(value).__name__
    return (value is not None, kind, 0 if value is None else value)


def _is_open(model: Model, type_name: str) -> bool:
    known = model.types.get(type_name)
    if not isinstance(known, StructuredType):
        return False
    return any(kind.open_type for kind in model.lineage(type_name))
