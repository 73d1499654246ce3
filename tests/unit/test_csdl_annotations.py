"""Annotations: what they mean is in the model, wherever they were written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from odata2py.csdl.meaning import AllowedValue, Capabilities, Link, Revision
from odata2py.csdl.model import EnumType, Model, Property
from odata2py.csdl.reader import read_model

DOCUMENT = """
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
 <edmx:Reference Uri="core.xml">
  <edmx:Include Namespace="Org.OData.Core.V1" Alias="C"/>
 </edmx:Reference>
 <edmx:DataServices>
  <Schema Namespace="n" Alias="self" xmlns="http://docs.oasis-open.org/odata/ns/edm">
   <EntityType Name="Base">
    <Key><PropertyRef Name="id"/></Key>
    <Property Name="id" Type="Edm.String" Nullable="false">{base_id}</Property>
    <NavigationProperty Name="parts" Type="Collection(n.Part)">{parts}
    </NavigationProperty>
   </EntityType>
   <EntityType Name="Part" BaseType="n.Base">{part}
    <Property Name="size" Type="Edm.Int32">{size}</Property>
   </EntityType>
   <EntityType Name="Tiny" BaseType="n.Part"/>
   <EnumType Name="Color"><Member Name="red">{red}</Member></EnumType>
   <ComplexType Name="image"/>
   <Action Name="image" IsBound="true"><Parameter Name="it" Type="n.Part"/></Action>
   <Action Name="paint" IsBound="true">{paint}
    <Parameter Name="it" Type="n.Part"/>
    <Parameter Name="color" Type="Collection(n.Color)">{color}</Parameter>
   </Action>
   <Action Name="paint" IsBound="true">
    <Parameter Name="it" Type="Collection(n.Part)"/>
    <Parameter Name="color" Type="Collection(n.Color)"/>
   </Action>
   <EntityContainer Name="C">
    <EntitySet Name="parts" EntityType="n.Part">{set}</EntitySet>
    <Singleton Name="one" Type="n.Part"/>
   </EntityContainer>
   {external}
  </Schema>
 </edmx:DataServices>
