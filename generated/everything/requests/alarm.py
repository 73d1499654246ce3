"""Requests for polar.Alarm."""

from __future__ import annotations

from typing import Unpack

from .. import entities, enums
from .._runtime.access import (
    Creatable,
    Deletable,
    Gettable,
    Listable,
    Replaceable,
    Updatable,
    Upsertable,
)
from .._runtime.modes import ModeT
from .._runtime.operations import operation
from .._runtime.request import Request


class AlarmCollectionRequestBuilder(
    Listable[ModeT, "entities.Alarm"], Creatable[ModeT]
):
    """Requests for a collection of Alarm."""

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Alarm]:
        return entities.Alarm

    def __getitem__(self, key: enums.AlarmLevel) -> AlarmRequestBuilder[ModeT]:
        """The item whose key (level) this is."""
        return AlarmRequestBuilder(*self._item(key))

    @operation
    def create(
        self,
        _body: entities.Alarm | entities.AlarmCreate | None = None,
        /,
        **values: Unpack[entities.AlarmCreate],
    ) -> Request[entities.Alarm]:
        """Create an entity from keyword arguments, or from a model or a dict of them.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        ConflictError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.2.
        """
        return self._create(entities.Alarm, _body, values)


class AlarmRequestBuilder(
    Gettable[ModeT, "entities.Alarm"],
    Deletable[ModeT],
    Updatable[ModeT],
    Replaceable[ModeT],
    Upsertable[ModeT],
):
    """Requests for one Alarm."""

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Alarm]:
        return entities.Alarm

    @operation
    def update(
        self,
        _body: entities.Alarm | entities.AlarmUpdate | None = None,
        /,
        **values: Unpack[entities.AlarmUpdate],
    ) -> Request[entities.Alarm | None]:
        """Change the entity by keyword arguments, or by what was changed in a model
        that was read.

        Returns the entity where the service sends it back. Without changes nothing is
        sent.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._update(entities.Alarm, _body, values)

    @operation
    def replace(
        self,
        _body: entities.Alarm | entities.AlarmCreate | None = None,
        /,
        **values: Unpack[entities.AlarmCreate],
    ) -> Request[entities.Alarm | None]:
        """Put an entity in the place of what is there: what is not given gets its
        default value.

        Returns the entity where the service sends it back.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._replace(entities.Alarm, _body, values)

    @operation
    def upsert(
        self,
        _body: entities.Alarm | entities.AlarmCreate | None = None,
        /,
        **values: Unpack[entities.AlarmCreate],
    ) -> Request[entities.Alarm | None]:
        """Create the entity with this key, or change the one that is there already.

        Returns the entity where the service sends it back.
        ``with_options(if_none_match="*")`` makes it create alone.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.4.
        """
        return self._upsert(entities.Alarm, _body, values)
