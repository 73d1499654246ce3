"""The base classes of generated request builders."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Self, TypeVar

import httpx

from . import jsontext
from .bodies import as_model, check_patterns, create_data, parameter_data, update_data
from .decoding import (
    CreatedReader,
    EntityReader,
    Page,
    PageReader,
    UpdatedReader,
    read_nothing,
)
from .models import ODataModel
from .modes import ModeT
from .operations import listing, operation
from .request import NO_OPTIONS, UNSET, Reader, Request, RequestOptions, Unset
from .retry import Retry
from .trees import Tree
from .urls import Names, function_segment, key_segment, query_options, with_query

R = TypeVar("R")
EntityT = TypeVar("EntityT", bound=ODataModel)


@dataclass(frozen=True, slots=True)
class CallOptions:
    """What ``with_options`` adds to the requests of a builder."""

    sending: RequestOptions = NO_OPTIONS
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    preferences: tuple[str, ...] = ()


class RequestBuilder(Generic[ModeT]):
    """A place in the service: a URL, and how requests to it are spelt and run."""

    __slots__ = ("_options", "_tree", "_url")

    def __init__(
        self, tree: Tree, url: str = "", options: CallOptions = CallOptions()
    ) -> None:
        self._tree = tree
        self._url = url
        self._options = options

    def with_options(
        self,
        *,
        timeout: float | httpx.Timeout | None | Unset = UNSET,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
        retry: Retry | None | Unset = UNSET,
        if_match: str | None = None,
        prefer: str | None = None,
    ) -> Self:
        """The same place, with options for every request that is made through it.

        timeout: seconds, an ``httpx.Timeout``, or None to wait for ever.
        headers: sent in addition; they win over the client's.
        query: query options added to the URL, by their OData names.
        retry: a ``Retry``, or None to send once.
        if_match: an entity tag; the service refuses to touch what was changed since,
            with PreconditionFailedError (OData Protocol 4.01, 8.2.4).
        prefer: preferences, added to the client's (OData Protocol 4.01, 8.2.8).
        """
        old = self._options
        sending = RequestOptions(
            old.sending.timeout if isinstance(timeout, Unset) else timeout,
            old.sending.retry if isinstance(retry, Unset) else retry,
        )
        condition = {"If-Match": if_match} if if_match else {}
        same = copy(self)
        same._options = CallOptions(
            sending,
            {**old.headers, **(headers or {}), **condition},
            {**old.query, **(query or {})},
            (*old.preferences, prefer) if prefer else old.preferences,
        )
        return same

    def _below(self, segment: str) -> tuple[Tree, str, CallOptions]:
        """What a builder of the place one segment further is made from."""
        url = f"{self._url}/{segment}" if self._url else segment
        return self._tree, url, self._options

    def _item(self, key: Any) -> tuple[Tree, str, CallOptions]:
        """What the builder of the item with that key is made from."""
        tree = self._tree
        return (
            tree,
            key_segment(self._url, key, tree.spelling.conventions),
            self._options,
        )

    def _request(
        self,
        method: str,
        read: Reader[R],
        *,
        segment: str = "",
        query: Mapping[str, str] | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> Request[R]:
        options = self._options
        parameters = {**(query or {}), **options.query}
        headers = self._tree.spelling.conventions.headers(
            parameters, options.preferences
        )
        content = None
        if data is not None:
            headers["Content-Type"] = "application/json"
            content = jsontext.dump(data)
        headers.update(options.headers)
        url = f"{self._url}/{segment}" if segment else self._url
        return Request(
            method,
            with_query(url, parameters),
            read,
            headers,
            content,
            options.sending,
        )

    def _create(
        self, model: type[EntityT], body: Any, values: Mapping[str, Any]
    ) -> Request[EntityT]:
        entity = as_model(model, body, values)
        data = create_data(model, entity)
        self._check(model, data)
        return self._request("POST", CreatedReader(model), data=data)

    def _update(
        self, model: type[EntityT], body: Any, values: Mapping[str, Any]
    ) -> Request[EntityT | None]:
        entity = as_model(model, body, values)
        data = update_data(model, entity)
        self._check(model, data)
        sent = entity if entity is body else None
        request = self._request("PATCH", UpdatedReader(model, sent), data=data)
        return request if data else replace(request, idle=True)

    def _action(
        self, name: str, parameters: Mapping[str, Any], read: Reader[R]
    ) -> Request[R]:
        data = parameter_data(parameters) or None
        return self._request("POST", read, segment=name, data=data)

    def _function(
        self, name: str, parameters: Mapping[str, Any], read: Reader[R]
    ) -> Request[R]:
        return self._request("GET", read, segment=function_segment(name, parameters))

    def _check(self, model: type[ODataModel], data: Mapping[str, Any]) -> None:
        if self._tree.spelling.check_patterns:
            check_patterns(model, data)


class Listable(RequestBuilder[ModeT], Generic[ModeT, EntityT]):
    """A collection whose entities can be listed."""

    __slots__ = ()

    @property
    def _model(self) -> type[EntityT]:
        raise NotImplementedError

    @listing
    def list(
        self,
        *,
        select: Names | None = None,
        expand: Names | None = None,
        filter: str | None = None,
        orderby: Names | None = None,
        search: str | None = None,
        top: int | None = None,
        skip: int | None = None,
        count: bool | None = None,
    ) -> Request[Page[EntityT]]:
        """List the entities; pages are followed as they are read.

        select: the properties to send, by their OData names.
        expand: the navigation properties to send along.
        filter: an OData filter expression.
        orderby: properties to sort by, each with ``desc`` after it to descend.
        search: an OData search expression.
        top: the most entities to send in all; skip: how many to leave out first.
        count: whether pages say how many entities there are in all.

        Raises ServiceError, TransportError, MalformedResponseError.
        Specification: OData Protocol 4.01, section 11.2.6.
        """
        query = query_options(
            select=select,
            expand=expand,
            filter=filter,
            orderby=orderby,
            search=search,
            top=top,
            skip=skip,
            count=count,
        )
        return self._request("GET", PageReader(self._model), query=query)


class Gettable(RequestBuilder[ModeT], Generic[ModeT, EntityT]):
    """An entity that can be read."""

    __slots__ = ()

    @property
    def _model(self) -> type[EntityT]:
        raise NotImplementedError

    @operation
    def get(
        self, *, select: Names | None = None, expand: Names | None = None
    ) -> Request[EntityT]:
        """Read the entity.

        select: the properties to send, by their OData names.
        expand: the navigation properties to send along.

        Raises ServiceError (NotFoundError), TransportError, MalformedResponseError.
        Specification: OData Protocol 4.01, section 11.2.2.
        """
        query = query_options(select=select, expand=expand)
        return self._request("GET", EntityReader(self._model), query=query)


class Deletable(RequestBuilder[ModeT]):
    """An entity that can be deleted."""

    __slots__ = ()

    @operation
    def delete(self) -> Request[None]:
        """Delete the entity.

        Raises ServiceError (NotFoundError), TransportError.
        Specification: OData Protocol 4.01, section 11.4.5.
        """
        return self._request("DELETE", read_nothing)
