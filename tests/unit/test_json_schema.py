"""Small documents as JSON Schema: what an independent validator makes of values."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

import pytest
from tests.shaping import document_of, faults, references
from tests.unit.documents import KEY, document, read_files

from odata2py.config import load_config
from odata2py.csdl.names import BUILT_IN_TYPES, GEO_TYPES, PATH_TYPES
from odata2py.errors import InputError
from odata2py.export.schema.primitives import Schema
from odata2py.sources import read_source

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "tests" / "cases").glob("*/odata2py.toml"))
DOOR = (
    '<EntityContainer Name="Door"><EntitySet Name="things" EntityType="s.thing"/>'
    "</EntityContainer>"
)
ADDRESS = "https://oasis-tcs.github.io/odata-vocabularies/vocabularies"


def made(folder: Path, inside: str, others: str = "", **how: Any) -> Schema:
    """The document of a service whose one entity type has this inside."""
    thing = f'<EntityType Name="thing">{KEY}{inside}</EntityType>'
    return made_of(folder, thing + others, **how)


def made_of(folder: Path, content: str, **how: Any) -> Schema:
    text = document("s", content + DOOR, alias="self")
    return document_of(read_files(folder, {"main.csdl": text}), **how)


def prop(name: str, kind: str, more: str = "", inside: str = "") -> str:
    return f'<Property Name="{name}" Type="{kind}" {more}>{inside}</Property>'


def said(term: str, value: str) -> str:
    return f'<Annotation Term="Org.OData.{term}" {value}/>'


def refused(found: Schema, name: str, *values: object) -> list[object]:
    """Those of some values that a definition refuses."""
    return [value for value in values if faults(found, name, value)]


class Kind(NamedTuple):
    """Values in JSON of a type, and values that are none of it."""

    right: list[Any]
    wrong: list[Any]


TEXTS = ["", "a", "no number", "INF"]
NO_TEXTS: list[Any] = [1, 1.5, True, [], {}]
POINT = {"type": "Point", "coordinates": [1, 2.5]}
KINDS = {
    "Edm.String": Kind(["", "a", "椅子", "1", "INF"], NO_TEXTS),
    "Edm.Boolean": Kind([True, False], [0, 1, "true", []]),
    "Edm.Byte": Kind([0, 255], [-1, 256, 1.5, "1", True]),
    "Edm.SByte": Kind([-128, 127], [-129, 128, "1"]),
    "Edm.Int16": Kind([-32768, 32767], [-32769, 32768, "1"]),
    "Edm.Int32": Kind([-(2**31), 2**31 - 1], [-(2**31) - 1, 2**31, 0.5, "1"]),
    "Edm.Int64": Kind([-(2**63), 2**63 - 1], [-(2**63) - 1, 2**63, "1"]),
    "Edm.Decimal": Kind([1, -1.5, 1e30], ["1.5", "INF", True]),
    "Edm.Double": Kind([1, -1.5, 1e300, "INF", "-INF", "NaN"], ["1.5", "+INF", True]),
    "Edm.Single": Kind([1, -1.5, "INF", "-INF", "NaN"], ["1.5", "Infinity", True]),
    "Edm.Binary": Kind(["", "AQID", "AQ==", "_-8"], NO_TEXTS),
    "Edm.Date": Kind(["2026-01-31", "0001-01-01"], ["2026-02-30", "31.1.2026", 1]),
    "Edm.DateTimeOffset": Kind(
        ["2026-01-31T10:00:00Z", "2026-01-31T10:00:00.1234567+05:30"],
        ["2026-01-31", "2026-01-31T10:00:00", "2026-01-31T25:00:00Z", 1],
    ),
    "Edm.TimeOfDay": Kind(
        ["10:00", "23:59:59.1234567"], ["24:00", "10:00Z", "1000", 1000]
    ),
    "Edm.Duration": Kind(
        ["PT1H", "-P1DT2.5S", "P1D", "PT0S"], ["1H", "P1Y", "P1DT1D", 60]
    ),
    "Edm.Guid": Kind(["3179e48a-750b-4051-897c-87b9720928f7"], ["3179e48a", "{x}", 1]),
    "Edm.GeographyPoint": Kind(
        [POINT, {**POINT, "crs": {}}],
        ["POINT(1 2)", {"type": "Point"}, {**POINT, "type": "Polygon"}],
    ),
    "Edm.GeometryPolygon": Kind(
        [{"type": "Polygon", "coordinates": [[[1, 2]]]}], [POINT, {}]
    ),
    "Edm.GeographyCollection": Kind(
        [{"type": "GeometryCollection", "geometries": [POINT]}], [POINT]
    ),
    "Edm.Geometry": Kind([POINT], [{}, "POINT(1 2)"]),
    "Edm.Untyped": Kind([1, "a", [1], {"a": None}, True], []),
    "Edm.ComplexType": Kind([{}, {"a": 1}], [1, "a"]),
}


@pytest.mark.parametrize("kind", KINDS)
def test_values_of_primitive_types(kind: str, tmp_path: Path) -> None:
    found = made(
        tmp_path,
        prop("free", kind)
        + prop("set", kind, 'Nullable="false"')
        + prop("many", f"Collection({kind})", 'Nullable="false"')
        + prop("holes", f"Collection({kind})"),
    )
    right, wrong = KINDS[kind]
    for value in right:
        one = {"free": value, "set": value, "many": right, "holes": [*right, None]}
        assert faults(found, "Thing", one) == [], value
    for value in wrong:
        bad = [{"free": value}, {"set": value}, {"many": [value]}, {"holes": [value]}]
        assert refused(found, "Thing", *bad) == bad
    assert faults(found, "Thing", {"free": None}) == []
    nowhere = [{"many": None}, {"holes": None}, {"many": "a"}]
    if kind != "Edm.Untyped":
        nowhere += [{"set": None}, {"many": [None]}]
    assert refused(found, "Thing", *nowhere) == nowhere


OTHERS = GEO_TYPES - KINDS.keys() | {"Edm.PrimitiveType"}


def test_no_built_in_type_is_left_out() -> None:
    """What is in neither table is for annotations, or is no property in JSON."""
    paths = PATH_TYPES | {"Edm.EntityType", "Edm.Stream"}
    assert BUILT_IN_TYPES - paths == KINDS.keys() | OTHERS


@pytest.mark.parametrize("kind", sorted(OTHERS))
def test_values_of_other_types(kind: str, tmp_path: Path) -> None:
    found = made(tmp_path, prop("it", kind, 'Nullable="false"'))
    shape = kind.removeprefix("Edm.Geography").removeprefix("Edm.Geometry")
    right = {"type": shape, "coordinates": []}
    if shape == "Collection":
        right = {"type": "GeometryCollection", "geometries": []}
    assert faults(found, "Thing", {"it": right}) == []
    wrong = [{"it": value} for value in ("a", 1, {"type": 1}, {})]
    expected = [] if kind == "Edm.PrimitiveType" else wrong
    assert refused(found, "Thing", *wrong) == expected


def test_streams_are_no_part_of_json_but_what_is_said_of_them_is(
    tmp_path: Path,
) -> None:
    found = made(tmp_path, prop("photo", "Edm.Stream"))
    read = {"id": "a", "photo@odata.mediaReadLink": "https://x.test/a/photo"}
    assert faults(found, "Thing", read) == []
    assert faults(found, "Thing", {"photo": "AQID"})


def test_a_primitive_type_is_defined_once_and_where_it_is_used(tmp_path: Path) -> None:
    found = made(tmp_path, prop("a", "Edm.Int32") + prop("b", "Edm.Int32"))
    assert found["$defs"].keys() == {"Edm.Int32", "Thing"}
    assert "$id" not in found


def test_facets(tmp_path: Path) -> None:
    types = (
        '<TypeDefinition Name="sign" UnderlyingType="Edm.String" MaxLength="3"/>'
        '<TypeDefinition Name="any" UnderlyingType="Edm.Decimal" Scale="floating"/>'
        '<TypeDefinition Name="day" UnderlyingType="Edm.Date"/>'
    )
    inside = (
        prop("short", "Edm.String", 'MaxLength="2"')
        + prop("many", "Collection(Edm.String)", 'MaxLength="2"')
        + prop("sign", "s.sign")
        + prop("amount", "s.any")
        + prop("day", "s.day")
    )
    found = made(tmp_path, inside, types)
    right = {
        "short": "椅子",
        "many": ["ab", None],
        "sign": "abc",
        "amount": "INF",
        "day": "2026-01-31",
    }
    assert faults(found, "Thing", right) == []
    bad = [{"short": "abc"}, {"many": ["abc"]}, {"sign": "abcd"}]
    bad += [{"amount": "1"}, {"day": "x"}]
    assert refused(found, "Thing", *bad) == bad
    assert not found["$defs"].keys() & {"Sign", "sign", "Day"}


ENUMS = """
<EnumType Name="color"><Member Name="red"/><Member Name="größe"/></EnumType>
<EnumType Name="skills" IsFlags="true">
 <Member Name="a" Value="1"/><Member Name="ab" Value="2"/></EnumType>
