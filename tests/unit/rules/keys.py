"""Rules of keys and of enumerations."""

from __future__ import annotations

from tests.unit.documents import ENTITY, Rule, together

KEYED = '<EntityType Name="B"><Key>{}</Key>{}</EntityType>'
PLACE = (
    '<ComplexType Name="Place"><Property Name="row" Type="Edm.Int32" '
    'Nullable="false"/></ComplexType>'
)
IN_PLACE = '<Property Name="place" Type="n.Place" Nullable="false"/>'
KEY_TYPES = "a key has whole numbers, decimals, texts, dates, times, GUIDs, booleans"


def key(part: str, member: str, said: str, hint: str, right: str) -> Rule:
    """A rule of keys: one with that part, and properties of that kind."""
    return Rule(
        f"{PLACE}{KEYED.format('$', IN_PLACE + member)}",
        part,
        right,
        f"the key of 'n.B' {said}",
        hint,
    )


def keyed(type_: str) -> str:
    return (
        '<Key><PropertyRef Name="p"/></Key>'
        f'<Property Name="p" Type="{type_}" Nullable="false"/>'
    )


KEYS = {
    "no property": key(
        '<PropertyRef Name="nr"/>',
        '<Property Name="number" Type="Edm.Int64" Nullable="false"/>',
        "names 'nr', which is no property of it",
        "",
        '<PropertyRef Name="number"/>',
    ),
    "no part": Rule(
        KEYED.replace("<Key>{}</Key>", "$").format(
            '<Property Name="id" Type="Edm.Byte" Nullable="false"/>'
        ),
        "<Key/>",
        '<Key><PropertyRef Name="id"/></Key>',
        "the key of 'n.B' is empty",
        "a PropertyRef is expected",
    ),
    "path without alias": key(
        '<PropertyRef Name="place/row"/>',
        "",
        "names 'place/row' without an Alias",
        "a path needs one",
        '<PropertyRef Name="place/row" Alias="seat"/>',
    ),
    "path to nothing": key(
        '<PropertyRef Name="place/seat" Alias="seat"/>',
        "",
        "names 'place/seat', which is no property of it",
        "",
        '<PropertyRef Name="place/row" Alias="seat"/>',
    ),
    "alias that is a property": key(
        '<PropertyRef Name="place/row" Alias="place"/>',
        "",
        "has the Alias 'place'",
        "it is the name of a property already",
        '<PropertyRef Name="place/row" Alias="row"/>',
    ),
    "path to a whole complex type": key(
        '<PropertyRef Name="place"/>',
        "",
        "names 'place', which has the type 'n.Place'",
        KEY_TYPES,
        '<PropertyRef Name="place/row" Alias="row"/>',
    ),
    "two parts of a name": key(
        '<PropertyRef Name="place/row" Alias="x"/><PropertyRef Name="n" Alias="x"/>',
        '<Property Name="n" Type="Edm.Guid" Nullable="false"/>',
        "has 'x' twice",
        "each part has a name of its own",
        '<PropertyRef Name="place/row" Alias="x"/><PropertyRef Name="n"/>',
    ),
    "key again": Rule(
        f'{ENTITY}<EntityType Name="B" BaseType="n.E">$'
        '<Property Name="b" Type="Edm.Byte" Nullable="false"/></EntityType>',
        '<Key><PropertyRef Name="b"/></Key>',
        '<Property Name="c" Type="Edm.Byte"/>',
        "'n.B' has a key, and inherits that of 'n.E'",
        "a key is declared once in a hierarchy",
    ),
    "key of a base type's property": Rule(
        '<EntityType Name="C" Abstract="true">'
        '<Property Name="c" Type="Edm.Byte" Nullable="false"/></EntityType>'
        '<EntityType Name="B" BaseType="n.C">$</EntityType>',
        '<Key><PropertyRef Name="d"/></Key>',
        '<Key><PropertyRef Name="c"/></Key>',
        "the key of 'n.B' names 'd', which is no property of it",
    ),
    **{
        f"key of {wrong}": Rule(
            '<EnumType Name="N"><Member Name="m"/></EnumType>'
            '<TypeDefinition Name="D" UnderlyingType="Edm.Guid"/>'
            '<TypeDefinition Name="F" UnderlyingType="Edm.Single"/>'
            '<EntityType Name="B">$</EntityType>',
            keyed(wrong),
            keyed(right),
            f"the key of 'n.B' names 'p', which has the type '{wrong}'",
            KEY_TYPES,
            kind,
        )
        for wrong, right, kind in (
            ("Collection(Edm.Byte)", "Edm.Byte", "fault"),
            ("Edm.Stream", "Edm.String", "fault"),
            ("Edm.GeographyPoint", "Edm.Date", "fault"),
            ("Edm.PrimitiveType", "Edm.TimeOfDay", "fault"),
            ("Edm.Untyped", "Edm.Duration", "fault"),
            ("Edm.Binary", "n.N", "remark"),
            ("Edm.Double", "Edm.Decimal", "remark"),
            ("n.F", "n.D", "remark"),
        )
    },
    "key that can be null": Rule(
        '<EntityType Name="B">$</EntityType>',
        '<Key><PropertyRef Name="p"/></Key><Property Name="p" Type="Edm.Byte"/>',
        '<Key><PropertyRef Name="p"/></Key>'
        '<Property Name="p" Type="Edm.Byte" Nullable="false"/>',
        "the key of 'n.B' names 'p', where Property 'p' can be null",
        'Nullable="false" is expected',
        "remark",
    ),
    "key through what can be many": key(
        '<PropertyRef Name="places/row" Alias="x"/>',
        '<Property Name="places" Type="Collection(n.Place)" Nullable="false"/>',
        "names 'places/row'",
        "",
        '<PropertyRef Name="place/row" Alias="x"/>',
    ),
    "key of another type": key(
        '<PropertyRef Name="n.Place/row" Alias="x"/>',
        "",
        "names 'n.Place/row'",
        "",
        '<PropertyRef Name="place/row" Alias="x"/>',
    ),
}


