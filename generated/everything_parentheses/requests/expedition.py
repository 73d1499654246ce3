"""Requests for polar.Expedition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Unpack
from uuid import UUID

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
from .._runtime.builders import RequestBuilder
from .._runtime.decoding import EntityReader, PageReader, ValuesReader
from .._runtime.links import Addable, Removable
from .._runtime.modes import ModeT
from .._runtime.operations import listing, operation
from .._runtime.paging import Page
from .._runtime.request import UNSET, Request, Unset


class ExpeditionPaths(RequestBuilder[ModeT]):
    """What leads on from any Expedition.

    A journey away from the station.
    """

    __slots__ = ()

    @property
    def equipment(self) -> requests.AssetEquipmentCollectionRequestBuilder[ModeT]:
        """The path to equipment."""
        return requests.AssetEquipmentCollectionRequestBuilder(
            *self._below("equipment")
        )

    @property
    def goal(self) -> requests.SiteRequestBuilder[ModeT]:
        """The path to goal."""
        return requests.SiteRequestBuilder(*self._below("goal"))

    @property
    def leader(self) -> requests.PersonDeputyRequestBuilder[ModeT]:
        """The path to leader."""
        return requests.PersonDeputyRequestBuilder(*self._below("leader"))

    @property
    def samples(self) -> requests.SampleSamplesCollectionRequestBuilder[ModeT]:
        """The path to samples."""
        return requests.SampleSamplesCollectionRequestBuilder(*self._below("samples"))

    @property
    def transport(self) -> requests.AssetTransportRequestBuilder[ModeT]:
        """The path to transport."""
        return requests.AssetTransportRequestBuilder(*self._below("transport"))

    @listing
    def drill(self, *, depths: Sequence[int]) -> Request[Page[entities.Sample]]:
        """Drill, and take samples on the way down.

        This takes hours: the service answers 202 with the address of a status monitor,
        and gives the samples when the drill is back.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._action(
            "polar.drill", {"depths": depths}, PageReader(entities.Sample)
        )

    @listing
    def span(self) -> Request[Page[dt.date]]:
        """Call the function span.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._function("polar.span", {}, ValuesReader(list[dt.date]))


class ExpeditionCollectionPaths(RequestBuilder[ModeT]):
    """What leads on from any Expedition.

    A journey away from the station.
    """

    __slots__ = ()

    def leaders(
        self, *, since: dt.date | None
    ) -> requests.PersonLeadersCollectionRequestBuilder[ModeT]:
        """Call the function leaders.

        The function is called when something is read of its result.
        """
        return requests.PersonLeadersCollectionRequestBuilder(
            *self._called("polar.leaders", {"since": since})
        )

    @operation
    def plan(
        self,
        *,
        season: enums.Season,
        needs: enums.Skills | None | Unset = UNSET,
        goal: entities.Site,
        camps: Sequence[entities.Site],
        guests: list[str],
        leader: entities.Person | None | Unset = UNSET,
        departure: dt.datetime,
        permit: UUID | None | Unset = UNSET,
        length: dt.timedelta | None | Unset = UNSET,
        budget: Decimal | None | Unset = UNSET,
        map: bytes | None | Unset = UNSET,
    ) -> Request[entities.Expedition]:
        """Plan an expedition.

        Nothing is booked until the commander agrees.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._action(
            "polar.plan",
            {
                "season": season,
                "needs": needs,
                "goal": goal,
                "camps": camps,
                "guests": guests,
                "leader": leader,
                "departure": departure,
                "permit": permit,
                "length": length,
                "budget": budget,
                "map": map,
            },
            EntityReader(entities.Expedition),
        )


