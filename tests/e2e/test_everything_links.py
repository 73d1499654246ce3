"""Relations between entities: references, places in bodies, entities in others."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import unquote
from uuid import UUID

import pytest
from tests.e2e.station import Station

ODD = "joe_x.com#EXT#@o'n/%"


def _person(station: Station, name: str, **values: str) -> UUID:
    made = station.put("/people", name=name, country="GB", passport=name, **values)
    return UUID(made["id"])


def _expedition(station: Station, number: int = 1) -> None:
    goal = {"name": "Pole"}
    station.put("/expeditions", number=number, season="winter", goal=goal)


def _tags(station: Station, path: str) -> list[str]:
    return [each["tag"] for each in station.read(path)]


@pytest.fixture(autouse=True)
def vehicle(station: Station) -> None:
    for tag in (ODD, "b"):
        station.put("/assets", **{"@odata.type": "#polar.Vehicle", "tag": tag})


def test_references_are_added_and_removed(station: Station) -> None:
    _expedition(station)
    equipment = station.client.expeditions[1].equipment
    equipment.add_reference(station.client.assets[ODD])
    equipment.add_reference(station.client.assets["b"])
    url = station.spelt(
        "/assets/joe_x.com%23EXT%23@o%27n%2F%25",
        "/assets('joe_x.com%23EXT%23@o''n%2F%25')",
    )
    assert _tags(station, "/expeditions/1/equipment") == [ODD, "b"]
    equipment.remove_reference(station.client.assets[ODD])
    assert station.last.method == "DELETE"
    path, _, named = station.last.path.partition("?$id=")
    assert path.endswith("/equipment/$ref")
    assert unquote(named) == f"{station.sandbox.url}{url}"
    assert _tags(station, "/expeditions/1/equipment") == ["b"]
    equipment["b"].remove_reference()
    assert _tags(station, "/expeditions/1/equipment") == []
    assert sorted(_tags(station, "/assets")) == ["b", ODD], "they only are not related"
    equipment.add_reference(f"{station.sandbox.url}{url}")
    assert _tags(station, "/expeditions/1/equipment") == [ODD]
    with pytest.raises(station.errors.NotFoundError):
        equipment.remove_reference(station.client.assets["b"])
    with pytest.raises(station.errors.BadRequestError):
        equipment.add_reference(station.client.assets["nobody"])


def test_single_references_are_set_and_removed(station: Station) -> None:
    ada, bob = _person(station, "Ada"), _person(station, "Bob")
    people = station.client.people
    deputy = people[ada].deputy
    with pytest.raises(station.errors.NotFoundError):
        deputy.get()
    deputy.set_reference(people[bob])
    assert deputy.get().name == "Bob"
    deputy.set_reference(people[ada])
    assert station.read(f"/people/{ada}/deputy")["name"] == "Ada"
    deputy.remove_reference()
    assert station.status(f"/people/{ada}/deputy") == 204
    assert len(station.read("/people")) == 2


def test_relations_below_complex_values(station: Station) -> None:
    ada, bob = _person(station, "Ada"), _person(station, "Bob")
    people = station.client.people
    people[ada].update(assignment=station.entities.Assignment(duty="cook"))
    superior = people[ada].assignment.superior
    superior.set_reference(people[bob])
    assert superior.get().name == "Bob"
    superior.remove_reference()
    with pytest.raises(station.errors.NotFoundError):
        superior.get()


def test_places_in_bodies(station: Station) -> None:
    ada, bob = _person(station, "Ada"), _person(station, "Bob")
    client = station.client
    client.expeditions.create(
        number=1,
        season=station.enums.Season.WINTER,
        goal=station.entities.Site(name="Pole"),
        leader=client.people[ada],
        equipment=[client.assets[ODD]],
        transport=client.assets["b"],
    )
    assert station.read("/expeditions/1/leader")["name"] == "Ada"
    assert _tags(station, "/expeditions/1/equipment") == [ODD]
    assert station.read("/expeditions/1/transport")["tag"] == "b"
    client.expeditions[1].update(leader=client.people[bob])
    assert list(station.sent) == ["leader@odata.bind"]
    assert client.expeditions[1].leader.get().name == "Bob"
    client.expeditions[1].update(
        season=station.enums.Season.SUMMER, equipment=[client.assets["b"]]
    )
    assert "b" in _tags(station, "/expeditions/1/equipment")
    assert station.read("/expeditions/1")["season"] == "summer"


def test_the_result_of_a_function_is_a_place(station: Station) -> None:
    _expedition(station)
    site = station.entities.Site(name="a/b")
    equipment = station.client.expeditions[1].equipment
    equipment.add_reference(station.client.assets.nearest_with_site(site=site))
    (tag,) = _tags(station, "/expeditions/1/equipment")
    station.client.expeditions.create(
        number=2,
        season=station.enums.Season.WINTER,
        goal=site,
        transport=station.client.assets.nearest_with_site(site=site).as_vehicle,
    )
    assert station.read("/expeditions/2/transport")["tag"] == tag


def test_related_entities_are_created_along(station: Station) -> None:
    kinds = station.entities
    client = station.client
    item = kinds.Item(line=1, weight=2)
    made = client.shipments.create(id="s", items=[item])
    assert [each.line for each in made.items] == [1]
    assert station.read("/shipments/s/items")[0]["weight"] == 2
    health = kinds.medical.Record(
        blood_group="A", samples=[kinds.medical.Sample(label="x/y", volume=3)]
    )
    deputy = kinds.Person(name="Bob", country="NO", passport="2")
    ada = client.people.create(
        name="Ada", country="GB", passport="1", health=health, deputy=deputy
    )
    assert client.people[ada.id].deputy.get().name == "Bob"
    assert client.people[ada.id].health.get().blood_group == "A"
    assert client.people[ada.id].health.samples["x/y"].get().volume == 3
    assert sorted(each["name"] for each in station.read("/people")) == ["Ada", "Bob"]


def test_expanded_entities_are_read_and_changed(station: Station) -> None:
    ada, bob = _person(station, "Ada"), _person(station, "Bob")
    people = station.client.people
    people[ada].deputy.set_reference(people[bob])
    read = people[ada].get(expand="deputy")
    assert read.deputy is not None
    assert read.deputy.name == "Bob"
    read.deputy.call_sign = "B"
    people[bob].update(read.deputy)
    assert station.sent == {"callSign": "B"}
    assert station.read(f"/people/{bob}")["callSign"] == "B"


def test_contained_entities_go_with_what_contains_them(station: Station) -> None:
    shipments = station.client.shipments
    shipments.create(id="s")
    shipments["s"].items.create(line=1, weight=Decimal(1))
    shipments["s"].items[1].asset.set_reference(station.client.assets["b"])
    assert shipments["s"].items[1].asset.get().tag == "b"
    shipments["s"].items[1].delete()
    assert station.read("/shipments/s/items") == []
    assert station.status("/assets/b") == 200


def test_a_path_that_always_leads_to_an_entity_has_no_end(station: Station) -> None:
    transport = station.client.expeditions[1].transport
    asset = station.client.shipments["s"].items[1].asset
    for name in ("delete", "remove_reference"):
        assert not hasattr(transport, name)
        assert hasattr(asset, name)
    assert hasattr(transport, "set_reference")
