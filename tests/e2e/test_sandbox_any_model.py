"""The sandbox over real sockets, for a model that it was not written for: TripPin."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import httpx
import pytest

from odata2py.csdl.keys import primary_key
from odata2py.csdl.model import Model
from odata2py.csdl.reader import read_model
from odata2py.sandbox.app import create_app
from odata2py.sandbox.rules import Call, Handler, Outcome, Rules
from odata2py.sandbox.samples import sample_entities
from odata2py.sandbox.server import Running, running
from odata2py.sandbox.storage import Entity

REPOSITORY = Path(__file__).resolve().parents[2]
METADATA = Path(
    os.environ.get("ODATA2PY_METADATA", REPOSITORY.parent / "shared" / "metadata")
)
TRIPPIN = METADATA / "TripPin.csdl"
NAMESPACE = "Microsoft.OData.SampleService.Models.TripPin"
AIRPORT = f"{NAMESPACE}.Airport"

pytestmark = pytest.mark.skipif(
    not TRIPPIN.exists(), reason=f"{TRIPPIN} is missing (set ODATA2PY_METADATA)"
)


@pytest.fixture(scope="module")
def model() -> Model:
    return read_model(TRIPPIN)


@pytest.fixture(scope="module")
def server(model: Model) -> Iterator[Running]:
    app = create_app(model, samples=5, metadata=TRIPPIN.read_bytes(), root_path="/t")
    with running(app) as found:
        yield found


@pytest.fixture
def sandbox(server: Running) -> Running:
    server.reset()
    return server


@pytest.fixture
def http(sandbox: Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=sandbox.url) as client:
        yield client


def _person(http: httpx.Client, **values: Any) -> str:
    """Creates a person; their path."""
    body = {"FirstName": "Ada", "LastName": "Lovelace", **values}
    answer = http.post("/People", json=body)
    assert answer.status_code == 201, answer.text
    return f"/People('{answer.json()['UserName']}')"


def _trip(http: httpx.Client, person: str, name: str = "Rome") -> httpx.Response:
    body = {
        "Name": name,
        "Budget": 99.5,
        "StartsAt": "2026-05-01T00:00:00Z",
        "EndsAt": "2026-05-02T00:00:00Z",
        "Tags": ["sun"],
    }
    return http.post(f"{person}/Trips", json=body)


def _names(answer: httpx.Response) -> list[str]:
    return [each["UserName"] for each in answer.json()["value"]]


def _error(answer: httpx.Response, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    error: dict[str, Any] = answer.json()["error"]
    assert error["message"]
    assert error["innererror"]["request-id"] == answer.headers["request-id"]
    return error


def test_the_samples_are_valid(model: Model, http: httpx.Client) -> None:
    container = model.container
    assert container is not None
    made = sample_entities(model, container.entity_sets["People"], 5)
    assert made == sample_entities(model, container.entity_sets["People"], 5)
    for _, values in made:
        name = f"another {values['UserName']}"
        answer = http.post("/People", json={**values, "UserName": name})
        assert answer.status_code == 201, answer.text


def test_service_document_and_metadata(sandbox: Running, http: httpx.Client) -> None:
    document = http.get("/").json()
    assert document["@odata.context"] == f"{sandbox.url}/$metadata"
    kinds = {each["url"]: each["kind"] for each in document["value"]}
    assert kinds == {
        "Photos": "EntitySet",
        "People": "EntitySet",
        "Airlines": "EntitySet",
        "Airports": "EntitySet",
        "Me": "Singleton",
    }
    metadata = http.get("/$metadata")
    assert metadata.content == TRIPPIN.read_bytes()
    assert metadata.headers["content-type"].startswith("application/xml")


@pytest.mark.parametrize("name", ["Photos", "People", "Airlines", "Airports"])
def test_an_entity_set_lists_and_gets(
    sandbox: Running, http: httpx.Client, model: Model, name: str
) -> None:
    answer = http.get(f"/{name}")
    assert answer.status_code == 200
    assert answer.headers["odata-version"] == "4.0"
    listed = answer.json()
    assert listed["@odata.context"] == f"{sandbox.url}/$metadata#{name}"
    assert len(listed["value"]) == 5
    assert "@odata.nextLink" not in listed
    container = model.container
    assert container is not None
    (key,) = primary_key(model, container.entity_sets[name].entity_type)
    first = listed["value"][0]
    segment = http.get(f"/{name}/{first[key.name]}").json()
    assert segment == {
        "@odata.context": f"{sandbox.url}/$metadata#{name}/$entity",
        **first,
    }
    text = first[key.name] if name == "Photos" else f"'{first[key.name]}'"
    assert http.get(f"/{name}({text})").json() == segment
    assert http.get(f"/{name}({key.name}={text})").json() == segment


def test_create_get_patch_delete(sandbox: Running, http: httpx.Client) -> None:
    body: dict[str, Any] = {
        "FirstName": "Ada",
        "LastName": "Lovelace",
        "Gender": "Female",
        "Emails": ["ada@contoso.com"],
        "AddressInfo": [
            {
                "@odata.type": f"#{NAMESPACE}.EventLocation",
                "Address": "1 Road",
                "City": {"CountryRegion": "UK", "Name": "London", "Region": "London"},
                "Floor": 3,
            }
        ],
        "Nickname": "Countess",
        "Concurrency": 99,
    }
    created = http.post("/People", json=body)
    assert created.status_code == 201
    person = created.json()
    assert (
        created.headers["location"] == f"{sandbox.url}/People('{person['UserName']}')"
    )
    assert person["AddressInfo"] == [{**body["AddressInfo"][0], "BuildingInfo": None}]
    assert person["Nickname"] == "Countess"
    assert person["Concurrency"] == 1, "computed: what the client sends is ignored"

    url = created.headers["location"]
    assert http.get(url).json() == person
    changed = http.patch(url, json={"FirstName": "Augusta", "Gender": None})
    assert (changed.status_code, changed.content) == (204, b"")
    assert http.get(url).json() == {**person, "FirstName": "Augusta", "Gender": None}

    assert http.delete(url).status_code == 204
    assert _error(http.get(url), 404)["code"] == "resourceNotFound"
    _error(http.delete(url), 404)


def test_what_the_client_prefers_to_get_back(http: httpx.Client) -> None:
    minimal = {"Prefer": "return=minimal"}
    body = {"FirstName": "A", "LastName": "B"}
    created = http.post("/People", json=body, headers=minimal)
    assert (created.status_code, created.content) == (204, b"")
    assert created.headers["odata-entityid"] == created.headers["location"]
    assert created.headers["preference-applied"] == "return=minimal"
    changed = http.patch(
        created.headers["location"],
        json={"LastName": "C"},
        headers={"Prefer": "return=representation"},
    )
    assert changed.status_code == 200
    assert changed.json()["LastName"] == "C"
    assert changed.json()["@odata.context"].endswith("$metadata#People/$entity")


def test_paging(sandbox: Running, http: httpx.Client) -> None:
    query = "$count=true&$orderby=UserName%20desc&$top=4&custom=a%20b"
    answer = http.get(f"/People?{query}", headers={"Prefer": "odata.maxpagesize=3"})
    assert answer.headers["preference-applied"] == "odata.maxpagesize=3"
    page = answer.json()
    assert page["@odata.count"] == 5
    assert _names(answer) == ["UserName-5", "UserName-4", "UserName-3"]
    assert page["@odata.nextLink"] == f"{sandbox.url}/People?{query}&$skiptoken=3"
    last = http.get(page["@odata.nextLink"], headers={"Prefer": "maxpagesize=3"})
    assert _names(last) == ["UserName-2"]
    assert "@odata.nextLink" not in last.json()


def test_the_page_size_is_the_services_choice(model: Model) -> None:
    with running(create_app(model, samples=5, page_size=2)) as sandbox:
        names: list[str] = []
        url: str | None = f"{sandbox.url}/People"
        while url:
            page = httpx.get(url).json()
            names += [each["UserName"] for each in page["value"]]
            url = page.get("@odata.nextLink")
        assert names == [f"UserName-{number}" for number in range(1, 6)]
        assert len(sandbox.log) == 3


def test_skip_top_and_select(sandbox: Running, http: httpx.Client) -> None:
    answer = http.get("/People?$skip=1&$top=2&$select=FirstName,UserName")
    assert answer.json() == {
        "@odata.context": f"{sandbox.url}/$metadata#People(FirstName,UserName)",
        "value": [
            {"UserName": "UserName-2", "FirstName": "FirstName-2"},
            {"UserName": "UserName-3", "FirstName": "FirstName-3"},
        ],
    }
    entity = http.get("/People('UserName-1')?$select=Gender").json()
    assert entity == {
        "@odata.context": f"{sandbox.url}/$metadata#People(Gender)/$entity",
        "Gender": "Male",
    }
    http.patch("/People('UserName-1')", json={"dynamic": 1}, headers={"If-Match": "*"})
    everything = http.get("/People('UserName-1')?$select=*").json()
    assert everything["dynamic"] == 1
    assert "LastName" in everything


def test_filter_and_count(http: httpx.Client) -> None:
    text = "$filter=Gender eq 'Male' and not endswith(UserName,'4')"
    assert _names(http.get(f"/People?{text}")) == ["UserName-1"]
    count = http.get(f"/People/$count?{text}")
    assert (count.text, count.headers["content-type"]) == (
        "1",
        "text/plain; charset=utf-8",
    )
    assert http.get("/People/$count").text == "5"
    http.post("/People", json={"FirstName": "A", "LastName": "+1 555"})
    found = http.get("/People?$filter=LastName eq '%2B1 555'&$count=true&$top=0")
    assert found.json()["@odata.count"] == 1
    assert found.json()["value"] == []


def test_containment(sandbox: Running, http: httpx.Client) -> None:
    person = _person(http)
    first, second = _trip(http, person), _trip(http, person, "Oslo")
    assert first.headers["location"] == f"{sandbox.url}{person}/Trips(1)"
    assert second.json()["TripId"] == 2
    context = f"{sandbox.url}/$metadata#People('{person[9:-2]}')/Trips"
    assert first.json()["@odata.context"] == f"{context}/$entity"
    listed = http.get(f"{person}/Trips").json()
    assert listed["@odata.context"] == context
    assert [each["Name"] for each in listed["value"]] == ["Rome", "Oslo"]
    assert http.patch(f"{person}/Trips/2", json={"Budget": 1}).status_code == 204
    assert http.get(f"{person}/Trips/2/Budget").json()["value"] == 1
    assert http.delete(f"{person}/Trips(1)").status_code == 204
    assert http.get(f"{person}/Trips/$count").text == "1"
    assert http.get("/People('UserName-1')/Trips").json()["value"] == []
    expanded = http.get(f"{person}?$expand=Trips,Photo&$select=FirstName").json()
    assert [each["TripId"] for each in expanded["Trips"]] == [2]
    assert expanded["Photo"] is None
    assert expanded["@odata.context"].endswith(
        "#People(FirstName,Trips(),Photo())/$entity"
    )


def test_derived_types(http: httpx.Client) -> None:
    person = _person(http)
    trip = f"{person}/Trips({_trip(http, person).json()['TripId']})"
    items = f"{trip}/PlanItems"
    flight = {"@odata.type": f"#{NAMESPACE}.Flight", "FlightNumber": "XY 1"}
    created = http.post(items, json=flight)
    assert created.status_code == 201
    assert created.json()["@odata.type"] == f"#{NAMESPACE}.Flight"
    assert http.post(items, json={"ConfirmationCode": "A"}).status_code == 201
    by_cast = http.post(f"{items}/{NAMESPACE}.Flight", json={"FlightNumber": "XY 2"})
    assert by_cast.status_code == 201
    assert "@odata.type" not in by_cast.json(), "the cast declares the type"
    wrong = {**flight, "@odata.type": f"#{NAMESPACE}.Person"}
    assert _error(http.post(items, json=wrong), 400)["target"] == "@odata.type"

    listed = http.get(items).json()["value"]
    types = [each.get("@odata.type", "") for each in listed]
    assert [name.rpartition(".")[2] for name in types] == ["Flight", "", "Flight"]
    flights = http.get(f"{items}/{NAMESPACE}.Flight").json()
    assert [each["FlightNumber"] for each in flights["value"]] == ["XY 1", "XY 2"]
    assert http.get(f"{items}(1)/{NAMESPACE}.Flight/FlightNumber/$value").text == "XY 1"
    _error(http.get(f"{items}(2)/{NAMESPACE}.Flight"), 404)
    _error(http.get(f"{items}(1)/FlightNumber"), 404)


def test_navigation_by_bindings(sandbox: Running, http: httpx.Client) -> None:
    person = _person(http)
    friend = http.post(f"{person}/Friends", json={"FirstName": "G", "LastName": "H"})
    name = friend.json()["UserName"]
    assert friend.headers["location"] == f"{sandbox.url}/People('{name}')"
    listed = http.get(f"{person}/Friends")
    assert listed.json()["@odata.context"] == f"{sandbox.url}/$metadata#People"
    assert _names(listed) == [name]
    assert http.get(f"{person}/Friends('{name}')").json()["LastName"] == "H"
    _error(http.get(f"{person}/Friends('UserName-1')"), 404)
    assert http.delete(f"/People('{name}')").status_code == 204
    assert _names(http.get(f"{person}/Friends")) == []
    nobody = http.get(f"{person}/Photo")
    assert (nobody.status_code, nobody.content) == (204, b"")
    _error(http.get(f"{person}/Photo/Name"), 404)


def test_singleton(sandbox: Running, http: httpx.Client) -> None:
    me = http.get("/Me").json()
    assert me["@odata.context"] == f"{sandbox.url}/$metadata#Me"
    assert http.patch("/Me", json={"FirstName": "Grace"}).status_code == 204
    assert http.get("/Me/FirstName").json()["value"] == "Grace"
    refused = http.delete("/Me")
    assert refused.headers["allow"] == "GET, PATCH, PUT"
    _error(refused, 405)


def test_properties(sandbox: Running, http: httpx.Client) -> None:
    person = _person(http, Emails=["a@x", "b@x"], Nickname="Countess")
    name = http.get(f"{person}/FirstName").json()
    assert name["value"] == "Ada"
    assert name["@odata.context"] == f"{sandbox.url}/$metadata#{person[1:]}/FirstName"
    assert http.get(f"{person}/FirstName/$value").text == "Ada"
    assert http.get(f"{person}/Nickname/$value").text == "Countess"
    emails = http.get(f"{person}/Emails?$top=1&$count=true").json()
    assert (emails["value"], emails["@odata.count"]) == (["a@x"], 2)
    assert http.get(f"{person}/Emails/$count").text == "2"
    for path in (f"{person}/Gender", f"{person}/Gender/$value"):
        assert http.get(path).status_code == 204
    airport = "/Airports('IcaoCode-1')/Location"
    assert http.get(f"{airport}/City/Name").json()["value"] == "Name-1"
    assert http.get(f"{airport}/City").json()["Region"] == "Region-1"
    _error(http.get(f"{airport}/City/$value"), 400)
    _error(http.get(f"{airport}/City/Country"), 404)
    _error(http.get(f"{person}/Unset"), 404)
    _error(http.put(f"{person}/UserName", json={"value": "B"}), 405)


def test_keys_are_decoded_a_segment_at_a_time(sandbox: Running) -> None:
    store = sandbox.store
    people = store.roots["People"]
    key = "O'Neil/50% #1\né"
    values = {"UserName": key, "FirstName": "x", "LastName": "y"}
    store.add(people, people.type, values)
    with httpx.Client(base_url=sandbox.url) as http:
        for path in (
            "/People/O'Neil%2F50%25%20%231%0A%C3%A9",
            "/People('O''Neil%2F50%25%20%231%0A%C3%A9')",
            "/People(UserName='O%27%27Neil%2F50%25%20%231%0A%C3%A9')",
        ):
            assert http.get(path).json()["UserName"] == key, path
        changed = http.post(
            "/People('O''Neil%2F50%25%20%231%0A%C3%A9')/Trips",
            headers={"Prefer": "return=minimal"},
            json={
                "Name": "T",
                "Budget": 1,
                "StartsAt": "2026-05-01T00:00:00Z",
                "EndsAt": "2026-05-01T00:00:00Z",
            },
        )
        url = changed.headers["location"]
        assert http.get(url).json()["Name"] == "T"


def test_keys_as_segments_in_what_the_service_writes(model: Model) -> None:
    with running(create_app(model, keys_as_segments=True)) as sandbox:
        answer = httpx.post(
            f"{sandbox.url}/People", json={"FirstName": "A", "LastName": "B"}
        )
        name = answer.json()["UserName"]
        assert answer.headers["location"] == f"{sandbox.url}/People/{name}"


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "says"),
    [
        ("GET", "/Peopel", None, 404, "'People'"),
        ("GET", "/People('nobody')", None, 404, "nobody"),
        ("GET", "/People('nobody')/Trips", None, 404, "nobody"),
        ("PATCH", "/People('nobody')", {}, 404, "nobody"),
        ("POST", "/People", {"FirstName": "A"}, 400, "LastName"),
        ("POST", "/People", {"FirstName": 1, "LastName": "B"}, 400, "string"),
        (
            "POST",
            "/People",
            {"FirstName": "A", "LastName": "B", "Gender": "Mael"},
            400,
            "Male",
        ),
        ("POST", "/Airlines", {"Nmae": "A"}, 400, "'Name'"),
        ("POST", "/Airlines", [], 400, "object"),
        ("POST", "/Airlines", None, 400, "body"),
        ("PATCH", "/Airports('IcaoCode-1')", {"IataCode": "B"}, 400, "IataCode"),
        ("PATCH", "/Airports('IcaoCode-1')", {"Name": None}, 400, "null"),
        ("GET", "/People?$nonsense=1", None, 400, "$nonsense"),
        ("GET", "/People?$tpo=1", None, 400, "'$top'"),
        ("GET", "/People?$top=-1", None, 400, "$top"),
        ("GET", "/People?$top=1&$top=2", None, 400, "twice"),
        ("GET", "/People?$count=yes", None, 400, "$count"),
        ("GET", "/People?$skiptoken=x", None, 400, "$skiptoken"),
        ("GET", "/Airlines?$select=Nmae", None, 400, "Nmae"),
        ("GET", "/People?$orderby=FirstName up", None, 400, "FirstName up"),
        ("GET", "/People?$expand=Nobody", None, 400, "Nobody"),
        ("GET", "/People('UserName-1')?$top=1", None, 400, "$top"),
        ("GET", "/People?$format=xml", None, 406, "xml"),
        ("GET", "/People?$search=x", None, 501, "$search"),
        ("GET", "/People?$expand=Trips($search=x)", None, 501, "$search"),
        ("GET", "/Airlines('AirlineCode-1')/$value", None, 404, "no type of media"),
        ("GET", "/GetNearestAirport(lat=1,lon=-2.5)", None, 501, "No rule is loaded"),
        ("POST", "/ResetDataSource", None, 501, "ResetDataSource"),
        (
            "POST",
            f"/Me/{NAMESPACE}.ShareTrip",
            {"userName": "x"},
            400,
            "tripId",
        ),
        (
            "POST",
            f"/Me/{NAMESPACE}.ShareTrip",
            {"userName": "x", "tripId": 1},
            501,
            "ShareTrip",
        ),
    ],
)
def test_refusals(
    http: httpx.Client, method: str, path: str, body: Any, status: int, says: str
) -> None:
    content = {} if body is None else {"json": body}
    error = _error(http.request(method, path, **content), status)
    texts = [error["message"], *(each["message"] for each in error.get("details", ()))]
    assert any(says in text for text in texts)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/People", "GET, POST"),
        ("POST", "/Airports", "GET"),
        ("DELETE", "/Airports('IcaoCode-1')", "GET, PATCH, PUT"),
        ("POST", "/People('UserName-1')", "GET, PATCH, PUT, DELETE"),
        ("POST", "/People/$count", "GET"),
        ("POST", "/", "GET"),
        ("GET", f"/Me/{NAMESPACE}.ShareTrip", "POST"),
        ("POST", "/GetNearestAirport(lat=1,lon=2)", "GET"),
    ],
)
def test_wrong_methods(
    http: httpx.Client, method: str, path: str, allowed: str
) -> None:
    answer = http.request(method, path, json={})
    _error(answer, 405)
    assert answer.headers["allow"] == allowed


def test_wrong_content_type(http: httpx.Client) -> None:
    for content_type in ("text/plain", "application/xml", None):
        headers = {"Content-Type": content_type} if content_type else {}
        answer = http.post("/Airlines", content=b'{"Name": "A"}', headers=headers)
        _error(answer, 415)
    answer = http.post(
        "/Airlines",
        content=b'{"Name": "A"}',
        headers={"Content-Type": "Application/JSON; charset=utf-8"},
    )
    assert answer.status_code == 201


def test_several_faults_are_told_at_once(http: httpx.Client) -> None:
    error = _error(http.post("/People", json={"FirstName": 1, "Emails": "x"}), 400)
    assert [each["target"] for each in error["details"]] == [
        "FirstName",
        "Emails",
        "LastName",
    ]


def test_head(http: httpx.Client) -> None:
    answer = http.head("/People")
    assert (answer.status_code, answer.content) == (200, b"")


class TripPinRules(Rules):
    """Rules of one's own, which nothing in the sandbox knows of."""

    shared: ClassVar[list[Call]] = []

    def operations(self) -> dict[str, Handler]:
        return {
            f"{NAMESPACE}.GetNearestAirport": self._nearest,
            f"{NAMESPACE}.ShareTrip": self._share,
        }

    def _nearest(self, call: Call) -> Outcome:
        assert call.arguments == {"lat": 1, "lon": -2.5}
        return Outcome(self.store.add(self.store.roots["Airports"], AIRPORT, {}))

    def _share(self, call: Call) -> Outcome:
        self.shared.append(call)
        return Outcome()


def test_rules_give_operations_a_meaning(model: Model) -> None:
    with running(create_app(model, samples=1, rules=[TripPinRules])) as sandbox:
        nearest = httpx.get(f"{sandbox.url}/GetNearestAirport(lat=1,lon=-2.5)").json()
        assert nearest["Location"]["City"]["Name"] == "Name-1"
        assert nearest["@odata.context"].endswith("$metadata#Airports/$entity")
        answer = httpx.post(
            f"{sandbox.url}/People('UserName-1')/{NAMESPACE}.ShareTrip",
            json={"userName": "x", "tripId": 7},
        )
        assert answer.status_code == 204
        (call,) = TripPinRules.shared
        assert call.arguments == {"userName": "x", "tripId": 7}
        assert isinstance(call.binding, Entity)
        assert call.binding.values["UserName"] == "UserName-1"
