"""Annotations and terms through export: they say the same, wherever they stood."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.round_trips import Wanted, door, entity, prop, round_trip, way
from tests.unit.documents import COLOR, ELSEWHERE, document, include, read_files
from tests.unit.test_csdl_expressions import CONSTANTS, EXPRESSIONS, PATHS, show

from odata2py.csdl.annotation import Annotations
from odata2py.csdl.model import (
    EntitySet,
    EnumType,
    Model,
    NavigationProperty,
    OperationImport,
    Property,
    Singleton,
    StructuredType,
)

CORE = include(f"{ELSEWHERE}/core.xml", "Org.OData.Core.V1", "C")
WORDS = include(f"{ELSEWHERE}/words.csdl", "words", "w")


def again(folder: Path, content: str, wanted: Wanted, *references: str) -> Model:
    text = document("shop", content, CORE, *references, alias="s")
    return round_trip(folder, read_files(folder, {"main.csdl": text}), wanted)


def told(found: Annotations) -> dict[str, str]:
    """Annotations with those of annotations, in one line each."""
    return {
        key: " ".join([show(said.value), *(f"{a}" for a in told(said.annotations))])
        for key, said in found.items()
    }


VALUES = [
    *EXPRESSIONS,
    *(f"<{kind}>{written}</{kind}>" for kind, written in CONSTANTS.items()),
    *(f"<{kind}>{written}</{kind}>" for kind, (written, _) in PATHS.items()),
]


@pytest.mark.parametrize("written", VALUES)
def test_every_value_is_written_as_it_was_read(written: str, tmp_path: Path) -> None:
    said = f'<Annotation Term="w.Say" Qualifier="Q">{written}</Annotation>'
    action = f'<Action Name="a"><Parameter Name="p" Type="Edm.String">{said}'
    action += "</Parameter></Action>"
    content = action + door('<ActionImport Name="a" Action="s.a"/>')
    text = document("shop", content, CORE, WORDS, alias="s")
    before = read_files(tmp_path, {"main.csdl": text})
    after = round_trip(tmp_path, before, Wanted(["/a"]))
    values = [
        told(model.operations["shop.a"][0].parameters[0].annotations)
        for model in (before, after)
    ]
    assert values[0] == values[1]
    assert list(values[0]) == ["words.Say#Q"]
    assert after.remarks() == ()


SAID = '<Annotation Term="w.Say" String="{}"><Annotation Term="C.Tag"/></Annotation>'
EVERYWHERE = f"""
<EntityType Name="thing"><Key><PropertyRef Name="id"/></Key>
 <Property Name="id" Type="Edm.String" Nullable="false">{SAID}</Property>
 <NavigationProperty Name="next" Type="s.thing" ContainsTarget="true">{SAID}
  <ReferentialConstraint Property="id" ReferencedProperty="id">{SAID}
  </ReferentialConstraint></NavigationProperty>{SAID}</EntityType>
<ComplexType Name="place"><Property Name="x" Type="s.length"/>{SAID}</ComplexType>
<EnumType Name="color">{SAID}<Member Name="red">{SAID}</Member></EnumType>
<TypeDefinition Name="length" UnderlyingType="Edm.Int32">{SAID}</TypeDefinition>
<Action Name="go" IsBound="true">{SAID}<Parameter Name="it" Type="s.thing">{SAID}
 </Parameter><Parameter Name="p" Type="s.place"/><ReturnType Type="s.color">{SAID}
 </ReturnType></Action>
<Function Name="find">{SAID}<ReturnType Type="s.thing">{SAID}</ReturnType></Function>
<EntityContainer Name="Door">{SAID}
 <EntitySet Name="things" EntityType="s.thing">{SAID}</EntitySet>
 <Singleton Name="best" Type="s.thing">{SAID}</Singleton>
 <FunctionImport Name="find" Function="s.find">{SAID}</FunctionImport>
