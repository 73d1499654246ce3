"""Rules of containers: sets, singletons, bindings, imports, and what is extended."""

from __future__ import annotations

from tests.unit.documents import (
    KEY,
    Rule,
    together,
)

MODEL = (
    '<ComplexType Name="C"><NavigationProperty Name="in" Type="n.E"/></ComplexType>'
    '<EntityType Name="K"/>'
    f'<EntityType Name="E">{KEY}<Property Name="c" Type="n.C"/>'
    '<NavigationProperty Name="next" Type="n.E"/>'
    '<NavigationProperty Name="parts" Type="Collection(n.P)" ContainsTarget="true"/>'
    "</EntityType>"
    '<EntityType Name="F" BaseType="n.E">'
    '<NavigationProperty Name="more" Type="n.E"/></EntityType>'
    f'<EntityType Name="P">{KEY}<NavigationProperty Name="of" Type="n.E"/></EntityType>'
    '<Action Name="close"/><Action Name="open" IsBound="true">'
    '<Parameter Name="it" Type="n.E"/></Action>'
    '<Function Name="find"><ReturnType Type="n.E"/></Function>'
    '<Function Name="seek" IsBound="true"><Parameter Name="it" Type="n.E"/>'
    '<ReturnType Type="n.E"/></Function>'
    '<Function Name="seek"><ReturnType Type="n.E"/></Function>'
)
PLACE = (
    f'{MODEL}<EntityContainer Name="Desk"><EntitySet Name="others" EntityType="n.E"/>'
    '<EntitySet Name="parts" EntityType="n.P"/>'
    '<Singleton Name="best" Type="n.E"/><ActionImport Name="done" Action="n.close"/>'
    "$</EntityContainer>"
)
BOUND = PLACE.replace("$", '<EntitySet Name="s" EntityType="n.E">$</EntitySet>')
NO_WAY = "which leads to no navigation property of 'n.E'"
WAY = "a navigation property of the type or of a derived one is expected"
CONTAINED = "it goes along containment, and does not end with it"


def entry(wrong: str, right: str, said: str, hint: str = "") -> Rule:
    return Rule(PLACE, wrong, right, said, hint)


def target(wrong: str, right: str, hint: str = "", kind: str = "fault") -> Rule:
    """A rule of the targets of bindings."""
    written = '<NavigationPropertyBinding Path="next" Target="{}"/>'.format
    said = f"EntitySet 's' binds 'next' to the Target '{wrong}'"
    if kind == "fault":
        said = f"{said}, which does not exist"
    return Rule(BOUND, written(wrong), written(right), said, hint, kind)


def path(wrong: str, right: str, said: str = f", {NO_WAY}", hint: str = WAY) -> Rule:
    """A rule of the paths of bindings."""
    written = '<NavigationPropertyBinding Path="{}" Target="others"/>'.format
    said = f"EntitySet 's' binds '{wrong}'{said}"
    return Rule(BOUND, written(wrong), written(right), said, hint, "remark")


