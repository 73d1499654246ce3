"""Rules of types: their uses, the hierarchy, and inherited members."""

from __future__ import annotations

from tests.unit.documents import ENTITY, TYPE, Rule, together


def used(wrong: str, right: str, said: str, hint: str = "") -> Rule:
    """A rule of the types that properties have."""
    prefix = f"Property 'p' has the Type '{wrong}'"
    written = '<Property Name="p" Type="{}"/>'.format
    return Rule(
        f"{ENTITY}{TYPE}", written(wrong), written(right), f"{prefix}{said}", hint
    )


USES = {
    "not declared": used("n.Aa", "n.A", ", which is not declared", "did you mean 'A'?"),
    "lower case": used(
        "edm.String",
        "Edm.String",
        ", whose namespace or alias 'edm' is not declared",
        "'Edm.String'",
    ),
    "part of a namespace": used(
        "n.self.A", "self.A", ", whose namespace or alias 'n.self' is not", "'n.A'"
    ),
    "without a namespace": used("A", "n.A", ", a name without a namespace", "'n.A'"),
    "blanks": used(" Edm.Byte", "Edm.Byte", ", whose namespace or alias ' Edm' is"),
    "blanks inside": used(
        "Collection( Edm.Byte )", "Collection(Edm.Byte)", ", whose namespace"
    ),
    "lower case collection": used(
        "collection(Edm.Byte)", "Collection(Edm.Byte)", ", whose namespace"
    ),
    "collection without end": used(
        "Collection(Edm.Byte", "Collection(Edm.Byte)", "", "'Collection(…)' around"
    ),
    "collection of collections": used(
        "Collection(Collection(n.A))", "Collection(n.A)", "", "the name of one type"
    ),
    "unknown type of a key": Rule(
        '<EntityType Name="B"><Key><PropertyRef Name="p"/></Key>$</EntityType>',
        '<Property Name="p" Type="Edm.Strng" Nullable="false"/>',
        '<Property Name="p" Type="Edm.String" Nullable="false"/>',
        "Property 'p' has the Type 'Edm.Strng', which is not declared",
        "did you mean 'Edm.String'",
    ),
    "unknown type along a path": Rule(
        f'{ENTITY}<EntityType Name="B">$</EntityType>'
        '<Action Name="a" IsBound="true" EntitySetPath="it/p/q">'
        '<Parameter Name="it" Type="n.B"/><ReturnType Type="n.E"/></Action>',
        '<NavigationProperty Name="p" Type="n.F"/>',
        '<NavigationProperty Name="p" Type="n.B"/>'
        '<NavigationProperty Name="q" Type="n.E"/>',
        "NavigationProperty 'p' has the Type 'n.F', which is not declared",
    ),
    "unknown type of a result": Rule(
        f"{ENTITY}$",
        '<Action Name="a" IsBound="true" EntitySetPath="it">'
        '<Parameter Name="it" Type="n.E"/><ReturnType Type="n.F"/></Action>',
        '<Action Name="a" IsBound="true" EntitySetPath="it">'
        '<Parameter Name="it" Type="n.E"/><ReturnType Type="n.E"/></Action>',
        "ReturnType has the Type 'n.F', which is not declared",
    ),
    "collection of nothing": used(
        "Collection()", "Collection(n.A)", ", a name without a namespace"
    ),
    "entity": used("n.E", "n.A", "", "a navigation property leads to entities"),
    "any entity": used(
        "Edm.EntityType", "Edm.ComplexType", "", "a navigation property leads"
    ),
    "collection of streams": used(
        "Collection(Edm.Stream)", "Edm.Stream", "", "there are no collections of these"
    ),
    "collection of anything primitive": used(
        "Collection(Edm.PrimitiveType)",
        "Edm.PrimitiveType",
        "",
        "there are no collections of these",
    ),
    "path of an entity": Rule(
        '<EntityType Name="B">$</EntityType>',
        '<Property Name="p" Type="Edm.PropertyPath"/>',
        '<Property Name="p" Type="Edm.String"/>',
        "Property 'p' has the Type 'Edm.PropertyPath'",
        "only terms have this type",
    ),
    "path of a parameter": Rule(
        '<ComplexType Name="A"><Property Name="p" Type="Edm.PropertyPath"/>'
        '</ComplexType><Action Name="a">$</Action>',
        '<Parameter Name="p" Type="Edm.AnyPropertyPath"/>',
        '<Parameter Name="p" Type="n.A"/>',
        "Parameter 'p' has the Type 'Edm.AnyPropertyPath'",
        "only terms have this type",
    ),
    "collection of streams as a result": Rule(
        '<Action Name="a">$</Action>',
        '<ReturnType Type="Collection(Edm.Stream)"/>',
        '<ReturnType Type="Edm.Stream"/>',
        "ReturnType has the Type 'Collection(Edm.Stream)'",
        "there are no collections of these",
    ),
    **{
        f"type definition of {wrong}": Rule(
            f'{ENTITY}<TypeDefinition Name="D" UnderlyingType="Edm.Guid"/>$',
            f'<TypeDefinition Name="T" UnderlyingType="{wrong}"/>',
            f'<TypeDefinition Name="T" UnderlyingType="{right}"/>',
            f"TypeDefinition 'T' has the UnderlyingType '{wrong}'",
            "a primitive type of Edm is expected",
        )
        for wrong, right in (
            ("n.D", "Edm.Guid"),
            ("n.E", "Edm.Stream"),
            ("Edm.Untyped", "Edm.PrimitiveType"),
            ("Edm.ComplexType", "Edm.GeographyPoint"),
            ("Edm.PropertyPath", "Edm.Geography"),
            ("Collection(Edm.Byte)", "Edm.Byte"),
        )
    },
    **{
        f"enumeration of {wrong}": Rule(
            "$",
            f'<EnumType Name="E" UnderlyingType="{wrong}"><Member Name="m"/>'
            "</EnumType>",
            '<EnumType Name="E" UnderlyingType="Edm.SByte"><Member Name="m"/>'
            "</EnumType>",
            f"EnumType 'E' has the UnderlyingType '{wrong}'",
            "one of Edm.Byte, Edm.SByte, Edm.Int16, Edm.Int32, Edm.Int64 is expected",
        )
        for wrong in ("Edm.String", "Edm.Decimal", "Edm.PrimitiveType")
    },
}

