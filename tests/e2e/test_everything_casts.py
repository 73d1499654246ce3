"""Derived entities: created as what they are, found by casts, and changed there."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.e2e.station import Station


@pytest.fixture(autouse=True)
def assets(station: Station) -> None:
    """A camera, one that sees heat, a plain instrument and a vehicle."""
    kinds = station.entities
    create = station.client.assets.create
    create(kinds.Camera(tag="c", resolution=12, model="M"))
    create(kinds.InfraredCamera(tag="i", coldest=-60.5))
    create(kinds.Instrument(tag="t"))
    create(kinds.Vehicle(tag="v", seats=4, fuel=kinds.VehicleFuel.DIESEL))


def test_derived_entities_come_back_as_what_they_are(station: Station) -> None:
    kinds = station.entities
    found = {each.tag: type(each) for each in station.client.assets.list()}
    assert found == {
        "c": kinds.Camera,
        "i": kinds.InfraredCamera,
        "t": kinds.Instrument,
        "v": kinds.Vehicle,
    }
    camera: Any = station.client.assets["c"].get()
    assert (type(camera), camera.resolution) == (kinds.Camera, 12)
    made = station.client.assets.create(kinds.Camera(tag="d"))
    assert type(made) is kinds.Camera
    assert station.sent == {"@odata.type": "#polar.Camera", "tag": "d"}


def test_casts_leave_what_derives(station: Station) -> None:
    assets = station.client.assets
    assert [each.tag for each in assets.as_instrument.list()] == ["c", "i", "t"]
    assert [each.tag for each in assets.as_camera.list()] == ["c", "i"]
    assert [each.tag for each in assets.as_infrared_camera.list()] == ["i"]
    (vehicle,) = assets.as_vehicle.list()
    assert (type(vehicle), vehicle.seats) == (station.entities.Vehicle, 4)
    assert station.last.path == "/assets/polar.Vehicle"
    filtered = assets.as_camera.list(filter="resolution gt 3", select=["tag"])
    assert [each.tag for each in filtered] == ["c"]


def test_creating_through_casts(station: Station) -> None:
    """What derives is created in the collection itself, with links of its own."""
    assets = station.client.assets
    made = assets.as_camera.create(tag="d", resolution=8, replacement=assets["i"])
    assert (type(made), made.resolution) == (station.entities.Camera, 8)
    assert (station.last.method, station.last.path) == ("POST", "/assets")
    sent = station.sent
    replacement = station.client.prepare.assets["i"].get().url
    assert sent.pop("replacement@odata.bind").endswith(f"/{replacement}")
    assert sent == {"@odata.type": "#polar.Camera", "tag": "d", "resolution": 8}
    assert assets["d"].as_instrument.replacement.get().tag == "i"
    infrared = station.entities.InfraredCamera(tag="e", coldest=-40)
    made = assets.as_instrument.as_camera.as_infrared_camera.create(infrared)
    assert (type(made), made.coldest) == (station.entities.InfraredCamera, -40)
    assert station.last.path == "/assets"
    assert station.sent["@odata.type"] == "#polar.InfraredCamera"


def test_single_entities_are_cast(station: Station) -> None:
    asset = station.client.assets["i"]
    for cast in (
        asset.as_instrument,
        asset.as_camera,
        asset.as_infrared_camera,
        station.client.assets.as_camera["i"],
    ):
        assert type(cast.get()) is station.entities.InfraredCamera
    with pytest.raises(station.errors.NotFoundError):
        station.client.assets["t"].as_camera.get()


def test_changes_through_casts(station: Station) -> None:
    assets = station.client.assets
    assets["c"].as_camera.update(resolution=24)
    assets.as_instrument["t"].update(model="T", condition=station.enums.Condition.WORN)
    assets["i"].as_infrared_camera.replace(coldest=-70, notes=[])
    held = {each["tag"]: each for each in station.read("/assets")}
    assert (held["c"]["resolution"], held["c"]["model"]) == (24, "M")
    assert (held["t"]["model"], held["t"]["condition"]) == ("T", "worn")
    assert (held["i"]["coldest"], held["i"]["model"]) == (-70, None)
    assets["c"].as_instrument.delete()
    assert station.status("/assets/c") == 404
    assert sorted(each["tag"] for each in station.read("/assets")) == ["i", "t", "v"]


def test_a_read_entity_of_a_derived_type_is_changed(station: Station) -> None:
    camera: Any = station.client.assets["c"].get()
    camera.resolution = 48
    camera.price = Decimal(1)
    station.client.assets["c"].update(camera)
    assert station.sent.keys() - {"@odata.type"} == {"resolution", "price"}
    held = station.read("/assets/c")
    assert (held["resolution"], held["price"]) == (48, 1)


def test_what_only_derived_types_lead_to(station: Station) -> None:
    assets = station.client.assets
    assert list(assets["c"].as_camera.readings.list()) == []
    replacement = assets["t"].as_instrument.replacement
    replacement.set_reference(assets["i"])
    assert type(replacement.get()) is station.entities.InfraredCamera
    replacement.remove_reference()
    assert station.http.get("/assets/t/polar.Instrument/replacement").status_code == 204


def test_collections_of_a_base_type_elsewhere(station: Station) -> None:
    site = {"name": "Pole"}
    station.put("/expeditions", number=1, season="winter", goal=site)
    equipment = station.client.expeditions[1].equipment
    for tag in ("c", "v"):
        equipment.add_reference(station.client.assets[tag])
    kinds = [type(each).__name__ for each in equipment.list()]
    assert kinds == ["Camera", "Vehicle"]
    assert [each.tag for each in equipment.as_vehicle.list()] == ["v"]
    assert equipment["c"].as_camera.get().resolution == 12


def test_derived_complex_values(station: Station) -> None:
    kinds = station.entities
    goal = kinds.DrillSite(name="Core", borehole=3, højde=2.5)
    camps = [kinds.Site(name="A"), kinds.DrillSite(borehole=4, ice=False)]
    season = station.enums.Season.SUMMER
    expeditions = station.client.expeditions
    expeditions.create(number=1, season=season, goal=goal, camps=camps)
    read: Any = expeditions[1].get()
    assert (type(read.goal), read.goal.højde) == (kinds.DrillSite, 2.5)
    assert [type(each) for each in read.camps] == [kinds.Site, kinds.DrillSite]
    held = station.read("/expeditions/1")
    assert held["goal"]["@odata.type"] == "#polar.DrillSite"
    read.goal.ice = False
    read.camps.append(kinds.DrillSite(borehole=5))
    expeditions[1].update(read)
    held = station.read("/expeditions/1")
    assert (held["goal"]["ice"], held["goal"]["borehole"]) == (False, 3)
    assert [each.get("borehole") for each in held["camps"]] == [None, 4, 5]
