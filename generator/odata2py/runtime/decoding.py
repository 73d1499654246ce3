"""Readers: from an answer of the service to the result of a call."""

from __future__ import annotations

from collections import deque
from collections.abc import Set
from dataclasses import dataclass
from itertools import count, repeat
from typing import Any, Generic, TypeVar, cast

import httpx
from pydantic import ValidationError
from pydantic_core import SchemaValidator

from .changes import mark_unchanged
from .errors import MalformedResponseError
from .models import ModelT, ODataModel, members, navigation_names, set_origin
from .paging import Page
from .reading import Reading
from .wire import (
    odd_page_validator,
    page_validator,
    result_validator,
    wire_validator,
)

ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class PageReader(Generic[ModelT]):
    """Reads one page of a collection of entities."""

    model: type[ModelT]

    def __call__(self, response: httpx.Response, reading: Reading) -> Page[ModelT]:
        content = response.content
        try:
            page = page_validator(self.model).validate_json(content, context=reading)
        except ValidationError:
            page = _validated(odd_page_validator(self.model), response, reading)
        items = page.pop("value")
        _remember_items(items, content)
        return Page(
            items,
            count=_control(page, "count"),
            next_link=_link(response, _control(page, "nextLink")),
            delta_link=_link(response, _control(page, "deltaLink")),
            extras=page,
        )


@dataclass(frozen=True, slots=True)
class EntityReader(Generic[ModelT]):
    """Reads one entity; an answer without content is malformed."""

    model: type[ModelT]

    def __call__(self, response: httpx.Response, reading: Reading) -> ModelT:
        if not response.content:
            raise _malformed(response, "the answer has no content")
        entity = _validated(wire_validator(self.model), response, reading)
        _remember(entity, response.content, ())
        return cast(ModelT, entity)


@dataclass(frozen=True, slots=True)
class CreatedReader(Generic[ModelT]):
    """Reads the answer of a create: the entity, or nothing where that was asked for."""

    model: type[ModelT]

    def __call__(self, response: httpx.Response, reading: Reading) -> ModelT:
        preferences = response.request.headers.get("Prefer", "")
        if not response.content and "return=minimal" in preferences:
            return cast(ModelT, None)
        return EntityReader(self.model)(response, reading)


@dataclass(frozen=True, slots=True)
class UpdatedReader(Generic[ModelT]):
    """Reads the answer of an update: the entity where the service sends one.

    sent: the model whose changes were sent; it counts as unchanged from then on.
    """

    model: type[ModelT]
    sent: ModelT | None = None

    def __call__(self, response: httpx.Response, reading: Reading) -> ModelT | None:
        if self.sent is not None:
            mark_unchanged(self.sent)
        if not response.content:
            return None
        return EntityReader(self.model)(response, reading)


@dataclass(frozen=True, slots=True)
class ValueReader(Generic[ItemT]):
    """Reads a primitive or enumeration value, or a collection of such.

    annotation: the type of the value, as a generated model would annotate it.
    """

    annotation: Any

    def __call__(self, response: httpx.Response, reading: Reading) -> ItemT:
        validator = result_validator(self.annotation)
        return cast(ItemT, _validated(validator, response, reading)["value"])


@dataclass(frozen=True, slots=True)
class PlainReader(Generic[ItemT]):
    """Reads any answer as JSON data, text or bytes: what ``kind`` says."""

    kind: type[ItemT]

    def __call__(self, response: httpx.Response, reading: Reading) -> ItemT:
        if issubclass(self.kind, bytes):
            return cast(ItemT, response.content)
        if issubclass(self.kind, str):
            return cast(ItemT, response.text)
        try:
            data = response.json()
        except ValueError as error:
            raise _malformed(response, str(error)) from error
        if not isinstance(data, self.kind):
            expected = self.kind.__name__
            raise _malformed(response, f"JSON other than {expected}")
        return data


def _malformed(response: httpx.Response, fault: str) -> MalformedResponseError:
    asked = response.request
    return MalformedResponseError(f"{asked.method} {asked.url.path}: {fault}", response)


def _validated(
    validator: SchemaValidator, response: httpx.Response, reading: Reading
) -> Any:
    try:
        return validator.validate_json(response.content, context=reading)
    except ValidationError as error:
        raise _malformed(response, _first_fault(error)) from error


def _first_fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False, include_input=False)[0]
    place = "/".join(str(step) for step in fault["loc"])
    return f"{fault['msg']} at {place}" if place else fault["msg"]


def _control(page: dict[str, Any], name: str) -> Any:
    """A control information in its 4.0 or 4.01 spelling, taken out of the page."""
    return page.pop(f"@odata.{name}", None) or page.pop(f"@{name}", None)


def _link(response: httpx.Response, link: Any) -> str | None:
    """A link as an absolute URL; a relative one starts from the request's."""
    if not isinstance(link, str):
        return None
    url = link if "://" in link else str(response.request.url.join(link))
    if url == str(response.request.url):
        raise _malformed(response, "the page names itself as the next one")
    return url


def _remember_items(items: list[Any], content: bytes) -> None:
    kinds = set(map(type, items))
    if all(issubclass(k, ODataModel) and not navigation_names(k) for k in kinds):
        # The loop runs in C: it is on the way of every item of every page.
        origins = zip(repeat(content), count())
        deque(map(set_origin, items, origins), maxlen=0)
    else:
        for index, item in enumerate(items):
            _remember(item, content, ("value", index))


def _remember(entity: Any, content: bytes, place: tuple[str | int, ...]) -> None:
    """Let an entity, and those expanded in it, know where they came from."""
    if isinstance(entity, ODataModel):
        set_origin(entity, (content, place))
        if expanded := navigation_names(type(entity)) & entity.model_fields_set:
            _remember_related(entity, expanded, content, place)


def _remember_related(
    entity: ODataModel,
    expanded: Set[str],
    content: bytes,
    place: tuple[str | int, ...],
) -> None:
    declared = members(type(entity))
    for name in expanded:
        related = getattr(entity, name)
        there = (*place, declared[name].wire_name)
        if isinstance(related, list):
            for index, item in enumerate(related):
                _remember(item, content, (*there, index))
        else:
            _remember(related, content, there)
