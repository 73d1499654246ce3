"""Requests for polar.Reading."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Unpack

from .. import entities
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


class ReadingCollectionRequestBuilder(
    Listable[ModeT, "entities.Reading"], Creatable[ModeT]
):
    """Requests for a collection of Reading.

    What an instrument measured at a moment.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Reading]:
        return entities.Reading

    def __getitem__(
        self, key: tuple[dt.datetime, int] | Mapping[str, Any]
    ) -> ReadingRequestBuilder[ModeT]:
        """The item whose key (moment, channel) this is."""
        return ReadingRequestBuilder(*self._item(key, "moment", "channel"))

    @operation
    def create(
        self,
        _body: entities.Reading | entities.ReadingCreate | None = None,
        /,
        **values: Unpack[entities.ReadingCreate],
    ) -> Request[entities.Reading]:
        """Create an entity from keyword arguments, or from a model or a dict of them.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        ConflictError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.2.
        """
        return self._create(entities.Reading, _body, values)


class ReadingRequestBuilder(
    Gettable[ModeT, "entities.Reading"],
    Deletable[ModeT],
    Updatable[ModeT],
    Replaceable[ModeT],
    Upsertable[ModeT],
):
    """Requests for one Reading.

    What an instrument measured at a moment.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Reading]:
        return entities.Reading

    @operation
    def update(
        self,
        _body: entities.Reading | entities.ReadingUpdate | None = None,
        /,
        **values: Unpack[entities.ReadingUpdate],
    ) -> Request[entities.Reading | None]:
        """Change the entity by keyword arguments, or by what was changed in a model
        that was read.

        Returns the entity where the service sends it back. Without changes nothing is
        sent.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._update(entities.Reading, _body, values)

    @operation
    def replace(
        self,
        _body: entities.Reading | entities.ReadingCreate | None = None,
        /,
        **values: Unpack[entities.ReadingCreate],
    ) -> Request[entities.Reading | None]:
        """Put an entity in the place of what is there: what is not given gets its
        default value.

        Returns the entity where the service sends it back.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._replace(entities.Reading, _body, values)

    @operation
    def upsert(
        self,
        _body: entities.Reading | entities.ReadingCreate | None = None,
        /,
        **values: Unpack[entities.ReadingCreate],
    ) -> Request[entities.Reading | None]:
        """Create the entity with this key, or change the one that is there already.

        Returns the entity where the service sends it back.
        ``with_options(if_none_match="*")`` makes it create alone.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.4.
        """
        return self._upsert(entities.Reading, _body, values)
