"""Two programs change what both have read: entity tags keep them from each other."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from tests.e2e.station import PACKAGES, Station, serving


@pytest.fixture(scope="module", params=PACKAGES)
def served(request: pytest.FixtureRequest) -> Iterator[Station]:
    with serving(request.param, etags=True, upserts=True) as station:
        yield station


@pytest.fixture
def ada(station: Station) -> UUID:
    made = station.put("/people", name="Ada", country="GB", passport="1")
    return UUID(made["id"])


def test_what_was_read_is_changed_on_its_condition(station: Station, ada: UUID) -> None:
    person = station.client.people[ada]
    read, other = person.get(), person.get()
    assert read.odata_etag is not None
    read.call_sign = "A"
    person.update(read)
    assert station.last.headers["if-match"] == other.odata_etag
    assert read.odata_etag != other.odata_etag, "the tag is that of the new state"
    read.call_sign = "B"
    person.update(read)
    other.call_sign = "C"
    with pytest.raises(station.errors.PreconditionFailedError):
        person.update(other)
    assert station.read(f"/people/{ada}")["callSign"] == "B"
    person.with_options(if_match="*").update(other)
    assert station.read(f"/people/{ada}")["callSign"] == "C"


def test_changes_without_a_tag_are_refused(station: Station, ada: UUID) -> None:
    person = station.client.people[ada]
    with pytest.raises(station.errors.PreconditionRequiredError):
        person.update(call_sign="A")
    with pytest.raises(station.errors.PreconditionRequiredError):
        person.delete()
    read = person.get()
    with pytest.raises(station.errors.PreconditionFailedError):
        person.with_options(if_match='W/"other"').delete()
    person.with_options(if_match=read).delete()
    assert station.read("/people") == []


def test_reads_are_spared_where_nothing_changed(station: Station, ada: UUID) -> None:
    person = station.client.people[ada]
    read = person.get()
    with pytest.raises(station.errors.NotModifiedError):
        person.with_options(if_none_match=read).get()
    person.with_options(if_match=read).update(call_sign="A")
    assert person.with_options(if_none_match=read).get().call_sign == "A"


def test_wholes_replace_on_the_same_condition(station: Station) -> None:
    shipments = station.client.shipments
    shipments.create(id="s", class_="c")
    read = shipments["s"].get()
    shipments["s"].update(class_="d")
    read.class_ = "e"
    with pytest.raises(station.errors.PreconditionFailedError):
        shipments["s"].replace(read)
    assert station.read("/shipments/s")["class"] == "d"


def test_upserts_create_or_change(station: Station) -> None:
    shipments = station.client.shipments
    made = shipments["a/b#"].upsert(class_="new")
    assert made is not None
    assert (made.id, made.class_) == ("a/b#", "new")
    assert shipments["a/b#"].upsert(class_="newer") is None
    assert [each["class"] for each in station.read("/shipments")] == ["newer"]
    with pytest.raises(station.errors.PreconditionFailedError):
        shipments["a/b#"].with_options(if_none_match="*").upsert(class_="newest")
    shipments["c"].with_options(if_none_match="*").upsert(class_="c")
    with pytest.raises(station.errors.PreconditionFailedError):
        shipments["d"].with_options(if_match="*").update(class_="d")
    held = {each["id"]: each["class"] for each in station.read("/shipments")}
    assert held == {"a/b#": "newer", "c": "c"}


def test_upserts_of_keys_with_parts(station: Station) -> None:
    client = station.client
    site = station.entities.DrillSite(borehole=1)
    client.samples[1, 20].upsert(site=site, depth=20, temperature=-4.5)
    client.samples[1, 20].upsert(temperature=-5.5, site=site)
    (held,) = station.read("/samples")
    assert (held["site"]["borehole"], held["depth"]) == (1, 20)
    assert held["temperature"] == -5.5
    level = station.enums.AlarmLevel.WATCH
    client.alarms[level].upsert(signal="long")
    assert client.alarms[level].get().signal == "long"


def test_contained_single_entities(station: Station, ada: UUID) -> None:
    health = station.client.people[ada].health
    health.upsert(blood_group="A")
    assert health.get().blood_group == "A"
