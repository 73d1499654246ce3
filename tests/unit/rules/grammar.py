"""The grammar of CSDL: which elements and attributes stand where, and their values."""

from __future__ import annotations

from tests.unit.documents import (
    ENTITY,
    KEY,
    TYPE,
    Rule,
    together,
)

CONTAINER = f'{ENTITY}<EntityContainer Name="C">$</EntityContainer>'
PASSED_OVER = "which OData 4 does not know here"

ELEMENTS = {
    "key of a complex type": Rule(
        TYPE,
        '<Key><PropertyRef Name="id"/></Key>',
        '<Property Name="id" Type="Edm.String"/>',
        "Key stands in ComplexType",
        "Annotation, NavigationProperty, Property",
    ),
    "property of a schema": Rule(
        "$",
        '<Property Name="p" Type="Edm.String"/>',
        '<TypeDefinition Name="p" UnderlyingType="Edm.String"/>',
        "Property 'p' stands in Schema",
        "what can stand there: Action, Annotation, Annotations, ComplexType",
    ),
    "type in a type": Rule(
        TYPE,
        '<ComplexType Name="B"/>',
        '<Property Name="b" Type="n.A"/>',
        "ComplexType 'B' stands in ComplexType",
        "what can stand there",
    ),
    "value outside of an annotation": Rule(
        TYPE,
        "<String>x</String>",
        '<Annotation Term="Core.Description"><String>x</String></Annotation>',
        "String stands in ComplexType",
        "what can stand there",
    ),
    "part of a key outside of it": Rule(
        f'<EntityType Name="B">{KEY}$</EntityType>',
        '<PropertyRef Name="id"/>',
        '<Property Name="of" Type="Edm.String"/>',
        "PropertyRef 'id' stands in EntityType",
        "what can stand there",
    ),
    "reference in a schema": Rule(
        "$",
        '<edmx:Reference Uri="x"/>',
        '<ComplexType Name="x"/>',
        "Reference stands in Schema",
        "what can stand there",
    ),
    "misspelt": Rule(
        "$",
        '<EntityTyp Name="B"/>',
        '<EntityType Name="B"/>',
        "EntityTyp 'B' is no element of OData 4 and is passed over",
        "did you mean 'EntityType'",
        "notice",
    ),
    "lower case": Rule(
        TYPE,
        '<property Name="p" Type="no type"/>',
        '<Property Name="p" Type="Edm.String"/>',
        "property 'p' is no element of OData 4 and is passed over",
        "did you mean 'Property'",
        "notice",
    ),
    "of no namespace": Rule(
        "$",
        '<ComplexType xmlns="" Name="B"/>',
        '<ComplexType Name="B"/>',
        "ComplexType 'B' is in no namespace and is passed over",
        "xmlns='http://docs.oasis-open.org/odata/ns/edm' is expected",
        "notice",
    ),
    "of OData 3": Rule(
        "$",
        '<old:ComplexType Name="B" '
        'xmlns:old="http://schemas.example.com/ado/2009/11/edm"/>',
        '<their:ComplexType Name="B" xmlns:their="urn:theirs"/>',
        "ComplexType 'B'",
        "",
        "notice",
    ),
    "two keys": Rule(
        '<EntityType Name="B"><Key><PropertyRef Name="id"/></Key>$'
        '<Property Name="id" Type="Edm.Guid" Nullable="false"/></EntityType>',
        '<Key><PropertyRef Name="id"/></Key>',
        '<Property Name="of" Type="Edm.Guid"/>',
        "EntityType 'B' has a second Key",
        "one is expected, that in line 2",
    ),
    "two results": Rule(
        '<Action Name="a"><ReturnType Type="Edm.Byte"/>$</Action>',
        '<ReturnType Type="Edm.Byte"/>',
        '<Parameter Name="p" Type="Edm.Byte"/>',
        "Action 'a' has a second ReturnType",
        "one is expected, that in line 2",
    ),
    "two ends": Rule(
        '<EntityType Name="B"><NavigationProperty Name="p" Type="n.B">'
        '<OnDelete Action="None"/>$</NavigationProperty></EntityType>',
        '<OnDelete Action="Cascade"/>',
        '<Annotation Term="Core.Description" String="x"/>',
        "NavigationProperty 'p' has a second OnDelete",
        "one is expected, that in line 2",
    ),
    "two parameters of a name": Rule(
        '<Action Name="a"><Parameter Name="p" Type="Edm.Byte"/>$</Action>',
        '<Parameter Name="p" Type="Edm.Date"/>',
        '<Parameter Name="P" Type="Edm.Date"/>',
        "Action 'a' has a second Parameter 'p'",
        "it is declared in line 2 already",
    ),
    "text between elements": Rule(
        "$",
        '<ComplexType Name="A">stray</ComplexType>',
        '<ComplexType Name="A"><!-- remark --><?instruction?></ComplexType>',
        "ComplexType 'A' has the text 'stray' in it",
        "it is passed over",
        "remark",
    ),
}

