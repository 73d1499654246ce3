"""Overlays: annotations of the user's own, held against what the service declares."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from odata2py.csdl.model import Model
from odata2py.csdl.reader import read_model
from odata2py.errors import InputError

EDM = 'xmlns="http://docs.oasis-open.org/odata/ns/edm"'
SERVICE = f"""<Schema Namespace="shop" Alias="self" {EDM}>
 <EntityType Name="Thing">
  <Key><PropertyRef Name="id"/></Key>
  <Property Name="id" Type="Edm.String" Nullable="false">
   <Annotation Term="Core.Description" String="of the service"/>
   <Annotation Term="Core.LongDescription" String="in full"/>
  </Property>
  <NavigationProperty Name="owner" Type="shop.Thing"/>
 </EntityType>
 <EntityType Name="Chair" BaseType="shop.Thing">
  <Property Name="legs" Type="Edm.Int32"/>
 </EntityType>
 <EnumType Name="Color"><Member Name="red"/></EnumType>
 <Action Name="fold" IsBound="true">
  <Parameter Name="it" Type="shop.Chair"/><Parameter Name="how" Type="Edm.String"/>
 </Action>
 <EntityContainer Name="Door"><EntitySet Name="chairs" EntityType="shop.Chair"/>
 </EntityContainer>
 <Annotations Target="shop.Chair">
  <Annotation Term="Core.Description" String="to sit on"/>
 </Annotations>