</EntityContainer>{SAID}
"""


def elements(model: Model) -> Iterator[tuple[str, Annotations]]:
    """All that can be annotated, each with its path."""
    for name, kind in model.types.items():
        yield name, kind.annotations
        if isinstance(kind, StructuredType):
            members: list[Property | NavigationProperty] = [
                *kind.properties,
                *kind.navigation_properties,
            ]
            for member in members:
                yield f"{name}/{member.name}", member.annotations
            for nav in kind.navigation_properties:
                for each in nav.constraints:
                    yield f"{name}/{nav.name}/{each.path}", each.annotations
        if isinstance(kind, EnumType):
            for value in kind.members:
                yield f"{name}/{value.name}", value.annotations
    for name, overloads in model.operations.items():
        for operation in overloads:
            yield name, operation.annotations
            yield f"{name}/$ReturnType", operation.result_annotations
            for parameter in operation.parameters:
                yield f"{name}/{parameter.name}", parameter.annotations
    for name, schema in model.schemas.items():
        yield name, schema.annotations
    container = model.container
    assert container is not None
    yield container.name, container.annotations
    entries: list[EntitySet | Singleton | OperationImport] = [
        *container.entity_sets.values(),
        *container.singletons.values(),
        *container.imports.values(),
    ]
    for entry in entries:
        yield f"{container.name}/{entry.name}", entry.annotations


def test_every_element_is_annotated_as_it_was(tmp_path: Path) -> None:
    numbered = EVERYWHERE.format(*map(str, range(99)))
    text = document("shop", numbered, CORE, WORDS, alias="s")
    before = read_files(tmp_path, {"main.csdl": text})
    wanted = Wanted(["/**", "/things/{id}/next"])
    after = round_trip(tmp_path, before, wanted)
    found = {path: told(said) for path, said in elements(before) if said}
    assert found == {path: told(said) for path, said in elements(after) if said}
    assert len(found) == numbered.count("w.Say")


FAR = '<Annotation Term="w.Say"><Collection>{}</Collection></Annotation>'
PATH = "<PropertyPath>{}</PropertyPath>"
REACH = {
    "both": (["/rooms/{id}/doors"], ["id", "doors/id", "$count", "@w.Say"]),
    "all": (["/rooms", "/rooms/{id}/doors"], [*"x", "id", "doors/id", "$count"]),
}


@pytest.mark.parametrize("name", REACH)
def test_paths_that_lead_out_of_the_slice_are_left_out(
    name: str, tmp_path: Path
) -> None:
    include_, kept = REACH[name]
    paths = ["x", "id", "doors/id", "away/id", "$count", "@w.Say", "doors/y"]
    said = FAR.format("".join(map(PATH.format, paths)))
    alone = '<Annotation Term="w.Say" Qualifier="A" Path="away/id"/>'
    content = (
        entity("room", prop("x") + way("doors", "s.leaf") + way("away", "s.leaf"))
        + entity("leaf")
        + door("rooms:s.room")
    ).replace("</EntityType>", f"{said}{alone}</EntityType>", 1)
    after = again(tmp_path, content, Wanted(include_), WORDS)
    found = after.types["shop.room"].annotations
    assert list(found) == ["words.Say"]
    value = found["words.Say"].value
    assert value is not None
    written = [each.text.replace("words.", "w.") for each in value.operands]
    assert written == [path for path in paths if path in {*kept, "@w.Say"}]


def test_an_absolute_path_leads_where_it_leads(tmp_path: Path) -> None:
    said = '<Annotation Term="w.Say" Path="/shop.Door/rooms"/>'
    content = entity("room", said) + door("rooms:s.room")
    after = again(tmp_path, content, Wanted(), WORDS)
    assert list(after.types["shop.room"].annotations) == ["words.Say"]


TERMS = (
    '<Term Name="Shelf" Type="s.color" Nullable="false" DefaultValue="red" '
    'AppliesTo="Property EntityType"><Annotation Term="s.About" String="x"/></Term>'
    '<Term Name="About" Type="Edm.String" MaxLength="9"/>'
    '<Term Name="Floor" BaseTerm="s.Shelf" Type="s.color"/>'
    '<Term Name="Unused" Type="Edm.String"/>' + COLOR
)


def test_terms_come_along_with_what_they_need(tmp_path: Path) -> None:
    said = '<Annotation Term="s.Floor" EnumMember="s.color/red"/>'
    content = TERMS + entity("thing", said) + door("things:s.thing")
    after = again(tmp_path, content, Wanted())
    assert after.remarks() == ()
    assert set(after.terms) >= {"shop.Floor"}
    assert "shop.Unused" not in after.terms


def test_a_term_is_written_as_it_was_read(tmp_path: Path) -> None:
    said = '<Annotation Term="s.Shelf" EnumMember="s.color/red"/>'
    content = TERMS + entity("thing", said + prop("c", "s.color")) + door("all:s.thing")
    term = again(tmp_path, content, Wanted()).terms["shop.Shelf"]
    assert (term.type.name, term.type.nullable) == ("shop.color", False)
    assert (term.default_value, term.applies_to) == ("red", ("Property", "EntityType"))
    assert list(term.annotations) == ["shop.About"]


def test_several_files_become_one_document(tmp_path: Path) -> None:
    base = document(
        "base",
        entity("thing", Abstract="true")
        + COLOR
        + '<EntityContainer Name="Hall"><EntitySet Name="things" '
        'EntityType="base.thing"/></EntityContainer>',
        alias="b",
    )
    parts = document(
        "base.parts",
        entity("leg", prop("color", "b.color"), BaseType="b.thing")
        + '<Annotations Target="m.chair"><Annotation Term="Core.Description" '
        'String="to sit on"/></Annotations>',
        include("../base.csdl", "base", "b"),
        include("../main.csdl", "shop", "m"),
    )
    taken = '<edmx:IncludeAnnotations TermNamespace="Org.OData.Core.V1"/>'
    main = document(
        "shop",
        entity(
            "chair",
            way("legs", "Collection(p.leg)", ContainsTarget="true"),
            BaseType="b.thing",
        )
        + '<EntityContainer Name="Door" Extends="b.Hall">'
        '<EntitySet Name="chairs" EntityType="shop.chair"/></EntityContainer>',
        include("base.csdl", "base", "b"),
        include("parts/parts.csdl", "base.parts", "p", inside=taken),
    )
    files = {"main.csdl": main, "base.csdl": base, "parts/parts.csdl": parts}
    after = round_trip(tmp_path, read_files(tmp_path, files), Wanted())
    assert list(after.schemas) == ["base", "base.parts", "shop"]
    assert after.types["shop.chair"].documentation.description == "to sit on"
    assert after.container is not None
    assert list(after.container.entity_sets) == ["chairs", "things"]
