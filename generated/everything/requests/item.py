"""Requests for polar.Item."""

from __future__ import annotations

from typing import Unpack

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
from .._runtime.modes import ModeT
from .._runtime.operations import operation
from .._runtime.request import Request


class ItemCollectionRequestBuilder(Listable[ModeT, "entities.Item"], Creatable[ModeT]):
    """Requests for a collection of Item."""

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Item]:
        return entities.Item

    def __getitem__(self, key: int) -> ItemRequestBuilder[ModeT]:
        """The item whose key (line) this is."""
        return ItemRequestBuilder(*self._item(key))

    @operation
    def create(
        self,
        _body: entities.Item | entities.ItemCreate | None = None,
        /,
        **values: Unpack[entities.ItemCreate],
    ) -> Request[entities.Item]:
        """Create an entity from keyword arguments, or from a model or a dict of them.

        Related entities are created with it where they are given as models, and linked
        where they are given as places, as in ``client.users["ada"]``.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        ConflictError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.2.
        """
        return self._create(entities.Item, _body, values)


class ItemRequestBuilder(
    Gettable[ModeT, "entities.Item"],
    Deletable[ModeT],
    Updatable[ModeT],
    Replaceable[ModeT],
    Upsertable[ModeT],
):
    """Requests for one Item."""

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Item]:
        return entities.Item

    @property
    def asset(self) -> requests.AssetAssetRequestBuilder[ModeT]:
        """The path to asset."""
        return requests.AssetAssetRequestBuilder(*self._below("asset"))

    @operation
    def update(
        self,
        _body: entities.Item | entities.ItemUpdate | None = None,
        /,
        **values: Unpack[entities.ItemUpdate],
    ) -> Request[entities.Item | None]:
        """Change the entity by keyword arguments, or by what was changed in a model
        that was read.

        Returns the entity where the service sends it back. Without changes nothing is
        sent.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._update(entities.Item, _body, values)

    @operation
    def replace(
        self,
        _body: entities.Item | entities.ItemCreate | None = None,
        /,
        **values: Unpack[entities.ItemCreate],
    ) -> Request[entities.Item | None]:
        """Put an entity in the place of what is there: what is not given gets its
        default value.

        Returns the entity where the service sends it back.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._replace(entities.Item, _body, values)

    @operation
    def upsert(
        self,
        _body: entities.Item | entities.ItemCreate | None = None,
        /,
        **values: Unpack[entities.ItemCreate],
    ) -> Request[entities.Item | None]:
        """Create the entity with this key, or change the one that is there already.

        Returns the entity where the service sends it back.
        ``with_options(if_none_match="*")`` makes it create alone.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.4.
        """
        return self._upsert(entities.Item, _body, values)
