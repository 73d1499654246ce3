"""The corners of models that neither sample service has, over real sockets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from odata2py.csdl.model import Model
from odata2py.csdl.reader import read_model
from odata2py.sandbox.app import create_app
from odata2py.sandbox.primitives import Json
from odata2py.sandbox.rules import Call, Handler, Outcome, Rules
from odata2py.sandbox.server import Running, running
from odata2py.sandbox.storage import Collection, Entity

CSDL = """<?xml version="1.0"?>
<edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" Version="4.0">
 <edmx:Reference Uri="capabilities.xml">
  <edmx:Include Namespace="Org.OData.Capabilities.V1" Alias="Capabilities"/>
 </edmx:Reference>
 <edmx:DataServices>
  <Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" Namespace="N">
   <ComplexType Name="Place">
    <Property Name="city" Type="Edm.String"/>
    <NavigationProperty Name="people" Type="Collection(N.Person)"/>
   </ComplexType>
   <ComplexType Name="Abroad" BaseType="N.Place">
    <Property Name="land" Type="Edm.String"/>
   </ComplexType>
   <EntityType Name="Person">
    <Key><PropertyRef Name="name"/></Key>
    <Property Name="name" Type="Edm.String" Nullable="false"/>
    <Property Name="home" Type="N.Place"/>
    <Property Name="on" Type="Edm.Boolean"/>
    <NavigationProperty Name="favorite" Type="N.Song"/>
    <NavigationProperty Name="likes" Type="Collection(N.Song)"/>
    <NavigationProperty Name="loose" Type="Collection(N.Song)"/>
    <NavigationProperty Name="profile" Type="N.Profile" ContainsTarget="true"/>
    <NavigationProperty Name="thing" Type="N.Thing" ContainsTarget="true"/>
   </EntityType>
   <EntityType Name="Fan" BaseType="N.Person">
    <NavigationProperty Name="stars" Type="Collection(N.Person)"/>
   </EntityType>
   <EntityType Name="Critic" BaseType="N.Person">
    <NavigationProperty Name="stars" Type="Collection(N.Song)"/>
   </EntityType>
   <EntityType Name="Profile">
    <Key><PropertyRef Name="id"/></Key>
    <Property Name="id" Type="Edm.Guid" Nullable="false"/>
    <Property Name="text" Type="Edm.String" DefaultValue="hello"/>
    <NavigationProperty Name="notes" Type="Collection(N.Song)" ContainsTarget="true"/>
   </EntityType>
   <EntityType Name="Thing" Abstract="true">
    <Key><PropertyRef Name="id"/></Key>
    <Property Name="id" Type="Edm.Int64" Nullable="false"/>
   </EntityType>
   <EntityType Name="Song">
    <Key><PropertyRef Name="no"/></Key>
    <Property Name="no" Type="Edm.Decimal" Nullable="false"/>
    <Property Name="title" Type="Edm.String"/>
   </EntityType>
   <EntityType Name="Day">
    <Key><PropertyRef Name="day"/></Key>
    <Property Name="day" Type="Edm.Date" Nullable="false"/>
   </EntityType>
   <EntityType Name="Switch">
    <Key><PropertyRef Name="on"/></Key>
    <Property Name="on" Type="Edm.Boolean" Nullable="false"/>
   </EntityType>
   <EntityType Name="Pair">
    <Key><PropertyRef Name="a"/><PropertyRef Name="b"/></Key>
    <Property Name="a" Type="Edm.Int32" Nullable="false"/>
    <Property Name="b" Type="Edm.String" Nullable="false"/>
   </EntityType>
   <Action Name="play" IsBound="true">
    <Parameter Name="it" Type="N.Song"/>
   </Action>
   <Function Name="fans" IsBound="true">
    <Parameter Name="it" Type="Collection(N.Person)"/>
    <ReturnType Type="Collection(N.Person)"/>
   </Function>
   <Function Name="number">
    <ReturnType Type="Edm.Int32"/>
   </Function>
   <Function Name="texts">
    <ReturnType Type="Collection(Edm.String)"/>
   </Function>
   <Function Name="place">
    <ReturnType Type="N.Place"/>
   </Function>
   <EntityContainer Name="C">
    <FunctionImport Name="number" Function="N.number"/>
    <FunctionImport Name="texts" Function="N.texts"/>
    <FunctionImport Name="place" Function="N.place"/>
    <EntitySet Name="people" EntityType="N.Person">
     <NavigationPropertyBinding Path="favorite" Target="songs"/>
     <NavigationPropertyBinding Path="likes" Target="songs"/>
     <NavigationPropertyBinding Path="N.Fan/stars" Target="people"/>
     <NavigationPropertyBinding Path="N.Critic/stars" Target="songs"/>
    </EntitySet>
    <EntitySet Name="songs" EntityType="N.Song"/>
    <EntitySet Name="days" EntityType="N.Day"/>
    <EntitySet Name="switches" EntityType="N.Switch"/>
    <EntitySet Name="pairs" EntityType="N.Pair"/>
    <EntitySet Name="things" EntityType="N.Thing"/>
    <EntitySet Name="secrets" EntityType="N.Song">
     <Annotation Term="Capabilities.ReadRestrictions">
      <Record><PropertyValue Property="Readable" Bool="false"/></Record>
     </Annotation>
    </EntitySet>
   </EntityContainer>
  </Schema>
 </edmx:DataServices>
