"""Rules of navigation properties: partners, constraints, containment."""

from __future__ import annotations

from tests.unit.documents import ENTITY, KEY, TYPE, Rule

LEADS = "an entity type is expected"
PARTNERS = (
    '<ComplexType Name="C"><NavigationProperty Name="back" Type="n.B"/></ComplexType>'
    f'<EntityType Name="Base">{KEY}</EntityType>'
    '<EntityType Name="B" BaseType="n.Base">$</EntityType>'
    '<EntityType Name="Lower" BaseType="n.B"/>'
    f'<EntityType Name="T">{KEY}<NavigationProperty Name="b" Type="n.B"/>'
    '<NavigationProperty Name="bs" Type="Collection(n.B)"/>'
    '<NavigationProperty Name="base" Type="n.Base"/>'
    '<NavigationProperty Name="lower" Type="n.Lower"/>'
    '<NavigationProperty Name="t" Type="n.T"/>'
    '<Property Name="c" Type="n.C"/></EntityType>'
    '<EntityType Name="U" BaseType="n.T">'
    '<NavigationProperty Name="u" Type="n.B"/></EntityType>'
    f'<EntityType Name="Other">{KEY}<NavigationProperty Name="o" Type="n.B"/>'
    "</EntityType>"
)
CONSTRAINED = (
    '<ComplexType Name="C"><Property Name="in" Type="Edm.String"/></ComplexType>'
    f'{ENTITY}<EntityType Name="B"><Property Name="p" Type="Edm.String"/>'
    '<Property Name="n" Type="Edm.Byte"/>'
    '<Property Name="c" Type="n.C"/>'
    '<NavigationProperty Name="e" Type="n.E">$</NavigationProperty></EntityType>'
)


def partner(wrong: str, right: str, said: str = "", hint: str = "") -> Rule:
    """A rule of partners, in a property of B that leads to T."""
    written = '<NavigationProperty Name="t" Type="n.T" Partner="{}"/>'.format
    return Rule(
        PARTNERS,
        written(wrong),
        written(right),
        f"NavigationProperty 't' has the Partner '{wrong}'{said}",
        hint or "a navigation property of 'n.T' is expected",
        "remark",
    )


def constraint(wrong: str, right: str, said: str, hint: str) -> Rule:
    """A rule of constraints, in a property that leads from B to E."""
    written = '<ReferentialConstraint Property="{}" ReferencedProperty="{}"/>'.format
    return Rule(
        CONSTRAINED, written(*wrong.split()), written(*right.split()), said, hint
    )


