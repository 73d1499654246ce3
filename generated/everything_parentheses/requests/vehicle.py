"""Requests for polar.Vehicle."""

from __future__ import annotations

from typing import Unpack

from .. import entities, enums, requests
from .._runtime.access import (
    Creatable,
    Deletable,
    Gettable,
    Listable,
    Replaceable,
    Updatable,
    Upsertable,
)
from .._runtime.decoding import ValueReader, ValuesReader
from .._runtime.modes import ModeT
from .._runtime.operations import listing, operation
from .._runtime.paging import Page
from .._runtime.reading import read_nothing
from .._runtime.request import UNSET, Request, Unset


class VehicleCollectionRequestBuilder(
    Listable[ModeT, "entities.Vehicle"], Creatable[ModeT]
):
    """Requests for a collection of Vehicle."""

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Vehicle]:
        return entities.Vehicle

    def __getitem__(self, key: str) -> VehicleRequestBuilder[ModeT]:
        """The item whose key (tag) this is.

        What is painted on it.
        """
        return VehicleRequestBuilder(*self._item(key))

    def nearest_with_site(
        self, *, site: entities.Site
    ) -> requests.AssetNearestRequestBuilder[ModeT]:
        """The asset that is nearest to a place.

        site: Where to look.

        The function is called when something is read of its result.
        """
        return requests.AssetNearestRequestBuilder(
            *self._called("polar.nearest", {"site": site})
        )

    def nearest_with_site_condition(
        self, *, site: entities.Site, condition: enums.Condition
    ) -> requests.AssetNearestRequestBuilder[ModeT]:
        """The asset nearest to a place that is in some condition.

        The function is called when something is read of its result.
        """
        return requests.AssetNearestRequestBuilder(
            *self._called("polar.nearest", {"site": site, "condition": condition})
        )

    @operation
    def create(
        self,
        _body: entities.Vehicle | entities.VehicleCreate | None = None,
        /,
        **values: Unpack[entities.VehicleCreate],
    ) -> Request[entities.Vehicle]:
        """Create an entity from keyword arguments, or from a model or a dict of them.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        ConflictError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.2.
        """
        return self._create(entities.Vehicle, _body, values)

    @listing
    def inspect(self) -> Request[Page[enums.Condition]]:
        """Look at these assets and say how each is.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._action("polar.inspect", {}, ValuesReader(list[enums.Condition]))


class VehicleRequestBuilder(
    Gettable[ModeT, "entities.Vehicle"],
    Deletable[ModeT],
    Updatable[ModeT],
    Replaceable[ModeT],
    Upsertable[ModeT],
):
    """Requests for one Vehicle."""

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Vehicle]:
        return entities.Vehicle

    @operation
    def update(
        self,
        _body: entities.Vehicle | entities.VehicleUpdate | None = None,
        /,
        **values: Unpack[entities.VehicleUpdate],
    ) -> Request[entities.Vehicle | None]:
        """Change the entity by keyword arguments, or by what was changed in a model
        that was read.

        Returns the entity where the service sends it back. Without changes nothing is
        sent.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._update(entities.Vehicle, _body, values)

    @operation
    def replace(
        self,
        _body: entities.Vehicle | entities.VehicleCreate | None = None,
        /,
        **values: Unpack[entities.VehicleCreate],
    ) -> Request[entities.Vehicle | None]:
        """Put an entity in the place of what is there: what is not given gets its
        default value.

        Returns the entity where the service sends it back.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._replace(entities.Vehicle, _body, values)

    @operation
    def upsert(
        self,
        _body: entities.Vehicle | entities.VehicleCreate | None = None,
        /,
        **values: Unpack[entities.VehicleCreate],
    ) -> Request[entities.Vehicle | None]:
        """Create the entity with this key, or change the one that is there already.

        Returns the entity where the service sends it back.
        ``with_options(if_none_match="*")`` makes it create alone.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.4.
        """
        return self._upsert(entities.Vehicle, _body, values)

    @operation
    def inspect(self) -> Request[enums.Condition]:
        """Look at this asset and say how it is.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._action("polar.inspect", {}, ValueReader(enums.Condition))

    @operation
    def retire(self, *, reason: str | None | Unset = UNSET) -> Request[None]:
        """Take this asset out of use.

        reason: The service takes worn out if it is not given.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._action("polar.retire", {"reason": reason}, read_nothing)