</edmx:Edmx>
"""
PLACES = (
    "base_id",
    "parts",
    "part",
    "size",
    "red",
    "paint",
    "color",
    "set",
    "external",
)

Read = Callable[..., Model]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(**places: str) -> Model:
        path = tmp_path / "service.csdl"
        content = {place: places.get(place, "") for place in PLACES}
        path.write_text(DOCUMENT.format(**content), encoding="utf-8")
        return read_model(path)

    return read


def on(target: str, *annotations: str) -> str:
    return f'<Annotations Target="{target}">{"".join(annotations)}</Annotations>'


def describe(text: str, term: str = "Org.OData.Core.V1.Description") -> str:
    return f'<Annotation Term="{term}" String="{text}"/>'


def restrict(kind: str, name: str, value: str = "false") -> str:
    return (
        f'<Annotation Term="Org.OData.Capabilities.V1.{kind}"><Record>'
        f'<PropertyValue Property="{name}" Bool="{value}"/></Record></Annotation>'
    )


def prop(model: Model, owner: str, name: str) -> Property:
    return {p.name: p for p in model.properties(owner)}[name]


@pytest.mark.parametrize("term", ["Org.OData.Core.V1.Description", "C.Description"])
def test_terms_are_recognised_by_namespace_and_alias(read: Read, term: str) -> None:
    model = read(part=describe("a part", term))
    assert model.types["n.Part"].documentation.description == "a part"


def test_a_term_of_another_vocabulary_is_another_term(read: Read) -> None:
    model = read(part=describe("a part", "self.Description"))
    assert model.types["n.Part"].documentation.description == ""


def test_conventional_aliases_need_no_include(read: Read) -> None:
    model = read(size='<Annotation Term="Validation.Pattern" String="^1"/>')
    assert prop(model, "n.Part", "size").pattern == "^1"


def test_an_annotation_with_a_qualifier_is_for_somebody_else(read: Read) -> None:
    model = read(
        part='<Annotation Term="C.Description" Qualifier="Tablet" String="no"/>'
    )
    assert model.types["n.Part"].documentation.description == ""


def test_texts_as_attributes_and_as_elements(read: Read) -> None:
    model = read(
        part='<Annotation Term="C.Description"><String>\n a part </String></Annotation>'
        + describe("in full", "C.LongDescription")
    )
    documentation = model.types["n.Part"].documentation
    assert documentation.description == "a part"
    assert documentation.long_description == "in full"


TARGETS: dict[str, Callable[[Model], str]] = {
    "n.Part": lambda m: m.types["n.Part"].documentation.description,
    "self.Part": lambda m: m.types["n.Part"].documentation.description,
    "n.Part/size": lambda m: prop(m, "n.Part", "size").documentation.description,
    "n.Base/parts": lambda m: m.structured("n.Base")
    .navigation_properties[0]
    .documentation.description,
    "n.image": lambda m: m.types["n.image"].documentation.description,
    "n.image(n.Part)": lambda m: m.operations["n.image"][0].documentation.description,
    "n.paint": lambda m: m.operations["n.paint"][1].documentation.description,
    "n.paint(n.Part)": lambda m: m.operations["n.paint"][0].documentation.description,
    "n.paint(self.Part, Collection(self.Color))": lambda m: m.operations["n.paint"][
        0
    ].documentation.description,
    "n.paint(Collection(n.Part))": lambda m: m.operations["n.paint"][
        1
    ].documentation.description,
    "n.paint/color": lambda m: m.operations["n.paint"][1]
    .parameters[1]
    .documentation.description,
    "n.paint(Collection(n.Part))/color": lambda m: m.operations["n.paint"][1]
    .parameters[1]
    .documentation.description,
    "n.C": lambda m: m.container.documentation.description if m.container else "",
    "n.C/parts": lambda m: (
        m.container.entity_sets["parts"].documentation.description
        if m.container
        else ""
    ),
    "n.C/one": lambda m: (
        m.container.singletons["one"].documentation.description if m.container else ""
    ),
}


@pytest.mark.parametrize("target", TARGETS)
def test_external_annotations_reach_their_target(read: Read, target: str) -> None:
    assert TARGETS[target](read(external=on(target, describe("here")))) == "here"


def test_external_annotations_reach_enum_members(read: Read) -> None:
    color = read(external=on("self.Color/red", describe("here"))).types["n.Color"]
    assert isinstance(color, EnumType)
    assert color.members[0].documentation.description == "here"


def test_a_signature_tells_overloads_apart(read: Read) -> None:
    model = read(external=on("n.paint(n.Part)", describe("one")))
    one, all_ = model.operations["n.paint"]
    assert (one.documentation.description, all_.documentation.description) == (
        "one",
        "",
    )


def test_the_bare_name_of_a_type_is_not_that_of_an_operation(read: Read) -> None:
    model = read(external=on("n.image", describe("a type")))
    assert model.operations["n.image"][0].documentation.description == ""


@pytest.mark.parametrize(
    "target", ["n.Nothing", "n.Part/nothing", "x.y/z/w", "", "n.paint(", "/", "n.C/x"]
)
def test_services_may_annotate_what_does_not_exist(read: Read, target: str) -> None:
    model = read(external=on(target, describe("nowhere")))
    for name in model.types:
        assert model.types[name].documentation.description == ""


def test_inline_wins_over_elsewhere(read: Read) -> None:
    model = read(part=describe("inline"), external=on("n.Part", describe("elsewhere")))
    assert model.types["n.Part"].documentation.description == "inline"


def test_terms_of_both_places_add_up(read: Read) -> None:
    model = read(
        part=describe("short"),
        external=on("n.Part", describe("long", "C.LongDescription")),
    )
    documentation = model.types["n.Part"].documentation
    assert documentation.description == "short"
    assert documentation.long_description == "long"


def test_revisions(read: Read) -> None:
    model = read(part="""<Annotation Term="C.Revisions"><Collection>
          <Record><PropertyValue Property="Version" String="2"/>
           <PropertyValue Property="Kind" EnumMember="C.RevisionKind/Added"/></Record>
          <Record><PropertyValue Property="Kind">
            <EnumMember>C.RevisionKind/Deprecated</EnumMember></PropertyValue>
           <PropertyValue Property="Date" Date="2024-04-10"/>
           <PropertyValue Property="RemovalDate"><Date>2026-04-10</Date></PropertyValue>
           <PropertyValue Property="Description" String="use Base"/></Record>
          <Record><PropertyValue Property="Kind" EnumMember="C.RevisionKind/Odd"/>
          </Record>
        </Collection></Annotation>""")
    assert model.types["n.Part"].documentation.revisions == (
        Revision("Added", version="2"),
        Revision("Deprecated", "", "2024-04-10", "2026-04-10", "use Base"),
    )


def test_links_are_addresses_of_the_web(read: Read) -> None:
    model = read(part="""<Annotation Term="C.Links"><Collection>
          <Record><PropertyValue Property="rel" String="help"/>
           <PropertyValue Property="href" String="https://a.test/b?c#d"/></Record>
          <Record><PropertyValue Property="rel"><String>list</String></PropertyValue>
           <PropertyValue Property="href" String="HTTP://a.test"/></Record>
          <Record><PropertyValue Property="rel" String="bad"/>
           <PropertyValue Property="href" String="javascript:alert(1)"/></Record>
          <Record><PropertyValue Property="rel" String="odd"/>
           <PropertyValue Property="href" String="https://a.test/ b"/></Record>
          <Record><PropertyValue Property="href" String="https://a.test"/></Record>
        </Collection></Annotation>""")
    assert model.types["n.Part"].documentation.links == (
        Link("help", "https://a.test/b?c#d"),
        Link("list", "HTTP://a.test"),
    )


@pytest.mark.parametrize(
    ("value", "computed"),
    [
        ('Term="C.Computed"/>', True),
        ('Term="C.Computed" Bool="true"/>', True),
        ('Term="C.Computed" Bool="false"/>', False),
        ('Term="C.Computed" Bool="nonsense"/>', True),
        ('Term="C.Computed"><Bool>false</Bool></Annotation>', False),
        ('Term="C.Permissions" EnumMember="C.Permission/Read"/>', True),
        ('Term="C.Permissions" EnumMember="C.Permission/Write"/>', False),
        (
            'Term="C.Permissions"><EnumMember>Org.OData.Core.V1.Permission/Read '
            "Org.OData.Core.V1.Permission/Write</EnumMember></Annotation>",
            False,
        ),
    ],
)
def test_computed(read: Read, value: str, computed: bool) -> None:
    model = read(size=f"<Annotation {value}")
    assert prop(model, "n.Part", "size").computed is computed


def test_a_key_that_nobody_changes_may_be_given(read: Read) -> None:
    only_read = '<Annotation Term="C.Permissions" EnumMember="C.Permission/Read"/>'
    made = '<Annotation Term="C.Computed"/>'
    for model in (read(base_id=only_read), read(external=on("n.Part/id", only_read))):
        assert not prop(model, "n.Part", "id").computed
    for model in (read(base_id=made), read(external=on("n.Part/id", made))):
        assert prop(model, "n.Part", "id").computed


def test_immutable(read: Read) -> None:
    model = read(size='<Annotation Term="C.Immutable"/>')
    assert prop(model, "n.Part", "size").immutable
    assert not prop(model, "n.Part", "id").immutable


def test_a_pattern_that_python_does_not_understand_is_left_to_the_service(
    read: Read,
) -> None:
    pattern = '<Annotation Term="Validation.Pattern" String="^[\\p{L}"/>'
    assert prop(read(size=pattern), "n.Part", "size").pattern == ""


def test_allowed_values(read: Read) -> None:
    model = read(size="""<Annotation Term="Validation.AllowedValues"><Collection>
          <Record><PropertyValue Property="Value" Int="1"/>
           <Annotation Term="C.SymbolicName" String="small"/>
           <Annotation Term="C.Description" String="fits"/></Record>
          <Record><PropertyValue Property="Value"><String>two</String></PropertyValue>
           <Annotation Term="C.SymbolicName" String="no name"/></Record>
          <Record/>
        </Collection></Annotation>""")
    assert prop(model, "n.Part", "size").allowed_values == (
        AllowedValue("1", "small", "fits"),
        AllowedValue("two"),
    )


def test_optional_parameters(read: Read) -> None:
    default = (
        '<Annotation Term="C.OptionalParameter"><Record><PropertyValue '
        'Property="DefaultValue" String="red"/></Record></Annotation>'
    )
    model = read(color=default)
    color = model.operations["n.paint"][0].own_parameters[0]
    assert (color.optional, color.default_value) == (True, "red")
    model = read(color='<Annotation Term="C.OptionalParameter"/>')
    color = model.operations["n.paint"][0].own_parameters[0]
    assert (color.optional, color.default_value) == (True, None)
    assert not model.operations["n.paint"][1].own_parameters[0].optional


def test_capabilities_of_sets_and_navigation(read: Read) -> None:
    model = read(
        set=restrict("InsertRestrictions", "Insertable")
        + restrict("ReadRestrictions", "Readable", "true"),
        external=on(
            "self.Base/parts",
            restrict("DeleteRestrictions", "Deletable"),
            restrict("UpdateRestrictions", "Updatable"),
        ),
    )
    assert model.container is not None
    assert model.container.entity_sets["parts"].capabilities == Capabilities(
        readable=True, insertable=False
    )
    assert model.container.singletons["one"].capabilities == Capabilities()
    (parts,) = model.structured("n.Base").navigation_properties
    assert parts.capabilities == Capabilities(updatable=False, deletable=False)


def test_restrictions_that_say_something_else_restrict_nothing(read: Read) -> None:
    model = read(set=restrict("InsertRestrictions", "MaxLevels"))
    assert model.container is not None
    assert model.container.entity_sets["parts"].capabilities == Capabilities()


def test_an_inherited_property_is_refined_where_it_is_annotated(read: Read) -> None:
    model = read(
        base_id=describe("of anything") + describe("all of it", "C.LongDescription"),
        external=on(
            "n.Part/id", describe("of a part"), '<Annotation Term="C.Computed"/>'
        ),
    )
    assert model.structured("n.Part").properties[0].name == "size"
    (refined,) = model.structured("n.Part").refinements
    assert refined.documentation.description == "of a part"
    assert refined.documentation.long_description == "all of it"
    assert (refined.computed, refined.type.nullable) == (True, False)
    assert refined.position == prop(model, "n.Base", "id").position
    assert prop(model, "n.Tiny", "id") == refined
    assert prop(model, "n.Base", "id").documentation.description == "of anything"
    assert not prop(model, "n.Base", "id").computed


def test_refinements_of_refinements(read: Read) -> None:
    model = read(
        external=on("n.Part/id", describe("part"), '<Annotation Term="C.Computed"/>')
        + on("n.Tiny/id", describe("tiny"))
    )
    tiny = prop(model, "n.Tiny", "id")
    assert (tiny.documentation.description, tiny.computed) == ("tiny", True)
