"""Small documents through export: what of a slice leads elsewhere is cut off well."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.e2e.round_trips import Wanted, door, entity, names, prop, round_trip, way
from tests.unit.documents import ELSEWHERE, document, include, read_files

CONTAINED = {"ContainsTarget": "true"}
FAMILY = (
    entity("thing", Abstract="true")
    + entity("chair", prop("legs"), BaseType="s.thing")
    + entity("stool", BaseType="s.chair")
    + entity("table", BaseType="s.thing")
    + door("things:s.thing", "chairs:s.chair")
)
KEYS = '<Key><PropertyRef Name="a"/><PropertyRef Name="b"/></Key>' + "".join(
    prop(name, kind, 'Nullable="false"') for name, kind in (("a", "s.e"), ("b", "s.d"))
)
ENUM = '<EnumType Name="e" UnderlyingType="Edm.Byte"><Member Name="m" Value="3"/>'
ENUM += "</EnumType>"
DEFINITION = '<TypeDefinition Name="d" UnderlyingType="Edm.String" MaxLength="9"/>'
PLACE = '<ComplexType Name="place"><Property Name="row" Type="Edm.Int32" '
PLACE += 'Nullable="false"/></ComplexType>'
SEAT = (
    '<Key><PropertyRef Name="at/row" Alias="line"/></Key>'
    '<Property Name="at" Type="s.place" Nullable="false"/>'
)
CHILD = (
    '<Key><PropertyRef Name="up/id" Alias="upId"/><PropertyRef Name="n"/></Key>'
    '<Property Name="n" Type="Edm.Int32" Nullable="false"/>'
    + way("up", "s.thing", Nullable="false")
)
RULED_OUT = FAMILY.replace(
    'EntityType="s.thing"/>',
    'EntityType="s.thing">'
    + names("Validation.DerivedTypeConstraint", "s.stool", "s.table")
    + "</EntitySet>",
)
SIT = '<Action Name="sit" IsBound="true"><Parameter Name="it" Type="s.thing"/>'
SIT += '<Annotation Term="Core.RequiresExplicitBinding"/></Action>'
BINDINGS = names("Core.ExplicitOperationBindings", "s.sit")
NAMED = (
    entity("thing", Abstract="true")
    + entity("chair", BINDINGS, BaseType="s.thing")
    + entity("table", BaseType="s.thing")
    + SIT
    + door("chairs:s.chair", "tables:s.table")
)
DOCUMENTS: dict[str, tuple[str, Wanted]] = {
    "derived types, abstract": (FAMILY, Wanted(["/things"])),
    "derived types, none": (FAMILY, Wanted(["/things"], derived="none")),
    "derived types, all": (FAMILY, Wanted(["/chairs"], derived="all")),
    "derived types that are ruled out": (
        RULED_OUT,
        Wanted(["/things"]),
    ),
    "accesses": (FAMILY, Wanted(["/chairs/{id}#get,update", "/things#list"])),
    "excluded accesses": (FAMILY, Wanted(["/**"], ["/chairs#delete", "/things/{id}"])),
    "a key of a passed type": (
        ENUM
        + DEFINITION
        + entity("room", prop("size") + way("doors", "Collection(s.leaf)"), KEYS)
        + entity("leaf")
        + door("rooms:s.room", "leaves:s.leaf"),
        Wanted(["/rooms/{id}/doors"]),
    ),
    "a key in a complex property of a passed type": (
        PLACE
        + entity("seat", prop("x") + way("who", "s.guest", **CONTAINED), SEAT)
        + entity("guest")
        + door("seats:s.seat"),
        Wanted(["/seats/{id}/who"]),
    ),
    "a key beside the entity": (
        entity("thing") + entity("child", key=CHILD) + door("children:s.child"),
        Wanted(["/children"]),
    ),
    "a key beside an entity that is passed": (
        entity("thing")
        + entity("child", way("leaf", "s.thing", **CONTAINED), CHILD)
        + door("children:s.child"),
        Wanted(["/children/{id}/leaf"]),
    ),
    "a passed type and its base types": (
        entity("base", prop("x") + way("all", "Collection(s.leaf)"), OpenType="true")
        + entity("room", prop("y"), BaseType="s.base", OpenType="true")
        + entity("hall", prop("z"), BaseType="s.room", OpenType="true")
        + entity("leaf")
        + door("halls:s.hall"),
        Wanted(["/halls/{id}/all"], derived="all"),
    ),
    "a passed type that is a derived type of a kept one": (
        entity("thing", Abstract="true")
        + entity("room", prop("y") + way("x", "s.leaf"), BaseType="s.thing")
        + entity("leaf", way("any", "Collection(s.thing)"))
        + door("rooms:s.room"),
        Wanted(["/rooms/{id}/x", "/rooms/{id}/x/any"], derived="none"),
    ),
    "refined inherited properties": (
        entity("thing", prop("size"))
        + entity("chair", way("next", "s.chair"), BaseType="s.thing")
        + entity("stool", BaseType="s.chair")
        + door("stools:s.stool", "chairs:s.chair")
        + '<Annotations Target="s.chair/size"><Annotation Term="Core.Computed"/>'
        '<Annotation Term="Core.Description" String="chair"/></Annotations>'
        '<Annotations Target="s.stool/size">'
        '<Annotation Term="Core.Description" String="stool"/></Annotations>',
        Wanted(),
    ),
    "a refined key of a passed type": (
        entity("thing", prop("size"))
        + entity("chair", way("leaf", "s.leaf", **CONTAINED), BaseType="s.thing")
        + entity("leaf")
        + door("chairs:s.chair")
        + "".join(
            f'<Annotations Target="s.chair/{name}"><Annotation Term="Core.Description" '
            'String="x"/></Annotations>'
            for name in ("size", "id")
        ),
        Wanted(["/chairs/{id}/leaf"]),
    ),
    "bindings": (
        entity("chair", way("a", "s.chair") + way("b", "s.leaf") + way("c", "s.leaf"))
        + entity("stool", way("d", "s.leaf"), BaseType="s.chair")
        + entity("leaf")
        + door(
            "leaves:s.leaf",
            "others:s.leaf",
            '<EntitySet Name="chairs" EntityType="s.chair">'
            + "".join(
                f'<NavigationPropertyBinding Path="{path}" Target="{target}"/>'
                for path, target in {
                    "a": "s.Door/chairs",
                    "b": "leaves",
                    "c": "others",
                    "a/b": "leaves",
                    "s.stool/d": "leaves",
                }.items()
            )
            + "</EntitySet>",
        ),
        Wanted(["/chairs/{id}/a", "/chairs/{id}/b", "/chairs/{id}/c", "/leaves"]),
    ),
    "partners and constraints that are cut off": (
        entity(
            "chair",
            prop("leafId")
            + way("legs", "Collection(s.leaf)", Partner="chair", **CONTAINED),
        )
        + entity(
            "leaf",
            prop("chairId")
            + way(
                "chair",
                "s.chair",
                '<ReferentialConstraint Property="chairId" ReferencedProperty="id"/>'
                '<OnDelete Action="Cascade"/>',
                Partner="legs",
            ),
        )
        + door("chairs:s.chair"),
        Wanted(["/chairs/{id}/legs"]),
    ),
    "partners and constraints": (
        entity("chair", way("legs", "Collection(s.leaf)", Partner="chair"))
        + entity(
            "leaf",
            prop("chairId")
            + way(
                "chair",
                "s.chair",
                '<ReferentialConstraint Property="chairId" ReferencedProperty="id"/>'
                '<OnDelete Action="SetNull"/>',
                Partner="legs",
                Nullable="false",
            ),
        )
        + door("chairs:s.chair", "leaves:s.leaf"),
        Wanted(["/**", "/chairs/{id}/legs", "/leaves/{id}/chair"]),
    ),
    "imports and overloads": (
        entity("thing")
        + "".join(
            f'<Function Name="find" IsComposable="true">{parameter}'
            '<ReturnType Type="Collection(s.thing)" Nullable="false"/></Function>'
            for parameter in (
                "",
                '<Parameter Name="a" Type="Edm.String" MaxLength="3"/>',
                '<Parameter Name="b" Type="Edm.Int32" Nullable="false"/>',
            )
        )
        + '<Function Name="find" IsBound="true"><Parameter Name="it" Type="s.thing"/>'
        '<ReturnType Type="Edm.String"/></Function><Action Name="go"/>'
        + door(
            "things:s.thing",
            '<FunctionImport Name="search" Function="s.find" EntitySet="things" '
            'IncludeInServiceDocument="true"/>',
            '<ActionImport Name="run" Action="s.go"/>',
        ),
        Wanted(["/search", "/run"]),
    ),
    "what is bound": (
        entity("thing", way("legs", "Collection(s.leaf)"))
        + entity("leaf")
        + "".join(
            f'<Action Name="fix" IsBound="true" EntitySetPath="it/legs">'
            f'<Parameter Name="it" Type="{kind}"/><ReturnType Type="s.leaf"/></Action>'
            for kind in ("s.thing", "Collection(s.thing)")
        )
        + door("things:s.thing"),
        Wanted(["/things/**"], ["/things/fix"]),
    ),
    "operations that want to be named": (NAMED, Wanted()),
    "all facets": (
        entity(
            "thing",
            prop("a", "Edm.Decimal", 'Precision="9" Scale="variable"')
            + prop("b", "Edm.Decimal", 'Precision="9" Scale="0" DefaultValue="1"')
            + prop("c", "Edm.String", 'MaxLength="max" Unicode="false"')
            + prop("d", "Edm.String", 'MaxLength="0" DefaultValue=""')
            + prop("e", "Edm.GeographyPoint", 'SRID="variable"')
            + prop("f", "Collection(s.d)", 'Nullable="false"')
            + prop("g", "Edm.GeometryPoint", 'SRID="0"')
            + prop("h", "Edm.Duration", 'Precision="0"'),
            HasStream="true",
            OpenType="true",
        )
        + DEFINITION
        + door(
            '<Singleton Name="me" Type="s.thing" Nullable="true"/>',
            '<EntitySet Name="all" EntityType="s.thing" '
            'IncludeInServiceDocument="false"/>',
        ),
        Wanted(),
    ),
    "enumerations": (
        '<EnumType Name="f" IsFlags="true" UnderlyingType="Edm.Int64">'
        '<Member Name="z" Value="4"/><Member Name="a" Value="1"/></EnumType>'
        '<EnumType Name="g"><Member Name="z"/><Member Name="y"/></EnumType>'
        + entity("thing", prop("f", "s.f", 'DefaultValue="a,z"') + prop("g", "s.g"))
        + door("me=s.thing"),
        Wanted(),
    ),
    "types that were not read": (
        entity("thing", prop("x", "away.t") + way("any", "Collection(away.e)"))
        + door("me=s.thing"),
        Wanted(),
    ),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents(name: str, tmp_path: Path) -> None:
    content, wanted = DOCUMENTS[name]
    away = include(f"{ELSEWHERE}/away.csdl", "away")
    text = document("shop", content, away, alias="s")
    round_trip(tmp_path, read_files(tmp_path, {"main.csdl": text}), wanted)
