"""Requests for polar.medical.Record."""

from __future__ import annotations

from typing import Unpack

from ... import entities, requests
from ..._runtime.access import Deletable, Gettable, Replaceable, Updatable, Upsertable
from ..._runtime.modes import ModeT
from ..._runtime.operations import operation
from ..._runtime.request import Request


class RecordRequestBuilder(
    Gettable[ModeT, "entities.medical.Record"],
    Deletable[ModeT],
    Updatable[ModeT],
    Replaceable[ModeT],
    Upsertable[ModeT],
):
    """Requests for one Record.

    What the doctor writes down.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.medical.Record]:
        return entities.medical.Record

    @property
    def samples(self) -> requests.medical.SampleCollectionRequestBuilder[ModeT]:
        """The path to samples."""
        return requests.medical.SampleCollectionRequestBuilder(*self._below("samples"))

    @operation
    def update(
        self,
        _body: entities.medical.Record | entities.medical.RecordUpdate | None = None,
        /,
        **values: Unpack[entities.medical.RecordUpdate],
    ) -> Request[entities.medical.Record | None]:
        """Change the entity by keyword arguments, or by what was changed in a model
        that was read.

        Returns the entity where the service sends it back. Without changes nothing is
        sent.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._update(entities.medical.Record, _body, values)

    @operation
    def replace(
        self,
        _body: entities.medical.Record | entities.medical.RecordCreate | None = None,
        /,
        **values: Unpack[entities.medical.RecordCreate],
    ) -> Request[entities.medical.Record | None]:
        """Put an entity in the place of what is there: what is not given gets its
        default value.

        Returns the entity where the service sends it back.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._replace(entities.medical.Record, _body, values)

    @operation
    def upsert(
        self,
        _body: entities.medical.Record | entities.medical.RecordCreate | None = None,
        /,
        **values: Unpack[entities.medical.RecordCreate],
    ) -> Request[entities.medical.Record | None]:
        """Create the entity with this key, or change the one that is there already.

        Returns the entity where the service sends it back.
        ``with_options(if_none_match="*")`` makes it create alone.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.4.
        """
        return self._upsert(entities.medical.Record, _body, values)
