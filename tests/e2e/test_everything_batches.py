"""The same programs awaited, with their answers, page by page, and in batches."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from tests.e2e.station import PACKAGES, Answers, Station, serving

from odata2py.sandbox.rules import Outcome


@pytest.fixture(scope="module", params=PACKAGES)
def served(request: pytest.FixtureRequest) -> Iterator[Station]:
    with serving(request.param, page_size=2) as station:
        yield station


def _people(station: Station, *names: str) -> list[UUID]:
    return [
        UUID(station.put("/people", name=name, country="GB", passport=name)["id"])
        for name in names
    ]


def test_pages_are_followed(station: Station) -> None:
    _people(station, *"abcde")
    people = station.client.people
    assert [each.name for each in people.list(orderby="name")] == list("abcde")
    assert len(station.log) == 3
    counted = people.list(count=True, top=3, skip=1)
    pages = list(counted.pages())
    assert [len(page.value) for page in pages] == [2, 1]
    assert pages[0].count == 5


def test_pages_of_operations_are_followed(station: Station) -> None:
    _people(station, *"abcde")
    client = station.client
    assert sorted(each.name for each in client.evacuate()) == list("abcde")
    assert [each.method for each in station.log] == ["POST", "GET", "GET"]
    assert len(Answers.calls) == 1, "the action is not carried out once for each page"
    station.put("/expeditions", number=1, season="winter", goal={})
    leaders = client.expeditions.leaders(since=dt.date(2026, 1, 31))
    assert sorted(each.name for each in leaders.list()) == list("abcde")
    days = [f"2026-01-0{day}" for day in range(1, 6)]
    Answers.wanted["polar.span"] = Outcome(days)
    assert [each.day for each in client.expeditions[1].span()] == [1, 2, 3, 4, 5]


def test_a_mixture_in_one_batch(station: Station) -> None:
    ada, bob = _people(station, "Ada", "Bob")
    kinds = station.entities
    station.put("/expeditions", number=1, season="winter", goal={"name": "Pole"})
    with station.client.batch() as batch:
        made = batch.assets.create(kinds.Camera(tag="c/#1", resolution=3))
        after = batch.after(made)
        cast = after.assets["c/#1"].as_camera.get()
        linked = after.expeditions[1].equipment.add_reference(
            station.client.assets["c/#1"]
        )
        missing = batch.assets["nobody"].get()
        inspected = after.assets["c/#1"].inspect()
        page = batch.people.list(orderby="name")
        duty = batch.on_duty().get()
        distance = batch.expeditions[1].goal.distance(other=kinds.Site(name="a/b"))
        nobody = batch.people[ada].deputy.get()
        deputy = batch.people[bob].deputy.set_reference(station.client.people[ada])
        gone = batch.alarms[station.enums.AlarmLevel.WATCH].delete()
    assert type(made.result()) is kinds.Camera
    assert cast.result().resolution == 3
    assert linked.result() is None
    assert isinstance(missing.exception(), station.errors.NotFoundError)
    assert inspected.result() is station.enums.Condition.GOOD
    assert [each.name for each in page.result().value] == ["Ada", "Bob"]
    assert duty.result().name == "Ada"
    assert distance.result() == 1.0
    assert isinstance(nobody.exception(), station.errors.NotFoundError)
    assert deputy.result() is None
    assert isinstance(gone.exception(), station.errors.NotFoundError)
    (equipment,) = station.read("/expeditions/1/equipment")
    assert equipment["tag"] == "c/#1"
    assert station.read(f"/people/{bob}/deputy")["name"] == "Ada"
    sent = [each for each in station.log if not each.batched]
    assert [each.path for each in sent] == ["/$batch"]


def test_awaited(station: Station) -> None:
    ada, bob = _people(station, "Ada", "Bob")
    kinds = station.entities

    async def program() -> list[str]:
        async with station.awaited() as client:
            camera: Any = await client.assets.create(
                kinds.Camera(tag="c", resolution=3)
            )
            assert type(camera) is kinds.Camera
            camera.resolution = 4
            await client.assets["c"].update(camera)
            cast = await client.assets["c"].as_camera.get()
            assert cast.resolution == 4
            await client.people[ada].deputy.set_reference(client.people[bob])
            assert (await client.people[ada].deputy.get()).name == "Bob"
            await client.people[ada].deputy.remove_reference()
            with pytest.raises(station.errors.NotFoundError):
                await client.people[ada].deputy.get()
            assert (await client.on_duty().get()).name == "Ada"
            await client.sound_alarm(level=station.enums.AlarmLevel.DRILL)
            async with client.batch() as batch:
                first = batch.people[ada].get()
                second = batch.people[bob].get()
            assert first.result().name + second.result().name == "AdaBob"
            return [each.name async for each in client.people.list(orderby="name")]

    assert asyncio.run(program()) == ["Ada", "Bob"]
    assert station.read("/assets/c")["resolution"] == 4


def test_operations_that_take_long_are_awaited(station: Station) -> None:
    station.put("/expeditions", number=1, season="winter", goal={})
    station.put("/samples", site={"borehole": 1}, depth=10)

    async def program() -> int:
        async with station.awaited() as client:
            expedition = client.prepare.expeditions[1]
            later = expedition.with_options(prefer="respond-async")
            return len((await client.wait(later.drill(depths=[10]))).value)

    assert asyncio.run(program()) == 1


def test_results_with_their_answers(station: Station) -> None:
    (ada,) = _people(station, "Ada")
    answers = station.client.with_response
    answer = answers.people[ada].get()
    assert (answer.status, answer.result.name) == (200, "Ada")
    created = answers.shipments.create(id="a/b")
    assert created.status == 201
    assert created.headers["location"].startswith(station.sandbox.url)
    assert answers.shipments["a/b"].delete().status == 204
    prepared = station.client.prepare.people[ada].get()
    assert prepared.method == "GET"
    assert station.client.send(prepared).name == "Ada"
