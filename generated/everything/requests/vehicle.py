"""Requests for polar.Vehicle."""

from __future__ import annotations

from .. import entities, enums, requests
from .._runtime.access import Listable
from .._runtime.builders import RequestBuilder
from .._runtime.decoding import ValueReader, ValuesReader
from .._runtime.modes import ModeT
from .._runtime.operations import listing, operation
from .._runtime.paging import Page
from .._runtime.reading import read_nothing
from .._runtime.request import UNSET, Request, Unset


class VehicleCollectionRequestBuilder(Listable[ModeT, "entities.Vehicle"]):
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
            *self._called("nearest", {"site": site})
        )

    def nearest_with_site_condition(
        self, *, site: entities.Site, condition: enums.Condition
    ) -> requests.AssetNearestRequestBuilder[ModeT]:
        """The asset nearest to a place that is in some condition.

        The function is called when something is read of its result.
        """
        return requests.AssetNearestRequestBuilder(
            *self._called("nearest", {"site": site, "condition": condition})
        )

    @listing
    def inspect(self) -> Request[Page[enums.Condition]]:
        """Look at these assets and say how each is.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._action("inspect", {}, ValuesReader(list[enums.Condition]))


class VehicleRequestBuilder(RequestBuilder[ModeT]):
    """Requests for one Vehicle."""

    __slots__ = ()

    @operation
    def inspect(self) -> Request[enums.Condition]:
        """Look at this asset and say how it is.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._action("inspect", {}, ValueReader(enums.Condition))

    @operation
    def retire(self, *, reason: str | None | Unset = UNSET) -> Request[None]:
        """Take this asset out of use.

        reason: The service takes worn out if it is not given.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._action("retire", {"reason": reason}, read_nothing)
