"""Readers: from an answer of the service to the result of a call."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Set
from dataclasses import dataclass
from itertools import count, repeat
from typing import Any, Generic, TypeVar, cast

import httpx
from pydantic import ValidationError

from . import jsontext
from .conditions import remember_etag
from .envelope import malformed, page_of
from .errors import NotFoundError
from .models import ModelT, ODataModel, members, set_origin
from .paging import Page
from .reading import Reading
from .related import entity_paths
from .request import Reader
from .wire import (
    HookFailure,
    Wire,
    entity_wire,
    first_fault,
    page_wire,
    result_wire,
    values_wire,
)

ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class PageReader(Generic[ModelT]):
    """Reads one page of a collection of entities."""

    model: type[ModelT]

    def __call__(self, response: httpx.Response, reading: Reading) -> Page[ModelT]:
        data = _read(page_wire(self.model), response, reading)
        _remember_items(data["value"], response.content)
        return page_of(response, data)


@dataclass(frozen=True, slots=True)
class EntityReader(Generic[ModelT]):
    """Reads one entity; an answer without content is malformed."""

    model: type[ModelT]

    def __call__(self, response: httpx.Response, reading: Reading) -> ModelT:
        if not response.content:
            raise self._nothing(response)
        entity = _read(entity_wire(self.model), response, reading)
        _remember(entity, response.content, ())
        if "etag" in response.headers and entity.odata_etag is None:
            remember_etag(entity, response.headers["etag"])
        return cast(ModelT, entity)

    def _nothing(self, response: httpx.Response) -> Exception:
        return malformed(response, "the answer has no content")


@dataclass(frozen=True, slots=True)
class FoundReader(EntityReader[ModelT]):
    """Reads the entity that a path leads to; 204 says that there is none."""

    def _nothing(self, response: httpx.Response) -> Exception:
        if response.status_code == 204:
            return NotFoundError(response, "there is no entity here")
        return EntityReader._nothing(self, response)


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

    sent: the model whose changes were sent; text: as what. Whatever was changed in it
    since then is still to be sent. Its tag becomes that of the answer.
    """

    model: type[ModelT]
    sent: ModelT | None = None
    text: bytes = b""

    def __call__(self, response: httpx.Response, reading: Reading) -> ModelT | None:
        if self.sent is not None:
            set_origin(self.sent, (self.text, ()))
            remember_etag(self.sent, response.headers.get("ETag"))
        if not response.content:
            return None
        updated = EntityReader(self.model)(response, reading)
        if self.sent is not None and updated.odata_etag is not None:
            remember_etag(self.sent, updated.odata_etag)
        return updated


@dataclass(frozen=True)  # with slots as well, ValueReader[int](int) is a TypeError
class ValueReader(Generic[ItemT]):
    """Reads a primitive or enumeration value, or a collection of such.

    annotation: the type of the value, as a generated model would annotate it.
    """

    annotation: Any

    def __call__(self, response: httpx.Response, reading: Reading) -> ItemT:
        result = _read(result_wire(self.annotation), response, reading)
        return cast(ItemT, result["value"])


@dataclass(frozen=True)
class ValuesReader(Generic[ItemT]):
    """Reads one page of a collection of primitive or enumeration values.

    annotation: the type of them all, as in ``list[str]``.
    """

    annotation: Any

    def __call__(self, response: httpx.Response, reading: Reading) -> Page[ItemT]:
        data = _read(values_wire(self.annotation), response, reading)
        return page_of(response, data)


@dataclass(frozen=True, slots=True)
class NullableReader(Generic[ItemT]):
    """Reads a result that may be null: an answer without content (Protocol 11.5.4)."""

    read: Reader[ItemT]

    def __call__(self, response: httpx.Response, reading: Reading) -> ItemT | None:
        return self.read(response, reading) if response.content else None


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
            data = jsontext.load(response.content)
        except ValueError as error:
            raise malformed(response, str(error)) from error
        if not isinstance(data, self.kind):
            expected = self.kind.__name__
            raise malformed(response, f"JSON other than {expected}")
        return data


def _read(wire: Wire, response: httpx.Response, reading: Reading) -> Any:
    try:
        return wire.read(response.content, reading)
    except HookFailure as failure:
        raise failure.error from None
    except ValidationError as error:
        raise malformed(response, first_fault(error)) from error
    except ValueError as error:
        raise malformed(response, str(error)) from error


def read_wire_form(
    model: type[ModelT], data: bytes | str | Mapping[str, Any]
) -> ModelT:
    """A model out of JSON text or data; ValueError for what is no JSON object."""
    if isinstance(data, str):
        content = data.encode("utf-8", "surrogatepass")
    else:
        content = data if isinstance(data, bytes) else jsontext.dump(dict(data))
    try:
        entity = entity_wire(model).read(content, Reading())
    except ValidationError as error:
        raise ValueError(first_fault(error)) from None
    _remember(entity, content, ())
    return cast(ModelT, entity)


def _remember_items(items: list[Any], content: bytes) -> None:
    kinds = set(map(type, items))
    if all(issubclass(k, ODataModel) and not entity_paths(k) for k in kinds):
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
        if expanded := entity_paths(type(entity)) & entity.model_fields_set:
            _remember_related(entity, expanded, content, place)


def _remember_related(
    entity: ODataModel,
    expanded: Set[str],
    content: bytes,
    place: tuple[str | int, ...],
) -> None:
    declared = members(type(entity))
    for name in expanded:
        related = entity.__dict__[name]
        there = (*place, declared[name].wire_name)
        if isinstance(related, list):
            for index, item in enumerate(related):
                _remember(item, content, (*there, index))
        else:
            _remember(related, content, there)
