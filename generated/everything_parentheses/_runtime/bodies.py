"""Bodies of creates and updates, from keyword arguments, dicts or models.

Specification: OData Protocol 4.01, sections 11.4.2 (create) and 11.4.3 (update).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Generic, NamedTuple

from .builders import RequestBuilder
from .changes import changes, is_control_information, value_form, wire_form, with_type
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

    Raises TypeError for both, or none, of a body and keywords, and ValueError
    (pydantic.ValidationError) for names or values that the model does not take, and
    for values of refused properties. A model may have those; they are not sent.
    """
    if (body is None) == (not values):
        raise TypeError("give either one entity or dict, or keyword arguments")
    if isinstance(body, ODataModel):
        if not isinstance(body, declared):
            raise TypeError(f"{type(body).__name__} is not a {declared.__name__}")
        return Written(body, {})
    plain, links = _without_links(declared, values if body is None else body)
    model = declared(**plain)
    for name, member in members(declared).items():
        if refused(member.facts) and name in model.model_fields_set:
            raise ValueError(f"{declared.__name__}.{name} cannot be set by this call")
    return Written(model, links)


def _without_links(
    declared: type[ODataModel], values: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values of a call apart from places, and what binds to those.

    Specification: OData JSON Format 4.01, section 8.5 (bind operation).
    """
    plain, links = dict(values), dict[str, Any]()
    for member in members(declared).values():
        if not member.facts.navigation:
            continue
        for name in {member.name, member.wire_name} & values.keys():
            value, bind = plain.pop(name), f"{member.wire_name}@odata.bind"
            if isinstance(value, RequestBuilder):
                links[bind] = entity_url(value)
                continue
            if isinstance(value, list | tuple):
                places = [v for v in value if isinstance(v, RequestBuilder)]
                if places:
                    links[bind] = [entity_url(place) for place in places]
                    value = [v for v in value if not isinstance(v, RequestBuilder)]
                    if not value:
                        continue
            plain[name] = value
    return plain, links


def create_data(
    model: ODataModel, declared: type[ODataModel] | None = None
) -> dict[str, Any]:
    """What creates the model: all that is set and that the service does not compute.

    Related entities in it are created with it (Protocol 4.01, 11.4.2.2).
    """
    known = {member.wire_name: member for member in members(type(model)).values()}
    data = {}
    for name, value in wire_form(model).items():
        member = known.get(name)
        if member is not None and member.facts.computed:
            continue
        if member is not None and member.facts.navigation:
            data[name] = _related_data(getattr(model, member.name), value)
        elif not is_control_information(name):
            data[name] = value
    return with_type(model, data, declared)


def _related_data(related: Any, value: Any) -> Any:
    """What creates related entities; what is none of them goes as it is."""
    if isinstance(related, list):
        return [_related_data(*pair) for pair in zip(related, value, strict=True)]
    return create_data(related) if isinstance(related, ODataModel) else value


def update_data(model: ODataModel, declared: type[ODataModel]) -> dict[str, Any]:
    """What changed in the model, to be merged by the service; empty if nothing did."""
    data = changes(model)
    return with_type(model, data, declared) if data else data


def parameter_data(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The body of an action (Protocol 4.01, 11.5.5.1)."""
    return free_data(parameters)


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