HIERARCHY = {
    "complex type of an entity type": Rule(
        f'{ENTITY}<ComplexType Name="C"/>$',
        '<ComplexType Name="A" BaseType="n.E"/>',
        '<ComplexType Name="A" BaseType="n.C"/>',
        "ComplexType 'A' has the base type EntityType 'E'",
        "another ComplexType is expected",
    ),
    **{
        f"base type {wrong or 'without a name'}": Rule(
            f"{ENTITY}$",
            f'<EntityType Name="B" BaseType="{wrong}"/>',
            '<EntityType Name="B" BaseType="self.E"/>',
            f"EntityType 'B' has the BaseType '{wrong}'{said}",
            hint,
        )
        for wrong, said, hint in (
            ("", ", a name without a namespace", ""),
            ("E", ", a name without a namespace", "did you mean 'n.E'?"),
            ("n.F", ", which is not declared", ""),
            ("Collection(n.E)", "", "'n.E'"),
        )
    },
    "built-in base type": Rule(
        "$",
        '<EntityType Name="B" BaseType="Edm.EntityType"/>',
        '<EntityType Name="B" Abstract="true"/>',
        "EntityType 'B' has the BaseType 'Edm.EntityType'",
        "a type that is declared is expected",
    ),
    "abstract below what is not": Rule(
        f'{ENTITY}<EntityType Name="D" Abstract="true"/>$',
        '<EntityType Name="B" BaseType="n.E" Abstract="true"/>',
        '<EntityType Name="B" BaseType="n.D" Abstract="true"/>'
        '<ComplexType Name="F"/>'
        '<ComplexType Name="G" BaseType="n.F" Abstract="true"/>',
        "EntityType 'B' is abstract, its base type 'n.E' is not",
        "an abstract entity type has no base type, or an abstract one",
        "remark",
    ),
    "closed below what is open": Rule(
        '<ComplexType Name="C" OpenType="true"/><ComplexType Name="D"/>$',
        '<ComplexType Name="A" BaseType="n.C" OpenType="false"/>',
        '<ComplexType Name="A" BaseType="n.D" OpenType="false"/>'
        '<ComplexType Name="B" BaseType="n.C"/>'
        '<ComplexType Name="F" BaseType="n.D" OpenType="true"/>',
        "ComplexType 'A' is not open, its base type 'n.C' is",
        "what derives from an open type is open",
    ),
    "circle": Rule(
        '<ComplexType Name="Root"/>$<ComplexType Name="C" BaseType="n.A"/>'
        '<ComplexType Name="D" BaseType="n.C"/>',
        '<ComplexType Name="A" BaseType="n.C"/>',
        '<ComplexType Name="A" BaseType="n.Root"/>',
        "the base types go in a circle: 'n.A -> n.C -> n.A'",
        "the root of a hierarchy has no BaseType",
    ),
    **{
        f"inherited property: {name}": Rule(
            f'{ENTITY}<ComplexType Name="C"/><ComplexType Name="D" BaseType="n.C"/>'
            '<ComplexType Name="Base"><Property Name="p" Type="n.C"/>'
            '<Property Name="s" Type="Edm.String"/></ComplexType>'
            '<ComplexType Name="Middle" BaseType="n.Base"/>'
            '<ComplexType Name="B" BaseType="n.Middle">$</ComplexType>',
            wrong,
            '<Property Name="P" Type="Edm.Byte"/><Property Name="q" Type="n.D"/>',
            said,
            "the base type 'n.Base' has it, from line 2",
            kind,
        )
        for name, wrong, said, kind in (
            (
                "another type",
                '<Property Name="p" Type="Edm.Byte"/>',
                "Property 'p' is declared again with another type",
                "fault",
            ),
            (
                "a collection",
                '<Property Name="p" Type="Collection(n.C)"/>',
                "Property 'p' is declared again with another type",
                "fault",
            ),
            (
                "another kind",
                '<NavigationProperty Name="p" Type="n.E"/>',
                "NavigationProperty 'p' is a Property already",
                "fault",
            ),
            (
                "a derived type",
                '<Property Name="p" Type="n.D"/>',
                "Property 'p' is declared again",
                "remark",
            ),
            (
                "the same type",
                '<Property Name="s" Type="Edm.String"/>',
                "Property 's' is declared again",
                "remark",
            ),
        )
    },
    "navigation as a property": Rule(
        '<EntityType Name="C"><NavigationProperty Name="p" Type="n.C"/></EntityType>'
        '<EntityType Name="D" BaseType="n.C">$</EntityType>',
        '<Property Name="p" Type="Edm.Byte"/>',
        '<Property Name="q" Type="Edm.Byte"/>',
        "Property 'p' is a NavigationProperty already",
        "the base type 'n.C' has it, from line 2",
    ),
    "called as its type": Rule(
        '<ComplexType Name="C"/><ComplexType Name="B" BaseType="n.C">$</ComplexType>',
        '<Property Name="B" Type="Edm.Byte"/>',
        '<Property Name="C" Type="Edm.Byte"/>',
        "Property 'B' is called as its type is",
        "another name is expected",
        "remark",
    ),
    "name of two types": Rule(
        '<ComplexType Name="A"/>$',
        '<TypeDefinition Name="A" UnderlyingType="Edm.Byte"/>',
        '<TypeDefinition Name="a" UnderlyingType="Edm.Byte"/>',
        "TypeDefinition 'A' is declared again",
        "it is declared in line 2 already",
    ),
    "name of a type and the container": Rule(
        '<ComplexType Name="A"/>$',
        '<EntityContainer Name="A"/>',
        '<EntityContainer Name="C"/>',
        "EntityContainer 'A' is called as ComplexType 'A' is",
        "names are unique in a schema, line 2",
    ),
}

RULES = together(uses=USES, hierarchy=HIERARCHY)