<EnumType Name="empty"/>
"""


def test_enumerations_are_the_names_of_their_members(tmp_path: Path) -> None:
    inside = (
        prop("color", "s.color", 'Nullable="false"')
        + prop("free", "s.color")
        + prop("skills", "s.skills")
        + prop("empty", "s.empty")
        + prop("colors", "Collection(s.color)", 'Nullable="false"')
    )
    found = made(tmp_path, inside, ENUMS)
    right = [
        {"color": "größe", "free": None, "colors": ["red"]},
        {"skills": "a"},
        {"skills": "ab,a"},
        {"skills": "a, ab"},
        {"skills": None, "empty": "whatever"},
    ]
    assert refused(found, "Thing", *right) == []
    wrong = [
        *({"color": None}, {"color": "Red"}, {"color": 0}, {"free": "blue"}),
        *({"skills": ""}, {"skills": "a,"}, {"skills": "a,c"}, {"skills": "aab"}),
        *({"colors": ["red", None]}, {"empty": 1}),
    ]
    assert refused(found, "Thing", *wrong) == wrong
    assert found["$defs"]["Color"]["enum"] == ["red", "größe"]
    assert found["$defs"]["Skills"]["examples"] == ["a", "ab"]
    assert "Empty" not in found["$defs"]


def allowed(*values: str, symbols: str = "") -> str:
    """Validation.AllowedValues, with Core.SymbolicName where a letter is given."""
    records = "".join(
        f'<Record><PropertyValue Property="Value" {value}/>'
        + (said("Core.V1.SymbolicName", f'String="{symbol}"') if symbol else "")
        + "</Record>"
        for value, symbol in zip(values, symbols or [""] * len(values), strict=True)
    )
    start = '<Annotation Term="Org.OData.Validation.V1.AllowedValues">'
    return f"{start}<Collection>{records}</Collection></Annotation>"


def test_allowed_values(tmp_path: Path) -> None:
    texts, numbers = ('String="D"', 'String="E"'), ('Int="1"', 'Int="2"')
    inside = (
        prop("free", "Edm.String", "", allowed(*texts))
        + prop("set", "Edm.String", 'Nullable="false"', allowed(*texts))
        + prop("many", "Collection(Edm.String)", 'Nullable="false"', allowed(*texts))
        + prop("number", "Edm.Int16", "", allowed(*numbers))
        + prop("named", "Edm.String", "", allowed(*texts, symbols="xy"))
    )
    found = made(tmp_path, inside)
    right = {"free": "D", "set": "E", "many": ["D", "E"], "number": 2, "named": "D"}
    assert faults(found, "Thing", right) == []
    nothing = {"free": None, "number": None, "named": None}
    assert faults(found, "Thing", nothing) == []
    wrong = [{"free": "F"}, {"set": None}, {"many": ["F"]}, {"many": "D"}]
    wrong += [{"number": 3}, {"number": "1"}, {"named": "F"}]
    assert refused(found, "Thing", *wrong) == wrong
    named = found["$defs"]["ThingNamed"]["oneOf"]
    assert named == [{"const": "D", "title": "x"}, {"const": "E", "title": "y"}]


def test_patterns(tmp_path: Path) -> None:
    pattern = said("Validation.V1.Pattern", 'String="^[a-z]+$"')
    inside = prop("code", "Edm.String", "", pattern)
    inside += prop("codes", "Collection(Edm.String)", 'Nullable="false"', pattern)
    found = made(tmp_path, inside)
    assert faults(found, "Thing", {"code": "ab", "codes": ["c"]}) == []
    assert faults(found, "Thing", {"code": None}) == []
    wrong = [{"code": "A"}, {"codes": ["a", "B"]}]
    assert refused(found, "Thing", *wrong) == wrong


def test_what_is_said_of_types_and_properties(tmp_path: Path) -> None:
    deprecated = (
        '<Annotation Term="Org.OData.Core.V1.Revisions"><Collection><Record>'
        '<PropertyValue Property="Kind" EnumMember="Org.OData.Core.V1.RevisionKind/'
        'Deprecated"/><PropertyValue Property="Description" String="Use b."/></Record>'
        "</Collection></Annotation>"
    )
    text = said("Core.V1.Description", 'String="What &quot;it&quot; is: 椅子."')
    found = made(
        tmp_path,
        text
        + prop("a", "Edm.String", "", text + deprecated)
        + prop("b", "Edm.String", "", said("Core.V1.Computed", 'Bool="true"'))
        + prop("c", "s.part", "", text),
        f'<ComplexType Name="part">{text}</ComplexType>',
    )
    thing = found["$defs"]["Thing"]
    assert (thing["title"], thing["description"]) == ("s.thing", 'What "it" is: 椅子.')
    members = thing["properties"]
    assert members["a"]["description"] == 'What "it" is: 椅子.\n\nDeprecated: Use b.'
    assert members["a"]["deprecated"] is True
    assert members["b"] == {"type": ["string", "null"], "readOnly": True}
    assert members["c"]["description"] == found["$defs"]["Part"]["description"]
    assert "deprecated" not in thing


def test_nothing_is_required_and_annotations_are_welcome(tmp_path: Path) -> None:
    found = made(tmp_path, prop("a", "Edm.String", 'Nullable="false"'))
    right = [
        *({}, {"a": "x"}, {"@odata.etag": "W/1", "@odata.id": "things('a')"}),
        *({"@any.term": 1}, {"a@any.term": {"x": None}}, {"@etag": "1"}),
    ]
    assert refused(found, "Thing", *right) == []
    wrong: list[Any] = [{"b": 1}, {"@odata.etag": 1}, [], "a", None]
    assert refused(found, "Thing", *wrong) == wrong


def test_related_entities_are_there_where_the_slice_goes(tmp_path: Path) -> None:
    inside = (
        '<NavigationProperty Name="parent" Type="s.thing" ContainsTarget="true"/>'
        '<NavigationProperty Name="first" Type="s.part" Nullable="false" '
        'ContainsTarget="true"/>'
        '<NavigationProperty Name="parts" Type="Collection(s.part)" '
        'ContainsTarget="true"/>'
        '<NavigationProperty Name="other" Type="s.thing"/>'
    )
    part = f'<EntityType Name="part">{KEY}</EntityType>'
    found = made(tmp_path, inside, part)
    right = [
        {"parent": {"parent": None, "parts": [{"id": "a"}]}, "first": {"id": "a"}},
        {"parts": [], "parts@odata.count": 0, "other@odata.bind": "things('a')"},
    ]
    assert refused(found, "Thing", *right) == []
    wrong: list[object] = [
        {"first": None},
        {"parts": [None]},
        {"parts": None},
        {"parent": "a"},
    ]
    wrong += [{"parts": [{"ID": "a"}]}, {"other": {}}]
    assert refused(found, "Thing", *wrong) == wrong


FAMILY = f"""
<EntityType Name="thing" Abstract="true">{KEY}</EntityType>
<EntityType Name="chair" BaseType="s.thing">
 <Property Name="legs" Type="Edm.Byte"/></EntityType>
