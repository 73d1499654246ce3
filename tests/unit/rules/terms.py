"""Rules of terms, annotations, their values and targets. None stops the reader."""

from __future__ import annotations

from tests.unit.documents import (
    ENTITY,
    TYPE,
    Rule,
    together,
)

TERMS = '<Term Name="t" Type="Edm.Untyped"/>'
VALUED = (
    f'{TERMS}<ComplexType Name="A"><Annotation Term="n.t">$</Annotation></ComplexType>'
)


def remark(place: str, wrong: str, right: str, said: str, hint: str = "") -> Rule:
    return Rule(place, wrong, right, said, hint, "remark")


def target(wrong: str, right: str, hint: str = "") -> Rule:
    """A rule of targets."""
    written = (
        '<Annotations Target="{}"><Annotation Term="n.t" Int="1"/></Annotations>'.format
    )
    declared = (
        f'{TERMS}{ENTITY}<EntityType Name="F" BaseType="n.E"/>'
        '<EnumType Name="N"><Member Name="m"/></EnumType>'
        '<Action Name="a"><Parameter Name="p" Type="Edm.Byte"/></Action>'
        '<Action Name="a" IsBound="true"><Parameter Name="it" Type="n.E"/></Action>'
        '<EntityContainer Name="C"><EntitySet Name="s" EntityType="n.E"/>'
        "</EntityContainer>$"
    )
    said = f"the target '{wrong}' does not exist"
    return remark(declared, written(wrong), written(right), said, hint)


FORMS = {
    "two values": remark(
        TERMS + TYPE,
        '<Annotation Term="n.t" Int="1" String="x"/>',
        '<Annotation Term="n.t" Int="1"/>',
        "Annotation 'n.t' has 2 values",
        "one is expected",
    ),
    "value twice": remark(
        TERMS + TYPE,
        '<Annotation Term="n.t" Int="1"><Int>2</Int></Annotation>',
        '<Annotation Term="n.t"><Int>2</Int></Annotation>',
        "Annotation 'n.t' has 2 values",
        "one is expected",
    ),
    "no term": remark(
        TERMS + TYPE,
        '<Annotation Int="1"/>',
        '<Annotation Term="self.t"/>',
        "Annotation has no Term",
        "the attribute is required",
    ),
    "term without namespace": remark(
        TERMS + TYPE,
        '<Annotation Term="t" Int="1"/>',
        '<Annotation Term="n.t" Int="1"/>',
        "Annotation has Term='t'",
        "a name with its namespace or alias is expected",
    ),
    "qualifier": remark(
        TERMS + TYPE,
        '<Annotation Term="n.t" Qualifier="a b"/>',
        '<Annotation Term="n.t" Qualifier="ab"/>',
        "Annotation has Qualifier='a b'",
        "a letter or underscore is expected",
    ),
    "attribute": remark(
        TERMS + TYPE,
        '<Annotation Term="n.t" Integer="1"/>',
        '<Annotation Term="n.t" Int="1"/>',
        "Annotation has the attribute 'Integer', which OData 4 does not know here",
        "did you mean",
    ),
    **{
        f"annotated twice, {named}": remark(
            TERMS + TYPE.replace("$", '<Annotation Term="n.t" Int="1"/>$'),
            f'<Annotation Term="{term}" Int="2"/>',
            f'<Annotation Term="{term}" Qualifier="q" Int="2"/>',
            f"ComplexType 'A' has '{term}' twice",
            "it is said in line 2 already",
        )
        for named, term in (("by namespace", "n.t"), ("by alias", "self.t"))
    },
    "qualifier twice": remark(
        f'{TERMS}{TYPE.replace("$", "")}<Annotations Target="n.A" Qualifier="q">'
        "$</Annotations>",
        '<Annotation Term="n.t" Qualifier="r"/>',
        '<Annotation Term="n.t"/>',
        "Annotation 'n.t' has a Qualifier",
        "the Annotations around it have one already",
    ),
    "declaration in a value": remark(
        VALUED,
        '<Property Name="p" Type="Edm.Byte"/>',
        "<String>p</String>",
        "Property 'p'",
    ),
    "unknown value": remark(VALUED, "<Text>p</Text>", "<String>p</String>", "Text"),
    "declaration among annotations": remark(
        f'{TERMS}{TYPE.replace("$", "")}<Annotations Target="n.A">$</Annotations>',
        '<Property Name="p" Type="Edm.Byte"/>',
        '<Annotation Term="n.t"/>',
        "Property 'p'",
    ),
    "value of nothing": remark(
        f'{TERMS}{TYPE.replace("$", "")}<Annotations Target="n.A">$</Annotations>',
        "<Int>many</Int>",
        '<Annotation Term="n.t"><Int>1</Int></Annotation>',
        "Int",
    ),
    "value among unknown elements": Rule(
        TYPE,
        "<Foo><Int>many</Int></Foo>",
        '<x:Foo xmlns:x="urn:x"><Int>many</Int></x:Foo>',
        "Foo is no element of OData 4 and is passed over",
        "",
        "notice",
    ),
}