CONSTRAINT = "NavigationProperty 'e' has a constraint with the"
BACK = "a partner leads back to 'n.B' or a base type of it"
RULES = {
    **{
        f"leads to {wrong}": Rule(
            f'{ENTITY}<EnumType Name="N"><Member Name="m"/></EnumType>{TYPE}',
            f'<NavigationProperty Name="p" Type="{wrong}"/>',
            f'<NavigationProperty Name="p" Type="{right}"/>',
            f"NavigationProperty 'p' leads to '{wrong}'",
            LEADS,
        )
        for wrong, right in (
            ("n.A", "n.E"),
            ("n.N", "self.E"),
            ("Edm.String", "Edm.EntityType"),
            ("Edm.ComplexType", "Collection(Edm.EntityType)"),
            ("Collection(n.A)", "Collection(n.E)"),
        )
    },
    "collection that can be null": Rule(
        f"{ENTITY}{TYPE}",
        '<NavigationProperty Name="p" Type="Collection(n.E)" Nullable="false"/>',
        '<NavigationProperty Name="p" Type="n.E" Nullable="false"/>',
        "NavigationProperty 'p' is a collection of entities and has Nullable, "
        "which says nothing",
        "leave it out",
        "remark",
    ),
    "contains many without a key": Rule(
        f'{ENTITY}<EntityType Name="K"/>'
        f'<EntityType Name="L" BaseType="n.K">{KEY}</EntityType>{TYPE}',
        '<NavigationProperty Name="p" Type="Collection(n.K)" ContainsTarget="true"/>',
        '<NavigationProperty Name="p" Type="n.K" ContainsTarget="true"/>'
        '<NavigationProperty Name="q" Type="Collection(n.L)" ContainsTarget="true"/>'
        '<NavigationProperty Name="r" Type="Collection(n.K)"/>',
        "NavigationProperty 'p' contains many entities that have no key",
        "'Collection(n.K)' needs one",
    ),
    "partner: nothing": partner("x", "b"),
    "partner: no navigation": partner("id", "bs"),
    "partner: whole complex property": partner("c", "c/back"),
    "partner: of a derived type": partner("u", "n.U/u"),
    "partner: unknown type": partner("n.V/u", "self.U/u"),
    "partner: ends in a type": partner("n.U", "n.U/b"),
    "partner: derived type": partner(
        "lower", "base", ", which leads to 'n.Lower'", BACK
    ),
    "partner: another type": partner("t", "b", ", which leads to 'n.T'", BACK),
    "partner: through navigation": partner(
        "t/b", "c/back", hint="it goes along no navigation property"
    ),
    "partner: of an unrelated type": partner("n.Other/o", "n.U/u"),
    "partner: of a complex type": Rule(
        f'<EntityType Name="E">{KEY}<NavigationProperty Name="c" Type="n.E"/>'
        f"</EntityType>{TYPE}",
        '<NavigationProperty Name="p" Type="n.E" Partner="c"/>',
        '<NavigationProperty Name="p" Type="n.E"/>',
        "NavigationProperty 'p' has the Partner 'c'",
        "complex types have no partners",
        "remark",
    ),
    "partner: of which another is the partner": Rule(
        '<EntityType Name="B">$<NavigationProperty Name="s" Type="n.T"/></EntityType>'
        '<EntityType Name="T">'
        '<NavigationProperty Name="b" Type="n.B" Partner="s"/>'
        '<NavigationProperty Name="c" Type="n.B"/></EntityType>',
        '<NavigationProperty Name="t" Type="n.T" Partner="b"/>',
        '<NavigationProperty Name="t" Type="n.T" Partner="c"/>',
        "NavigationProperty 't' has the Partner 'b'",
        "",
        "remark",
    ),
    "constraint: no property": constraint(
        "q id", "p id", f"{CONSTRAINT} Property 'q'", "a property of 'n.B' is expected"
    ),
    "constraint: no property there": constraint(
        "p p",
        "p id",
        f"{CONSTRAINT} ReferencedProperty 'p'",
        "a property of 'n.E' is expected",
    ),
    "constraint: nothing inside": constraint(
        "c/out id",
        "c/in id",
        f"{CONSTRAINT} Property 'c/out'",
        "a property of 'n.B' is expected",
    ),
    "constraint: unlike types": Rule(
        CONSTRAINED,
        '<ReferentialConstraint Property="n" ReferencedProperty="id"/>',
        '<ReferentialConstraint Property="p" ReferencedProperty="id"/>',
        "NavigationProperty 'e' has a constraint of unlike types",
        "'Edm.Byte' and 'Edm.String' are never equal",
        "remark",
    ),
    "constraint: half": Rule(
        CONSTRAINED,
        '<ReferentialConstraint Property="p"/>',
        '<ReferentialConstraint Property="p" ReferencedProperty="id"/>',
        "ReferentialConstraint has no ReferencedProperty",
        "the attribute is required",
    ),
    "constraint: of many": Rule(
        CONSTRAINED.replace(
            '<NavigationProperty Name="e" Type="n.E">$</NavigationProperty>', "$"
        ),
        '<NavigationProperty Name="e" Type="Collection(n.E)">'
        '<ReferentialConstraint Property="p" ReferencedProperty="id"/>'
        "</NavigationProperty>",
        '<NavigationProperty Name="e" Type="n.E">'
        '<ReferentialConstraint Property="p" ReferencedProperty="id"/>'
        "</NavigationProperty>",
        "NavigationProperty 'e'",
        "",
        "remark",
    ),
    "end of no kind": Rule(
        CONSTRAINED,
        '<OnDelete Action="cascade"/>',
        '<OnDelete Action="SetDefault"/>',
        "OnDelete has Action='cascade'",
        "'Cascade', 'None', 'SetNull' or 'SetDefault' is expected",
    ),
}
