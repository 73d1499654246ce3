"""Keys in URLs: which key a predicate gives, and what its parts are.

OData URL Conventions 4.01, sections 4.3.1 (canonical URL), 4.3.4 (alternate keys) and
4.3.6 (key as segment).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from odata2py.csdl.keys import KeyPart, primary_key
from odata2py.csdl.model import EntityType, Model, Property, PropertyRef
from odata2py.sandbox import literals
from odata2py.sandbox.errors import bad_request
from odata2py.sandbox.primitives import Json, comparable

Parts = Sequence[KeyPart]


def chosen(model: Model, type_name: str, given: Mapping[str, str]) -> Parts:
    """The parts of the key whose names are given: the key, or an alternate one.

    A name may be left out where the key has a single part; it is empty then.
    """
    key = primary_key(model, type_name)
    if list(given) == [""] and len(key) == 1:
        return key
    for parts in (key, *alternate_keys(model, type_name)):
        if parts and sorted(given) == sorted(part.name for part in parts):
            return parts
    names = ", ".join(part.name for part in key)
    raise bad_request(f"The key of {type_name} is {names}.")


def alternate_keys(model: Model, type_name: str) -> list[Parts]:
    """The alternate keys (Core.AlternateKeys) of an entity type and its base types."""
    return [
        [_part(model, type_name, ref) for ref in refs]
        for kind in model.lineage(type_name)
        if isinstance(kind, EntityType)
        for refs in kind.alternate_keys
    ]


def values(
    model: Model, parts: Parts, texts: Mapping[str, str], *, plain: bool = False
) -> tuple[Json, ...]:
    """The values of the parts by their names; ``plain`` texts have no quotes."""
    if plain:
        return tuple(
            literals.parse_plain(model, part.type.name, texts[part.name])
            for part in parts
        )
    return tuple(
        literals.parse(model, part.type, texts.get(part.name, texts.get("", "")))
        for part in parts
    )


def same(model: Model, part: KeyPart, one: Json, other: Json) -> bool:
    """Whether two values are the same one as a part of a key; null is none at all."""
    if one is None or other is None:
        return False
    name = part.type.name
    return bool(comparable(model, name, one) == comparable(model, name, other))


def value_in(values: Mapping[str, Json], part: KeyPart) -> Json:
    """What the values of an entity have as a part of its key; None without any."""
    value: Json = values
    for name in part.path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def with_value(
    values: Mapping[str, Json], path: Sequence[str], value: Json
) -> dict[str, Json]:
    """The values of an entity with another value at a path."""
    name, *rest = path
    if rest:
        inner = values.get(name)
        value = with_value(inner if isinstance(inner, dict) else {}, rest, value)
    return {**values, name: value}


def _part(model: Model, type_name: str, ref: PropertyRef) -> KeyPart:
    path = tuple(ref.path.split("/"))
    for name in path[:-1]:
        type_name = _property(model, type_name, name).type.name
    return KeyPart(ref.name, path, _property(model, type_name, path[-1]))


def _property(model: Model, type_name: str, name: str) -> Property:
    for prop in model.properties(type_name):
        if prop.name == name:
            return prop
    raise bad_request(f"An alternate key of {type_name} is through {name}.")
