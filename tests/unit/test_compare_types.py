"""Comparisons of types, properties and values: what is told, once, and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.documents import EDM, KEY, one_schema, schema

from odata2py.compare.comparison import compare
from odata2py.compare.facts import NO_FACTS, ServiceFacts
from odata2py.compare.matching import are_near
from odata2py.compare.model import Change
from odata2py.csdl.reader import read_model

DOOR = (
    '<EntityContainer Name="C"><EntitySet Name="s" EntityType="n.E"/></EntityContainer>'
)


def changes(
    folder: Path, old: str, new: str, facts: ServiceFacts = NO_FACTS
) -> tuple[Change, ...]:
    """The changes between two documents."""
    before, after = (folder / f"{side}.csdl" for side in ("old", "new"))
    before.write_text(old, "utf-8")
    after.write_text(new, "utf-8")
    return compare(read_model(before), read_model(after), facts=facts)


def told(folder: Path, old: str, new: str, facts: ServiceFacts = NO_FACTS) -> list[str]:
    """What is told of the contents of two schemas: ``n.E/a: type-changed breaking``."""
    found = changes(folder, one_schema(old), one_schema(new), facts)
    return [f"{each.element}: {each.rule} {each.level}" for each in found]


def entity(content: str = "", name: str = "E", base: str = "") -> str:
    if base:
        return f'<EntityType Name="{name}" BaseType="n.{base}">{content}</EntityType>'
    return f'<EntityType Name="{name}">{KEY}{content}</EntityType>'


def prop(name: str, type_: str = "Edm.String", rest: str = "", said: str = "") -> str:
    return f'<Property Name="{name}" Type="{type_}" {rest}>{said}</Property>'


def nav(name: str, type_: str, rest: str = "") -> str:
    return f'<NavigationProperty Name="{name}" Type="{type_}" {rest}/>'


COMPUTED = '<Annotation Term="Org.OData.Core.V1.Computed" Bool="true"/>'
IMMUTABLE = '<Annotation Term="Org.OData.Core.V1.Immutable" Bool="true"/>'
NOT_NULL = 'Nullable="false"'


def at(target: str, said: str) -> str:
    return f'<Annotations Target="n.{target}">{said}</Annotations>'


SAME = {
    "the order of properties": (
        entity(prop("a") + prop("b") + nav("c", "n.E") + nav("d", "n.E")),
        entity(nav("d", "n.E") + nav("c", "n.E") + prop("b") + prop("a")),
    ),
    "the order of types": (
        entity() + entity(name="F", base="E") + '<ComplexType Name="G"/>',
        '<ComplexType Name="G"/>' + entity(name="F", base="E") + entity(),
    ),
    "the order of members": (
        entity()
        + '<EnumType Name="c"><Member Name="a" Value="0"/><Member Name="b" Value="1"/>'
        "</EnumType>",
        entity()
        + '<EnumType Name="c"><Member Name="b" Value="1"/><Member Name="a" Value="0"/>'
        "</EnumType>",
    ),
    "where annotations stand": (
        entity(prop("a", said=COMPUTED) + prop("b", said=IMMUTABLE)),
        entity(prop("a") + prop("b")) + at("E/a", COMPUTED) + at("E/b", IMMUTABLE),
    ),
    "how names are qualified": (
        entity(nav("a", "self.E")) + entity(name="F", base="E"),
        entity(nav("a", "n.E"))
        + '<EntityType Name="F" BaseType="self.E"></EntityType>',
    ),
    "defaults that are said": (
        entity(prop("a") + prop("b", "Edm.Decimal") + prop("c", "Edm.GeographyPoint")),
        entity(
            prop("a", rest='Nullable="true" Unicode="true"')
            + prop("b", "Edm.Decimal", 'Scale="0"')
            + prop("c", "Edm.GeographyPoint", 'SRID="4326"')
        ),
    ),
    "values of enumerations that are counted": (
        entity() + '<EnumType Name="c"><Member Name="a"/><Member Name="b"/></EnumType>',
        entity() + '<EnumType Name="c" UnderlyingType="Edm.Int32" IsFlags="false">'
        '<Member Name="a" Value="0"/><Member Name="b" Value="1"/></EnumType>',
    ),
    "annotations of base types that heirs repeat": (
        entity(prop("a", said=COMPUTED)) + entity(name="F", base="E"),
        entity(prop("a", said=COMPUTED))
        + entity(name="F", base="E")
        + at("F/a", COMPUTED),
    ),
}


@pytest.mark.parametrize("case", SAME)
def test_nothing_is_told_of(case: str, tmp_path: Path) -> None:
    old, new = SAME[case]
    assert told(tmp_path, old + DOOR, new + DOOR) == []
    assert told(tmp_path, new + DOOR, old + DOOR) == []


def test_an_alias_has_any_name(tmp_path: Path) -> None:
    content = entity(nav("a", "{}.E") + prop("b", "{}.c")) + entity(name="F", base="E")
    content += '<EnumType Name="c"><Member Name="a"/></EnumType>'
    one, other = (
        schema("n", content.replace("{}", alias), alias) for alias in ("it", "self")
    )
    assert changes(tmp_path, one, other) == ()


INHERITED = {
    "a property of a base type that is gone": (
        entity(prop("a")),
        entity(),
        ["n.E/a: property-removed breaking"],
    ),
    "a property that a base type has now": (
        entity(),
        entity(prop("a")),
        ["n.E/a: property-added addition"],
    ),
    "a property of a base type that is another": (
        entity(prop("a")),
        entity(prop("a", "Edm.Int32")),
        ["n.E/a: type-changed breaking"],
    ),
    "the key": (
        entity(prop("a", rest=NOT_NULL)),
        entity(prop("a", rest=NOT_NULL)).replace('Ref Name="id"', 'Ref Name="a"'),
        ["n.E: key-changed breaking"],
    ),
    "media": (
        entity(),
        entity().replace('"E"', '"E" HasStream="true"'),
        ["n.E: media-changed addition"],
    ),
    "openness": (
        entity().replace('"E"', '"E" OpenType="true"'),
        entity(),
        ["n.E: open-type-changed breaking"],
    ),
}


@pytest.mark.parametrize("case", INHERITED)
def test_what_heirs_inherit_is_told_of_base_types(case: str, tmp_path: Path) -> None:
    old, new, expected = INHERITED[case]
    heirs = entity(name="F", base="E") + entity(prop("f"), name="G", base="F") + DOOR
    assert told(tmp_path, old + heirs, new + heirs) == expected
    assert told(tmp_path, heirs + old, heirs + new) == expected


def test_refinements_tell_what_is_theirs(tmp_path: Path) -> None:
    heir = entity(name="F", base="E") + DOOR
    plain, refined = entity(prop("a")) + heir, at("F/a", COMPUTED)
    expected = ["n.F/a: computed-changed breaking"]
    assert told(tmp_path, plain, plain + refined) == expected
    expected = ["n.F/a: computed-changed addition"]
    assert told(tmp_path, plain + refined, plain) == expected


def test_what_refined_properties_tell_refinements_do_not(tmp_path: Path) -> None:
    heir = entity(name="F", base="E") + DOOR
    old = entity(prop("a")) + heir + at("F/a", IMMUTABLE)
    new = entity(prop("a", "Edm.Int32", said=COMPUTED)) + heir + at("F/a", IMMUTABLE)
    assert told(tmp_path, old, new) == [
        "n.E/a: computed-changed breaking",
        "n.E/a: type-changed breaking",
    ]
    assert told(tmp_path, entity(prop("a")) + heir, new) == [
        "n.E/a: computed-changed breaking",
        "n.E/a: type-changed breaking",
        "n.F/a: immutable-changed documentation",
    ]


def test_properties_move_up_from_all_types_that_had_them(tmp_path: Path) -> None:
    old = entity() + "".join(entity(prop("a"), name, "E") for name in "FG") + DOOR
    new = entity(prop("a")) + "".join(entity("", name, "E") for name in "FG") + DOOR
    assert told(tmp_path, old, new) == [
        "n.F/a: property-moved addition",
        "n.G/a: property-moved addition",
    ]


def test_properties_that_move_down_are_gone_from_the_base_type(tmp_path: Path) -> None:
    old = entity(prop("a")) + entity(name="F", base="E") + DOOR
    new = entity() + entity(prop("a", "Edm.Int32"), "F", "E") + DOOR
    assert told(tmp_path, old, new) == [
        "n.E/a: property-removed breaking",
        "n.F/a: type-changed breaking",
    ]


def test_a_base_type_that_is_gone_takes_what_it_had(tmp_path: Path) -> None:
    old = entity() + entity(prop("a"), "F", "E") + entity(prop("b"), "G", "F") + DOOR
    new = entity() + entity(prop("b"), "G", "E") + DOOR
    assert told(tmp_path, old, new) == [
        "n.F: type-removed breaking",
        "n.G: base-type-changed breaking",
        "n.G/a: property-removed breaking",
    ]


def test_a_base_type_in_between_takes_nothing(tmp_path: Path) -> None:
    old = entity() + entity(prop("a"), "G", "E") + DOOR
    new = entity() + entity(prop("a"), "F", "E") + entity("", "G", "F") + DOOR
    assert told(tmp_path, old, new) == [
        "n.F: type-added addition",
        "n.G: base-type-changed addition",
    ]


def test_uses_of_renamed_types_are_the_same(tmp_path: Path) -> None:
    content = (
        entity(prop("a", "n.{}") + prop("b", "Collection(n.{})"))
        + '<ComplexType Name="{}"><Property Name="up" Type="n.{}"/></ComplexType>'
        + f'<ComplexType Name="H" BaseType="n.{{}}">{prop("c")}</ComplexType>'
        + DOOR
    )
    one, other = (content.replace("{}", name) for name in ("color", "colour"))
    assert told(tmp_path, one, other) == ["n.color: type-renamed breaking"]


def test_types_of_another_namespace_are_renamed(tmp_path: Path) -> None:
    content = (
        entity(prop("a", "{}.c"))
        + '<EnumType Name="c"><Member Name="a"/></EnumType>'
        + '<EnumType Name="d"><Member Name="a"/></EnumType>'
    )
    one, other = (
        schema(name, content.replace("{}", name).replace("n.E", f"{name}.E"))
        for name in ("n", "m")
    )
    found = changes(tmp_path, one, other)
    assert [(each.rule, each.old, each.new) for each in found] == [
        ("type-renamed", "n.E", "m.E"),
        ("type-renamed", "n.c", "m.c"),
        ("type-renamed", "n.d", "m.d"),
    ]


def test_renamings_are_inherited(tmp_path: Path) -> None:
    old = entity(prop("color")) + entity(name="F", base="E") + DOOR
    new = entity(prop("colour")) + entity(prop("colours"), "F", "E") + DOOR
    assert told(tmp_path, old, new) == [
        "n.E/color: property-renamed breaking",
        "n.F/colours: property-added addition",
    ]


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("color", "colour", True),
        ("notstarted", "notStarted", True),
        ("assignmentPolicy", "accessPackageAssignmentPolicy", True),
        ("isSelectionAllowed", "allowsSelection", True),
        ("a.size", "b.size", True),
        ("createdDateTime", "expirationDateTime", False),
        ("customerId", "customerName", False),
        ("isActive", "isInactive", False),
        ("includeTargets", "excludeTargets", False),
        ("minimumSize", "maximumSize", False),
        ("name", "nameOfTheFirstOwner", False),
        ("_", "__", False),
    ],
)
def test_names_are_near(one: str, other: str, near: bool) -> None:
    assert are_near(one, other) is near
    assert are_near(other, one) is near


READ = (
    '<Function Name="f"><ReturnType Type="n.{}"/></Function>'
    '<EntityContainer Name="C"><FunctionImport Name="f" Function="n.f"/>'
    "</EntityContainer>"
)


def test_what_is_only_received_does_not_break_requests(tmp_path: Path) -> None:
    old = entity(prop("a")) + READ.format("E")
    new = entity(prop("a", rest=NOT_NULL)) + READ.format("E")
    assert told(tmp_path, old, new) == ["n.E/a: nullability-tightened addition"]


def test_what_heirs_send_their_siblings_do_not(tmp_path: Path) -> None:
    heirs = entity("{}", "F", "E") + entity(name="G", base="E")
    heirs += READ.format("F").replace(
        "</EntityContainer>", '<EntitySet Name="s" EntityType="n.G"/></EntityContainer>'
    )
    old, new = prop("a"), prop("a", rest=NOT_NULL)
    assert told(
        tmp_path, entity() + heirs.format(old), entity() + heirs.format(new)
    ) == ["n.F/a: nullability-tightened addition"]
    assert told(tmp_path, entity(old) + heirs, entity(new) + heirs) == [
        "n.E/a: nullability-tightened breaking"
    ]


def test_documents_without_a_container_are_for_others(tmp_path: Path) -> None:
    old, new = (
        f'<Schema Namespace="n" {EDM}><ComplexType Name="A">{content}</ComplexType>'
        "</Schema>"
        for content in (prop("a"), prop("a", rest=NOT_NULL))
    )
    (change,) = changes(tmp_path, old, new)
    assert (change.rule, change.level) == ("nullability-tightened", "breaking")


OPERATIONS = (
    '<Action Name="a" IsBound="true"><Parameter Name="it" Type="n.E"/>'
    '<Parameter Name="p" Type="n.{0}"/></Action>'
    '<Function Name="f" IsBound="true"><Parameter Name="it" Type="n.E"/>'
    '<ReturnType Type="n.{1}"/></Function>'
)


def test_derived_results_and_wider_parameters_are_no_breaks(tmp_path: Path) -> None:
    types = entity() + entity(name="F", base="E") + entity(name="G", base="E") + DOOR
    narrow, wide = (
        types + OPERATIONS.format(*names) for names in (("F", "E"), ("E", "F"))
    )
    levels = {each.rsplit(" ", 1)[1] for each in told(tmp_path, narrow, wide)}
    assert levels == {"addition"}
    levels = {each.rsplit(" ", 1)[1] for each in told(tmp_path, wide, narrow)}
    assert levels == {"breaking"}
    other = types + OPERATIONS.format("G", "G")
    assert told(tmp_path, types + OPERATIONS.format("F", "F"), other) == [
        "n.a(n.E)/p: type-changed breaking",
        "n.f(n.E)/$ReturnType: type-changed breaking",
    ]


def test_type_definitions_tell_of_themselves(tmp_path: Path) -> None:
    definition = '<TypeDefinition Name="d" UnderlyingType="{}" {}/>'
    uses = entity(prop("a", "n.d") + prop("b", "n.d")) + DOOR
    old = definition.format("Edm.String", 'MaxLength="9"') + uses
    assert told(tmp_path, old, definition.format("Edm.String", "") + uses) == [
        "n.d: facets-changed addition"
    ]
    assert told(tmp_path, old, definition.format("Edm.Int32", "") + uses) == [
        "n.d: underlying-type-changed breaking"
    ]


def test_digits_before_the_point_are_lost_to_those_after_it(tmp_path: Path) -> None:
    old, new = (
        entity(prop("a", "Edm.Decimal", f'Precision="5" Scale="{scale}"')) + DOOR
        for scale in (2, 3)
    )
    assert told(tmp_path, old, new) == ["n.E/a: facets-changed breaking"]


ENUM = '<EnumType Name="c">{}</EnumType>' + entity(prop("a", "n.c")) + DOOR
GROWING = ServiceFacts(growing_enum_members=frozenset({"more"}))


@pytest.mark.parametrize("place", [1, 2])
def test_members_that_were_announced_are_additions(place: int, tmp_path: Path) -> None:
    names = ["red", "more"]
    old = ENUM.format("".join(f'<Member Name="{name}"/>' for name in names))
    names.insert(place, "blue")
    new = ENUM.format(
        "".join(
            f'<Member Name="{name}" Value="{number}"/>'
            for name, number in zip(names, (0, 1, 2), strict=True)
        )
    )
    assert "n.c/blue: enum-member-added addition" in told(tmp_path, old, new, GROWING)
    assert "n.c/blue: enum-member-added risky" in told(tmp_path, old, new)


def test_the_announcement_itself_is_not_announced(tmp_path: Path) -> None:
    old = ENUM.format('<Member Name="red"/>')
    new = ENUM.format('<Member Name="red"/><Member Name="more"/>')
    assert told(tmp_path, old, new, GROWING) == ["n.c/more: enum-member-added risky"]


def test_a_property_that_leads_on_now_is_replaced(tmp_path: Path) -> None:
    old = entity(prop("a", "n.F") + prop("b")) + '<ComplexType Name="F"/>' + DOOR
    new = entity(nav("a", "n.F") + prop("b")) + entity(name="F") + DOOR
    assert told(tmp_path, old, new)[0] == "n.E/a: kind-replaced breaking"
    assert [each for each in told(tmp_path, old, new) if "n.E" in each] == [
        "n.E/a: kind-replaced breaking"
    ]


def test_required_properties_are_risky_where_they_are_sent(tmp_path: Path) -> None:
    for rest, said, level in (
        (NOT_NULL, "", "risky"),
        ("", "", "addition"),
        (f'{NOT_NULL} DefaultValue="x"', "", "addition"),
        (NOT_NULL, COMPUTED, "addition"),
    ):
        new = entity(prop("a", rest=rest, said=said)) + DOOR
        expected = [f"n.E/a: property-added {level}"]
        assert told(tmp_path, entity() + DOOR, new) == expected
    new = entity(prop("a", "Collection(Edm.String)", NOT_NULL)) + DOOR
    assert told(tmp_path, entity() + DOOR, new) == ["n.E/a: property-added addition"]