ENTRIES = {
    **{
        f"set of {wrong}": entry(
            f'<EntitySet Name="s" EntityType="{wrong}"/>',
            f'<EntitySet Name="s" EntityType="{right}"/>',
            f"EntitySet 's' leads to '{wrong}'",
            "an entity type is expected",
        )
        for wrong, right in (
            ("n.C", "n.E"),
            ("Collection(n.E)", "self.E"),
            ("Edm.EntityType", "n.F"),
        )
    },
    **{
        f"singleton of {wrong}": entry(
            f'<Singleton Name="s" Type="{wrong}"/>',
            f'<Singleton Name="s" Type="{right}"/>',
            f"Singleton 's' leads to '{wrong}'",
            "an entity type is expected",
        )
        for wrong, right in (
            ("n.C", "n.E"),
            ("Collection(n.E)", "n.K"),
            ("Edm.EntityType", "self.F"),
        )
    },
    "set of entities without a key": entry(
        '<EntitySet Name="s" EntityType="n.K"/>',
        '<EntitySet Name="s" EntityType="n.F"/>',
        "EntitySet 's' has entities of 'n.K', which has no key",
        "a Key in the entity type or in a base type is expected",
    ),
    "two of a name": entry(
        '<Singleton Name="others" Type="n.E"/>',
        '<Singleton Name="Others" Type="n.E"/>',
        "EntityContainer 'Desk' has a second Singleton 'others'",
        "it is declared in line 2 already",
    ),
    "import of the name of a set": entry(
        '<ActionImport Name="others" Action="n.close"/>',
        '<ActionImport Name="close" Action="n.close"/>',
        "EntityContainer 'Desk' has a second ActionImport 'others'",
        "it is declared in line 2 already",
    ),
    "second container": Rule(
        '<EntityContainer Name="Desk"/>$',
        '<EntityContainer Name="Door"/>',
        '<ComplexType Name="Door"/>',
        "EntityContainer 'Door' is a second container",
        "a service has one",
    ),
    **{
        f"import of {wrong}": entry(
            f'<{kind}Import Name="i" {kind}="{wrong}"/>',
            f'<{kind}Import Name="i" {kind}="{right}"/>',
            f"{kind}Import 'i' has the {kind} '{wrong}'{said}",
            hint,
        )
        for kind, wrong, right, said, hint in (
            ("Action", "close", "n.close", ", which is not declared", "'n.close'"),
            ("Action", "n.shut", "self.close", ", which is not declared", ""),
            ("Action", "n.open", "n.close", ", which is bound", "an unbound one"),
            ("Action", "n.find", "n.close", "", "an action is expected"),
            ("Function", "n.close", "n.find", "", "a function is expected"),
            ("Function", "n.E", "n.seek", ", which is not declared", ""),
        )
    },
    **{
        f"import into {wrong}": entry(
            f'<FunctionImport Name="i" Function="n.find" EntitySet="{wrong}"/>',
            f'<FunctionImport Name="i" Function="n.find" EntitySet="{right}"/>',
            f"FunctionImport 'i' leads to the EntitySet '{wrong}', which does not "
            "exist",
            hint,
        )
        for wrong, right, hint in (
            ("other", "others", "did you mean 'others'?"),
            ("best", "others", ""),
            ("n.Desk/other", "n.Desk/others", ""),
            ("n.Dusk/others", "self.Desk/others", ""),
        )
    },
}

BINDINGS = {
    "target of no entry": target("other", "others", "did you mean 'others'?"),
    "target of another case": target("Best", "best", "did you mean 'best'?"),
    "target that is an import": target("done", "best"),
    "target of no entry, in full": target("n.Desk/other", "n.Desk/others", "'others'"),
    "target of no entry, by alias": target("self.Desk/o", "self.Desk/others"),
    "target in no container": target("n.Dusk/others", "n.Desk/others"),
    "target of nothing below an entry": target(
        "best/nothing", "best/parts", "nothing is called so at 'best'", "remark"
    ),
    "target of another type": target(
        "parts", "others", "the path leads to 'n.E'", "remark"
    ),
    "path of no property": path("nxt", "next"),
    "path of a value": path("id", "c/in"),
    "path of a derived type": path("more", "n.F/more"),
    "path of an unknown type": path("n.G/more", "self.F/more"),
    "path that ends in a type": path("n.E", "n.F/next"),
    "path of nothing inside": path("parts/on", "parts/of"),
    "path of what is contained": path("parts", "parts/of", "", CONTAINED),
    "path through what is not contained": path("next/next", "next", "", CONTAINED),
    "path again": Rule(
        BOUND.replace("$", '<NavigationPropertyBinding Path="next" Target="others"/>$'),
        '<NavigationPropertyBinding Path="next" Target="best"/>',
        '<NavigationPropertyBinding Path="n.F/next" Target="best"/>',
        "EntitySet 's' binds 'next' again",
        "it is bound in line 2 already",
    ),
    "path again, by alias": Rule(
        BOUND.replace(
            "$", '<NavigationPropertyBinding Path="n.F/more" Target="others"/>$'
        ),
        '<NavigationPropertyBinding Path="self.F/more" Target="best"/>',
        '<NavigationPropertyBinding Path="self.F/next" Target="best"/>',
        "EntitySet 's' binds 'n.F/more' again",
        "it is bound in line 2 already",
    ),
    "half": Rule(
        BOUND,
        '<NavigationPropertyBinding Target="s"/>',
        '<NavigationPropertyBinding Path="next" Target="s"/>',
        "NavigationPropertyBinding has no Path",
        "the attribute is required",
    ),
}

RULES = together(entries=ENTRIES, bindings=BINDINGS)
