"""An office to cut slices out of, and what is looked at in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from odata2py.csdl.model import Model
from odata2py.csdl.reader import read_model
from odata2py.slicing.model import Slice
from odata2py.slicing.slicer import slice_model

OFFICE = """
<Schema Namespace="o" xmlns="http://docs.oasis-open.org/odata/ns/edm">
 <EntityType Name="Entity" Abstract="true">
  <Key><PropertyRef Name="id"/></Key>
  <Property Name="id" Type="Edm.String" Nullable="false"/>
 </EntityType>
 <EntityType Name="User" BaseType="o.Entity">
  <Annotation Term="Core.Description" String="Somebody."/>
  <Property Name="name" Type="Edm.String"/>
  <Property Name="home" Type="o.Address"/>
  <NavigationProperty Name="boss" Type="o.User"/>
  <NavigationProperty Name="reports" Type="Collection(o.User)"/>
  <NavigationProperty Name="tasks" Type="Collection(o.Task)" ContainsTarget="true"/>
  <NavigationProperty Name="ways" Type="o.Ways" ContainsTarget="true"/>
  <NavigationProperty Name="any" Type="Edm.EntityType"/>
 </EntityType>
 <EntityType Name="Ways" BaseType="o.Entity">
  <NavigationProperty Name="all" Type="Collection(o.Way)" ContainsTarget="true"/>
  <NavigationProperty Name="mails" Type="Collection(o.Mail)" ContainsTarget="true"/>
 </EntityType>
 <EntityType Name="Way" BaseType="o.Entity" Abstract="true">
  <Property Name="made" Type="Edm.Date"/>
 </EntityType>
 <EntityType Name="Mail" BaseType="o.Way">
  <Property Name="kind" Type="o.Kind"/>
 </EntityType>
 <EntityType Name="Call" BaseType="o.Way"><Property Name="to" Type="o.Number"/>
 </EntityType>
 <EntityType Name="Task" BaseType="o.Entity">
  <Property Name="place" Type="o.Place"/>
  <NavigationProperty Name="owner" Type="o.User"/>
  <NavigationProperty Name="parts" Type="Collection(o.Task)" ContainsTarget="true"/>
 </EntityType>
 <EntityType Name="BigTask" BaseType="o.Task"/>
 <ComplexType Name="Address"><Property Name="at" Type="Collection(o.Place)"/>
  <NavigationProperty Name="keeper" Type="o.User"/></ComplexType>
 <ComplexType Name="Place" Abstract="true"/>
 <ComplexType Name="Room" BaseType="o.Place"><Property Name="size" Type="Edm.Int32"/>
 </ComplexType>
 <ComplexType Name="Advice"/>
 <ComplexType Name="Result"/>
 <TypeDefinition Name="Number" UnderlyingType="Edm.String"/>
 <EnumType Name="Kind"><Member Name="fast"/></EnumType>
 <Action Name="reset" IsBound="true"><Parameter Name="it" Type="o.Way"/>
  <ReturnType Type="o.Result"/></Action>
 <Action Name="send" IsBound="true"><Parameter Name="it" Type="o.Mail"/>
  <Parameter Name="advice" Type="Collection(o.Advice)"/></Action>
 <Function Name="latest" IsBound="true">
  <Parameter Name="them" Type="Collection(o.Way)"/><ReturnType Type="o.Way"/></Function>
 <Action Name="greet" IsBound="true"><Parameter Name="it" Type="o.User"/></Action>
 <Action Name="greet" IsBound="true"><Parameter Name="it" Type="o.Task"/></Action>
 <Action Name="close"/>
 <Function Name="hello"><Parameter Name="kind" Type="o.Kind"/>
  <ReturnType Type="o.Result"/></Function>
 <EntityContainer Name="C">
  <EntitySet Name="users" EntityType="o.User">
   <NavigationPropertyBinding Path="boss" Target="users"/>
   <NavigationPropertyBinding Path="reports" Target="users"/>
   <Annotation Term="Capabilities.DeleteRestrictions"><Record>
    <PropertyValue Property="Deletable" Bool="false"/></Record></Annotation>
  </EntitySet>
  <EntitySet Name="tasks" EntityType="o.Task"/>
  <Singleton Name="me" Type="o.User"/>
  <ActionImport Name="close" Action="o.close"/>
  <FunctionImport Name="hello" Function="o.hello"/>
 </EntityContainer>
 <Annotations Target="o.Ways/mails">
  <Annotation Term="Capabilities.InsertRestrictions"><Record>
   <PropertyValue Property="Insertable" Bool="false"/></Record></Annotation>
  <Annotation Term="Capabilities.ReadRestrictions"><Record>
   <PropertyValue Property="Readable" Bool="true"/></Record></Annotation>
 </Annotations>
</Schema>
"""

Cut = Callable[..., Slice]


def read(folder: Path, text: str) -> Model:
    path = folder / "office.csdl"
    path.write_text(text, encoding="utf-8")
    return read_model(path)


def cutting(model: Model) -> Cut:
    """Cuts slices out of a model."""

    def cut(
        *include: str,
        exclude: tuple[str, ...] = (),
        derived: str = "abstract",
        only_declared: frozenset[str] = frozenset(),
    ) -> Slice:
        return slice_model(model, include, exclude, derived, only_declared)

    return cut


def ends(part: Slice) -> dict[str, str]:
    """What may be done at the end of each edge, by owner and name.

    Those that leave collections have a star after their owner.
    """
    edges = {f"/{edge.name}": edge for edge in part.roots}
    for name, node in part.nodes.items():
        short = name.removeprefix("o.")
        edges |= {f"{short}/{edge.name}": edge for edge in node.edges}
        edges |= {f"{short}*/{edge.name}": edge for edge in node.collection_edges}
    return {
        name: " ".join(sorted(access.value for access in edge.access))
        for name, edge in edges.items()
    }


def called(part: Slice) -> dict[str, list[str]]:
    """The operations of each node that has some; those of collections with a star."""
    found = {
        name.removeprefix("o."): [
            *(operation.name.removeprefix("o.") for operation in node.operations),
            *(f"{o.name.removeprefix('o.')}*" for o in node.collection_operations),
        ]
        for name, node in part.nodes.items()
    }
    return {name: operations for name, operations in found.items() if operations}


def types(part: Slice) -> str:
    return " ".join(name.removeprefix("o.") for name in part.model.types)