</edmx:Edmx>"""


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    path: Path = tmp_path_factory.mktemp("csdl") / "odd.csdl"
    path.write_text(CSDL)
    return read_model(path)


@pytest.fixture(scope="module")
def server(model: Model) -> Iterator[Running]:
    with running(create_app(model)) as found:
        yield found


@pytest.fixture
def http(server: Running) -> Iterator[httpx.Client]:
    server.reset()
    with httpx.Client(base_url=server.url) as client:
        assert client.post("/people", json={"name": "ada"}).status_code == 201
        yield client


def test_a_key_can_be_taken_and_must_be_given(http: httpx.Client) -> None:
    taken = http.post("/people", json={"name": "ada"})
    assert (taken.status_code, taken.json()["error"]["code"]) == (409, "conflict")
    for _ in range(2):
        assert http.post("/songs", json={}).status_code == 201
    assert [each["no"] for each in http.get("/songs").json()["value"]] == [1, 2]
    missing = http.post("/days", json={})
    assert missing.status_code == 400
    assert missing.json()["error"]["target"] == "day"
    assert http.post("/days", json={"day": "2026-01-02"}).status_code == 201
    assert http.get("/days/2026-01-02").status_code == 200
    assert http.get("/days(2026-01-02)").status_code == 200


def test_keys_of_several_parts(server: Running, http: httpx.Client) -> None:
    created = http.post("/pairs", json={"a": 1, "b": "x'/y"})
    assert created.headers["location"] == f"{server.url}/pairs(a=1,b='x''%2Fy')"
    for url in (created.headers["location"], "/pairs/1/x'%2Fy"):
        assert http.get(url).json()["b"] == "x'/y"
    assert http.get("/pairs(a=2,b='x')").status_code == 404


def test_samples_are_as_many_as_there_are_keys(model: Model) -> None:
    with running(create_app(model, samples=5)) as sandbox:
        for name, count in (("switches", 2), ("things", 0), ("days", 5)):
            listed = httpx.get(f"{sandbox.url}/{name}").json()["value"]
            assert len(listed) == count, name


def test_a_contained_entity_exists_as_soon_as_it_is_asked_for(
    http: httpx.Client,
) -> None:
    profile = http.get("/people/ada/profile")
    assert profile.json()["text"] == "hello"
    assert profile.json()["@odata.context"].endswith("#people('ada')/profile")
    assert http.post("/people/ada/profile/notes", json={}).status_code == 201
    assert http.patch("/people/ada/profile", json={"text": "x"}).status_code == 204
    assert http.get("/people/ada/profile/text").json()["value"] == "x"
    assert http.delete("/people/ada/profile").status_code == 204
    assert http.get("/people/ada/profile").status_code == 204
    for path in ("/people/ada/profile/notes", "/people/ada/profile/text"):
        assert http.get(path).status_code == 404
    assert http.patch("/people/ada/profile", json={}).status_code == 404
    assert http.get("/people/ada/thing").status_code == 204


def test_the_binding_that_fits_the_type_counts(http: httpx.Client) -> None:
    for kind in ("Fan", "Critic"):
        body = {"@odata.type": f"#N.{kind}", "name": kind}
        assert http.post("/people", json=body).status_code == 201
    stars = http.post("/people/Fan/N.Fan/stars", json={"name": "bob"})
    assert "/people('bob')" in stars.headers["location"]
    assert http.get("/people/bob").status_code == 200
    stars = http.post("/people/Critic/N.Critic/stars", json={"title": "x"})
    assert "/songs(1)" in stars.headers["location"]
    assert http.get("/songs/1").json()["title"] == "x"
    context = http.get("/people/Critic/N.Critic/stars").json()["@odata.context"]
    assert context.endswith("$metadata#songs")


def test_without_a_binding_entities_live_where_they_are(http: httpx.Client) -> None:
    created = http.post("/people/ada/loose", json={"title": "x"})
    assert "/people('ada')/loose(1)" in created.headers["location"]
    assert http.get("/songs").json()["value"] == []
    assert http.get("/people/ada/loose/1").json()["title"] == "x"
    assert http.get("/people/ada/favorite").status_code == 204


def test_casts_of_complex_values(http: httpx.Client) -> None:
    assert http.get("/people/ada/home/city").status_code == 404
    body: dict[str, Any] = {"@odata.type": "#N.Abroad", "city": "Rome", "land": "IT"}
    http.patch("/people/ada", json={"home": body})
    assert http.get("/people/ada/home").json()["@odata.type"] == "#N.Abroad"
    assert http.get("/people/ada/home/N.Abroad/land").json()["value"] == "IT"
    assert http.get("/people/ada/home/N.Place/city").json()["value"] == "Rome"
    http.patch("/people/ada", json={"home": {"@odata.type": "#N.Place"}})
    assert http.get("/people/ada/home").json().get("@odata.type") is None
    assert http.get("/people/ada/home/N.Abroad/land").status_code == 404
    assert http.get("/people/ada/home/people").json()["value"] == []


def test_options_in_unusual_spellings(http: httpx.Client) -> None:
    assert http.get("/people?&$top=1&&x").status_code == 200
    assert http.get("/people?$filter=%FF").status_code == 400
    assert http.get("/people?%24top=-1").status_code == 400
    assert http.get("/people?$format=application/json").status_code == 200
    selected = http.get("/people?$select=N.Fan/name,home/city").json()["value"]
    assert selected == [{"name": "ada", "home": None}]
    expanded = http.get("/people/ada?$expand=*").json()
    assert expanded["likes"] == []
    assert expanded["favorite"] is None
    assert expanded["profile"]["text"] == "hello"
    assert http.get("/people/$count?$top=1").status_code == 400
    assert http.get("/people/ada/name/$value?$select=x").status_code == 400


def test_what_cannot_be_read(http: httpx.Client) -> None:
    assert http.post("/secrets", json={"title": "x"}).status_code == 201
    refused = http.get("/secrets")
    assert (refused.status_code, refused.headers["allow"]) == (405, "POST")
    assert http.get("/secrets/1").status_code == 405


class First(Rules):
    """Sees every change, and answers where Second would, too."""

    said = "first"

    def seed(self) -> None:
        people = self.store.roots["people"]
        self.store.add(people, people.type, {"name": self.said})

    def find(self, collection: Collection, key: Any) -> Entity | None:
        wanted = [each for each in collection if each.values["name"] == self.said]
        return wanted[0] if key == ("me",) else None

    def members(self, collection: Collection) -> list[Entity] | None:
        return list(self.store.roots["songs"]) if collection.name == "likes" else None

    def before_create(
        self, collection: Collection, type_name: str, values: dict[str, Json]
    ) -> None:
        values["title"] = f"{values.get('title')} {type_name} {self.said}"

    def after_create(self, entity: Entity) -> None:
        entity.values["title"] += " created"

    def before_update(self, entity: Entity, changes: dict[str, Json]) -> None:
        changes["title"] = f"{changes['title']} {self.said}"

    def after_update(self, entity: Entity) -> None:
        entity.values["title"] += " updated"

    def before_delete(self, entity: Entity) -> None:
        self._note(f"before {self.said}")

    def after_delete(self, entity: Entity) -> None:
        self._note(f"after {self.said}")

    def update_answers_entity(self, entity: Entity) -> bool | None:
        return self.said == "first"

    def _note(self, text: str) -> None:
        self.store.add(self.store.roots["people"], "N.Person", {"name": text})


class Second(First):
    said = "second"


class Operations(Rules):
    """What operations can answer with."""

    def operations(self) -> dict[str, Handler]:
        return {
            "N.play": lambda call: Outcome("nothing that N.play would return"),
            "N.fans": self._fans,
            "N.number": lambda call: Outcome(7, status=203, headers={"X-Say": "hi"}),
            "N.texts": lambda call: Outcome(["a", "b"]),
            "N.place": lambda call: Outcome({"city": "Rome"}),
        }

    def _fans(self, call: Call) -> Outcome:
        assert isinstance(call.binding, Collection)
        self.store.add(call.binding, "N.Fan", {"name": "bob"})
        return Outcome(list(call.binding))


def test_what_operations_answer(model: Model) -> None:
    with running(create_app(model, rules=[Operations], samples=1)) as sandbox:
        http = httpx.Client(base_url=sandbox.url)

        def get(path: str) -> Any:
            payload = http.get(path).json()
            return payload.pop("@odata.context").rpartition("#")[2], payload

        number = http.get("/number()")
        assert (number.status_code, number.headers["x-say"]) == (203, "hi")
        assert get("/number()") == ("Edm.Int32", {"value": 7})
        assert get("/texts()") == ("Collection(Edm.String)", {"value": ["a", "b"]})
        assert get("/place()") == ("N.Place", {"city": "Rome"})
        context, fans = get("/people/N.fans()")
        assert context == "Collection(N.Person)"
        types = [each.get("@odata.type") for each in fans["value"]]
        assert types == [None, "#N.Fan"]
        played = http.post("/songs/1/N.play")
        assert (played.status_code, played.content) == (204, b"")
        assert http.post("/people/name-1/favorite/play").status_code == 404
        http.close()


def test_what_is_not_there(http: httpx.Client) -> None:
    metadata = http.get("/$metadata")
    assert metadata.status_code == 404
    assert "without the metadata" in metadata.json()["error"]["message"]


def test_rules_come_one_after_the_other(model: Model) -> None:
    with running(create_app(model, rules=[First, Second])) as sandbox:
        http = httpx.Client(base_url=sandbox.url)
        created = http.post("/songs", json={"title": "x"}).json()
        assert created["title"] == "x N.Song first N.Song second created created"
        changed = http.patch("/songs/1", json={"title": "y"})
        assert changed.json()["title"] == "y first second updated updated"
        assert len(http.get("/people/first/likes").json()["value"]) == 1
        assert http.get("/people/first/likes/1").status_code == 200
        assert http.get("/people/me").json()["name"] == "first"
        assert http.delete("/songs/1").status_code == 204
        names = [each["name"] for each in http.get("/people").json()["value"]]
        notes = ["before first", "before second", "after first", "after second"]
        assert names == ["first", "second", *notes]
        http.close()
