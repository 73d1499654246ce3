"""Bodies of creates and updates, from keyword arguments, dicts or models.

Specification: OData Protocol 4.01, sections 11.4.2 (create) and 11.4.3 (update).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, get_origin

from .builders import RequestBuilder
from .changes import (
    as_read,
    changes,
    is_annotation,
    is_control_information,
    value_form,
    wire_form,
    with_type,
)
from .links import entity_url
from .models import ModelT, ODataModel, PropertyFacts, members


class Written(NamedTuple, Generic[ModelT]):
    """What a call's arguments describe: an entity, and links to others.

    links: what binds navigation properties to entities that exist, as JSON data.
    """

    entity: ModelT
    links: dict[str, Any]


def written(
    declared: type[ModelT],
    body: ModelT | Mapping[str, Any] | None,
    values: Mapping[str, Any],
    refused: Callable[[PropertyFacts], bool],
) -> Written[ModelT]:
    """The entity and the links that a call's arguments describe.

    Raises TypeError for both a body and keywords, and ValueError
    (pydantic.ValidationError) for names or values that the model does not take, and
    for values of refused properties. A model may have those; they are not sent.
    """
    if body is not None and values:
        raise TypeError("give either one entity or dict, or keyword arguments")
    if isinstance(body, declared):
        return Written(body, {})
    if not isinstance(body, Mapping | None):
        raise TypeError(f"{type(body).__name__} is not a {declared.__name__}")
    plain, links = _without_links(declared, values if body is None else body)
    annotations = {name: plain.pop(name) for name in _annotations(plain)}
    model = declared(**plain)
    model.extras.update(annotations)
    for name, member in members(declared).items():
        if refused(member.facts) and name in model.model_fields_set:
            instead = ": give a place" if member.facts.navigation else ""
            kind = declared.__name__
            raise ValueError(f"{kind}.{name} cannot be set by this call{instead}")
    return Written(model, links)


def _annotations(values: Mapping[str, Any]) -> list[str]:
    """The names in a dict that annotate, as ``@shop.behavior``."""
    return [name for name in values if "@" in name and not is_control_information(name)]


def _without_links(
    declared: type[ODataModel], values: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values of a call apart from places, and what binds to those.

    Specification: OData JSON Format 4.01, section 8.5 (bind operation).
    """
    plain, links = dict(values), dict[str, Any]()
    known = members(declared)
    for member in known.values():
        # What another member is called in Python is meant as that one.
        names = {member.name, *({member.wire_name} - known.keys())} & values.keys()
        if len(names) > 1:
            raise ValueError(f"{declared.__name__}.{member.name} is given twice")
        for name in names if member.facts.navigation else ():
            value, bind = plain.pop(name), f"{member.wire_name}@odata.bind"
            is_collection = get_origin(member.annotation) is list
            if is_collection and _is_several(value):
                if urls := [entity_url(each) for each in value if _is_place(each)]:
                    links[bind] = urls
                if others := [each for each in value if not _is_place(each)]:
                    plain[name] = others
            elif _is_place(value) and not is_collection:
                links[bind] = entity_url(value)
            else:
                plain[name] = value  # to be refused by the model, or a related entity
    return plain, links


def _is_place(value: Any) -> bool:
    return isinstance(value, RequestBuilder)


def _is_several(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def create_data(
    model: ODataModel, declared: type[ODataModel] | None = None
) -> dict[str, Any]:
    """What creates the model: all that is set and that the service does not compute.

    Related entities in it are created with it (Protocol 4.01, 11.4.2.2).
    """
    data = _without_computed(model, wire_form(model), as_read(model))
    return with_type(model, data, declared)


def _without_computed(
    model: ODataModel, data: Mapping[str, Any], read: Any
) -> dict[str, Any]:
    """The data of a model, without what the service computes and says.

    read: the JSON data that came, empty if none did.
    """
    known = {member.wire_name: member for member in members(type(model)).values()}
    kept = {}
    for name, value in data.items():
        member = known.get(name)
        if member is None:
            if not _is_said(name, value, read):
                kept[name] = value
        elif not member.facts.computed:
            before = _inside(read, name)
            kept[name] = _creating(vars(model)[member.name], value, before)
    return kept


def _creating(value: Any, data: Any, read: Any) -> Any:
    """The data of a value as a create sends it; what is no model goes as it is."""
    if isinstance(value, list):
        items = enumerate(zip(value, data, strict=True))
        return [_creating(*pair, _inside(read, index)) for index, pair in items]
    if isinstance(value, ODataModel):
        return with_type(value, _without_computed(value, data, read))
    return data


def _is_said(name: str, value: Any, read: Any) -> bool:
    """Whether the service says it: control information, annotations as they came."""
    as_it_came = is_annotation(name) and _inside(read, name) == value
    return as_it_came or is_control_information(name)


def _inside(read: Any, place: str | int) -> Any:
    """What there is in JSON data at a name or an index, if there is something."""
    try:
        return read[place]
    except (KeyError, IndexError, TypeError):
        return _NOTHING


_NOTHING: Any = object()


def update_data(model: ODataModel, declared: type[ODataModel]) -> dict[str, Any]:
    """What changed in the model, to be merged by the service; empty if nothing did."""
    data = changes(model)
    return with_type(model, data, declared) if data else data


def parameter_data(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The body of an action (Protocol 4.01, 11.5.5.1)."""
    return {name: parameter_form(value) for name, value in parameters.items()}


def parameter_form(value: Any) -> Any:
    """The JSON data of a parameter.

    Of an entity that was read, all goes out but for what the service said about it:
    many services refuse that inside of a body. Which entity it is stays.
    """
    return _as_parameter(value, value_form(value))


def _as_parameter(value: Any, data: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_as_parameter(*pair) for pair in zip(value, data, strict=True)]
    if isinstance(value, dict):
        return {name: _as_parameter(item, data[name]) for name, item in value.items()}
    if not isinstance(value, ODataModel):
        return data
    known = {member.wire_name: name for name, member in members(type(value)).items()}
    read = as_read(value)
    return {
        name: _as_parameter(vars(value).get(known.get(name, "")), item)
        for name, item in data.items()
        if name in _OF_PARAMETERS or not _is_said(name, item, read)
    }


_OF_PARAMETERS = ("@odata.type", "@type", "@odata.id", "@id")


def free_data(data: Mapping[str, Any]) -> dict[str, Any]:
    """A body in wire names, as the caller wrote it."""
    return {name: value_form(value) for name, value in data.items()}


def check_patterns(model: ODataModel, data: Mapping[str, Any]) -> None:
    """Hold the texts of a model's body against the patterns of their properties.

    Raises ValueError that names the property and its pattern, not the value.
    """
    for member in members(type(model)).values():
        value = data.get(member.wire_name)
        pattern = member.facts.pattern
        if pattern and isinstance(value, str) and not _matches(pattern, value):
            raise ValueError(
                f"{type(model).__name__}.{member.name} does not have the form {pattern}"
            )


def _matches(pattern: str, text: str) -> bool:
    """Validation.Pattern is ECMAScript's: ``$`` is the very end, ``\\d`` is 0 to 9."""
    if pattern.endswith("$") and not pattern.endswith(r"\$"):
        pattern = pattern[:-1] + r"\Z"
    return re.search(pattern, text, re.ASCII) is not None
