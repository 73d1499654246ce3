"""What can be done where: builders have the methods that the metadata allows.

The lines that type checkers ignore are those that they refuse: mypy says so where an
ignored line is none.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
from tests.e2e.station import Station

OF_COLLECTIONS = {"list", "create", "add_reference"}
OF_ITEMS = {"get", "update", "replace", "upsert", "delete", "set_reference"}
METHODS = {*OF_COLLECTIONS, *OF_ITEMS, "create_media", "remove_reference"}
ALL_OF_ITEM = {"get", "update", "replace", "upsert", "delete"}


def _methods(builder: Any) -> set[str]:
    return {name for name in METHODS if hasattr(builder, name)}


PLACES = {
    "assets": {"list", "create"},
    "assets['x']": ALL_OF_ITEM,
    "instruments": {"list", "create"},
    "instruments['x']": ALL_OF_ITEM - {"update"},
    "retired_instruments": {"list"},
    "retired_instruments['x']": {"get"},
    "log": {"create"},
    "log[DAY]": ALL_OF_ITEM,
    "photos": {"list", "create", "create_media"},
    "photos[1]": ALL_OF_ITEM,
    "photos[1].camera": ALL_OF_ITEM | {"set_reference", "remove_reference"},
    "photos[1].thumbnail": {"get", "delete"},
    "expeditions[1].equipment": {"list", "create", "add_reference", "remove_reference"},
    "expeditions[1].equipment['x']": ALL_OF_ITEM | {"remove_reference"},
    "expeditions[1].transport": ALL_OF_ITEM - {"delete"} | {"set_reference"},
    "expeditions[1].goal": set(),
    "people[ID].expeditions": {"list", "add_reference", "remove_reference"},
    "shipments['x'].items": {"list", "create"},
    "assets.as_camera": {"list", "create"},
    "on_duty()": {"get"},
    "expeditions.leaders(since=None)": {"list"},
    "commander": {"get", "update", "replace"},
    "visitor": {"get", "update", "replace", "upsert", "delete"},
}


@pytest.mark.parametrize("place", PLACES)
def test_methods_of_a_place(station: Station, place: str) -> None:
    day, number = dt.date(2026, 1, 31), UUID(int=7)
    names = {"client": station.client, "DAY": day, "ID": number}
    assert _methods(eval(f"client.{place}", names)) == PLACES[place]


def test_type_checkers_know_them_too(station: Station) -> None:
    client = station.client
    with pytest.raises(AttributeError):
        client.instruments["x"].update  # type: ignore[attr-defined] # noqa: B018
    with pytest.raises(AttributeError):
        client.retired_instruments.create  # type: ignore[attr-defined] # noqa: B018
    with pytest.raises(AttributeError):
        client.retired_instruments["x"].delete  # type: ignore[attr-defined] # noqa: B018
    with pytest.raises(AttributeError):
        client.log.list  # type: ignore[attr-defined] # noqa: B018
    with pytest.raises(AttributeError):
        client.assets["x"].calibrate  # type: ignore[attr-defined] # noqa: B018
    with pytest.raises(AttributeError):
        client.on_duty().update  # type: ignore[attr-defined] # noqa: B018
    with pytest.raises(ValueError, match="country"):
        client.commander.update(country="NO")  # type: ignore[call-arg]


def test_what_can_be_replaced_but_not_updated(station: Station) -> None:
    instruments = station.client.instruments
    instruments.create(tag="t", model="old")
    instruments["t"].replace(model="new")
    assert station.last.method == "PUT"
    assert station.read("/instruments/t")["model"] == "new"


def test_what_can_be_read_one_by_one(station: Station) -> None:
    log = station.client.log
    log.create(day=dt.date(2026, 1, 31))
    assert log[dt.date(2026, 1, 31)].get().day == dt.date(2026, 1, 31)
    assert station.status("/log") == 405


def test_what_can_only_be_read(station: Station) -> None:
    store = station.sandbox.store
    retired = store.roots["retiredInstruments"]
    store.add(retired, "polar.Camera", {"tag": "old"})
    (camera,) = station.client.retired_instruments.list()
    assert type(camera) is station.entities.Camera
    assert station.client.retired_instruments["old"].get().tag == camera.tag
    assert station.http.delete("/retiredInstruments/old").status_code == 405


def test_singletons(station: Station) -> None:
    client = station.client
    client.commander.update(name="Ada", call_sign="A")
    assert client.commander.get().name == "Ada"
    assert station.read("/commander")["callSign"] == "A"
    commander = client.commander.get()
    commander.languages.append("no")
    client.commander.update(commander)
    assert station.sent == {"languages": ["no"]}
    assert client.visitor.get(), "there is a guest of honour"
    assert station.http.delete("/visitor").status_code == 204
    with pytest.raises(station.errors.NotFoundError):
        client.visitor.get()
    assert client.commander.health.get().blood_group is None
    client.commander.health.update(blood_group="0")
    assert station.read("/commander/health")["bloodGroup"] == "0"
