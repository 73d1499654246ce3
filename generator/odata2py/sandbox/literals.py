"""Literals in URLs: keys, parameters and constants of expressions.

OData URL Conventions 4.01, sections 4.3.1 (keys), 4.3.6 (key as segment) and 5.1.1.6
(literals); the text that is read here has been percent-decoded before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from odata2py.csdl.model import EnumType, Model, TypeReference
from odata2py.sandbox.errors import ServiceError, bad_request
from odata2py.sandbox.primitives import (
    NOT_FINITE,
    Json,
    enum_value,
    primitive,
    underlying,
)

_QUOTED = re.compile(r"([^\W\d][\w.]*)?'((?:[^']|'')*)'")
_PREFIXES = {"Edm.Duration": "duration", "Edm.Binary": "binary"}
_INTEGER = re.compile(r"[+-]?\d+")


def quote(text: str) -> str:
    """The literal of a string."""
    return "'" + text.replace("'", "''") + "'"


def split_list(text: str, separator: str = ",") -> list[str]:
    """The items of a list, split at separators outside of quotes and brackets."""
    found = [at for at, sign, depth in _signs(text) if sign == separator and not depth]
    starts = [0, *(at + 1 for at in found)]
    ends = [*found, len(text)]
    return [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def name_of(segment: str) -> str:
    """A segment's name if parentheses follow it; the segment itself otherwise."""
    name, bracket, _ = segment.partition("(")
    return name if bracket and segment.endswith(")") else segment


def parentheses(segment: str) -> list[str]:
    """What stands in each pair of parentheses behind a segment's name."""
    inners = []
    start = 0
    end = len(name_of(segment))
    for at, sign, depth in _signs(segment):
        if sign == "(" and depth == 1:
            if at != end:
                raise bad_request(f"{segment[end:]!r} is no list of parentheses.")
            start = at + 1
        elif sign == ")" and depth == 0:
            inners.append(segment[start:at])
            end = at + 1
    return inners


def _signs(text: str) -> Iterator[tuple[int, str, int]]:
    """The signs outside of quotes, with their places and depths in brackets.

    A bracket has the depth that there is after it. Within JSON, quotes are double.
    """
    depth = in_json = 0
    end = ""
    escaped = False
    for at, sign in enumerate(text):
        if end:
            escaped = sign == "\\" and end == '"' and not escaped
            end = "" if sign == end and not escaped else end
        elif sign == "'" and not in_json or sign == '"' and in_json:
            end = sign
        else:
            depth += (sign in "([{") - (sign in ")]}")
            in_json += (sign in "[{") - (sign in "]}")
            yield at, sign, depth
    if end or depth:
        raise bad_request(f"Quotes or brackets are not balanced in {text!r}.")


def named_values(text: str) -> Iterator[tuple[str, str]]:
    """The pairs of ``A=1,B='x'``; a value that stands alone has an empty name."""
    for item in split_list(text) if text.strip() else []:
        name, equals, value = item.partition("=")
        if equals and "'" not in name:
            yield name.strip(), value.strip()
        else:
            yield "", item


def parse(model: Model, type_: TypeReference, text: str) -> Json:
    """The JSON value of a URL literal of that type."""
    if text == "null":
        if not type_.nullable:
            raise bad_request("null is not allowed here.")
        return None
    name = underlying(model, type_.name)
    known = model.types.get(name)
    if type_.collection or not (name.startswith("Edm.") or isinstance(known, EnumType)):
        return _parse_json(text)
    if isinstance(known, EnumType) or primitive(name).quoted:
        quoted = _QUOTED.fullmatch(text)
        if quoted is None:
            raise bad_request(f"{text} is not a literal of {name}: it needs quotes.")
        if quoted[1] not in (None, _prefix(known, name)):
            raise bad_request(f"{text} is not a literal of {name}.")
        return _checked(model, name, quoted[2].replace("''", "'"))
    return parse_plain(model, name, text)


def parse_plain(model: Model, name: str, text: str) -> Json:
    """The JSON value of a literal written without quotes, as a key segment is."""
    name = underlying(model, name)
    if primitive(name).category in ("number", "boolean") and text not in NOT_FINITE:
        return _checked(model, name, _scalar(text))
    return _checked(model, name, text)


def key_literal(model: Model, type_name: str, value: Json) -> str:
    """How a key value stands in parentheses, as OData 4.0 and later read it."""
    name = underlying(model, type_name)
    known = model.types.get(name)
    if isinstance(known, EnumType) or primitive(name).quoted:
        return (_prefix(known, name) or "") + quote(str(value))
    return key_text(value)


def key_text(value: Json) -> str:
    """How a key value stands as a segment of its own."""
    return json.dumps(value) if not isinstance(value, str) else value


def _prefix(known: object, name: str) -> str | None:
    """What stands before the quotes; OData 4.01 lets it be left out."""
    return known.name if isinstance(known, EnumType) else _PREFIXES.get(name)


def _checked(model: Model, name: str, value: Json) -> Json:
    enum = model.types.get(name)
    if isinstance(enum, EnumType):
        value = _by_name(enum, value)
        accepted = enum_value(enum, value) is not None
    else:
        accepted = primitive(name).accepts(value)
    if not accepted:
        raise bad_request(f"{value!r} is not a literal of {name}.")
    return value


def _by_name(enum: EnumType, text: Json) -> Json:
    """An enum value with the names of its members where it had their numbers."""
    names = {str(member.value): member.name for member in reversed(enum.members)}
    parts = [part.strip() for part in str(text).split(",")]
    return ",".join(names.get(part, part) for part in parts)


def _scalar(text: str) -> Json:
    if text in ("true", "false"):
        return text == "true"
    try:
        return int(text) if _INTEGER.fullmatch(text) else float(text)
    except ValueError:
        return text


def _parse_json(text: str) -> Json:
    try:
        return json.loads(text)
    except ValueError as fault:
        raise ServiceError(400, f"{text!r} is not JSON: {fault}.") from None
