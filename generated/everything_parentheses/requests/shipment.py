"""Requests for polar.Shipment."""

from __future__ import annotations

from decimal import Decimal
from typing import Unpack

from typing_extensions import deprecated

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
from .._runtime.decoding import EntityReader, NullableReader, ValueReader
from .._runtime.modes import ModeT
from .._runtime.operations import operation
from .._runtime.request import UNSET, Request, Unset


class ShipmentCollectionRequestBuilder(
    Listable[ModeT, "entities.Shipment"], Creatable[ModeT]
):
    """Requests for a collection of Shipment.

    What a ship brings or takes away.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Shipment]:
        return entities.Shipment

    def __getitem__(self, key: str) -> ShipmentRequestBuilder[ModeT]:
        """The item whose key (id) this is."""
        return ShipmentRequestBuilder(*self._item(key))

    @operation
    def create(
        self,
        _body: entities.Shipment | entities.ShipmentCreate | None = None,
        /,
        **values: Unpack[entities.ShipmentCreate],
    ) -> Request[entities.Shipment]:
        """Create an entity from keyword arguments, or from a model or a dict of them.

        Related entities are created with it where they are given as models, and linked
        where they are given as places, as in ``client.users["ada"]``.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        ConflictError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.2.
        """
        return self._create(entities.Shipment, _body, values)

    @operation
    def import_(
        self, *, self_: str | None | Unset = UNSET, value: bytes
    ) -> Request[entities.Shipment | None]:
        """Read a shipment from its papers.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._action(
            "polar.import",
            {"self": self_, "value": value},
            NullableReader(EntityReader(entities.Shipment)),
        )


class ShipmentRequestBuilder(
    Gettable[ModeT, "entities.Shipment"],
    Deletable[ModeT],
    Updatable[ModeT],
    Replaceable[ModeT],
    Upsertable[ModeT],
):
    """Requests for one Shipment.

    What a ship brings or takes away.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Shipment]:
        return entities.Shipment

    @property
    def items(self) -> requests.ItemCollectionRequestBuilder[ModeT]:
        """The path to items."""
        return requests.ItemCollectionRequestBuilder(*self._below("items"))

    @operation
    def update(
        self,
        _body: entities.Shipment | entities.ShipmentUpdate | None = None,
        /,
        **values: Unpack[entities.ShipmentUpdate],
    ) -> Request[entities.Shipment | None]:
        """Change the entity by keyword arguments, or by what was changed in a model
        that was read.

        Returns the entity where the service sends it back. Without changes nothing is
        sent.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._update(entities.Shipment, _body, values)

    @operation
    def replace(
        self,
        _body: entities.Shipment | entities.ShipmentCreate | None = None,
        /,
        **values: Unpack[entities.ShipmentCreate],
    ) -> Request[entities.Shipment | None]:
        """Put an entity in the place of what is there: what is not given gets its
        default value.

        Returns the entity where the service sends it back.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._replace(entities.Shipment, _body, values)

    @operation
    def upsert(
        self,
        _body: entities.Shipment | entities.ShipmentCreate | None = None,
        /,
        **values: Unpack[entities.ShipmentCreate],
    ) -> Request[entities.Shipment | None]:
        """Create the entity with this key, or change the one that is there already.

        Returns the entity where the service sends it back.
        ``with_options(if_none_match="*")`` makes it create alone.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.4.
        """
        return self._upsert(entities.Shipment, _body, values)

    @operation
    def unload(self) -> Request[entities.Receipt | None]:
        """Call the action unload.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._action(
            "polar.unload", {}, NullableReader(EntityReader(entities.Receipt))
        )

    @operation
    @deprecated(
        "Deprecated since 2025-09-01, to be removed on 2026-12-31: The scales are gone."
    )
    def weigh(self) -> Request[Decimal | None]:
        """Call the action weigh.

        Deprecated since 2025-09-01, to be removed on 2026-12-31: The scales are gone.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._action(
            "polar.weigh", {}, NullableReader(ValueReader(Decimal | None))
        )
