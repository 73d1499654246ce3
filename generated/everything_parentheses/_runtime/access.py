"""What can be done with entities at a place, as base classes of builders.

Capabilities decide which of them a generated builder has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Generic, TypeVar

from . import jsontext
from .bodies import check_patterns, create_data, update_data, written
from .builders import RequestBuilder
from .changes import wire_form
from .conditions import own_condition
from .decoding import CreatedReader, FoundReader, PageReader, UpdatedReader
from .models import ODataModel, PropertyFacts
from .modes import ModeT
from .operations import listing, operation
from .paging import Page
from .reading import read_nothing
from .request import Request
from .urls import Names, query_options

R = TypeVar("R")
EntityT = TypeVar("EntityT", bound=ODataModel)


class Creatable(RequestBuilder[ModeT]):
    """A collection in which entities can be created."""

    __slots__ = ()

    def _create(
        self, model: type[EntityT], body: Any, values: Mapping[str, Any]
    ) -> Request[EntityT]:
        data = _whole(self, model, body, values)
        # Any service creates in the collection itself, not all do at a cast of it.
        url = _without_casts(self._url)
        if url != self._url:
            data = {"@odata.type": f"#{model.odata_type}", **data}
        return self._composed("POST", url, CreatedReader(model), {}, data)


class Updatable(RequestBuilder[ModeT]):
    """An entity that can be updated."""

    __slots__ = ()

    def _update(
        self, model: type[EntityT], body: Any, values: Mapping[str, Any]
    ) -> Request[EntityT | None]:
        entity, links = written(model, body, values, _not_updated)
        data = {**update_data(entity, model), **links}
        if self._tree.spelling.check_patterns:
            check_patterns(entity, data)
        if not data:
            request = self._request("PATCH", UpdatedReader(model), data=data)
            return replace(request, idle=True)
        read = _reader(model, body)
        return _conditional(self._request("PATCH", read, data=data), body)


class Replaceable(RequestBuilder[ModeT]):
    """An entity that another can be put in the place of."""

    __slots__ = ()

    def _replace(
        self, model: type[EntityT], body: Any, values: Mapping[str, Any]
    ) -> Request[EntityT | None]:
        data = _whole(self, model, body, values)
        read = _reader(model, body)
        return _conditional(self._request("PUT", read, data=data), body)


class Upsertable(RequestBuilder[ModeT]):
    """An entity that is created where it does not exist."""

    __slots__ = ()

    def _upsert(
        self, model: type[EntityT], body: Any, values: Mapping[str, Any]
    ) -> Request[EntityT | None]:
        data = _whole(self, model, body, values)
        return self._request("PATCH", _reader(model, body), data=data)


def _not_updated(facts: PropertyFacts) -> bool:
    """What keywords do not update: related entities are bound, or stand elsewhere."""
    return facts.unchangeable or facts.navigation


def _reader(model: type[EntityT], body: Any) -> UpdatedReader[EntityT]:
    """Reads the answer to a model, which counts as unchanged then, or to keywords."""
    if not isinstance(body, model):
        return UpdatedReader(model)
    return UpdatedReader(model, body, jsontext.dump(wire_form(body)))


def _whole(
    builder: RequestBuilder[Any],
    model: type[ODataModel],
    body: Any,
    values: Mapping[str, Any],
) -> dict[str, Any]:
    """The body of a request that sends all of an entity."""
    entity, links = written(model, body, values, lambda facts: facts.computed)
    data = {**create_data(entity, model), **links}
    if builder._tree.spelling.check_patterns:
        check_patterns(entity, data)
    return data


def _without_casts(url: str) -> str:
    """A collection's URL without the type names at its end (URL Conventions 4.11)."""
    path, _, last = url.rpartition("/")
    return _without_casts(path) if "." in last else url


def _conditional(request: Request[R], body: Any) -> Request[R]:
    """The request on the condition that what was read has not changed since."""
    if not isinstance(body, ODataModel):
        return request
    condition = own_condition(body, request.headers)
    return replace(request, headers={**request.headers, **condition})


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

        select: the properties to send, by their OData names; by default those that the
        model's ``odata_selected`` names. An empty list or ``"*"`` asks for all.
        expand: the navigation properties to send along.
        filter: an OData filter expression.
        orderby: properties to sort by, each with ``desc`` after it to descend.
        search: an OData search expression.
        top: the most entities to send in all; some services take it for the size of
        their pages, which are followed then. skip: how many to leave out first.
        count: whether pages say how many entities there are in all.

        Raises ServiceError, TransportError, MalformedResponseError.
        Specification: OData Protocol 4.01, section 11.2.6.
        """
        model = self._model
        query = query_options(
            select=_selected(self, model, select),
            expand=expand,
            filter=filter,
            orderby=orderby,
            search=search,
            top=top,
            skip=skip,
            count=count,
        )
        return self._request("GET", PageReader(model), query=query)


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

        select: the properties to send, by their OData names; by default those that the
        model's ``odata_selected`` names. An empty list or ``"*"`` asks for all.
        expand: the navigation properties to send along.

        Raises ServiceError (NotFoundError, also where a path that may lead to an entity
        leads to none), TransportError, MalformedResponseError.
        Specification: OData Protocol 4.01, sections 11.2.2 and 11.2.7.
        """
        model = self._model
        select = _selected(self, model, select)
        query = query_options(select=select, expand=expand)
        return self._request("GET", FoundReader(model), query=query)


def _selected(
    builder: RequestBuilder[Any], model: type[ODataModel], select: Names | None
) -> Names | None:
    """What a read asks for: what the call says, or else what the model selects."""
    if select is None and "$select" not in builder._options.query:
        return model.odata_selected
    return select


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
