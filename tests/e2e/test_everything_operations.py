"""Actions and functions: what arrives at the service, and what comes back of it."""

from __future__ import annotations

import base64
import datetime as dt
from decimal import Decimal
from typing import Any
from urllib.parse import unquote
from uuid import UUID

import pytest
from tests.e2e.station import Answers, Station

from odata2py.sandbox.rules import Call, Outcome
from odata2py.sandbox.storage import Collection, Entity

GUID = UUID(int=7)
MOMENT = dt.datetime(2026, 1, 31, 12, 30, tzinfo=dt.UTC)


def _called(station: Station) -> Call:
    """The only call that arrived."""
    (call,) = Answers.calls
    Answers.calls.clear()
    return call


def _camera(station: Station, tag: str = "c") -> None:
    station.put("/assets", **{"@odata.type": "#polar.Camera", "tag": tag})


def _expedition(station: Station) -> None:
    station.put("/expeditions", number=1, season="winter", goal={"name": "Pole"})


def _gives(name: str, value: Any) -> None:
    Answers.wanted[name] = Outcome(value)


def _entity(call: Call) -> dict[str, Any]:
    assert isinstance(call.binding, Entity)
    return call.binding.values


def test_bound_to_a_base_type(station: Station) -> None:
    _camera(station)
    _camera(station, "d/e")
    asset = station.client.assets["d/e"]
    asset.retire(reason="broken & lost")
    call = _called(station)
    assert (_entity(call)["tag"], call.arguments["reason"]) == ("d/e", "broken & lost")
    name = station.spelt("/assets/d%2Fe/retire", "/assets('d%2Fe')/polar.retire")
    assert (station.last.method, station.last.path) == ("POST", name)
    asset.as_camera.retire()
    assert (_called(station).arguments, station.sent) == ({}, {})
    asset.retire(reason=None)
    assert (_called(station).arguments, station.sent) == (
        {"reason": None},
        {"reason": None},
    )


def test_overloads_by_what_they_are_bound_to(station: Station) -> None:
    _camera(station)
    _expedition(station)
    condition = station.enums.Condition
    _gives("polar.inspect", "broken")
    assert station.client.assets["c"].inspect() is condition.BROKEN
    assert isinstance(_called(station).binding, Entity)
    _gives("polar.inspect", ["good", "worn"])
    found = list(station.client.assets.inspect())
    assert found == [condition.GOOD, condition.WORN]
    assert isinstance(_called(station).binding, Collection)
    _gives("polar.span", "PT1H30M")
    span = station.client.assets["c"].as_instrument.span()
    assert span == dt.timedelta(hours=1.5)
    _gives("polar.span", ["2026-01-31", "2026-02-01"])
    days = list(station.client.expeditions[1].span())
    assert days == [dt.date(2026, 1, 31), dt.date(2026, 2, 1)]


def test_operations_for_types_that_name_them(station: Station) -> None:
    _camera(station)
    kinds = station.entities
    asset = station.client.assets["c"]
    assert not hasattr(asset, "calibrate")
    _gives("polar.calibrate", 0.25)
    against = kinds.Camera(tag="x", resolution=3)
    assert asset.as_instrument.calibrate(against=against) == 0.25
    assert station.sent["against"]["@odata.type"] == "#polar.Camera"
    sent = _called(station).arguments["against"]
    assert (sent["tag"], sent["resolution"]) == ("x", 3)
    Answers.wanted["polar.calibrate"] = Outcome(None, 204)
    assert asset.as_camera.calibrate(against=None) is None


