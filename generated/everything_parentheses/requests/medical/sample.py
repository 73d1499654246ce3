"""Requests for polar.medical.Sample."""

from __future__ import annotations

from typing import Unpack

from ... import entities
from ..._runtime.access import (
    Creatable,
    Deletable,
    Gettable,
    Listable,
    Replaceable,
    Updatable,
    Upsertable,
)
from ..._runtime.modes import ModeT
from ..._runtime.operations import operation
from ..._runtime.request import Request


class SampleCollectionRequestBuilder(
    Listable[ModeT, "entities.medical.Sample"], Creatable[ModeT]
):
    """Requests for a collection of Sample.

    Something that the doctor examines.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.medical.Sample]:
        return entities.medical.Sample

    def __getitem__(self, key: str) -> SampleRequestBuilder[ModeT]:
        """The item whose key (label) this is."""
        return SampleRequestBuilder(*self._item(key))

    @operation
    def create(
        self,
        _body: entities.medical.Sample | entities.medical.SampleCreate | None = None,
        /,
        **values: Unpack[entities.medical.SampleCreate],
    ) -> Request[entities.medical.Sample]:
        """Create an entity from keyword arguments, or from a model or a dict of them.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        ConflictError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.2.
        """
        return self._create(entities.medical.Sample, _body, values)


class SampleRequestBuilder(
    Gettable[ModeT, "entities.medical.Sample"],
    Deletable[ModeT],
    Updatable[ModeT],
    Replaceable[ModeT],
    Upsertable[ModeT],
):
    """Requests for one Sample.

    Something that the doctor examines.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.medical.Sample]:
        return entities.medical.Sample

    @operation
    def update(
        self,
        _body: entities.medical.Sample | entities.medical.SampleUpdate | None = None,
        /,
        **values: Unpack[entities.medical.SampleUpdate],
    ) -> Request[entities.medical.Sample | None]:
        """Change the entity by keyword arguments, or by what was changed in a model
        that was read.

        Returns the entity where the service sends it back. Without changes nothing is
        sent.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._update(entities.medical.Sample, _body, values)

    @operation
    def replace(
        self,
        _body: entities.medical.Sample | entities.medical.SampleCreate | None = None,
        /,
        **values: Unpack[entities.medical.SampleCreate],
    ) -> Request[entities.medical.Sample | None]:
        """Put an entity in the place of what is there: what is not given gets its
        default value.

        Returns the entity where the service sends it back.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._replace(entities.medical.Sample, _body, values)

    @operation
    def upsert(
        self,
        _body: entities.medical.Sample | entities.medical.SampleCreate | None = None,
        /,
        **values: Unpack[entities.medical.SampleCreate],
    ) -> Request[entities.medical.Sample | None]:
        """Create the entity with this key, or change the one that is there already.

        Returns the entity where the service sends it back.
        ``with_options(if_none_match="*")`` makes it create alone.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.4.
        """
        return self._upsert(entities.medical.Sample, _body, values)
