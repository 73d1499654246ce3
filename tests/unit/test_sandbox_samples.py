"""Sample entities: valid whatever the model, and the same in every run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from odata2py.csdl.model import Model, TypeReference
from odata2py.csdl.reader import read_model
from odata2py.sandbox import bodies
from odata2py.sandbox.checking import Draft
from odata2py.sandbox.errors import ServiceError
from odata2py.sandbox.samples import complete, example, sample_entities

CSDL = """<?xml version="1.0"?>
<edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" Version="4.0">
 <edmx:Reference Uri="validation.xml">
  <edmx:Include Namespace="Org.OData.Validation.V1" Alias="Validation"/>
 </edmx:Reference>
 <edmx:DataServices>
  <Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" Namespace="N">
   <EnumType Name="Kind">
    <Member Name="unknownFutureValue"/><Member Name="one"/><Member Name="two"/>
    <Member Name="three"/>
   </EnumType>
   <EnumType Name="Empty"/>
   <TypeDefinition Name="Weight" UnderlyingType="Edm.Decimal"/>
   <TypeDefinition Name="Sign" UnderlyingType="Edm.String" MaxLength="3"/>
   <ComplexType Name="Shape" Abstract="true"/>
   <ComplexType Name="Blob" BaseType="N.Shape" Abstract="true"/>
   <ComplexType Name="Circle" BaseType="N.Blob">
    <Property Name="radius" Type="Edm.Double" Nullable="false"/>
   </ComplexType>
   <ComplexType Name="Tree">
    <Property Name="label" Type="Edm.String" Nullable="false"/>
    <Property Name="left" Type="N.Tree"/>
    <Property Name="leaves" Type="Collection(N.Tree)" Nullable="false"/>
   </ComplexType>
   <ComplexType Name="Knot">
    <Property Name="itself" Type="N.Knot" Nullable="false"/>
   </ComplexType>
   <EntityType Name="Base" Abstract="true">
    <Key><PropertyRef Name="id"/></Key>
    <Property Name="id" Type="Edm.String" Nullable="false" MaxLength="4"/>
   </EntityType>
   <EntityType Name="Left" BaseType="N.Base">
    <Property Name="kind" Type="N.Kind" Nullable="false"/>
    <Property Name="empty" Type="N.Empty"/>
    <Property Name="empties" Type="Collection(N.Empty)"/>
    <Property Name="weight" Type="N.Weight" Nullable="false"/>
    <Property Name="shape" Type="N.Shape" Nullable="false"/>
    <Property Name="tree" Type="N.Tree" Nullable="false"/>
    <Property Name="image" Type="Edm.Stream" Nullable="false"/>
    <Property Name="point" Type="Edm.GeographyPoint" Nullable="false"/>
    <Property Name="sign" Type="N.Sign" Nullable="false"/>
    <Property Name="code" Type="Edm.String">
     <Annotation Term="Validation.Pattern" String="^[A-Z]$"/>
    </Property>
    <Property Name="count" Type="Edm.Int32" DefaultValue="3"/>
    <Property Name="wrong" Type="Edm.Boolean" DefaultValue="perhaps"/>
    <Property Name="worse" Type="Edm.Int32" DefaultValue="x" Nullable="false"/>
   </EntityType>
   <EntityType Name="Right" BaseType="N.Base">
    <Property Name="knot" Type="N.Knot" Nullable="false"/>
   </EntityType>
   <EntityType Name="Nothing" Abstract="true" BaseType="N.Base"/>
   <EntityContainer Name="C">
    <EntitySet Name="things" EntityType="N.Base"/>
    <EntitySet Name="nothings" EntityType="N.Nothing"/>
   </EntityContainer>
  </Schema>
 </edmx:DataServices>
</edmx:Edmx>"""


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    path: Path = tmp_path_factory.mktemp("csdl") / "samples.csdl"
    path.write_text(CSDL)
    return read_model(path)


def _samples(model: Model, name: str) -> list[tuple[str, dict[str, Any]]]:
    assert model.container is not None
    return list(sample_entities(model, model.container.entity_sets[name], 3))


def test_concrete_types_take_turns(model: Model) -> None:
    made = _samples(model, "things")
    assert [kind for kind, _ in made] == ["N.Left", "N.Right", "N.Left"]
    assert [values["id"] for _, values in made] == ["id-1", "id-2", "id-3"]
    assert made == _samples(model, "things")
    assert _samples(model, "nothings") == []


def test_the_values_are_valid(model: Model) -> None:
    (kind, left), _, (_, third) = _samples(model, "things")
    assert bodies.new_entity(model, kind, left) == Draft(kind, left)
    assert left == {
        "id": "id-1",
        "kind": "one",
        "empty": None,
        "empties": [],
        "weight": 1,
        "shape": {"@odata.type": "#N.Circle", "radius": 1},
        "tree": {"label": "label-1", "left": None, "leaves": []},
        "point": {"type": "Point", "coordinates": [1.0, 47.5]},
        "sign": "n-1",
        "code": None,
        "count": 1,
        "wrong": False,
        "worse": 1,
    }
    assert third["kind"] == "three"


SHAPES = ["Point", "LineString", "Polygon", "MultiPoint", "MultiLineString"]
SHAPES += ["MultiPolygon"]


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_are_those_of_their_types(shape: str, model: Model) -> None:
    for kind in (f"Edm.Geography{shape}", f"Edm.Geometry{shape}"):
        assert example(model, TypeReference(kind), "it")["type"] == shape


def test_shapes_of_any_kind(model: Model) -> None:
    point = example(model, TypeReference("Edm.Geography"), "it")
    collected = example(model, TypeReference("Edm.GeometryCollection"), "it")
    assert point["type"] == "Point"
    assert collected == {"type": "GeometryCollection", "geometries": [point]}


def test_texts_are_no_longer_than_a_type_definition_says(model: Model) -> None:
    (kind, left), *_ = _samples(model, "things")
    with pytest.raises(ServiceError, match="At most 3 characters are allowed"):
        bodies.new_entity(model, kind, {**left, "sign": "four"})


def test_what_must_contain_itself_ends_somewhere(model: Model) -> None:
    _, (_, right), _ = _samples(model, "things")
    assert right["knot"] == {"itself": {}}


def test_defaults(model: Model) -> None:
    assert complete(model, "N.Left", {"tree": None, "more": 1}) == {
        "id": "id-1",
        "kind": "one",
        "empty": None,
        "empties": [],
        "weight": 1,
        "shape": {"@odata.type": "#N.Circle", "radius": 1},
        "tree": None,
        "point": {"type": "Point", "coordinates": [1.0, 47.5]},
        "sign": "n-1",
        "code": None,
        "count": 3,
        "wrong": None,
        "worse": 1,
        "more": 1,
    }
