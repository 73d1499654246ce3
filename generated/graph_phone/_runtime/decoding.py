"""Readers: from an answer of the service to the result of a call."""

from __future__ import annotations

from collections import deque
from collections.abc import Set
from dataclasses import dataclass
from itertools import count, repeat
from typing import Any, Generic, TypeVar, cast

import httpx
from pydantic import ValidationError

from . import jsontext
from .errors import MalformedResponseError
from .models import ModelT, ODataModel, members, navigation_names, set_origin
from .paging import Page
from .reading import Reading
from .wire import Wire, entity_wire, first_fault, page_wire, result_wire

ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class PageReader(Generic[ModelT]):
    """Reads one page of a collection of entities."""

    model: type[ModelT]

    def __call__(self, response: httpx.Response, reading: Reading) -> Page[ModelT]:
        page = _read(page_wire(self.model), response, reading)
        items = page.pop("value")
        _remember_items(items, response.content)
        next_link = _link(response, page, "nextLink")
        if next_link == str(response.request.url):
            raise _malformed(response, "the page names itself as the next one")
        return Page(
            items,
            count=_number(_control(page, "count")),
            next_link=next_link,
            delta_link=_link(response, page, "deltaLink"),
            extras=page,
        )


@dataclass(frozen=True, slots=True)
class EntityReader(Generic[ModelT]):
    """Reads one entity; an answer without content is malformed."""

    model: type[ModelT]

    def __call__(self, response: httpx.Response, reading: Reading) -> ModelT:
        if not response.content:
            raise _malformed(response, "the answer has no content")
        entity = _read(entity_wire(self.model), response, reading)
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

    sent: the model whose changes were sent; text: as what. Whatever was changed in it
    since then is still to be sent.
    """

    model: type[ModelT]
    sent: ModelT | None = None
    text: bytes = b""

    def __call__(self, response: httpx.Response, reading: Reading) -> ModelT | None:
        if self.sent is not None:
            set_origin(self.sent, (self.text, ()))
        if not response.content:
            return None
        return EntityReader(self.model)(response, reading)


@dataclass(frozen=True)  # with slots as well, ValueReader[int](int) is a TypeError
class ValueReader(Generic[ItemT]):
    """Reads a primitive or enumeration value, or a collection of such.

    annotation: the type of the value, as a generated model would annotate it.
    """

    annotation: Any

    def __call__(self, response: httpx.Response, reading: Reading) -> ItemT:
        result = _read(result_wire(self.annotation), response, reading)
        return cast(ItemT, result["value"])


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
            raise _malformed(response, str(error)) from error
        if not isinstance(data, self.kind):
            expected = self.kind.__name__
            raise _malformed(response, f"JSON other than {expected}")
        return data


def _malformed(response: httpx.Response, fault: str) -> MalformedResponseError:
    asked = response.request
    return MalformedResponseError(f"{asked.method} {asked.url.path}: {fault}", response)


def _read(wire: Wire, response: httpx.Response, reading: Reading) -> Any:
    try:
        return wire.read(response.content, reading)
    except ValidationError as error:
        raise _malformed(response, first_fault(error)) from error
    except ValueError as error:
        raise _malformed(response, str(error)) from error


def _control(page: dict[str, Any], name: str) -> Any:
    """A control information in its 4.0 or 4.01 spelling, taken out of the page."""
    later = page.pop(f"@{name}", None)
    return page.pop(f"@odata.{name}", later)


def _number(count: Any) -> int | None:
    """A count as a number; as an Edm.Int64 it may come as text."""
    return int(count) if isinstance(count, int | str) and str(count).isdigit() else None


def _link(response: httpx.Response, page: dict[str, Any], name: str) -> str | None:
    """A link as an absolute URL.

    A relative one starts from the page's context, if that is given, and that from the
    request (JSON Format 4.01, 4.3).
    """
    link = _control(page, name)
    if not isinstance(link, str) or not link:
        return None
    context = page.get("@odata.context", page.get("@context"))
    base = context if isinstance(context, str) else ""
    try:
        return str(response.request.url.join(base).join(link))
    except httpx.InvalidURL as error:
        raise _malformed(response, f"unreadable {name}: {error}") from error


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
