"""Requests for polar.Sample."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from .. import entities, requests
from .._runtime.access import (
    Creatable,
    Deletable,
    Gettable,
    Listable,
    Replaceable,
    Updatable,
    Upsertable,
)
from .._runtime.builders import RequestBuilder
from .._runtime.links import Addable, Removable
from .._runtime.modes import ModeT
from .._runtime.operations import operation
from .._runtime.request import Request


class SamplePaths(RequestBuilder[ModeT]):
    """What leads on from any Sample.

    A piece of ice or rock from a borehole.
    """

    __slots__ = ()

    @property
    def site(self) -> requests.DrillSiteRequestBuilder[ModeT]:
        """The path to site."""
        return requests.DrillSiteRequestBuilder(*self._below("site"))


class SampleCollectionRequestBuilder(
    Listable[ModeT, "entities.Sample"], Creatable[ModeT]
):
    """Requests for a collection of Sample.

    A piece of ice or rock from a borehole.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Sample]:
        return entities.Sample

    def __getitem__(
        self, key: tuple[int, int] | Mapping[str, Any]
    ) -> SampleRequestBuilder[ModeT]:
        """The item whose key (borehole, depth) this is."""
        return SampleRequestBuilder(*self._item(key, "borehole", "depth"))

    @operation
    def create(
        self,
        _body: entities.Sample | entities.SampleCreate | None = None,
        /,
        **values: Unpack[entities.SampleCreate],
    ) -> Request[entities.Sample]:
        """Create an entity from keyword arguments, or from a model or a dict of them.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        ConflictError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.2.
        """
        return self._create(entities.Sample, _body, values)


class SampleRequestBuilder(
    Gettable[ModeT, "entities.Sample"],
    Deletable[ModeT],
    Updatable[ModeT],
    Replaceable[ModeT],
    Upsertable[ModeT],
    SamplePaths[ModeT],
):
    """Requests for one Sample.

    A piece of ice or rock from a borehole.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Sample]:
        return entities.Sample

    @operation
    def update(
        self,
        _body: entities.Sample | entities.SampleUpdate | None = None,
        /,
        **values: Unpack[entities.SampleUpdate],
    ) -> Request[entities.Sample | None]:
        """Change the entity by keyword arguments, or by what was changed in a model
        that was read.

        Returns the entity where the service sends it back. Without changes nothing is
        sent.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._update(entities.Sample, _body, values)

    @operation
    def replace(
        self,
        _body: entities.Sample | entities.SampleCreate | None = None,
        /,
        **values: Unpack[entities.SampleCreate],
    ) -> Request[entities.Sample | None]:
        """Put an entity in the place of what is there: what is not given gets its
        default value.

        Returns the entity where the service sends it back.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._replace(entities.Sample, _body, values)

    @operation
    def upsert(
        self,
        _body: entities.Sample | entities.SampleCreate | None = None,
        /,
        **values: Unpack[entities.SampleCreate],
    ) -> Request[entities.Sample | None]:
        """Create the entity with this key, or change the one that is there already.

        Returns the entity where the service sends it back.
        ``with_options(if_none_match="*")`` makes it create alone.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.4.
        """
        return self._upsert(entities.Sample, _body, values)


class SampleSamplesCollectionRequestBuilder(
    Listable[ModeT, "entities.Sample"], Creatable[ModeT], Addable[ModeT]
):
    """Requests for a collection of Sample.

    A piece of ice or rock from a borehole.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Sample]:
        return entities.Sample

    def __getitem__(
        self, key: tuple[int, int] | Mapping[str, Any]
    ) -> SampleSamplesRequestBuilder[ModeT]:
        """The item whose key (borehole, depth) this is."""
        return SampleSamplesRequestBuilder(*self._item(key, "borehole", "depth"))

    @operation
    def create(
        self,
        _body: entities.Sample | entities.SampleCreate | None = None,
        /,
        **values: Unpack[entities.SampleCreate],
    ) -> Request[entities.Sample]:
        """Create an entity from keyword arguments, or from a model or a dict of them.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        ConflictError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.2.
        """
        return self._create(entities.Sample, _body, values)


class SampleSamplesRequestBuilder(
    Gettable[ModeT, "entities.Sample"],
    Deletable[ModeT],
    Updatable[ModeT],
    Replaceable[ModeT],
    Upsertable[ModeT],
    Removable[ModeT],
    SamplePaths[ModeT],
):
    """Requests for one Sample.

    A piece of ice or rock from a borehole.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Sample]:
        return entities.Sample

    @operation
    def update(
        self,
        _body: entities.Sample | entities.SampleUpdate | None = None,
        /,
        **values: Unpack[entities.SampleUpdate],
    ) -> Request[entities.Sample | None]:
        """Change the entity by keyword arguments, or by what was changed in a model
        that was read.

        Returns the entity where the service sends it back. Without changes nothing is
        sent.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._update(entities.Sample, _body, values)

    @operation
    def replace(
        self,
        _body: entities.Sample | entities.SampleCreate | None = None,
        /,
        **values: Unpack[entities.SampleCreate],
    ) -> Request[entities.Sample | None]:
        """Put an entity in the place of what is there: what is not given gets its
        default value.

        Returns the entity where the service sends it back.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._replace(entities.Sample, _body, values)

    @operation
    def upsert(
        self,
        _body: entities.Sample | entities.SampleCreate | None = None,
        /,
        **values: Unpack[entities.SampleCreate],
    ) -> Request[entities.Sample | None]:
        """Create the entity with this key, or change the one that is there already.

        Returns the entity where the service sends it back.
        ``with_options(if_none_match="*")`` makes it create alone.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.4.
        """
        return self._upsert(entities.Sample, _body, values)
