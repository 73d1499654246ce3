"""What type checkers know of references, keys and parameters. Nothing here is run.

A comment that ignores an error stands where there must be one (see calls).
"""

from __future__ import annotations

import datetime as dt
from typing import assert_type
from uuid import UUID

from everything import (
    AsyncStationClient,
    Page,
    Pager,
    Pending,
    Request,
    StationClient,
)
from everything._runtime.modes import Sync
from everything.entities import Asset, Camera, Expedition, ExpeditionCreate, Person
from everything.enums import AlarmLevel, Condition, Season
from everything.requests import (
    AssetNearestRequestBuilder,
    PersonRequestBuilder,
    SampleRequestBuilder,
)

ADA = UUID(int=1)


def binding(station: StationClient) -> None:
    ada, sledge = station.people[ADA], station.assets["sledge"]
    assert_type(ada, PersonRequestBuilder[Sync])
    trip = station.expeditions[1]
    assert_type(trip.update(leader=ada, equipment=[sledge]), Expedition | None)
    trip.update(equipment=(sledge, station.prepare.assets["tent"]))
    trip.update(equipment=[])
    trip.update({"leader": ada})
    trip.update(leader=station.commander)
    trip.replace(leader=ada, equipment=[sledge])
    trip.upsert(leader=ada, equipment=[sledge])
    station.expeditions.create(season=Season.WINTER, leader=ada, equipment=[sledge])
    body: ExpeditionCreate = {"equipment": [sledge, Asset(tag="tent")]}
    station.expeditions.create(body)
    station.expeditions.create(**body)
    trip.update(leader="ada")  # type: ignore[arg-type]
    trip.update(leader=None)  # type: ignore[arg-type]
    trip.update(leader=ADA)  # type: ignore[arg-type]
    trip.update(leader=[ada])  # type: ignore[arg-type]
    trip.update(leader=ada.get())  # type: ignore[arg-type]
    trip.update(leader=Person(name="Ada"))  # type: ignore[arg-type]
    trip.update(equipment=sledge)  # type: ignore[arg-type]
    trip.update(equipment=["sledge"])  # type: ignore[list-item]
    trip.update(equipment=[Asset(tag="tent")])  # type: ignore[list-item]
    trip.update(equipment=station.assets)  # type: ignore[arg-type]
    trip.update(equipment=None)  # type: ignore[arg-type]
    trip.update({"leader": "ada"})  # type: ignore[arg-type]
    trip.update(leaders=ada)  # type: ignore[call-arg]
    trip.update(season=ada)  # type: ignore[arg-type]


def deep_inserts(station: StationClient) -> None:
    trips, sledge = station.expeditions, station.assets["sledge"]
    trips.create(leader=Person(name="Ada"), equipment=[Camera(tag="c"), sledge])
    trips.create(equipment=[Asset(tag="a"), Camera(tag="c")])
    trips.create(leader=Asset(tag="a"))  # type: ignore[arg-type]
    trips.create(equipment=[Person(name="Ada")])  # type: ignore[list-item]
    trips.create(equipment=Asset(tag="a"))  # type: ignore[arg-type]
    trips.create(leader={"name": "Ada"})  # type: ignore[arg-type]
    trips.create(leader=None)  # type: ignore[arg-type]
    Expedition(leader=station.people[ADA])  # type: ignore[arg-type]


def references(station: StationClient) -> None:
    ada, trips = station.people[ADA], station.people[ADA].expeditions
    assert_type(trips.add_reference(station.expeditions[1]), None)
    trips.add_reference("https://station.example/expeditions/1")
    trips.remove_reference(station.expeditions[1])
    assert_type(trips[1].remove_reference(), None)
    ada.deputy.set_reference(station.commander)
    ada.deputy.remove_reference()
    added = station.prepare.people[ADA].expeditions.add_reference("https://x")
    assert_type(added, Request[None])
    trips.add_reference()  # type: ignore[call-arg]
    trips.add_reference(1)  # type: ignore[arg-type]
    trips.add_reference(Expedition(number=1))  # type: ignore[arg-type]
    trips.add_reference(target=station.expeditions[1])  # type: ignore[call-arg]
    trips.set_reference(station.expeditions[1])  # type: ignore[attr-defined]
    ada.deputy.add_reference(ada)  # type: ignore[attr-defined]
    ada.remove_reference()  # type: ignore[attr-defined]
    station.people.add_reference(ada)  # type: ignore[attr-defined]
    ada.health.set_reference(ada)  # type: ignore[attr-defined]


async def references_awaited(station: AsyncStationClient) -> None:
    trips = station.people[ADA].expeditions
    assert_type(await trips.add_reference(station.expeditions[1]), None)
    assert_type(await trips[1].remove_reference(), None)
    async with station.batch() as batch:
        added = batch.people[ADA].expeditions.add_reference(batch.expeditions[1])
        assert_type(added, Pending[None])


def keys(station: StationClient) -> None:
    samples = station.samples
    assert_type(samples[1, 2], SampleRequestBuilder[Sync])
    assert_type(samples[{"borehole": 1, "depth": 2}], SampleRequestBuilder[Sync])
    assert_type(station.people.by_email("a@b.c"), PersonRequestBuilder[Sync])
    samples[1]  # type: ignore[index]
    samples["1", "2"]  # type: ignore[index]
    samples[1, 2, 3]  # type: ignore[index]
    samples[[1, 2]]  # type: ignore[index]
    station.people["ada"]  # type: ignore[index]
    station.people[None]  # type: ignore[index]
    station.people.by_email(None)  # type: ignore[arg-type]


def parameters(station: StationClient) -> None:
    station.assets["a"].retire()
    station.assets["a"].retire(reason=None)
    station.assets["a"].retire(reason="worn out")
    station.sound_alarm(level=AlarmLevel.DRILL)
    near = station.assets.nearest_with_site(site=station.expeditions[1].get().goal)
    assert_type(near, AssetNearestRequestBuilder[Sync])
    assert_type(near.get(), Asset)
    assert_type(station.assets.inspect(), Pager[Condition])
    assert_type(station.prepare.expeditions[1].span(), Request[Page[dt.date]])
    station.assets["a"].retire(reason=5)  # type: ignore[arg-type]
    station.assets["a"].retire("worn out")  # type: ignore[call-arg]
    station.sound_alarm()  # type: ignore[call-arg]
    station.sound_alarm(level=None)  # type: ignore[arg-type]
    station.sound_alarm(level="drill")  # type: ignore[arg-type]
    station.assets.nearest_with_site()  # type: ignore[call-arg]