</Schema>"""

OVERLAY = """<edmx:Edmx Version="4.0"
  xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:Reference Uri="x">
 <edmx:Include Namespace="shop" Alias="s"/></edmx:Reference>
 <edmx:DataServices>
 <Schema Namespace="shop.notes" xmlns="http://docs.oasis-open.org/odata/ns/edm">
{content}
 </Schema></edmx:DataServices></edmx:Edmx>"""

Read = Callable[..., Model]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(*contents: str) -> Model:
        service = tmp_path / "service.csdl"
        service.write_text(SERVICE, encoding="utf-8")
        overlays = []
        for number, content in enumerate(contents):
            overlays.append(tmp_path / f"overlay{number}.csdl")
            overlays[-1].write_text(OVERLAY.format(content=content), encoding="utf-8")
        return read_model(service, overlays)

    return read


def on(target: str, *annotations: str) -> str:
    return f'<Annotations Target="{target}">{"".join(annotations)}</Annotations>'


def describe(text: str) -> str:
    return f'<Annotation Term="Core.Description" String="{text}"/>'


def faults(read: Read, content: str) -> str:
    with pytest.raises(InputError) as caught:
        read(content)
    return str(caught.value)


def test_an_overlay_wins_over_the_service(read: Read) -> None:
    model = read(
        on("shop.Thing/id", describe("mine")) + on("s.Chair", describe("my chair"))
    )
    documentation = model.structured("shop.Thing").properties[0].documentation
    assert documentation.description == "mine"
    assert documentation.long_description == "in full"
    assert model.types["shop.Chair"].documentation.description == "my chair"


def test_the_last_overlay_wins_over_the_others(read: Read) -> None:
    model = read(
        on("s.Chair", describe("first"), '<Annotation Term="Core.Immutable"/>'),
        on("s.Chair", describe("second")),
    )
    assert model.types["shop.Chair"].documentation.description == "second"


def test_an_overlay_refines_inherited_properties(read: Read) -> None:
    model = read(on("s.Chair/id", '<Annotation Term="Core.Computed"/>'))
    (refined,) = model.structured("shop.Chair").refinements
    assert refined.computed
    assert refined.documentation.description == "of the service"
    assert not model.structured("shop.Thing").properties[0].computed


def test_everything_that_is_declared_can_be_annotated(read: Read) -> None:
    targets = [
        *("shop.Thing", "shop.Thing/id", "shop.Thing/owner", "shop.Color/red"),
        *("shop.fold", "shop.fold/how", "shop.fold(s.Chair)", "shop.fold/$ReturnType"),
        *("shop.fold(s.Chair,Edm.String)/how", "shop.Door", "s.Door/chairs"),
    ]
    model = read("".join(on(target, describe("here")) for target in targets))
    (fold,) = model.operations["shop.fold"]
    assert fold.documentation.description == "here"
    assert fold.own_parameters[0].documentation.description == "here"


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("shop.Cair", "did you mean 'Chair'?"),
        ("shp.Chair", "did you mean 'shop.Chair'?"),
        ("self.Chair", "did you mean 'shop.Chair'?"),
        ("shop.Chair/leg", "did you mean 'legs'?"),
        ("shop.Color/rde", "did you mean 'red'?"),
        ("shop.fold/haw", "did you mean 'how'?"),
        (
            "shop.fold(shop.Thing)",
            "did you mean 'shop.fold(shop.Chair,Edm.String)'?",
        ),
        ("shop.Door/chair", "did you mean 'chairs'?"),
        ("", "the target '' does not exist"),
    ],
)
def test_a_target_has_to_exist(read: Read, target: str, said: str) -> None:
    message = faults(read, on(target, describe("nowhere")))
    assert "overlay0.csdl:6: the target " in message
    assert said in message


def test_inherited_navigation_is_annotated_where_it_is_declared(read: Read) -> None:
    message = faults(read, on("shop.Chair/owner", describe("whose")))
    assert "is an inherited navigation property" in message
    assert "annotate it where it is declared, 'shop.Thing/owner'" in message


@pytest.mark.parametrize(
    "content",
    ['<EntityType Name="New"/>', '<EnumType Name="New"/>', '<Action Name="new"/>'],
)
def test_an_overlay_declares_nothing(read: Read, content: str) -> None:
    message = faults(read, content)
    assert "overlay0.csdl:6: " in message
    assert "'New' is declared in an overlay" in message.replace("new", "New")


def test_faults_of_an_overlay_are_told_together(read: Read) -> None:
    message = faults(read, on("shop.A", "") + "\n" + on("shop.B", ""))
    assert "overlay0.csdl:6: " in message
    assert "overlay0.csdl:7: " in message


@pytest.mark.parametrize(
    ("annotation", "said"),
    [
        ('Term="Cor.Computed"', "the namespace or alias of the term 'Cor.Computed'"),
        ('Term="Computed"', "of the term 'Computed' is not declared"),
        (
            'Term="Core.Computd" Bool="true"',
            "nothing is made of the term 'Core.Computd'; "
            "did you mean 'Org.OData.Core.V1.Computed'?",
        ),
        ('Term="Core.IsURL" Bool="true"', ""),
        ('Term="Core.ComputedDefaultValue" Bool="true"', ""),
        ('Term="shop.notes.Computd" Bool="true"', ""),
        (
            'Term="Core.Computed" Bool="yes"',
            "'Core.Computed' has the Bool 'yes'; 'true' or 'false' is expected",
        ),
        ('Term="Core.Description" Int="1"', ""),
        ('Term="Core.Description"', "'Core.Description': a text is expected"),
        (
            'Term="Validation.Pattern" String="[a-"',
            "'Validation.Pattern': '[a-' is no regular expression to Python",
        ),
        (
            'Term="Validation.AllowedValues" String="a"',
            "a Collection of Records is expected",
        ),
    ],
)
def test_what_the_user_wrote_is_taken_at_its_word(
    read: Read, annotation: str, said: str
) -> None:
    content = on("shop.Chair/legs", f"<Annotation {annotation}/>")
    if said:
        message = faults(read, content)
        assert "overlay0.csdl:6: " in message
        assert said in message
    else:
        read(content)


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("<Record/>", "a PropertyValue 'Value' is expected"),
        (
            '<Record><PropertyValue Property="Value" Int="4"/>'
            '<Annotation Term="Core.SymbolicName" String="four legs"/></Record>',
            "'four legs' is no identifier",
        ),
    ],
)
def test_allowed_values_of_the_user(read: Read, record: str, said: str) -> None:
    values = f"<Collection>{record}</Collection>"
    content = f'<Annotation Term="Validation.AllowedValues">{values}</Annotation>'
    assert said in faults(read, on("shop.Chair/legs", content))


def test_an_overlay_is_as_suspicious_as_any_document(tmp_path: Path) -> None:
    service, overlay = tmp_path / "service.csdl", tmp_path / "overlay.csdl"
    service.write_text(SERVICE)
    overlay.write_text(f'<!DOCTYPE a><Schema Namespace="n" {EDM}/>')
    with pytest.raises(InputError, match="a DOCTYPE is refused"):
        read_model(service, [overlay])
    with pytest.raises(InputError, match="there is no such file"):
        read_model(service, [tmp_path / "missing.csdl"])