class ExpeditionCollectionRequestBuilder(
    Listable[ModeT, "entities.Expedition"],
    Creatable[ModeT],
    ExpeditionCollectionPaths[ModeT],
):
    """Requests for a collection of Expedition.

    A journey away from the station.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Expedition]:
        return entities.Expedition

    def __getitem__(self, key: int) -> ExpeditionRequestBuilder[ModeT]:
        """The item whose key (number) this is."""
        return ExpeditionRequestBuilder(*self._item(key))

    @operation
    def create(
        self,
        _body: entities.Expedition | entities.ExpeditionCreate | None = None,
        /,
        **values: Unpack[entities.ExpeditionCreate],
    ) -> Request[entities.Expedition]:
        """Create an entity from keyword arguments, or from a model or a dict of them.

        Related entities are created with it where they are given as models, and linked
        where they are given as places, as in ``client.users["ada"]``.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        ConflictError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.2.
        """
        return self._create(entities.Expedition, _body, values)


class ExpeditionRequestBuilder(
    Gettable[ModeT, "entities.Expedition"],
    Deletable[ModeT],
    Updatable[ModeT],
    Replaceable[ModeT],
    Upsertable[ModeT],
    ExpeditionPaths[ModeT],
):
    """Requests for one Expedition.

    A journey away from the station.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Expedition]:
        return entities.Expedition

    @operation
    def update(
        self,
        _body: entities.Expedition | entities.ExpeditionUpdate | None = None,
        /,
        **values: Unpack[entities.ExpeditionUpdate],
    ) -> Request[entities.Expedition | None]:
        """Change the entity by keyword arguments, or by what was changed in a model
        that was read.

        Returns the entity where the service sends it back. Without changes nothing is
        sent.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._update(entities.Expedition, _body, values)

    @operation
    def replace(
        self,
        _body: entities.Expedition | entities.ExpeditionCreate | None = None,
        /,
        **values: Unpack[entities.ExpeditionCreate],
    ) -> Request[entities.Expedition | None]:
        """Put an entity in the place of what is there: what is not given gets its
        default value.

        Returns the entity where the service sends it back.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._replace(entities.Expedition, _body, values)

    @operation
    def upsert(
        self,
        _body: entities.Expedition | entities.ExpeditionCreate | None = None,
        /,
        **values: Unpack[entities.ExpeditionCreate],
    ) -> Request[entities.Expedition | None]:
        """Create the entity with this key, or change the one that is there already.

        Returns the entity where the service sends it back.
        ``with_options(if_none_match="*")`` makes it create alone.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.4.
        """
        return self._upsert(entities.Expedition, _body, values)


class ExpeditionExpeditionsCollectionRequestBuilder(
    Listable[ModeT, "entities.Expedition"],
    Addable[ModeT],
    ExpeditionCollectionPaths[ModeT],
):
    """Requests for a collection of Expedition.

    A journey away from the station.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Expedition]:
        return entities.Expedition

    def __getitem__(self, key: int) -> ExpeditionExpeditionsRequestBuilder[ModeT]:
        """The item whose key (number) this is."""
        return ExpeditionExpeditionsRequestBuilder(*self._item(key))


class ExpeditionExpeditionsRequestBuilder(
    Gettable[ModeT, "entities.Expedition"],
    Deletable[ModeT],
    Updatable[ModeT],
    Replaceable[ModeT],
    Upsertable[ModeT],
    Removable[ModeT],
    ExpeditionPaths[ModeT],
):
    """Requests for one Expedition.

    A journey away from the station.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Expedition]:
        return entities.Expedition

    @operation
    def update(
        self,
        _body: entities.Expedition | entities.ExpeditionUpdate | None = None,
        /,
        **values: Unpack[entities.ExpeditionUpdate],
    ) -> Request[entities.Expedition | None]:
        """Change the entity by keyword arguments, or by what was changed in a model
        that was read.

        Returns the entity where the service sends it back. Without changes nothing is
        sent.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._update(entities.Expedition, _body, values)

    @operation
    def replace(
        self,
        _body: entities.Expedition | entities.ExpeditionCreate | None = None,
        /,
        **values: Unpack[entities.ExpeditionCreate],
    ) -> Request[entities.Expedition | None]:
        """Put an entity in the place of what is there: what is not given gets its
        default value.

        Returns the entity where the service sends it back.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._replace(entities.Expedition, _body, values)

    @operation
    def upsert(
        self,
        _body: entities.Expedition | entities.ExpeditionCreate | None = None,
        /,
        **values: Unpack[entities.ExpeditionCreate],
    ) -> Request[entities.Expedition | None]:
        """Create the entity with this key, or change the one that is there already.

        Returns the entity where the service sends it back.
        ``with_options(if_none_match="*")`` makes it create alone.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.4.
        """
        return self._upsert(entities.Expedition, _body, values)
