"""Annotations of every kind of element, wherever they stand, and what they do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.unit.documents import EDM, KEY, document, include

from odata2py.csdl.annotation import Annotation, Annotations
from odata2py.csdl.model import (
    EntityContainer,
    EntityType,
    EnumType,
    Model,
    PropertyRef,
)
from odata2py.csdl.reader import read_model
from odata2py.slicing.slicer import slice_model

SHOP = f"""
<EntityType Name="thing" Abstract="true">{KEY}
 <NavigationProperty Name="next" Type="s.thing"/></EntityType>
<EntityType Name="chair" BaseType="s.thing">{{entity}}
 <Property Name="legs" Type="Edm.Int32">{{property}}</Property>
 <NavigationProperty Name="table" Type="s.thing">{{navigation}}
  <ReferentialConstraint Property="id" ReferencedProperty="id">{{constraint}}
  </ReferentialConstraint></NavigationProperty></EntityType>
<EntityType Name="stool" BaseType="s.thing"/>
<EntityType Name="bench" BaseType="s.chair"/>
<ComplexType Name="place">{{complex}}</ComplexType>
<EnumType Name="color">{{enum}}<Member Name="red">{{member}}</Member></EnumType>
<TypeDefinition Name="length" UnderlyingType="Edm.Int32">{{definition}}</TypeDefinition>
<Action Name="sit" IsBound="true">{{action}}
 <Parameter Name="on" Type="s.thing">{{binding}}</Parameter>
 <Parameter Name="how" Type="s.length">{{parameter}}</Parameter>
 <ReturnType Type="s.thing">{{result}}</ReturnType></Action>
<Action Name="sit" IsBound="true">
 <Parameter Name="on" Type="Collection(s.thing)"/>
 <Parameter Name="how" Type="s.length"/></Action>
<Function Name="find">{{function}}
 <ReturnType Type="s.thing">{{found}}</ReturnType></Function>
<Term Name="Say" Type="Edm.Untyped">{{term}}</Term>
<EntityContainer Name="Door">{{container}}
 <EntitySet Name="things" EntityType="s.thing">{{set}}</EntitySet>
 <Singleton Name="best" Type="s.chair">{{singleton}}</Singleton>
 <FunctionImport Name="find" Function="s.find">{{import}}</FunctionImport>
</EntityContainer>{{schema}}{{external}}
"""
Read = Callable[..., Model]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads the shop with something written at places, and overlays on it."""

    def read(*overlays: str, **places: str) -> Model:
        blank = dict.fromkeys((*INLINE, "external", "binding"), "")
        text = document(
            "shop",
            SHOP.format(**{**blank, **places}),
            include("https://w.test", "words", "w"),
            alias="s",
        )
        (tmp_path / "main.csdl").write_text(text, "utf-8")
        paths = [tmp_path / f"{i}.csdl" for i, _ in enumerate(overlays)]
        for path, content in zip(paths, overlays, strict=True):
            path.write_text(document("mine", content, include("x", "shop", "o")))
        return read_model(tmp_path / "main.csdl", paths, "main.csdl")

    return read


def door(model: Model) -> EntityContainer:
    assert model.container is not None
    return model.container


def color(model: Model) -> EnumType:
    found = model.types["shop.color"]
    assert isinstance(found, EnumType)
    return found


def chair(model: Model) -> EntityType:
    found = model.types["shop.chair"]
    assert isinstance(found, EntityType)
    return found


Find = Callable[[Model], Annotations]
INLINE: Mapping[str, Find] = {
    "entity": lambda m: chair(m).annotations,
    "property": lambda m: chair(m).properties[0].annotations,
    "navigation": lambda m: chair(m).navigation_properties[0].annotations,
    "constraint": lambda m: (
        chair(m).navigation_properties[0].constraints[0].annotations
    ),
    "complex": lambda m: m.types["shop.place"].annotations,
    "enum": lambda m: color(m).annotations,
    "member": lambda m: color(m).members[0].annotations,
    "definition": lambda m: m.types["shop.length"].annotations,
    "action": lambda m: m.operations["shop.sit"][0].annotations,
    "parameter": lambda m: m.operations["shop.sit"][0].parameters[1].annotations,
    "result": lambda m: m.operations["shop.sit"][0].result_annotations,
    "function": lambda m: m.operations["shop.find"][0].annotations,
    "found": lambda m: m.operations["shop.find"][0].result_annotations,
    "term": lambda m: m.terms["shop.Say"].annotations,
    "container": lambda m: door(m).annotations,
    "set": lambda m: door(m).entity_sets["things"].annotations,
    "singleton": lambda m: door(m).singletons["best"].annotations,
    "import": lambda m: door(m).imports["find"].annotations,
    "schema": lambda m: m.schemas["shop"].annotations,
}
SIT = "s.sit(s.thing,s.length)"
TARGETS = {
    "entity": "s.chair",
    "property": "s.chair/legs",
    "navigation": "s.chair/table",
    "complex": "s.place",
    "enum": "s.color",
    "member": "s.color/red",
    "definition": "s.length",
    "action": SIT,
    "parameter": f"{SIT}/how",
    "result": f"{SIT}/$ReturnType",
    "function": "s.find()",
    "found": "s.find()/$ReturnType",
    "term": "s.Say",
    "container": "s.Door",
    "set": "s.Door/things",
    "singleton": "s.Door/best",
    "import": "s.Door/find",
}


