"""The clients, where programs start."""

from __future__ import annotations

import datetime as dt

from . import entities, enums, requests
from ._runtime.batch import AsyncBatch, SyncBatch
from ._runtime.client import AsyncClient, ServiceProfile, SyncClient
from ._runtime.decoding import EntityReader, PageReader
from ._runtime.modes import (
    Async,
    AsyncResponse,
    Batch,
    ModeT,
    Prepare,
    Sync,
    SyncResponse,
)
from ._runtime.operations import listing, operation
from ._runtime.paging import Page
from ._runtime.reading import read_nothing
from ._runtime.request import Request
from ._runtime.roots import Root
from ._runtime.urls import Conventions

PROFILE = ServiceProfile(
    conventions=Conventions(
        key_as_segment=False,
        preferences=(),
        query_headers={},
    ),
    request_id_headers=(),
    client_request_id_headers=(),
    batch_size=100,
    batch_url_prefix="",
    running_states=(),
    failed_states=(),
)


class StationRequests(Root[ModeT]):
    """The paths of polar.Station that this package covers."""

    __slots__ = ()

    @property
    def alarms(self) -> requests.AlarmCollectionRequestBuilder[ModeT]:
        """The path to alarms."""
        return requests.AlarmCollectionRequestBuilder(*self._below("alarms"))

    @property
    def assets(self) -> requests.AssetCollectionRequestBuilder[ModeT]:
        """The path to assets."""
        return requests.AssetCollectionRequestBuilder(*self._below("assets"))

    @property
    def commander(self) -> requests.PersonCommanderRequestBuilder[ModeT]:
        """The path to commander."""
        return requests.PersonCommanderRequestBuilder(*self._below("commander"))

    @property
    def expeditions(self) -> requests.ExpeditionCollectionRequestBuilder[ModeT]:
        """The path to expeditions."""
        return requests.ExpeditionCollectionRequestBuilder(*self._below("expeditions"))

    @property
    def forecasts(self) -> requests.ForecastCollectionRequestBuilder[ModeT]:
        """The path to forecasts."""
        return requests.ForecastCollectionRequestBuilder(*self._below("forecasts"))

    @property
    def instruments(self) -> requests.InstrumentCollectionRequestBuilder[ModeT]:
        """The path to instruments."""
        return requests.InstrumentCollectionRequestBuilder(*self._below("instruments"))

    @property
    def log(self) -> requests.LogDayCollectionRequestBuilder[ModeT]:
        """The path to log."""
        return requests.LogDayCollectionRequestBuilder(*self._below("log"))

    @property
    def people(self) -> requests.PersonCollectionRequestBuilder[ModeT]:
        """Everybody who ever stayed at the station.

        Permissions to read: People.Read, People.Read.Names (Delegated)
        """
        return requests.PersonCollectionRequestBuilder(*self._below("people"))

    @property
    def photos(self) -> requests.PhotoCollectionRequestBuilder[ModeT]:
        """The path to photos."""
        return requests.PhotoCollectionRequestBuilder(*self._below("photos"))

    @property
    def retired_instruments(
        self,
    ) -> requests.InstrumentRetiredInstrumentsCollectionRequestBuilder[ModeT]:
        """The path to retiredInstruments."""
        return requests.InstrumentRetiredInstrumentsCollectionRequestBuilder(
            *self._below("retiredInstruments")
        )

    @property
    def samples(self) -> requests.SampleCollectionRequestBuilder[ModeT]:
        """The path to samples."""
        return requests.SampleCollectionRequestBuilder(*self._below("samples"))

    @property
    def shipments(self) -> requests.ShipmentCollectionRequestBuilder[ModeT]:
        """The path to shipments."""
        return requests.ShipmentCollectionRequestBuilder(*self._below("shipments"))

    @property
    def visitor(self) -> requests.PersonRequestBuilder[ModeT]:
        """The guest of honour, if there is one."""
        return requests.PersonRequestBuilder(*self._below("visitor"))

    def on_duty(self) -> requests.PersonOnDutyRequestBuilder[ModeT]:
        """Call the function onDuty.

        The function is called when something is read of its result.
        """
        return requests.PersonOnDutyRequestBuilder(*self._called("onDuty", {}))

    def on_duty_with_at(
        self, *, at: dt.datetime
    ) -> requests.PersonOnDutyRequestBuilder[ModeT]:
        """Call the function onDuty.

        The function is called when something is read of its result.
        """
        return requests.PersonOnDutyRequestBuilder(*self._called("onDuty", {"at": at}))

    @listing
    def dangers(self, *, near: entities.Site | None) -> Request[Page[entities.Site]]:
        """Call the function dangers.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._function("dangers", {"near": near}, PageReader(entities.Site))

    @listing
    def evacuate(self) -> Request[Page[entities.Person]]:
        """Call the action evacuate.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._action("evacuate", {}, PageReader(entities.Person))

    @operation
    def outlook(self, *, day: dt.date) -> Request[entities.Outlook]:
        """What the weather will be like.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._function("outlook", {"day": day}, EntityReader(entities.Outlook))

    @operation
    def sound_alarm(self, *, level: enums.AlarmLevel) -> Request[None]:
        """Call the action soundAlarm.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._action("soundAlarm", {"level": level}, read_nothing)


class StationBatch(SyncBatch, StationRequests[Batch]):
    """The same paths; calls add requests that are sent together when the block ends."""


class AsyncStationBatch(AsyncBatch, StationRequests[Batch]):
    """As ``StationBatch``, with ``async with``."""


class StationClient(SyncClient, StationRequests[Sync]):
    """A client of polar.Station whose calls return results."""

    profile = PROFILE

    @property
    def prepare(self) -> StationRequests[Prepare]:
        """The same paths; calls return requests, to look at and to send later."""
        return StationRequests(self._prepare_tree, options=self._options)

    @property
    def with_response(self) -> StationRequests[SyncResponse]:
        """The same paths; calls return results with status, headers and request id."""
        return StationRequests(self._response_tree, options=self._options)

    def batch(self, *, concurrency: int = 4) -> StationBatch:
        """Collect requests on the same paths, and send them when the block ends.

        concurrency: how many batches are on their way at the same time.
        """
        return StationBatch(self, concurrency)


class AsyncStationClient(AsyncClient, StationRequests[Async]):
    """A client of polar.Station whose calls are awaited."""

    profile = PROFILE

    @property
    def prepare(self) -> StationRequests[Prepare]:
        """The same paths; calls return requests, to look at and to send later."""
        return StationRequests(self._prepare_tree, options=self._options)

    @property
    def with_response(self) -> StationRequests[AsyncResponse]:
        """The same paths; calls return results with status, headers and request id."""
        return StationRequests(self._response_tree, options=self._options)

    def batch(self, *, concurrency: int = 4) -> AsyncStationBatch:
        """Collect requests on the same paths, and send them when the block ends.

        concurrency: how many batches are on their way at the same time.
        """
        return AsyncStationBatch(self, concurrency)