ATTRIBUTES = {
    **{
        f"{element} without {attribute}": Rule(
            place, wrong, right, f"{element} has no {attribute}", "is required"
        )
        for element, attribute, place, wrong, right in (
            ("ComplexType", "Name", "$", "<ComplexType/>", '<ComplexType Name="B"/>'),
            (
                "Property 'p'",
                "Type",
                TYPE,
                '<Property Name="p"/>',
                '<Property Name="p" Type="Edm.Date"/>',
            ),
            (
                "Property",
                "Name",
                TYPE,
                '<Property Type="Edm.Date"/>',
                '<Property Type="Edm.Date" Name="p"/>',
            ),
            (
                "TypeDefinition 'T'",
                "UnderlyingType",
                "$",
                '<TypeDefinition Name="T"/>',
                '<TypeDefinition Name="T" UnderlyingType="Edm.Date"/>',
            ),
            (
                "ReturnType",
                "Type",
                '<Action Name="a">$</Action>',
                "<ReturnType/>",
                '<ReturnType Type="Edm.Date"/>',
            ),
            (
                "OnDelete",
                "Action",
                '<EntityType Name="B"><NavigationProperty Name="p" Type="n.B">$'
                "</NavigationProperty></EntityType>",
                "<OnDelete/>",
                '<OnDelete Action="SetNull"/>',
            ),
            (
                "EntitySet 's'",
                "EntityType",
                CONTAINER,
                '<EntitySet Name="s"/>',
                '<EntitySet Name="s" EntityType="n.E"/>',
            ),
            (
                "Singleton 's'",
                "Type",
                CONTAINER,
                '<Singleton Name="s"/>',
                '<Singleton Name="s" Type="n.E"/>',
            ),
        )
    },
    "composable action": Rule(
        "$",
        '<Action Name="a" IsComposable="true"/>',
        '<Action Name="a" IsBound="false"/>',
        f"Action 'a' has the attribute 'IsComposable', {PASSED_OVER}",
        "it is passed over",
        "notice",
    ),
    "facet of a navigation property": Rule(
        '<EntityType Name="B">$</EntityType>',
        '<NavigationProperty Name="p" Type="n.B" MaxLength="1"/>',
        '<NavigationProperty Name="p" Type="n.B" Nullable="false"/>',
        f"NavigationProperty 'p' has the attribute 'MaxLength', {PASSED_OVER}",
        "it is passed over",
        "notice",
    ),
    "set that can be null": Rule(
        CONTAINER,
        '<EntitySet Name="s" EntityType="n.E" Nullable="true"/>',
        '<Singleton Name="s" Type="n.E" Nullable="true"/>',
        f"EntitySet 's' has the attribute 'Nullable', {PASSED_OVER}",
        "it is passed over",
        "notice",
    ),
    "misspelt": Rule(
        TYPE,
        '<Property Name="p" Type="Edm.String" Nulable="false"/>',
        '<Property Name="p" Type="Edm.String" xml:lang="en" x:y="z" xmlns:x="urn:x"/>',
        f"Property 'p' has the attribute 'Nulable', {PASSED_OVER}",
        "did you mean 'Nullable'",
        "notice",
    ),
    "with a prefix": Rule(
        TYPE,
        '<Property Name="p" Type="Edm.String" e:Nullable="false" '
        'xmlns:e="http://docs.oasis-open.org/odata/ns/edm"/>',
        '<Property Name="p" Type="Edm.String" Nullable="false"/>',
        "Property 'p'",
        "",
        "notice",
    ),
}

# The name need not come first: attributes have no order (XML 3.1).
ORDER = {
    "unknown type": Rule(
        TYPE,
        '<Property Type="n.B" Name="p"/>',
        '<Property Type="n.A" Name="p"/>',
        "Property 'p' has the Type 'n.B', which is not declared",
    ),
    "no type": Rule(
        TYPE,
        '<Property Nullable="true" Name="p"/>',
        '<Property Nullable="true" Name="p" Type="Edm.Byte"/>',
        "Property 'p' has no Type",
        "the attribute is required",
    ),
    "neither true nor false": Rule(
        "$",
        '<ComplexType Abstract="maybe" Name="B"/>',
        '<ComplexType Abstract="true" Name="B"/>',
        "ComplexType 'B' has Abstract='maybe'",
        "'true' or 'false' is expected",
    ),
    "empty name": Rule(
        "$",
        '<ComplexType OpenType="true" Name=""/>',
        '<ComplexType OpenType="true" Name="B"/>',
        "ComplexType has the name ''",
        "a letter or underscore is expected",
    ),
    "unknown attribute": Rule(
        "$",
        '<ComplexType Abstrct="true" Name="B"/>',
        '<ComplexType OpenType="true" Name="B"/>',
        f"ComplexType 'B' has the attribute 'Abstrct', {PASSED_OVER}",
        "did you mean 'Abstract'",
        "notice",
    ),
}

RULES = together(elements=ELEMENTS, attributes=ATTRIBUTES, order=ORDER)
