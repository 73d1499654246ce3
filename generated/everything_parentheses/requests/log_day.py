"""Requests for polar.LogDay."""

from __future__ import annotations

import datetime as dt
from typing import Unpack

from .. import entities
from .._runtime.access import (
    Creatable,
    Deletable,
    Gettable,
    Replaceable,
    Updatable,
    Upsertable,
)
from .._runtime.modes import ModeT
from .._runtime.operations import operation
from .._runtime.request import Request


class LogDayCollectionRequestBuilder(Creatable[ModeT]):
    """Requests for a collection of LogDay.

    A day in the station's log, with whatever was worth noting.
    """

    __slots__ = ()

    def __getitem__(self, key: dt.date) -> LogDayRequestBuilder[ModeT]:
        """The item whose key (day) this is."""
        return LogDayRequestBuilder(*self._item(key))

    @operation
    def create(
        self,
        _body: entities.LogDay | entities.LogDayCreate | None = None,
        /,
        **values: Unpack[entities.LogDayCreate],
    ) -> Request[entities.LogDay]:
        """Create an entity from keyword arguments, or from a model or a dict of them.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        ConflictError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.2.
        """
        return self._create(entities.LogDay, _body, values)


class LogDayRequestBuilder(
    Gettable[ModeT, "entities.LogDay"],
    Deletable[ModeT],
    Updatable[ModeT],
    Replaceable[ModeT],
    Upsertable[ModeT],
):
    """Requests for one LogDay.

    A day in the station's log, with whatever was worth noting.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.LogDay]:
        return entities.LogDay

    @operation
    def update(
        self,
        _body: entities.LogDay | entities.LogDayUpdate | None = None,
        /,
        **values: Unpack[entities.LogDayUpdate],
    ) -> Request[entities.LogDay | None]:
        """Change the entity by keyword arguments, or by what was changed in a model
        that was read.

        Returns the entity where the service sends it back. Without changes nothing is
        sent.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._update(entities.LogDay, _body, values)

    @operation
    def replace(
        self,
        _body: entities.LogDay | entities.LogDayCreate | None = None,
        /,
        **values: Unpack[entities.LogDayCreate],
    ) -> Request[entities.LogDay | None]:
        """Put an entity in the place of what is there: what is not given gets its
        default value.

        Returns the entity where the service sends it back.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._replace(entities.LogDay, _body, values)

    @operation
    def upsert(
        self,
        _body: entities.LogDay | entities.LogDayCreate | None = None,
        /,
        **values: Unpack[entities.LogDayCreate],
    ) -> Request[entities.LogDay | None]:
        """Create the entity with this key, or change the one that is there already.

        Returns the entity where the service sends it back.
        ``with_options(if_none_match="*")`` makes it create alone.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.4.
        """
        return self._upsert(entities.LogDay, _body, values)
