"""What the metadata does not name, what it warns of, and values of every kind."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from tests.e2e.station import Station

DAY = dt.date(2026, 1, 31)
MOMENT = dt.datetime(2026, 1, 31, 12, 30, 15, 123456, tzinfo=dt.UTC)


def test_open_entities_keep_what_nobody_declared(station: Station) -> None:
    log = station.client.log
    entry = station.entities.LogDay(day=DAY)
    entry.extras["bears"] = 3
    log.create(entry)
    assert station.read(f"/log/{DAY}")["bears"] == 3
    read = log[DAY].get()
    assert read.extras["bears"] == 3
    read.extras["bears"] = 4
    read.extras["whales"] = [1, 2]
    log[DAY].update(read)
    assert station.sent == {"bears": 4, "whales": [1, 2]}
    held = station.read(f"/log/{DAY}")
    assert (held["bears"], held["whales"]) == (4, [1, 2])
    with pytest.raises(ValueError, match="bears"):
        log.create(day=DAY, bears=3)  # type: ignore[call-arg]


def test_open_complex_values(station: Station) -> None:
    kinds = station.entities
    note = kinds.Note(text="scratched")
    note.extras["by"] = "Ada"
    station.client.assets.create(kinds.Vehicle(tag="v", notes=[note]))
    read = station.client.assets["v"].get()
    assert read.notes[0].extras == {"by": "Ada"}
    read.notes[0].extras["by"] = "Bob"
    station.client.assets["v"].update(read)
    assert station.read("/assets/v")["notes"] == [{"text": "scratched", "by": "Bob"}]


def test_entities_that_are_not_open_refuse_more(station: Station) -> None:
    shipment = station.entities.Shipment(id="s")
    shipment.extras["more"] = 1
    with pytest.raises(station.errors.BadRequestError, match="more"):
        station.client.shipments.create(shipment)


def test_deprecated_things_warn(station: Station) -> None:
    made = station.put("/people", name="Ada", country="GB", passport="1", pager="7")
    ada = station.client.people[UUID(made["id"])]
    with pytest.warns(DeprecationWarning, match="room of their own") as caught:
        assert list(ada.roommates.list()) == []
    assert caught[0].filename == __file__
    read = ada.get()
    with pytest.warns(DeprecationWarning, match="pagers are switched off") as caught:
        assert read.pager == "7"
    assert caught[0].filename == __file__
    with (
        pytest.warns(DeprecationWarning, match="scales are gone"),
        pytest.raises(station.errors.NotFoundError),
    ):
        station.client.shipments["s"].weigh()


def test_values_of_every_kind(station: Station) -> None:
    values = {
        "moment": MOMENT,
        "channel": 255,
        "offset": -128,
        "gain": -(2**15),
        "counts": 2**31 - 1,
        "ticks": 2**63 - 1,
        "voltage": Decimal("-12345.6789"),
        "factor": Decimal("0.00000000000000000000123"),
        "noise": 1.5,
        "result": float("inf"),
        "slope": station.enums.Slope.FALLING,
        "valid": False,
        "raw": b"\x00\xff\xfe",
        "day": DAY,
        "clock": dt.time(23, 59, 59, 999000),
        "exposure": -dt.timedelta(days=1, seconds=2.5),
        "series": UUID(int=7),
        "remark": "é\n\"'\\ 椅子",
        "settings": {"any": [1, None, {"x": "y"}]},
        "place": {"type": "Point", "coordinates": [15.5, 78.2]},
        "spectrum": [0.1, float("-inf"), -0.0],
        "marks": [MOMENT, MOMENT.replace(microsecond=0)],
    }
    station.put("/instruments", tag="i")
    readings = station.client.instruments["i"].readings
    readings.create(station.entities.Reading(**values))
    read = readings[MOMENT, 255].get()
    assert {name: getattr(read, name) for name in values} == values
    (listed,) = readings.list()
    assert listed.to_odata() == {
        name: value
        for name, value in read.to_odata().items()
        if name != "@odata.context"
    }


def test_names_that_others_have_a_use_for(station: Station) -> None:
    shipments = station.client.shipments
    values: dict[str, Any] = {
        **{"class_": "c", "from_": "f", "type": "t", "etag": "e"},
        "list_": ["x"],
    }
    shipments.create(station.entities.Shipment(id="s", **values))
    held = station.read("/shipments/s")
    assert {held[each.rstrip("_")] for each in values if each != "list_"} == set("cfte")
    read = shipments["s"].get()
    assert {name: getattr(read, name) for name in values} == values
    shipments["s"].update(list_=["y"], from_=None)
    held = station.read("/shipments/s")
    assert (held["list"], held["from"], held["class"]) == (["y"], None, "c")


def test_patterns_are_held_before_anything_is_sent(station: Station) -> None:
    with pytest.raises(ValueError, match="Person.email"):
        station.client.people.create(
            name="Ada", country="GB", passport="1", email="nobody"
        )
    assert station.log == []
