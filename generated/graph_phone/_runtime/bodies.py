"""Bodies of creates and updates, from keyword arguments, dicts or models.

Specification: OData Protocol 4.01, sections 11.4.2 (create) and 11.4.3 (update).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from .changes import changes, is_control_information, value_form, wire_form, with_type
from .models import ModelT, ODataModel, PropertyFacts, members


def as_model(
    declared: type[ModelT],
    body: ModelT | Mapping[str, Any] | None,
    values: Mapping[str, Any],
    refused: Callable[[PropertyFacts], bool],
) -> ModelT:
    """The model that a call's arguments describe.

    Raises TypeError for both, or none, of a body and keywords, and ValueError
    (pydantic.ValidationError) for names or values that the model does not take, and
    for values of refused properties. A model may have those; they are not sent.
    """
    if (body is None) == (not values):
        raise TypeError("give either one entity or dict, or keyword arguments")
    if isinstance(body, ODataModel):
        if not isinstance(body, declared):
            raise TypeError(f"{type(body).__name__} is not a {declared.__name__}")
        return body
    model = declared(**(values if body is None else body))
    for name, member in members(declared).items():
        if refused(member.facts) and name in model.model_fields_set:
            raise ValueError(f"{declared.__name__}.{name} cannot be set by this call")
    return model


def create_data(declared: type[ODataModel], model: ODataModel) -> dict[str, Any]:
    """What creates the model: all that is set and that the service does not compute."""
    computed = {m.wire_name for m in members(type(model)).values() if m.facts.computed}
    data = {
        name: value
        for name, value in wire_form(model).items()
        if name not in computed and not is_control_information(name)
    }
    return with_type(model, data, declared)


def update_data(declared: type[ODataModel], model: ODataModel) -> dict[str, Any]:
    """What changed in the model, to be merged by the service; empty if nothing did."""
    data = changes(model)
    return with_type(model, data, declared) if data else data


def parameter_data(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The body of an action (Protocol 4.01, 11.5.5.1); None stands for omitted."""
    given = {name: v for name, v in parameters.items() if v is not None}
    return free_data(given)


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