def say(text: str, qualifier: str = "") -> str:
    qualified = f' Qualifier="{qualifier}"' if qualifier else ""
    return f'<Annotation Term="w.Say"{qualified} String="{text}"/>'


def on(target: str, *said: str, qualifier: str = "") -> str:
    qualified = f' Qualifier="{qualifier}"' if qualifier else ""
    return f'<Annotations Target="{target}"{qualified}>{"".join(said)}</Annotations>'


def texts(found: Annotations) -> dict[str, str]:
    return {key: said.value.text for key, said in found.items() if said.value}


@pytest.mark.parametrize("place", INLINE)
def test_inside_of_every_element(read: Read, place: str) -> None:
    model = read(**{place: say("here")})
    for name, find in INLINE.items():
        expected = {"words.Say": "here"} if name == place else {}
        assert texts(find(model)) == expected, name


@pytest.mark.parametrize("place", TARGETS)
def test_outside_of_every_element(read: Read, place: str) -> None:
    model = read(external=on(TARGETS[place], say("here")))
    for name, find in INLINE.items():
        expected = {"words.Say": "here"} if name == place else {}
        assert texts(find(model)) == expected, name
    assert model.remarks() == ()


@pytest.mark.parametrize("place", TARGETS)
def test_overlays_of_every_element(read: Read, place: str) -> None:
    overlay = on(TARGETS[place].replace("s.", "o."), f"{NOTE}theirs{END}")
    model = read(overlay.replace("theirs", "ours"), **{place: f"{NOTE}theirs{END}"})
    assert texts(INLINE[place](model)) == {"Org.OData.Core.V1.Description": "ours"}


NOTE, END = '<Annotation Term="Core.Description" String="', '"/>'


@pytest.mark.parametrize(
    ("inline", "outside", "overlaid", "wins"),
    [
        ("inline", "outside", "overlaid", "overlaid"),
        ("", "outside", "overlaid", "overlaid"),
        ("inline", "outside", "", "inline"),
        ("inline", "", "overlaid", "overlaid"),
        ("", "outside", "", "outside"),
    ],
)
def test_which_word_is_the_last(
    read: Read, inline: str, outside: str, overlaid: str, wins: str
) -> None:
    said = {text: f"{NOTE}{text}{END}" for text in (inline, outside, overlaid) if text}
    said[""] = ""
    overlays = [on("o.chair", said[overlaid])] if overlaid else []
    external = on("s.chair", said[outside])
    model = read(*overlays, entity=said[inline], external=external)
    assert texts(chair(model).annotations) == {"Org.OData.Core.V1.Description": wins}
    assert chair(model).documentation.description == wins


def test_of_several_overlays_the_last_wins(read: Read) -> None:
    overlays = [on("o.chair", f"{NOTE}{text}{END}") for text in ("first", "last")]
    assert chair(read(*overlays)).documentation.description == "last"


def test_qualifiers_tell_annotations_apart(read: Read) -> None:
    model = read(
        entity=say("plain") + say("own", "A") + say("inner", "B"),
        external=on("s.chair", say("around"), say("outer", "A"), qualifier="B")
        + on("s.chair", say("alone"), qualifier="C"),
    )
    assert texts(chair(model).annotations) == {
        "words.Say#B": "inner",
        "words.Say#A": "own",
        "words.Say#C": "alone",
        "words.Say": "plain",
    }
    found = chair(model).annotations
    assert {key: said.qualifier for key, said in found.items()} == {
        key: key.partition("#")[2] for key in found
    }


def test_what_an_heir_says_of_an_inherited_property(read: Read) -> None:
    external = on("s.thing/id", say("thing"), say("all", "A"))
    external += on("s.bench/id", say("bench"))
    model = read(on("o.chair/id", f"{NOTE}chair{END}"), external=external)
    (refined,) = model.structured("shop.bench").refinements
    assert texts(refined.annotations) == {
        "words.Say": "bench",
        "words.Say#A": "all",
        "Org.OData.Core.V1.Description": "chair",
    }
    assert texts(model.properties("shop.stool")[0].annotations) == {
        "words.Say": "thing",
        "words.Say#A": "all",
    }


