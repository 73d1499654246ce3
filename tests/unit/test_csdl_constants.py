"""The values of attributes and annotations, each of its kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.documents import ENTITY, TYPE, Rule, check_right, one_schema, told
from tests.unit.rules.values import property_

BOOLEAN = "'true' or 'false' is expected"
NAME = "a letter or underscore is expected, then letters, digits and underscores"
PATH = "a path of names is expected"

# The content of a schema with an attribute's value at {}, and what would be right.
ATTRIBUTES = {
    "Nullable": (
        '<ComplexType Name="A">\n<Property Name="p" Type="Edm.Byte" Nullable="{}"/>\n'
        "</ComplexType>",
        ["true", "false"],
        ["", "1", "0", "True", " true", "yes"],
        BOOLEAN,
    ),
    "IsFlags": (
        '\n<EnumType Name="N" IsFlags="{}"><Member Name="m" Value="1"/></EnumType>',
        ["true", "false"],
        ["", "1", "FALSE"],
        BOOLEAN,
    ),
    "IncludeInServiceDocument": (
        f'{ENTITY}<EntityContainer Name="C">\n'
        '<EntitySet Name="s" EntityType="n.E" IncludeInServiceDocument="{}"/>\n'
        "</EntityContainer>",
        ["true", "false"],
        ["no"],
        BOOLEAN,
    ),
    "MaxLength": (
        '<ComplexType Name="A">\n<Property Name="p" Type="Edm.String" MaxLength="{}"/>'
        "\n</ComplexType>",
        ["1", "2147483647", "max", "MAX", "0036"],
        ["", "-1", "+1", "1.5", "min", "\u0665", "9" * 5000],
        "a number or 'max' is expected",
    ),
    "Precision": (
        '<ComplexType Name="A">\n<Property Name="p" Type="Edm.Decimal" Precision="{}"/>'
        "\n</ComplexType>",
        ["1", "28", "99"],
        ["", "-1", "max", "1e2"],
        "a whole number is expected",
    ),
    "Scale": (
        '<ComplexType Name="A">\n<Property Name="p" Type="Edm.Decimal" Scale="{}"/>\n'
        "</ComplexType>",
        ["0", "7", "variable", "Variable", "floating"],
        ["", "-1", "1.0", "fixed"],
        "a number, 'variable' or 'floating' is expected",
    ),
    "SRID": (
        '<ComplexType Name="A">\n<Property Name="p" Type="Edm.Geography" SRID="{}"/>\n'
        "</ComplexType>",
        ["0", "4326", "variable", "Variable"],
        ["", "-1", "WGS84"],
        "a number or 'variable' is expected",
    ),
    "Unicode": (
        '\n<TypeDefinition Name="T" UnderlyingType="Edm.String" Unicode="{}"/>',
        ["true", "false"],
        ["1"],
        BOOLEAN,
    ),
    "Alias": (
        '<EntityType Name="B"><Key>\n<PropertyRef Name="c/id" Alias="{}"/>\n</Key>'
        '<Property Name="c" Type="n.C" Nullable="false"/></EntityType>'
        '<ComplexType Name="C"><Property Name="id" Type="Edm.Byte" Nullable="false"/>'
        "</ComplexType>",
        ["a", "_1", "\u00e4"],
        ["", "1", "a.b", "a b", "a" * 129],
        NAME,
    ),
    "Partner": (
        '<EntityType Name="B">\n<NavigationProperty Name="p" Type="n.B" Partner="{}"/>'
        "\n</EntityType>",
        ["p", "n.B/p", "self.B/p"],
        [],
        PATH,
    ),
}
ALLOWED = [(name, value) for name, row in ATTRIBUTES.items() for value in row[1]]
REFUSED = [(name, value) for name, row in ATTRIBUTES.items() for value in row[2]]


def content(name: str, value: str) -> Rule:
    """A rule with one value, as if it were right."""
    return Rule(ATTRIBUTES[name][0].format(value), "", "", "")


@pytest.mark.parametrize(("name", "value"), ALLOWED)
def test_values_that_are_allowed(tmp_path: Path, name: str, value: str) -> None:
    check_right(tmp_path, content(name, value))


@pytest.mark.parametrize(("name", "value"), REFUSED)
def test_values_that_are_refused(tmp_path: Path, name: str, value: str) -> None:
    found = told(tmp_path, content(name, value).document(""))
    assert list(found) == ["fault"]
    (line,) = found["fault"]
    assert line.startswith("service.csdl:3: ")
    assert f" has {name}='{value[:100]}" in line
    assert ATTRIBUTES[name][3] in line
    assert len(line) < 400


CONSTANTS = {
    "Binary": ("T0RhdGE,T0RhdGE=,", "T0RhdG+/,ä"),
    "Bool": ("true,false", "1,TRUE,yes"),
    "Date": ("2024-02-29,0001-01-01", "2023-02-29,2023-13-01,23-01-01,2023-01-01Z"),
    "DateTimeOffset": (
        "2026-01-31T12:00:00Z,2026-01-31T12:00:00.123-05:30",
        "2026-01-31,2026-01-31T12:00:00,2026-01-31T24:00:00Z",
    ),
    "Decimal": ("3.14,-1,1e5,INF", "1.,.5,1 000,0x1"),
    "Duration": ("P1D,-PT1.5S,P1DT2H3M", "P1Y,PT,P,1D,P1DT"),
    "Float": ("1.5e-3,-INF,NaN", "Infinity,inf"),
    "Guid": (
        "21ec2020-3aea-1069-a2dd-08002b30309d",
        "21ec2020,{21ec2020-3aea-1069-a2dd-08002b30309d}",
    ),
    "Int": (f"0,-1,{2**63 - 1}", f"1.0,{2**63},--1,{'9' * 6000}"),
    "TimeOfDay": ("00:00,23:59:59.999", "24:00:00,12:60,12"),
}
VALUES = [
    (kind, value, index)
    for kind, texts in CONSTANTS.items()
    for index, text in enumerate(texts)
    for value in text.split(",")
]


@pytest.mark.parametrize(("kind", "value", "wrong"), VALUES)
@pytest.mark.parametrize("inside", [False, True])
def test_constants_have_their_forms(
    tmp_path: Path, kind: str, value: str, wrong: int, inside: bool
) -> None:
    element = f'<Annotation Term="n.t" {kind}="{value}"/>'
    if inside:
        element = f'<Annotation Term="n.t"><{kind}>{value}</{kind}></Annotation>'
    found = told(tmp_path, one_schema(TYPE.replace("$", element)))
    assert list(found) == ["remark"] * wrong
    for line in found.get("remark", ()):
        assert line.startswith(f"service.csdl:2: Annotation 'n.t' has the {kind} '")
        assert "expected" in line.partition("; ")[2]


def test_a_year_may_have_many_digits(tmp_path: Path) -> None:
    year = f'<Annotation Term="n.t" Date="{"9" * 6000}-01-01"/>'
    told(tmp_path, one_schema(TYPE.replace("$", year)))


def test_years_have_as_many_digits_as_they_like(tmp_path: Path) -> None:
    year = f'Type="Edm.Date" DefaultValue="{"9" * 5000}-01-01"'
    rule = property_(year, year, "", "")
    assert set(told(tmp_path, rule.document(rule.wrong))) <= {"notice"}
