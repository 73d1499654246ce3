"""Entities of every kind of key: created, read, changed and deleted, each alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from tests.e2e.station import Station

MOMENT = dt.datetime(2026, 1, 31, 23, 59, 59, 250000, tzinfo=dt.UTC)
NIGHT = dt.datetime(2026, 2, 1, 0, 59, tzinfo=dt.timezone(dt.timedelta(hours=1)))


class Kind(NamedTuple):
    """Two entities of a collection: one to change, and its neighbour."""

    collection: Callable[[Station], Any]
    keys: Callable[[Station], tuple[Any, Any]]
    create: Callable[[Station, Any], dict[str, Any]]
    change: Callable[[Station], dict[str, Any]]
    raw: str


def _readings(station: Station) -> Any:
    if station.status("/instruments/i") == 404:
        station.put("/instruments", tag="i")
    return station.client.instruments["i"].readings


def _reading(station: Station, key: Any) -> dict[str, Any]:
    return {"moment": key[0], "channel": key[1], "offset": -1, "valid": False}


def _sample(station: Station, key: Any) -> dict[str, Any]:
    site = station.entities.DrillSite(borehole=key[0])
    return {"site": site, "depth": key[1]}


def _expedition(station: Station, key: Any) -> dict[str, Any]:
    goal = station.entities.Site(name="Pole")
    return {"number": key, "season": station.enums.Season.WINTER, "goal": goal}


def _items(station: Station) -> Any:
    if station.status("/shipments/s") == 404:
        station.put("/shipments", id="s")
    return station.client.shipments["s"].items


KINDS = {
    "text": Kind(
        lambda s: s.client.shipments,
        lambda s: ("a", "b"),
        lambda s, key: {"id": key, "class_": "old"},
        lambda s: {"class_": "new"},
        "/shipments",
    ),
    "number": Kind(
        lambda s: s.client.expeditions,
        lambda s: (-5, 5),
        _expedition,
        lambda s: {"season": s.enums.Season.SUMMER},
        "/expeditions",
    ),
    "member": Kind(
        lambda s: s.client.alarms,
        lambda s: (s.enums.AlarmLevel.EVACUATION, s.enums.AlarmLevel.DRILL),
        lambda s, key: {"level": key, "signal": "old"},
        lambda s: {"signal": "new"},
        "/alarms",
    ),
    "day": Kind(
        lambda s: s.client.log,
        lambda s: (dt.date(2026, 1, 31), dt.date(2026, 2, 1)),
        lambda s, key: {"day": key},
        lambda s: {"weather": s.entities.Outlook(coldest=-30.5)},
        "",
    ),
    "moment": Kind(
        lambda s: s.client.forecasts,
        lambda s: (MOMENT.replace(microsecond=0), NIGHT),
        lambda s, key: {"issued": key, "days": []},
        lambda s: {"days": [s.entities.Outlook(wind=12.5)]},
        "/forecasts",
    ),
    "parts": Kind(
        _readings,
        lambda s: ((MOMENT, 1), (MOMENT, 2)),
        _reading,
        lambda s: {"valid": True},
        "/instruments/i/readings",
    ),
    "part of a complex value": Kind(
        lambda s: s.client.samples,
        lambda s: ((1, 2), (2, 1)),
        _sample,
        lambda s: {"temperature": -40.25},
        "/samples",
    ),
    "small number": Kind(
        _items,
        lambda s: (1, -1),
        lambda s, key: {"line": key, "weight": Decimal(2)},
        lambda s: {"weight": Decimal(3)},
        "/shipments/s/items",
    ),
}

ODD = (
    "joe_contoso.com#EXT#",
    "a/b",
    "100%",
    "%2F",
    "O'Neil's",
    "two  blanks ",
    "smørrebrød 椅子",
    "a?b=c&d",
    "(x),y=1;z",
    "$count",
    "+",
    '"',
    "é",
    "'",
    "a\\b",
    "..x",
    "polar.x",
    "nearest(site=1)",
)


@pytest.mark.parametrize("name", KINDS)
def test_each_entity_is_reached_by_its_key(station: Station, name: str) -> None:
    kind = KINDS[name]
    collection = kind.collection(station)
    one, other = kind.keys(station)
    for key in (one, other):
        values = kind.create(station, key)
        collection.create(**values)
        read = collection[key].get()
        given = values.keys() - {"site"}
        assert not [name for name in given if getattr(read, name) != values[name]]
    if kind.raw:
        assert len(station.read(kind.raw)) == 2
    changed = kind.change(station)
    assert collection[one].update(**changed) is None
    for key, is_new in ((one, True), (other, False)):
        read = collection[key].get()
        differs = [f for f, v in changed.items() if getattr(read, f) != v]
        assert bool(differs) is not is_new
    collection[one].delete()
    with pytest.raises(station.errors.NotFoundError):
        collection[one].get()
    assert collection[other].get()


@pytest.mark.parametrize("key", ODD)
def test_odd_keys_lead_to_their_entity_alone(station: Station, key: str) -> None:
    shipments = station.client.shipments
    neighbours = [key + "x", "x" + key, key[:-1] or "y"]
    for each in (key, *neighbours):
        shipments.create(id=each, class_="old")
    shipments[key].update(class_="new")
    assert shipments[key].get().id == key
    shipments[key].items.create(line=1, weight=Decimal(2))
    assert shipments[key].items[1].get().line == 1
    held = {each["id"]: each["class"] for each in station.read("/shipments")}
    assert held == {key: "new"} | dict.fromkeys(neighbours, "old")
    shipments[key].delete()
    left = [each["id"] for each in station.read("/shipments")]
    assert sorted(left) == sorted(neighbours)


def test_computed_keys_come_from_the_service(station: Station) -> None:
    ada = station.client.people.create(name="Ada", country="GB", passport="1")
    assert isinstance(ada.id, UUID)
    assert station.read("/people")[0]["id"] == str(ada.id)
    assert station.client.people[ada.id].get().name == "Ada"
    with pytest.raises(ValueError, match="id"):
        station.client.people.create(id=ada.id, name="A")  # type: ignore[call-arg]


@pytest.mark.parametrize("email", ["ada@x.example", "o'neil@x", "a/b@x", "ü+%@x#y"])
def test_alternate_keys_of_one_part(station: Station, email: str) -> None:
    people = station.client.people
    ada = people.create(name="Ada", country="GB", passport="1", email=email)
    bob = people.create(name="Bob", country="GB", passport="2", email="bob@x")
    assert people.by_email(email).get().id == ada.id
    people.by_email(email).update(call_sign="A")
    people.by_email(email).deputy.set_reference(people.by_email("bob@x"))
    assert people.by_email(email).deputy.get().id == bob.id
    assert station.read(f"/people/{ada.id}")["callSign"] == "A"
    assert station.read(f"/people/{bob.id}")["callSign"] is None
    people.by_email(email).delete()
    assert [each["name"] for each in station.read("/people")] == ["Bob"]
    with pytest.raises(station.errors.NotFoundError):
        people.by_email(email).get()


def test_alternate_keys_of_two_parts(station: Station) -> None:
    people = station.client.people
    people.create(name="Ada", country="GB", passport="1/2")
    people.create(name="Bob", country="NO", passport="1/2")
    bob = people.by_country_and_passport("NO", "1/2")
    bob.update(languages=["no", "en"])
    held = {each["name"]: each["languages"] for each in station.read("/people")}
    assert held == {"Ada": [], "Bob": ["no", "en"]}
    assert people.by_country_and_passport(passport="1/2", country="GB").get()


def test_replacing_takes_away_what_is_not_given(station: Station) -> None:
    shipments = station.client.shipments
    shipments.create(id="a", class_="c", from_="f", list_=["x"])
    shipments["a"].replace(from_="g")
    assert station.last.method == "PUT"
    held = station.read("/shipments/a")
    assert (held["class"], held["from"], held["list"]) == (None, "g", [])
