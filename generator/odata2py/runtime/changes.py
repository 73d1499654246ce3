"""What of a model goes into a body: all of it for a create, the changes for an update.

A model that was read remembers the text that it was read from. That text is decoded
again when a body asks for it: what still equals it did not change, and goes out (where
it goes out at all) as it came in, to the digit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from . import jsontext
from .encoding import encode
from .models import (
    NO_FACTS,
    Member,
    ODataModel,
    PropertyFacts,
    members,
    named_type,
    origin_of,
    type_name,
)
from .wire import entity_wire

_MISSING: Any = object()


@dataclass(frozen=True, slots=True)
class _Part:
    """One property of a model: its value now, when it was read, and as JSON data."""

    wire_name: str
    facts: PropertyFacts
    value: Any
    before: Any
    raw: Any

    @property
    def changed(self) -> bool:
        return not _same(self.value, self.before)


def wire_form(model: ODataModel) -> dict[str, Any]:
    """All that was sent or set, as JSON data; unchanged values exactly as they came."""
    return _form(model, *_baseline(model))


def changes(model: ODataModel) -> dict[str, Any]:
    """What an update of the model sends: all that changed since it was read.

    Never keys, computed and immutable properties, control information, or related
    entities. Raises ValueError where one of those was changed: it could not be sent.
    """
    return _changes(model, *_baseline(model))


def value_form(value: Any) -> Any:
    """The JSON data of any value that the program gives, models included."""
    return _exact_value(value, _MISSING, _MISSING)


def with_type(
    model: ODataModel, data: dict[str, Any], declared: type[ODataModel] | None = None
) -> dict[str, Any]:
    """The data of a model, with its type unless that is the declared one.

    declared: None where it is not known; a type without a base is taken for it then.
    Specification: OData JSON Format 4.01, section 4.6.3.
    """
    if declared is None and type(model).__base__ is ODataModel:
        declared = type(model)
    named = _type_tag(model)
    is_declared = declared is not None and named == f"#{declared.odata_type}"
    if is_declared or not {"@odata.type", "@type"}.isdisjoint(data):
        return data
    return {"@odata.type": named, **data}


def _type_tag(model: ODataModel) -> str:
    """What names the type of a model in a body: of an unknown one, what came."""
    named = named_type(model)
    if not named or type_name(named) == model.odata_type:
        return f"#{model.odata_type}"
    return named if "#" in named else f"#{named}"


def is_annotation(name: str) -> bool:
    """Whether it annotates by a term, as ``@shop.behavior`` does.

    Such annotations are for whoever knows the term, services as well (JSON Format 4.01,
    section 20).
    """
    _, _, annotation = name.partition("@")
    return "." in annotation and not annotation.startswith("odata.")


def is_control_information(name: str) -> bool:
    """What OData says about values, not what they are (JSON Format 4.01, 4.6)."""
    before, at, annotation = name.partition("@")
    if not at or is_annotation(name):
        return False
    return not before or annotation not in ("odata.bind", "bind", "odata.type", "type")


def as_read(model: ODataModel) -> Any:
    """The JSON data that the model was read from; empty if the program made it."""
    found = _origin(model)
    return {} if found is None else found[0]


def own_text(model: ODataModel) -> bytes | None:
    """The text that the model alone was read from; None if the program made it."""
    found = _origin(model)
    return None if found is None else jsontext.dump(found[0])


@lru_cache(maxsize=1)
def _parsed(content: bytes) -> tuple[Any, Any]:
    """A text with numbers as they stand in it, and as Python reads them.

    The last one is kept, because the items of a page are asked for one by one.
    """
    return jsontext.parse(content), jsontext.load(content)


def _origin(model: ODataModel) -> tuple[Any, Any] | None:
    """The JSON data that the model was read from, both ways; None if there is none."""
    origin = origin_of(model)
    if origin is None:
        return None
    content, place = origin
    raw, data = _parsed(content)
    for step in ("value", place) if isinstance(place, int) else place:
        raw, data = raw[step], data[step]
    return raw, data


def _baseline(model: ODataModel) -> tuple[ODataModel | None, Any]:
    found = _origin(model)
    if found is None:
        return None, {}
    raw, data = found
    return entity_wire(type(model)).lenient_value(data), raw


def _parts(model: ODataModel, before: ODataModel | None, raw: Any) -> Iterator[_Part]:
    values, old_values = model.__dict__, before.__dict__ if before else {}
    for name, member in members(type(model)).items():
        wire_name = member.wire_name
        old = old_values[name] if wire_name in raw else _MISSING
        new = values.get(name, _MISSING)
        if new is _MISSING or (new is None and not _is_set(model, member, raw)):
            continue
        yield _Part(wire_name, member.facts, new, old, raw.get(wire_name, _MISSING))
    old_extras = (before.__pydantic_extra__ if before else None) or {}
    for name, new in (model.__pydantic_extra__ or {}).items():
        old = old_extras.get(name, _MISSING)
        yield _Part(name, NO_FACTS, new, old, raw.get(name, _MISSING))


def _is_set(model: ODataModel, member: Member, raw: Any) -> bool:
    # pydantic counts extras as set, too, and one may have a property's Python name.
    name = member.name
    extras = model.__pydantic_extra__ or {}
    return name in model.model_fields_set and (
        name not in extras or member.wire_name in raw
    )


def _form(model: ODataModel, before: ODataModel | None, raw: Any) -> dict[str, Any]:
    return {part.wire_name: _exact(part) for part in _parts(model, before, raw)}


def _changes(model: ODataModel, before: ODataModel | None, raw: Any) -> dict[str, Any]:
    found = {}
    for part in _parts(model, before, raw):
        if is_control_information(part.wire_name) or not part.changed:
            continue
        facts = part.facts
        if facts.navigation:
            _refuse_unsent(part)
            continue
        if facts.unchangeable:
            if before is not None:
                raise ValueError(f"{part.wire_name} was changed, and cannot be updated")
            continue
        found[part.wire_name] = _delta(part)
    return found


def _refuse_unsent(part: _Part) -> None:
    """Related entities and references go out through builders (Protocol 4.0, 11.4.3).

    An entity that was updated where it stands is not as it was read, and is fine.
    """
    now, before = _related(part.value), _related(part.before)
    if any(changes(entity) for entity in now if origin_of(entity)):
        raise ValueError(
            f"{part.wire_name} has changes of its own: update it where it stands"
        )
    if not all(map(origin_of, now)) or _keys(now) != _keys(before):
        raise ValueError(
            f"{part.wire_name} leads to others than were read: give places to update, "
            "or change the references"
        )


def _related(value: Any) -> list[ODataModel]:
    several = value if isinstance(value, list) else [value]
    return [each for each in several if isinstance(each, ODataModel)]


def _keys(entities: list[ODataModel]) -> set[tuple[str, ...]]:
    return {
        tuple(
            repr(entity.__dict__.get(name))
            for name, member in members(type(entity)).items()
            if member.facts.key
        )
        for entity in entities
    }


def _delta(part: _Part) -> Any:
    now, before = part.value, part.before
    if isinstance(now, ODataModel) and type(now) is type(before):
        data = _changes(now, before, part.raw)
        return with_type(now, data) if named_type(now) else data
    return _exact(part)


def _exact(part: _Part) -> Any:
    return _exact_value(part.value, part.before, part.raw)


def _exact_value(now: Any, before: Any, raw: Any) -> Any:
    if raw is not _MISSING and _same(now, before):
        return raw
    if isinstance(now, ODataModel):
        if type(now) is type(before):
            return _form(now, before, raw)
        return with_type(now, wire_form(now))
    if isinstance(now, list | tuple):
        return _exact_items(now, before, raw)
    if isinstance(now, dict):
        old = (before, raw) if isinstance(before, dict) else ({}, {})
        return {
            name: _exact_value(item, *(side.get(name, _MISSING) for side in old))
            for name, item in now.items()
        }
    return encode(now)


def _exact_items(now: Any, before: Any, raw: Any) -> list[Any]:
    old = list(zip(before, raw, strict=True)) if isinstance(before, list) else []
    return [
        _exact_value(item, *_counterpart(i, item, old)) for i, item in enumerate(now)
    ]


def _counterpart(index: int, item: Any, old: list[tuple[Any, Any]]) -> tuple[Any, Any]:
    """What an item of a list was: its equal, at its place or not, else its place."""
    at_place = old[index] if index < len(old) else (_MISSING, _MISSING)
    if _same(item, at_place[0]):
        return at_place
    return next((pair for pair in old if _same(item, pair[0])), at_place)


def _same(now: Any, before: Any) -> bool:
    """Whether two values are the same on the wire; True and 1 are not."""
    if type(now) is not type(before):
        return False
    if isinstance(now, ODataModel):
        return _same_model(now, before)
    if isinstance(now, list):
        return len(now) == len(before) and all(map(_same, now, before))
    if isinstance(now, dict):
        return now.keys() == before.keys() and all(
            _same(now[k], before[k]) for k in now
        )
    return bool(now == before) or (now != now and before != before)


def _same_model(now: ODataModel, before: ODataModel) -> bool:
    def sent(model: ODataModel) -> dict[str, Any]:
        return {
            name: model.__dict__[name]
            for name in model.__pydantic_fields_set__
            if name in model.__dict__
        }

    return _same(sent(now), sent(before)) and _same(
        now.__pydantic_extra__ or {}, before.__pydantic_extra__ or {}
    )