def test_parameters_of_every_kind(station: Station) -> None:
    kinds, enums = station.entities, station.enums
    _expedition(station)
    made = station.client.expeditions.plan(
        season=enums.Season.SUMMER,
        needs=enums.Skills("firstAid,radio"),
        goal=kinds.DrillSite(name="Core", borehole=3),
        camps=[kinds.Site(name="A"), kinds.DrillSite(borehole=4)],
        guests=["O'Neil", "椅子"],
        leader=kinds.Person(name="Ada", country="GB", passport="1"),
        departure=MOMENT,
        permit=GUID,
        length=dt.timedelta(days=2, seconds=1),
        budget=Decimal("99.50"),
        map=b"\xff\xfe",
    )
    assert made.number == 1
    got = _called(station).arguments
    assert (got["season"], set(got["needs"].split(","))) == (
        "summer",
        {"firstAid", "radio"},
    )
    assert got["goal"]["@odata.type"] == "#polar.DrillSite"
    assert (got["goal"]["borehole"], got["goal"]["name"]) == (3, "Core")
    assert [each.get("borehole") for each in got["camps"]] == [None, 4]
    assert got["guests"] == ["O'Neil", "椅子"]
    assert got["leader"]["name"] == "Ada"
    assert (got["departure"], got["permit"]) == ("2026-01-31T12:30:00Z", str(GUID))
    assert (got["length"], got["budget"]) == ("P2DT1S", 99.5)
    assert base64.urlsafe_b64decode(got["map"]) == b"\xff\xfe"


def test_parameters_that_are_not_given_are_not_sent(station: Station) -> None:
    _expedition(station)
    station.client.expeditions.plan(
        season=station.enums.Season.WINTER,
        needs=None,
        goal=station.entities.Site(),
        camps=[],
        guests=[],
        leader=None,
        departure=MOMENT,
        permit=None,
        length=None,
        budget=None,
        map=None,
    )
    assert station.sent["needs"] is None
    assert station.sent["camps"] == []


def test_parameters_that_are_called_like_others(station: Station) -> None:
    station.put("/shipments", id="s")
    made = station.client.shipments.import_(value=b"\x00paper", self_="me")
    assert made is not None
    assert made.id == "s"
    assert station.sent == {"value": "AHBhcGVy", "self": "me"}


def test_composable_functions_are_gone_on_from(station: Station) -> None:
    _camera(station)
    kinds, enums = station.entities, station.enums
    site = kinds.Site(name="a/b 'c' & d", højde=1.5)
    nearest = station.client.assets.nearest_with_site(site=site)
    found = nearest.get()
    assert (type(found), found.tag) == (kinds.Camera, "c")
    arguments = _called(station).arguments
    assert (arguments["site"]["name"], arguments["site"]["højde"]) == (site.name, 1.5)
    assert nearest.as_camera.get(select="tag").tag == "c"
    Answers.calls.clear()
    worn = station.client.assets.nearest_with_site_condition(
        site=site, condition=enums.Condition.WORN
    )
    assert worn.get().tag == "c"
    assert _called(station).arguments["condition"] == "worn"


def test_composable_functions_that_give_many(station: Station) -> None:
    _expedition(station)
    ada = station.put("/people", name="Ada", country="GB", passport="1")
    bob = station.put("/people", name="Bob", country="GB", passport="2")
    station.client.people[UUID(ada["id"])].deputy.set_reference(
        station.client.people[UUID(bob["id"])]
    )
    leaders = station.client.expeditions.leaders(since=dt.date(2026, 1, 31))
    assert [each.name for each in leaders.list(orderby="name desc")] == ["Bob", "Ada"]
    assert _called(station).arguments == {"since": "2026-01-31"}
    assert leaders[UUID(ada["id"])].deputy.get().name == "Bob"
    (leader,) = leaders.list(filter="name eq 'Ada'", top=1)
    assert leader.name == "Ada"
    Answers.calls.clear()
    assert len(list(station.client.expeditions.leaders(since=None).list())) == 2
    assert _called(station).arguments == {"since": None}