def names(term: str, *types: str) -> str:
    items = "".join(f"<String>{each}</String>" for each in types)
    return f'<Annotation Term="{term}"><Collection>{items}</Collection></Annotation>'


DERIVED = "Validation.DerivedTypeConstraint"
ALLOWED: Mapping[str, Callable[[Model], tuple[str, ...]]] = {
    "navigation": lambda m: chair(m).navigation_properties[0].type.allowed_types,
    "parameter": lambda m: (
        m.operations["shop.sit"][0].parameters[1].type.allowed_types
    ),
    "result": lambda m: allowed(m.operations["shop.sit"][0].return_type),
    "set": lambda m: door(m).entity_sets["things"].allowed_types,
    "singleton": lambda m: door(m).singletons["best"].allowed_types,
}


def allowed(reference: object) -> tuple[str, ...]:
    return tuple(getattr(reference, "allowed_types", ()))


@pytest.mark.parametrize("place", ALLOWED)
def test_derived_type_constraints(read: Read, place: str) -> None:
    model = read(**{place: names(DERIVED, "s.stool", "shop.bench")})
    assert ALLOWED[place](model) == ("shop.stool", "shop.bench")
    assert [ALLOWED[other](model) for other in ALLOWED if other != place] == [()] * 4


KEPT = {
    ("", "abstract"): ["bench", "chair", "stool", "thing"],
    ("", "none"): ["thing"],
    ("stool", "abstract"): ["stool", "thing"],
    ("bench", "all"): ["bench", "chair", "thing"],
    ("stool", "none"): ["thing"],
}


@pytest.mark.parametrize(("only", "derived"), KEPT)
def test_a_slice_has_the_derived_types_that_are_allowed(
    read: Read, only: str, derived: str
) -> None:
    said = names(DERIVED, f"s.{only}") if only else ""
    part = slice_model(read(set=said), ["/things"], (), derived)
    found = [name.removeprefix("shop.") for name in part.model.types]
    assert found == KEPT[only, derived]


def test_what_one_way_rules_out_another_may_lead_to(read: Read) -> None:
    model = read(set=names(DERIVED, "s.stool"), navigation=names(DERIVED, "s.bench"))
    part = slice_model(model, ["/things", "/best/table"])
    assert list(part.model.types) == [
        f"shop.{name}" for name in ("bench", "chair", "stool", "thing")
    ]


EXPLICIT = '<Annotation Term="Core.RequiresExplicitBinding"/>'
BINDINGS = "Core.ExplicitOperationBindings"


@pytest.mark.parametrize(
    ("action", "entity", "called"),
    [
        ("", "", ["shop.sit"]),
        (EXPLICIT, "", []),
        (EXPLICIT, names(BINDINGS, "s.sit"), ["shop.sit"]),
        (EXPLICIT, names(BINDINGS, "s.find"), []),
        (EXPLICIT.replace("/>", ' Bool="false"/>'), "", ["shop.sit"]),
        ("", names(BINDINGS, "s.find"), ["shop.sit"]),
    ],
)
def test_operations_that_types_have_to_name(
    read: Read, action: str, entity: str, called: list[str]
) -> None:
    model = read(action=action, entity=entity)
    part = slice_model(model, ["/best/**"])
    node = part.nodes["shop.chair"]
    assert [operation.name for operation in node.operations] == called
    others = slice_model(model, ["/things/**"]).nodes["shop.thing"]
    assert len(others.operations) == (0 if action == EXPLICIT else 1)


@pytest.mark.parametrize("term", ["Core", "OData.Community.Keys.V1"])
def test_alternate_keys(read: Read, term: str) -> None:
    part = '<Record><PropertyValue Property="Name" PropertyPath="{}"/>{}</Record>'
    alias = '<PropertyValue Property="Alias" String="count"/>'
    keys = [part.format("legs", alias), part.format("id", "") + part.format("legs", "")]
    items = "".join(
        f'<Record><PropertyValue Property="Key"><Collection>{key}</Collection>'
        "</PropertyValue></Record>"
        for key in keys
    )
    said = f"<Collection>{items}</Collection>"
    entity = f'<Annotation Term="{term}.AlternateKeys">{said}</Annotation>'
    model = read(entity=entity)
    assert chair(model).alternate_keys == (
        (PropertyRef("legs", "count"),),
        (PropertyRef("id"), PropertyRef("legs")),
    )
    part_of_it = slice_model(model, ["/best"])
    assert chair(part_of_it.model).alternate_keys == chair(model).alternate_keys


def test_a_schema_alone_is_annotated_as_well(tmp_path: Path) -> None:
    path = tmp_path / "main.csdl"
    path.write_text(f'<Schema Namespace="n" {EDM}>{say("all")}</Schema>')
    (said,) = read_model(path).schemas["n"].annotations.values()
    assert isinstance(said, Annotation)
    assert said.value is not None
    assert said.value.text == "all"
