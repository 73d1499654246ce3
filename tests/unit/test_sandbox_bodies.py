"""Request bodies against the model: what is taken, and every fault that is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from odata2py.csdl.model import Model, Operation
from odata2py.csdl.reader import read_model
from odata2py.sandbox import bodies
from odata2py.sandbox.errors import ServiceError

CSDL = """<?xml version="1.0"?>
<edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" Version="4.0">
 <edmx:Reference Uri="core.xml">
  <edmx:Include Namespace="Org.OData.Core.V1" Alias="Core"/>
  <edmx:Include Namespace="Org.OData.Validation.V1" Alias="Validation"/>
 </edmx:Reference>
 <edmx:DataServices>
  <Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" Namespace="N">
   <EnumType Name="Kind"><Member Name="plain"/><Member Name="fancy"/></EnumType>
   <EnumType Name="Days" IsFlags="true">
    <Member Name="mon" Value="1"/><Member Name="tue" Value="2"/>
   </EnumType>
   <ComplexType Name="Place">
    <Property Name="city" Type="Edm.String" Nullable="false"/>
    <Property Name="zip" Type="Edm.String"/>
   </ComplexType>
   <ComplexType Name="Abroad" BaseType="N.Place" OpenType="true"/>
   <EntityType Name="Thing" Abstract="true">
    <Key><PropertyRef Name="id"/></Key>
    <Property Name="id" Type="Edm.String" Nullable="false"/>
   </EntityType>
   <EntityType Name="Item" BaseType="N.Thing">
    <Property Name="name" Type="Edm.String" Nullable="false" MaxLength="5"/>
    <Property Name="kind" Type="N.Kind"/>
    <Property Name="days" Type="N.Days"/>
    <Property Name="count" Type="Edm.Int16"/>
    <Property Name="big" Type="Edm.Int64"/>
    <Property Name="price" Type="Edm.Decimal" Scale="2"/>
    <Property Name="ratio" Type="Edm.Double"/>
    <Property Name="on" Type="Edm.Boolean"/>
    <Property Name="at" Type="Edm.DateTimeOffset"/>
    <Property Name="day" Type="Edm.Date"/>
    <Property Name="took" Type="Edm.Duration"/>
    <Property Name="guid" Type="Edm.Guid"/>
    <Property Name="data" Type="Edm.Binary"/>
    <Property Name="tags" Type="Collection(Edm.String)" Nullable="false"/>
    <Property Name="place" Type="N.Place"/>
    <Property Name="made" Type="Edm.String">
     <Annotation Term="Core.Computed"/>
    </Property>
    <Property Name="code" Type="Edm.String">
     <Annotation Term="Core.Immutable"/>
     <Annotation Term="Validation.Pattern" String="^[A-Z]+$"/>
    </Property>
    <Property Name="size" Type="Edm.Int32">
     <Annotation Term="Validation.AllowedValues">
      <Collection>
       <Record><PropertyValue Property="Value" String="38"/></Record>
       <Record><PropertyValue Property="Value" String="40"/></Record>
      </Collection>
     </Annotation>
    </Property>
    <NavigationProperty Name="others" Type="Collection(N.Item)"/>
   </EntityType>
   <EntityType Name="Special" BaseType="N.Item"/>
   <Action Name="move" IsBound="true">
    <Parameter Name="it" Type="N.Item"/>
    <Parameter Name="to" Type="N.Place" Nullable="false"/>
    <Parameter Name="why" Type="Edm.String"/>
   </Action>
  </Schema>
 </edmx:DataServices>