EXPRESSIONS = {
    **{
        f"{wrong}": remark(
            VALUED, wrong, right, f"Annotation 'n.t': {kind} has {count} operands", hint
        )
        for kind, count, wrong, right, hint in (
            ("Not", 0, "<Not/>", "<Not><Bool>true</Bool></Not>", "1 are expected"),
            (
                "Eq",
                1,
                "<Eq><Int>1</Int></Eq>",
                "<Eq><Int>1</Int><Null/></Eq>",
                "2 are expected",
            ),
            (
                "If",
                1,
                "<If><Bool>true</Bool></If>",
                "<If><Bool>true</Bool><Int>1</Int><Int>2</Int></If>",
                "are expected",
            ),
            (
                "If",
                2,
                "<If><Bool>true</Bool><Int>1</Int></If>",
                "<Collection><If><Bool>true</Bool><Int>1</Int></If></Collection>",
                "3 are expected",
            ),
            (
                "Cast",
                0,
                '<Cast Type="Edm.Byte"/>',
                '<Cast Type="Edm.Byte"><Path>x</Path></Cast>',
                "1 are expected",
            ),
        )
    },
    "application of nothing": remark(
        VALUED,
        "<Apply><Int>1</Int></Apply>",
        '<Apply Function="odata.uriEncode"><Int>1</Int></Apply>',
        "Apply has no Function",
        "the attribute is required",
    ),
    "test of nothing": remark(
        VALUED,
        "<IsOf><Int>1</Int></IsOf>",
        '<IsOf Type="Edm.Int32"><Int>1</Int></IsOf>',
        "IsOf has no Type",
        "the attribute is required",
    ),
    "property without a value": remark(
        VALUED,
        '<Record><PropertyValue Property="p"/></Record>',
        '<Record><PropertyValue Property="p"><Null/></PropertyValue></Record>',
        "PropertyValue 'p' has no value",
        "one is expected",
    ),
    "label without a value": remark(
        VALUED,
        '<LabeledElement Name="l"/>',
        '<LabeledElement Name="l" Int="1"/>',
        "LabeledElement 'l' has no value",
        "one is expected",
    ),
    "property twice": remark(
        VALUED.replace("$", '<Record><PropertyValue Property="p" Int="1"/>$</Record>'),
        '<PropertyValue Property="p" Int="2"/>',
        '<PropertyValue Property="q" Int="2"/>',
        "Record has 'p' twice",
        "it is said in line 2 already",
    ),
}

TARGETS = {
    "target of nothing": target("n.G", "n.E"),
    "target without namespace": target("E", "self.E", "did you mean 'n.E'?"),
    "target of another case": target("n.e", "n.E"),
    "no property": target("n.E/ID", "n.E/id", "did you mean 'id'?"),
    "no inherited property": target("n.F/ids", "n.F/id"),
    "no member": target("n.N/k", "n.N/m"),
    "no entry": target("n.C/t", "n.C/s"),
    "no parameter": target("n.a(Edm.Byte)/q", "n.a(Edm.Byte)/p"),
    "no overload": target("n.a(n.F)", "n.a(n.E)", "did you mean"),
    "leading slash": target("/n.E", "n.E/id"),
}

NAMED = {
    "base term": Rule(
        TERMS + "$",
        '<Term Name="u" Type="Edm.Byte" BaseTerm="n.s"/>',
        '<Term Name="u" Type="Edm.Byte" BaseTerm="self.t"/>',
        "Term 'u' has the BaseTerm 'n.s'",
    ),
    "type of a term": remark(
        "$",
        '<Term Name="u" Type="n.Nothing"/>',
        '<Term Name="u" Type="Collection(Edm.PropertyPath)"/>',
        "Term 'u' has the Type 'n.Nothing'",
        "it is not declared in what was read",
    ),
    "two terms of a name": remark(
        TERMS + "$",
        '<Term Name="t" Type="Edm.Byte"/>',
        '<Term Name="T" Type="Edm.Byte"/>',
        "Term 't' is declared again",
        "it is declared in line 2 already",
    ),
    "term called as a type": Rule(
        '<ComplexType Name="A"/>$',
        '<Term Name="A" Type="Edm.Byte"/>',
        '<Term Name="B" Type="Edm.Byte"/>',
        "Term 'A' is called as ComplexType 'A' is",
        "names are unique in a schema, line 2",
    ),
    "default of a term": Rule(
        "$",
        '<Term Name="u" Type="Edm.Int32" DefaultValue="much"/>',
        '<Term Name="u" Type="Edm.Int32" DefaultValue="-1"/>',
        "Term 'u' has DefaultValue='much'",
        "a value of Edm.Int32 is expected",
        "notice",
    ),
    "base terms in a circle": remark(
        '<Term Name="s" Type="Edm.Byte" BaseTerm="n.u"/>$',
        '<Term Name="u" Type="Edm.Byte" BaseTerm="self.u"/>',
        '<Term Name="u" Type="Edm.Byte"/>',
        "the base terms go in a circle: 'n.u -> n.u'",
        "the last term has none",
    ),
}

RULES = together(forms=FORMS, expressions=EXPRESSIONS, targets=TARGETS, terms=NAMED)