def test_functions_bound_to_nothing(station: Station) -> None:
    client, kinds = station.client, station.entities
    Answers.wanted["polar.onDuty"] = Outcome(None)
    with pytest.raises(station.errors.NotFoundError):
        client.on_duty().get()
    Answers.wanted.clear()
    station.put("/people", name="Ada", country="GB", passport="1")
    assert client.on_duty().get().name == "Ada"
    assert station.last.path == "/onDuty()"
    assert client.on_duty().health.get().blood_group is None
    Answers.calls.clear()
    assert client.on_duty_with_at(at=MOMENT).get().name == "Ada"
    assert _called(station).arguments == {"at": "2026-01-31T12:30:00Z"}
    _gives("polar.dangers", [{"name": "crevasse"}])
    found = list(client.dangers(near=kinds.DrillSite(borehole=1)))
    assert [each.name for each in found] == ["crevasse"]
    assert _called(station).arguments["near"]["borehole"] == 1
    assert len(list(client.dangers(near=None))) == 1
    assert "near=null" in unquote(station.last.path)
    outlook = client.outlook(day=dt.date(2026, 1, 31))
    assert type(outlook) is kinds.Outlook


def test_actions_bound_to_nothing(station: Station) -> None:
    client = station.client
    client.sound_alarm(level=station.enums.AlarmLevel.EVACUATION)
    assert station.last.path == "/soundAlarm"
    assert _called(station).arguments == {"level": "evacuation"}
    Answers.wanted["polar.evacuate"] = Outcome([])
    assert list(client.evacuate()) == []
    Answers.wanted.clear()
    station.put("/people", name="Ada", country="GB", passport="1")
    assert [each.name for each in client.evacuate()] == ["Ada"]


def test_bound_to_complex_values(station: Station) -> None:
    _expedition(station)
    _gives("polar.distance", 12.5)
    other = station.entities.Site(name="x/y")
    assert station.client.expeditions[1].goal.distance(other=other) == 12.5
    call = _called(station)
    assert isinstance(call.binding, dict)
    assert (call.binding["name"], call.arguments["other"]["name"]) == ("Pole", "x/y")
    made = station.put("/people", name="Ada", country="GB", passport="1")
    ada = station.client.people[UUID(made["id"])]
    with pytest.raises(station.errors.NotFoundError):
        ada.assignment.prolong(by=dt.timedelta(days=1))
    ada.update(assignment=station.entities.Assignment(duty="cook"))
    _gives("polar.prolong", {"duty": "cook", "until": "2026-01-31T12:30:00Z"})
    longer = ada.assignment.prolong(by=dt.timedelta(days=1))
    assert longer is not None
    assert (longer.duty, longer.until) == ("cook", MOMENT)
    assert _called(station).arguments == {"by": "P1DT0S"}


def test_results_that_are_null_or_empty(station: Station) -> None:
    station.put("/shipments", id="s")
    shipment = station.client.shipments["s"]
    assert type(shipment.unload()) is station.entities.Receipt
    Answers.wanted["polar.unload"] = Outcome(None, 204)
    assert shipment.unload() is None
    Answers.wanted["polar.weigh"] = Outcome(None, 204)
    with pytest.warns(DeprecationWarning, match="scales are gone"):
        assert shipment.weigh() is None
    _gives("polar.weigh", 1.125)
    with pytest.warns(DeprecationWarning, match="scales are gone"):
        assert shipment.weigh() == Decimal("1.125")


def test_an_operation_that_takes_long(station: Station) -> None:
    _expedition(station)
    station.put("/samples", site={"borehole": 1}, depth=10)
    later = station.client.prepare.expeditions[1].with_options(prefer="respond-async")
    page = station.client.wait(later.drill(depths=[10, 20]))
    (sample,) = page.value
    assert (sample.site.borehole, sample.depth) == (1, 10)
    assert _called(station).arguments == {"depths": [10, 20]}
    methods = [each.method for each in station.log]
    assert methods == ["POST", "GET", "GET", "GET"]
    with pytest.raises(station.errors.StillRunningError) as caught:
        list(
            station.client.expeditions[1]
            .with_options(prefer="respond-async")
            .drill(depths=[1])
        )
    assert len(station.client.wait(caught.value.request).value) == 1


def test_what_an_operation_says_is_wrong(station: Station) -> None:
    _camera(station)
    with pytest.raises(station.errors.NotFoundError):
        station.client.assets["nobody"].inspect()
    with pytest.raises(station.errors.NotFoundError):
        station.client.assets["c"].as_infrared_camera.inspect()
    with pytest.raises(TypeError):
        station.client.sound_alarm()  # type: ignore[call-arg]
