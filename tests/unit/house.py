"""A house with ways that metadata may restrict, and restrictions to write."""

from __future__ import annotations

from tests.unit.documents import KEY

HOUSE = f"""
<EntityType Name="Room">{KEY}
 <Property Name="spot" Type="n.Spot"/>
 <NavigationProperty Name="doors" Type="Collection(n.Door)"/>
 <NavigationProperty Name="parts" Type="Collection(n.Room)" ContainsTarget="true"/>
 <NavigationProperty Name="owner" Type="n.Room"/>
</EntityType>
<EntityType Name="Door">{KEY}
 <NavigationProperty Name="keys" Type="Collection(n.Room)"/>
</EntityType>
<EntityType Name="Gate" BaseType="n.Door">
 <NavigationProperty Name="guards" Type="Collection(n.Room)"/>
</EntityType>
<ComplexType Name="Spot">
 <NavigationProperty Name="near" Type="n.Door"/>
</ComplexType>
<EntityContainer Name="C">
 <EntitySet Name="rooms" EntityType="n.Room"/>
 <EntitySet Name="halls" EntityType="n.Room"/>
 <EntitySet Name="doors" EntityType="n.Door"/>
 <Singleton Name="main" Type="n.Room"/>
</EntityContainer>
"""


def value(name: str, said: bool | str) -> str:
    if isinstance(said, bool):
        return f'<PropertyValue Property="{name}" Bool="{str(said).lower()}"/>'
    return f'<PropertyValue Property="{name}">{said}</PropertyValue>'


def record(*values: str) -> str:
    return f"<Record>{''.join(values)}</Record>"


def term(name: str, *values: str) -> str:
    return f'<Annotation Term="Capabilities.{name}">{record(*values)}</Annotation>'


def member(name: str, member_of: str) -> str:
    return (
        f'<PropertyValue Property="{name}" '
        f'EnumMember="Org.OData.Capabilities.V1.{member_of}"/>'
    )


def on_path(path: str, *values: str) -> str:
    """What a set says of a navigation property."""
    where = f'Property="NavigationProperty" NavigationPropertyPath="{path}"'
    return record(f"<PropertyValue {where}/>", *values)


def restricted(*records: str) -> str:
    return value("RestrictedProperties", f"<Collection>{''.join(records)}</Collection>")


NO_INSERT = value("InsertRestrictions", record(value("Insertable", False)))
NO_DELETE = value("DeleteRestrictions", record(value("Deletable", False)))
NONE = member("Navigability", "NavigationType/None")
SINGLE = member("Navigability", "NavigationType/Single")
PUT = member("UpdateMethod", "HttpMethod/PUT")
PATCH = member("UpdateMethod", "HttpMethod/PATCH")