def members(*values: object, flags: bool = False, underlying: str = "Edm.Int32") -> str:
    """An enumeration with a member of each value, None for one without."""
    return (
        f'<EnumType Name="E" IsFlags="{str(flags).lower()}" '
        f'UnderlyingType="{underlying}">'
        + "".join(
            (
                f'<Member Name="m{index}"/>'
                if value is None
                else f'<Member Name="m{index}" Value="{value}"/>'
            )
            for index, value in enumerate(values)
        )
        + "</EnumType>"
    )


ENUMS = {
    "some with values": Rule(
        "$",
        members(0, None),
        members(None, None),
        "EnumType 'E': Member 'm1' has no Value",
        "all have one, or none has",
    ),
    "flag without a value": Rule(
        "$",
        members(None, flags=True),
        members(0, 1, 2, 3, flags=True),
        "EnumType 'E': Member 'm0' has no Value",
        "all members of flags have one",
    ),
    "flag below zero": Rule(
        "$",
        members(-1, flags=True),
        members(-1),
        "EnumType 'E': Member 'm0' has Value='-1'",
        "a whole number from 0 to 2147483647 is expected",
    ),
    **{
        f"{value!r} as {underlying}": Rule(
            "$",
            members(value, underlying=underlying),
            members(right, underlying=underlying),
            f"EnumType 'E': Member 'm0' has Value='{value}'",
            "a whole number from ",
        )
        for value, right, underlying in (
            ("256", "255", "Edm.Byte"),
            ("-1", "0", "Edm.Byte"),
            ("128", "-128", "Edm.SByte"),
            ("32768", "-32768", "Edm.Int16"),
            ("2147483648", "2147483647", "Edm.Int32"),
            (str(2**63), str(-(2**63)), "Edm.Int64"),
            ("", "0", "Edm.Int32"),
            ("x", "007", "Edm.Int32"),
            ("1_0", "10", "Edm.Int32"),
            ("--1", "-1", "Edm.Int32"),
            ("+-1", "+1", "Edm.Int32"),
            ("-", "-0", "Edm.Int32"),
            ("1.0", "1", "Edm.Int64"),
            (" 1", "1", "Edm.Int64"),
            ("\u0661", "1", "Edm.Int64"),
        )
    },
    "more than a byte counts": Rule(
        "$",
        members(*[None] * 257, underlying="Edm.Byte"),
        members(*[None] * 256, underlying="Edm.Byte"),
        "EnumType 'E' has 257 members",
        "its type has the numbers up to 255",
    ),
    "two of a name": Rule(
        '<EnumType Name="E"><Member Name="m" Value="1"/>$</EnumType>',
        '<Member Name="m" Value="1"/>',
        '<Member Name="M" Value="1"/>',
        "EnumType 'E' has a second Member 'm'",
        "it is declared in line 2 already",
    ),
}

RULES = together(keys=KEYS, enums=ENUMS)