<EntityType Name="throne" BaseType="s.chair">
 <Property Name="gold" Type="Edm.Boolean"/></EntityType>
<EntityType Name="lamp" BaseType="s.thing">
 <Property Name="on" Type="Edm.Boolean"/>
 <Property Name="above" Type="s.place"/></EntityType>
<ComplexType Name="place"><Property Name="x" Type="Edm.Int32"/></ComplexType>
<ComplexType Name="spot" BaseType="s.place">
 <Property Name="y" Type="Edm.Int32"/></ComplexType>
"""


def tagged(name: str, **values: object) -> dict[str, object]:
    return {"@odata.type": f"#s.{name}", **values}


def test_a_value_of_a_derived_type_says_so(tmp_path: Path) -> None:
    found = made_of(tmp_path, FAMILY, derived="all")
    assert found["$defs"].keys() - {"Edm.Byte", "Edm.Int32"} == {
        *(
            "AnyChair",
            "AnyPlace",
            "AnyThing",
            "Chair",
            "Lamp",
            "Place",
            "Spot",
            "Thing",
            "Throne",
        )
    }
    right = [
        tagged("chair", id="a", legs=4),
        tagged("throne", id="a", legs=4, gold=True),
        tagged("lamp", on=True, above={"x": 1}),
        tagged("lamp", above=tagged("spot", x=1, y=2)),
        tagged("lamp", above=tagged("place", x=1)),
        tagged("lamp", above=None),
    ]
    assert refused(found, "AnyThing", *right) == []
    wrong = [
        *({"id": "a", "legs": 4}, tagged("thing", id="a"), tagged("table", id="a")),
        *(tagged("chair", gold=True), tagged("lamp", legs=4)),
        *(tagged("throne", legs="4"), tagged("lamp", above={"x": 1, "y": 2})),
        tagged("lamp", above=tagged("spot", z=1)),
        tagged("lamp", above=tagged("lamp")),
    ]
    assert refused(found, "AnyThing", *wrong) == wrong


def test_a_value_of_its_declared_type_need_not_say_so(tmp_path: Path) -> None:
    found = made_of(tmp_path, FAMILY, derived="all")
    right: list[dict[str, object]] = [{"id": "a", "on": True}, tagged("lamp", id="a")]
    assert refused(found, "Lamp", *right) == []
    assert refused(found, "Lamp", tagged("chair")) == [tagged("chair")]
    assert refused(found, "Throne", {"gold": True, "legs": 3}) == []


def test_what_a_slice_leaves_out_of_a_family_may_come_nevertheless(
    tmp_path: Path,
) -> None:
    whole = FAMILY.replace(' Abstract="true"', "")
    found = made_of(tmp_path, whole, derived="none")
    assert found["$defs"].keys() == {"Thing"}
    right = [{"id": "a"}, tagged("thing"), tagged("lamp", on=True), {"new": 1}]
    assert refused(found, "Thing", *right) == []
    assert faults(found, "Thing", {"id": 1})


def test_types_that_an_annotation_allows(tmp_path: Path) -> None:
    only = (
        '<Annotation Term="Org.OData.Validation.V1.DerivedTypeConstraint"><Collection>'
        "<String>s.throne</String>{}</Collection></Annotation>"
    )
    inside = prop("spot", "s.place", "", only.format("").replace("throne", "spot"))
    inside += prop(
        "both",
        "s.place",
        "",
        only.format("<String>s.place</String>").replace("throne", "spot"),
    )
    content = FAMILY.replace('Name="on"', 'Name="on2"').replace(
        '<Property Name="on2"', f'{inside}<Property Name="on"'
    )
    found = made_of(tmp_path, content, derived="all")
    right = [
        tagged("lamp", spot=tagged("spot", y=1), both=tagged("spot", y=1)),
        tagged("lamp", spot=None, both={"x": 1}),
    ]
    assert refused(found, "AnyThing", *right) == []
    wrong = [tagged("lamp", spot={"x": 1}), tagged("lamp", both={"y": 1})]
    assert refused(found, "AnyThing", *wrong) == wrong


def test_open_types_take_anything(tmp_path: Path) -> None:
    content = (
        f'<EntityType Name="thing" OpenType="true">{KEY}</EntityType>'
        '<EntityType Name="chair" BaseType="s.thing" OpenType="true">'
        '<Property Name="part" Type="s.part"/></EntityType>'
        '<ComplexType Name="part"/>'
    )
    found = made_of(tmp_path, content, derived="all")
    right = [{"any": [1]}, tagged("chair", any={"x": 1}, part={})]
    assert refused(found, "AnyThing", *right) == []
    wrong = [{"id": 1}, tagged("chair", part={"any": 1})]
    assert refused(found, "AnyThing", *wrong) == wrong
    assert found["$defs"]["Thing"]["additionalProperties"] is True


def test_types_that_are_cut_are_not_closed(tmp_path: Path) -> None:
    inside = prop("a", "Edm.String") + prop("b", "Edm.Int32")
    found = made(tmp_path, inside, properties={"thing": ("a",)})
    assert found["$defs"]["Thing"]["properties"].keys() >= {"id", "a"}
    assert refused(found, "Thing", {"id": "x", "a": "y", "b": 1}) == []


def test_refinements_say_more_of_inherited_properties(tmp_path: Path) -> None:
    more = said("Validation.V1.Pattern", 'String="^c"')
    more += said("Core.V1.Computed", 'Bool="true"')
    content = (
        f'<EntityType Name="thing" Abstract="true">{KEY}</EntityType>'
        '<EntityType Name="chair" BaseType="s.thing"/>'
        f'<Annotations Target="s.chair/id">{more}</Annotations>'
    )
    found = made_of(tmp_path, content)
    assert refused(found, "AnyThing", tagged("chair", id="c1")) == []
    assert faults(found, "AnyThing", tagged("chair", id="d1"))
    assert found["$defs"]["Chair"]["properties"]["id"]["readOnly"] is True
    assert "readOnly" not in found["$defs"]["Thing"]["properties"]["id"]


def test_definitions_are_called_as_classes_are(tmp_path: Path) -> None:
    content = (
        f'<EntityType Name="thing">{KEY}{prop("a", "s.Größe")}{prop("b", "t.part")}'
        f'{prop("c", "s.part")}{prop("d", "s.AnyBase")}</EntityType>'
        '<ComplexType Name="Größe"/><ComplexType Name="part"/>'
        '<ComplexType Name="AnyBase"><Property Name="b" Type="s.base"/></ComplexType>'
        '<ComplexType Name="base"/><ComplexType Name="heir" BaseType="s.base"/>'
    )
    other = document("t", '<ComplexType Name="part"/>')
    reference = (
        '<edmx:Reference Uri="other.csdl"><edmx:Include Namespace="t"/>'
        "</edmx:Reference>"
    )
    files = {
        "main.csdl": document("s", content + DOOR, reference),
        "other.csdl": other,
    }
    names = {"s.thing": "Gadget"}
    found = document_of(read_files(tmp_path, files), derived="all", **names)
    assert found["$defs"].keys() == {
        *("AnyBase", "AnyBase_", "Base", "Gadget", "Größe", "Heir", "SPart", "TPart")
    }
    assert {unquote(each.rpartition("/")[2]) for each in references(found)} <= {
        *found["$defs"]
    }
    assert references(found).isdisjoint({"#/$defs/Größe"})
    assert refused(found, "Gadget", {"a": {}, "b": {}, "c": {}, "d": {"b": {}}}) == []
    assert faults(found, "Gadget", {"a": 1})


def test_names_of_earlier_runs_stay(tmp_path: Path) -> None:
    found = made(tmp_path, "", ledger={"s.thing": "Ding"})
    assert found["$defs"].keys() == {"Ding"}


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.parent.name)
def test_documents_of_traps_are_whole(case: Path) -> None:
    """Whatever the metadata: the document is a schema, and its references lead on."""
    try:
        config = load_config(case)
        for settings in config.packages.values():
            model = read_source(case.parent, config.sources[settings.source])
            how = settings.include, settings.exclude
            found = document_of(model, *how, "all", properties=settings.properties)
            names = {unquote(each) for each in references(found)}
            assert names <= {f"#/$defs/{name}" for name in found["$defs"]}
    except InputError:
        assert (case.parent / "expected_errors.txt").exists()