</edmx:Edmx>"""


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    path: Path = tmp_path_factory.mktemp("csdl") / "bodies.csdl"
    path.write_text(CSDL)
    return read_model(path)


def test_a_good_body(model: Model) -> None:
    body: dict[str, Any] = {
        "@odata.type": "#N.Item",
        "name": "a",
        "kind": "fancy",
        "days": "mon,tue",
        "count": -32768,
        "big": 9007199254740993,
        "price": 1.5,
        "ratio": "INF",
        "on": False,
        "at": "2026-02-03T04:05:06.1234567+02:00",
        "day": "2026-02-03",
        "took": "-P1DT2H3.5S",
        "guid": "6F9619FF-8B86-D011-B42D-00C04FC964FF",
        "data": "_-8=",
        "tags": ["x"],
        "size": 40,
        "place": {"@odata.type": "#N.Abroad", "city": "Rome", "planet": "Earth"},
        "made": 7,
        "name@my.annotation": 1,
    }
    draft = bodies.new_entity(model, "N.Thing", body)
    assert draft.type == "N.Item"
    dropped = ("@odata.type", "made", "name@my.annotation")
    expected = {name: body[name] for name in body if name not in dropped}
    expected["place"] = {
        "@odata.type": "#N.Abroad",
        "city": "Rome",
        "zip": None,
        "planet": "Earth",
    }
    assert draft.values == expected


@pytest.mark.parametrize(
    ("changed", "target", "says"),
    [
        ({"name": 7}, "name", "a string"),
        ({"name": None}, "name", "null"),
        ({"name": "abcdef"}, "name", "5 characters"),
        ({"kind": "Fancy"}, "kind", "'fancy'"),
        ({"kind": 1}, "kind", "member"),
        ({"kind": "plain,fancy"}, "kind", "member"),
        ({"days": "mon,wed"}, "days", "member"),
        ({"count": 32768}, "count", "16 bits"),
        ({"count": 7.0}, "count", "16 bits"),
        ({"count": True}, "count", "16 bits"),
        ({"big": "1"}, "big", "64 bits"),
        ({"ratio": "inf"}, "ratio", "number"),
        ({"on": "true"}, "on", "true or false"),
        ({"at": "2026-02-03T04:05:06"}, "at", "offset"),
        ({"at": "2026-13-03T04:05:06Z"}, "at", "offset"),
        ({"day": "2026-2-3"}, "day", "date"),
        ({"took": "1h"}, "took", "duration"),
        ({"took": "PT"}, "took", "duration"),
        ({"guid": "x"}, "guid", "GUID"),
        ({"data": "+/=="}, "data", "base64url"),
        ({"tags": "x"}, "tags", "array"),
        ({"tags": ["x", None]}, "tags/1", "null"),
        ({"place": "Rome"}, "place", "object"),
        ({"place": {"zip": "1"}}, "place/city", "required"),
        ({"place": {"city": "x", "planet": "y"}}, "place/planet", "no property"),
        ({"place": {"@odata.type": "#N.Item"}}, "place/@odata.type", "N.Item"),
        ({"code": "abc"}, "code", "match"),
        ({"size": 39}, "size", "38, 40"),
        ({"nmae": "x"}, "nmae", "'name'"),
        ({"id": None}, "id", "null"),
    ],
)
def test_a_fault_of_a_new_entity(
    model: Model, changed: dict[str, Any], target: str, says: str
) -> None:
    with pytest.raises(ServiceError) as caught:
        bodies.new_entity(model, "N.Item", {"name": "a", **changed})
    assert (caught.value.status, caught.value.target) == (400, target)
    assert says in caught.value.message


def test_all_faults_are_told(model: Model) -> None:
    with pytest.raises(ServiceError) as caught:
        bodies.new_entity(model, "N.Item", {"on": 1, "kind": "x"})
    targets = [detail.target for detail in caught.value.details]
    assert targets == ["on", "kind", "name"]


@pytest.mark.parametrize("extra", [{}, {"@odata.type": "#N.Thing"}])
def test_an_abstract_type_needs_a_derived_one(
    model: Model, extra: dict[str, Any]
) -> None:
    with pytest.raises(ServiceError) as caught:
        bodies.new_entity(model, "N.Thing", {"id": "1", **extra})
    assert "abstract" in caught.value.message
    assert caught.value.details == ()


def test_related_entities(model: Model) -> None:
    body = {
        "name": "a",
        "others@odata.bind": ["Items('1')"],
        "others": [
            {"@id": "Items('2')"},
            {"name": "b", "others": [{"@odata.id": "Items('3')"}]},
        ],
        "others@odata.count": 2,
    }
    draft = bodies.new_entity(model, "N.Item", body)
    assert draft.values == {"name": "a"}
    related = draft.related["others"]
    assert related.ids == ["Items('1')", "Items('2')"]
    (nested,) = related.drafts
    assert nested.values == {"name": "b"}
    assert nested.related["others"].ids == ["Items('3')"]
    assert not nested.related["others"].drafts


@pytest.mark.parametrize(
    ("changed", "target"),
    [
        ({"others": {}}, "others"),
        ({"others": [1]}, "others/0"),
        ({"others@odata.bind": "x"}, "others@odata.bind"),
        ({"others@odata.bind": [1]}, "others@odata.bind"),
        ({"others": [{"name": "b"}, {"name": 1}]}, "others/1/name"),
        ({"others": [{"others": [{}], "name": "b"}]}, "others/0/others/0/name"),
    ],
)
def test_a_fault_of_related_entities(
    model: Model, changed: dict[str, Any], target: str
) -> None:
    with pytest.raises(ServiceError) as caught:
        bodies.new_entity(model, "N.Item", {"name": "a", **changed})
    assert (caught.value.status, caught.value.target) == (400, target)


def test_wide_numbers_as_text_where_the_content_type_says_so(model: Model) -> None:
    body = {"name": "a", "big": "9007199254740993", "price": "1.50"}
    values = bodies.new_entity(model, "N.Item", body, wide_as_text=True).values
    assert (values["big"], values["price"]) == (9007199254740993, 1.5)
    with pytest.raises(ServiceError):
        bodies.new_entity(model, "N.Item", body)


CURRENT: dict[str, Any] = {
    "id": "1",
    "name": "a",
    "code": "X",
    "place": {"city": "Rome", "zip": "1"},
    "tags": ["x", "y"],
}


@pytest.mark.parametrize(
    ("body", "changes"),
    [
        ({}, {}),
        ({"name": "b"}, {"name": "b"}),
        ({"id": "2", "made": "x"}, {}),
        ({"code": "X"}, {"code": "X"}),
        ({"place": {"zip": None}}, {"place": {"city": "Rome", "zip": None}}),
        ({"place": None}, {"place": None}),
        ({"tags": []}, {"tags": []}),
        ({"@odata.type": "#N.Item", "on": True}, {"on": True}),
        ({"@odata.type": "#N.Thing", "on": True}, {"on": True}),
    ],
)
def test_an_update(model: Model, body: dict[str, Any], changes: dict[str, Any]) -> None:
    assert bodies.changes(model, "N.Item", CURRENT, body).values == changes


@pytest.mark.parametrize(
    ("body", "target"),
    [
        ({"code": "Y"}, "code"),
        ({"name": None}, "name"),
        ({"@odata.type": "#N.Place"}, "@odata.type"),
        ({"@odata.type": "#N.Special"}, "@odata.type"),
        ({"place": {"@odata.type": "#N.Abroad", "zip": "2"}}, "place/city"),
    ],
)
def test_a_fault_of_an_update(model: Model, body: dict[str, Any], target: str) -> None:
    with pytest.raises(ServiceError) as caught:
        bodies.changes(model, "N.Item", CURRENT, body)
    assert (caught.value.status, caught.value.target) == (400, target)


@pytest.fixture
def move(model: Model) -> Operation:
    return model.operations["N.move"][0]


def test_parameters(model: Model, move: Operation) -> None:
    body = {"to": {"city": "Rome"}}
    values = bodies.parameters(model, move, body)
    assert values == {"to": {"city": "Rome", "zip": None}}


@pytest.mark.parametrize(
    ("body", "target"),
    [
        ({}, "to"),
        ({"to": None}, "to"),
        ({"to": {"city": "x"}, "wyh": "x"}, "wyh"),
        ({"to": {"city": "x"}, "why": 1}, "why"),
    ],
)
def test_a_fault_of_parameters(
    model: Model, move: Operation, body: dict[str, Any], target: str
) -> None:
    with pytest.raises(ServiceError) as caught:
        bodies.parameters(model, move, body)
    assert caught.value.target == target


@pytest.mark.parametrize("text", [b"{", b"[1]", b'{"a": NaN}', b"\xff", b"[" * 99999])
def test_what_is_not_a_json_object(text: bytes) -> None:
    with pytest.raises(ServiceError) as caught:
        bodies.decode(text)
    assert caught.value.status == 400
