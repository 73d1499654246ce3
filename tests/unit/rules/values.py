"""What attributes may be: values of every kind, facets, default values."""

from __future__ import annotations

from tests.unit.documents import TYPE, Rule, together


def property_(
    wrong: str, right: str, said: str, hint: str, kind: str = "fault"
) -> Rule:
    """A rule of a property's attributes; a type definition of each kind is there."""
    definitions = (
        '<TypeDefinition Name="Short" UnderlyingType="Edm.String" MaxLength="9"/>'
        '<TypeDefinition Name="Money" UnderlyingType="Edm.Decimal" Precision="4"/>'
        '<EnumType Name="N"><Member Name="one"/><Member Name="two"/></EnumType>'
        '<EnumType Name="F" IsFlags="true"><Member Name="a" Value="1"/>'
        '<Member Name="b" Value="2"/></EnumType>'
    )
    written = '<Property Name="p" {}/>'.format
    return Rule(
        definitions + TYPE,
        written(wrong),
        written(right),
        f"Property 'p' has {said}",
        hint,
        kind,
    )


def no_facet(type_: str, facet: str, right: str, value: str = "1") -> Rule:
    """A rule of facets that a type does not have."""
    return property_(
        f'Type="{type_}" {facet}="{value}"',
        f'Type="{right}" {facet}="{value}"',
        f"the facet {facet}, which the type '{type_}' does not have",
        "it is passed over",
        "notice",
    )


FACETS = {
    "length of a number": no_facet("Edm.Int32", "MaxLength", "Edm.Binary"),
    "length of an enumeration": no_facet("n.N", "MaxLength", "Edm.Stream"),
    "length of many": property_(
        'Type="Collection(Edm.Guid)" MaxLength="1"',
        'Type="Collection(Edm.String)" MaxLength="1"',
        "the facet MaxLength",
        "it is passed over",
        "notice",
    ),
    "precision of a date": no_facet("Edm.Date", "Precision", "Edm.TimeOfDay"),
    "scale of a float": no_facet("Edm.Double", "Scale", "Edm.Decimal"),
    "system of a text": no_facet("Edm.String", "SRID", "Edm.GeometryPoint"),
    "unicode of bytes": no_facet("Edm.Binary", "Unicode", "Edm.String", "false"),
    "facet of a complex type": no_facet("n.A", "Precision", "Edm.PrimitiveType"),
    "no digits": property_(
        'Type="Edm.Decimal" Precision="0"',
        'Type="Edm.Duration" Precision="0"',
        "Precision='0'",
        "a decimal number has at least one digit",
    ),
    "too many digits of a second": property_(
        'Type="Edm.DateTimeOffset" Precision="13"',
        'Type="Edm.DateTimeOffset" Precision="12"',
        "Precision='13'",
        "12 digits of a second at most",
    ),
    "scale beyond the precision": property_(
        'Type="Edm.Decimal" Precision="2" Scale="3"',
        'Type="Edm.Decimal" Precision="3" Scale="3"',
        "Scale='3' and Precision='2'",
        "the scale is at most the precision",
    ),
    "scale beyond a definition's precision": property_(
        'Type="n.Money" Scale="5"',
        'Type="n.Money" Scale="4"',
        "Scale='5'",
        "the scale is at most the precision",
    ),
    "facet of a definition": property_(
        'Type="n.Short" MaxLength="8"',
        'Type="n.Short" Unicode="false"',
        "MaxLength='8', but its type 'n.Short' has '9'",
        "a facet of a type definition stands there alone",
    ),
}


def default(type_: str, wrong: str, right: str) -> Rule:
    """A rule of default values."""
    return property_(
        f'Type="{type_}" DefaultValue="{wrong}"',
        f'Type="{type_}" DefaultValue="{right}"',
        f"DefaultValue='{wrong}'",
        "",
        "notice",
    )


DEFAULTS = {
    f"{type_} {wrong}": default(type_, wrong, right)
    for type_, wrong, right in (
        ("Edm.Boolean", "1", "true"),
        ("Edm.Byte", "256", "255"),
        ("Edm.SByte", "-129", "-128"),
        ("Edm.Int16", "32768", "+32767"),
        ("Edm.Int32", "abc", "0"),
        ("Edm.Int64", str(2**63), str(2**63 - 1)),
        ("Edm.Decimal", "1,5", "1.5"),
        ("Edm.Double", "Infinity", "-INF"),
        ("Edm.Single", "", "1e3"),
        ("Edm.Date", "2023-02-29", "2024-02-29"),
        ("Edm.Date", "29.2.2024", "-0001-12-31"),
        ("Edm.DateTimeOffset", "2024-02-29T12:00:00", "2024-02-29T12:00Z"),
        ("Edm.TimeOfDay", "24:00", "23:59"),
        ("Edm.Duration", "P1M", "PT1M"),
        ("Edm.Guid", "{}", "00000000-0000-0000-0000-000000000000"),
        ("Edm.Binary", "+/", "-_"),
        ("n.N", "three", "two"),
        ("n.N", "one,two", "one"),
        ("n.N", "one two", "0"),
        ("n.F", "a,c", "a,b"),
        ("n.F", "", "a"),
        ("n.Money", "much", "9.99"),
    )
} | {
    f"of {type_}": property_(
        f'Type="{type_}" DefaultValue="1"',
        'Type="Edm.String" DefaultValue=""',
        "DefaultValue='1'",
        "",
        "notice",
    )
    for type_ in ("n.A", "Edm.Stream", "Collection(Edm.Byte)")
}
RULES = together(facets=FACETS, defaults=DEFAULTS)
