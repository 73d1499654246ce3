"""A model with every construct that requests address, and sandboxes that serve it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from odata2py.csdl.model import Model
from odata2py.csdl.reader import read_model
from odata2py.sandbox.app import create_app
from odata2py.sandbox.rules import Rules
from odata2py.sandbox.server import Running, running

TOWN = """<?xml version="1.0"?>
<edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" Version="4.01">
 <edmx:Reference Uri="core.xml">
  <edmx:Include Namespace="Org.OData.Core.V1" Alias="Core"/>
 </edmx:Reference>
 <edmx:DataServices>
  <Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" Namespace="t">
   <EnumType Name="color">
    <Member Name="red" Value="1"/><Member Name="green" Value="2"/>
   </EnumType>
   <ComplexType Name="place" OpenType="true">
    <Property Name="city" Type="Edm.String"/>
    <Property Name="zip" Type="Edm.Int32" Nullable="false" DefaultValue="7"/>
    <Property Name="map" Type="Edm.Stream"/>
    <NavigationProperty Name="people" Type="Collection(t.person)"/>
    <NavigationProperty Name="mayor" Type="t.person"/>
   </ComplexType>
   <ComplexType Name="abroad" BaseType="t.place" OpenType="true">
    <Property Name="land" Type="Edm.String"/>
   </ComplexType>
   <EntityType Name="person">
    <Key><PropertyRef Name="name"/></Key>
    <Property Name="name" Type="Edm.String" Nullable="false"/>
    <Property Name="nick" Type="Edm.String"/>
    <Property Name="mail" Type="Edm.String"/>
    <Property Name="age" Type="Edm.Int32" Nullable="false" DefaultValue="7"/>
    <Property Name="color" Type="t.color"/>
    <Property Name="tags" Type="Collection(Edm.String)" Nullable="false"/>
    <Property Name="home" Type="t.place"/>
    <Property Name="homes" Type="Collection(t.place)" Nullable="false"/>
    <Property Name="photo" Type="Edm.Stream"/>
    <Property Name="badge" Type="Edm.Stream" Nullable="false"/>
    <NavigationProperty Name="boss" Type="t.person"/>
    <NavigationProperty Name="twin" Type="t.person" Nullable="false"/>
    <NavigationProperty Name="friends" Type="Collection(t.person)"/>
    <NavigationProperty Name="pets" Type="Collection(t.pet)" ContainsTarget="true"/>
    <Annotation Term="Core.AlternateKeys"><Collection>
     <Record><PropertyValue Property="Key"><Collection>
      <Record><PropertyValue Property="Name" PropertyPath="mail"/>
       <PropertyValue Property="Alias" String="mail"/></Record>
     </Collection></PropertyValue></Record>
     <Record><PropertyValue Property="Key"><Collection>
      <Record><PropertyValue Property="Name" PropertyPath="home/city"/>
       <PropertyValue Property="Alias" String="city"/></Record>
      <Record><PropertyValue Property="Name" PropertyPath="color"/>
       <PropertyValue Property="Alias" String="hue"/></Record>
     </Collection></PropertyValue></Record>
    </Collection></Annotation>
   </EntityType>
   <EntityType Name="worker" BaseType="t.person">
    <Property Name="wage" Type="Edm.Decimal"/>
    <NavigationProperty Name="tool" Type="t.toy" ContainsTarget="true"/>
   </EntityType>
   <EntityType Name="pet">
    <Key><PropertyRef Name="id"/></Key>
    <Property Name="id" Type="Edm.Int32" Nullable="false"/>
    <Property Name="name" Type="Edm.String"/>
    <NavigationProperty Name="vet" Type="t.person"/>
    <NavigationProperty Name="toys" Type="Collection(t.toy)" ContainsTarget="true"/>
   </EntityType>
   <EntityType Name="toy">
    <Key><PropertyRef Name="id"/></Key>
    <Property Name="id" Type="Edm.Int32" Nullable="false"/>
    <Property Name="name" Type="Edm.String" Nullable="false"/>
   </EntityType>
   <EntityType Name="document" HasStream="true">
    <Key><PropertyRef Name="id"/></Key>
    <Property Name="id" Type="Edm.Guid" Nullable="false"/>
    <Property Name="title" Type="Edm.String"/>
   </EntityType>
   <EntityType Name="keyed" Abstract="true">
    <Property Name="note" Type="Edm.String"/>
   </EntityType>
   <EntityType Name="paint" BaseType="t.keyed">
    <Key><PropertyRef Name="color"/></Key>
    <Property Name="color" Type="t.color" Nullable="false"/>
   </EntityType>
   <EntityType Name="moment" BaseType="t.keyed">
    <Key><PropertyRef Name="at"/></Key>
    <Property Name="at" Type="Edm.DateTimeOffset" Nullable="false" Precision="3"/>
   </EntityType>
   <EntityType Name="span" BaseType="t.keyed">
    <Key><PropertyRef Name="took"/></Key>
    <Property Name="took" Type="Edm.Duration" Nullable="false"/>
   </EntityType>
   <EntityType Name="day" BaseType="t.keyed">
    <Key><PropertyRef Name="on"/></Key>
    <Property Name="on" Type="Edm.Date" Nullable="false"/>
   </EntityType>
   <EntityType Name="amount" BaseType="t.keyed">
    <Key><PropertyRef Name="is"/></Key>
    <Property Name="is" Type="Edm.Decimal" Nullable="false" Scale="variable"/>
   </EntityType>
   <EntityType Name="spot" BaseType="t.keyed">
    <Key>
     <PropertyRef Name="place/city" Alias="city"/><PropertyRef Name="number"/>
    </Key>
    <Property Name="place" Type="t.place" Nullable="false"/>
    <Property Name="number" Type="Edm.Int64" Nullable="false"/>
   </EntityType>
   <Function Name="find" IsComposable="true">
    <Parameter Name="part" Type="Edm.String"/>
    <Parameter Name="most" Type="Edm.Int32">
     <Annotation Term="Core.OptionalParameter"><Record>
      <PropertyValue Property="DefaultValue" String="50"/>
     </Record></Annotation>
    </Parameter>
    <ReturnType Type="Collection(t.person)" Nullable="false"/>
   </Function>
   <Function Name="pick" IsComposable="true">
    <Parameter Name="name" Type="Edm.String" Nullable="false"/>
    <ReturnType Type="t.person" Nullable="false"/>
   </Function>
   <Function Name="plain"><ReturnType Type="Collection(t.person)"/></Function>
   <Function Name="center" IsComposable="true"><ReturnType Type="t.place"/></Function>
   <Function Name="words" IsComposable="true">
    <ReturnType Type="Collection(Edm.String)"/>
   </Function>
   <Function Name="echo">
    <Parameter Name="color" Type="t.color"/>
    <ReturnType Type="Edm.String"/>
   </Function>
   <Function Name="echo">
    <Parameter Name="numbers" Type="Collection(Edm.Int32)" Nullable="false"/>
    <Parameter Name="place" Type="t.place"/>
    <ReturnType Type="Edm.String"/>
   </Function>
   <Function Name="oldest" IsBound="true" IsComposable="true" EntitySetPath="all">
    <Parameter Name="all" Type="Collection(t.person)"/>
    <ReturnType Type="t.person"/>
   </Function>
   <Function Name="title" IsBound="true">
    <Parameter Name="it" Type="t.person"/>
    <ReturnType Type="Edm.String"/>
   </Function>
   <Function Name="title" IsBound="true">
    <Parameter Name="it" Type="t.worker"/>
    <ReturnType Type="Edm.Int32"/>
   </Function>
   <Function Name="title" IsBound="true">
    <Parameter Name="it" Type="t.person"/>
    <Parameter Name="lang" Type="Edm.String"/>
    <ReturnType Type="Edm.String"/>
   </Function>
   <Function Name="mates" IsBound="true" IsComposable="true"
     EntitySetPath="it/friends">
    <Parameter Name="it" Type="t.person"/>
    <ReturnType Type="Collection(t.person)"/>
   </Function>
   <Function Name="label" IsBound="true">
    <Parameter Name="it" Type="t.place"/>
    <ReturnType Type="Edm.String"/>
   </Function>
   <Function Name="longest" IsBound="true">
    <Parameter Name="them" Type="Collection(Edm.String)"/>
    <ReturnType Type="Edm.String"/>
   </Function>
   <Action Name="age" IsBound="true">
    <Parameter Name="it" Type="t.person"/>
    <Parameter Name="by" Type="Edm.Int32"/>
   </Action>
   <Action Name="repaint" IsBound="true">
    <Parameter Name="it" Type="t.place"/>
    <Parameter Name="color" Type="t.color" Nullable="false"/>
    <ReturnType Type="Edm.String"/>
   </Action>
   <Action Name="meet" IsBound="true">
    <Parameter Name="it" Type="t.person"/>
    <Parameter Name="whom" Type="t.person" Nullable="false"/>
    <ReturnType Type="Edm.String"/>
   </Action>
   <Action Name="groom" IsBound="true" EntitySetPath="it">
    <Parameter Name="it" Type="t.pet"/>
    <ReturnType Type="t.pet"/>
   </Action>
   <Function Name="young" IsBound="true" EntitySetPath="all">
    <Parameter Name="all" Type="Collection(t.pet)"/>
    <ReturnType Type="Collection(t.pet)"/>
   </Function>
   <Action Name="gather">
    <ReturnType Type="Collection(t.person)"/>
   </Action>
   <EntityContainer Name="all">
    <EntitySet Name="people" EntityType="t.person">
     <NavigationPropertyBinding Path="boss" Target="people"/>
     <NavigationPropertyBinding Path="twin" Target="people"/>
     <NavigationPropertyBinding Path="friends" Target="people"/>
     <NavigationPropertyBinding Path="home/people" Target="people"/>
     <NavigationPropertyBinding Path="home/mayor" Target="people"/>
     <NavigationPropertyBinding Path="pets/vet" Target="people"/>
    </EntitySet>
    <EntitySet Name="documents" EntityType="t.document"/>
    <EntitySet Name="paints" EntityType="t.paint"/>
    <EntitySet Name="moments" EntityType="t.moment"/>
    <EntitySet Name="spans" EntityType="t.span"/>
    <EntitySet Name="days" EntityType="t.day"/>
    <EntitySet Name="amounts" EntityType="t.amount"/>
    <EntitySet Name="spots" EntityType="t.spot"/>
    <EntitySet Name="toys" EntityType="t.toy">
     <Annotation Term="Core.OptimisticConcurrency"><Collection/></Annotation>
    </EntitySet>
    <Singleton Name="me" Type="t.person">
     <NavigationPropertyBinding Path="boss" Target="people"/>
    </Singleton>
    <Singleton Name="chief" Type="t.person" Nullable="true">
     <NavigationPropertyBinding Path="friends" Target="people"/>
    </Singleton>
    <FunctionImport Name="find" Function="t.find" EntitySet="people"/>
    <FunctionImport Name="pick" Function="t.pick" EntitySet="people"/>
    <FunctionImport Name="plain" Function="t.plain"/>
    <FunctionImport Name="center" Function="t.center"/>
    <FunctionImport Name="words" Function="t.words"/>
    <FunctionImport Name="echo" Function="t.echo"/>
    <ActionImport Name="gather" Action="t.gather" EntitySet="people"/>
   </EntityContainer>
  </Schema>
 </edmx:DataServices>
</edmx:Edmx>"""


def read_town() -> Model:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "town.csdl"
        path.write_text(TOWN, "utf-8")
        return read_model(path)


class Inhabitants(Rules):
    """The people who live in a town from the start."""

    def seed(self) -> None:
        people = self.store.roots["people"]
        for name in self.settings["people"].split(","):
            self.store.add(people, people.type, {"name": name})


class Town(httpx.Client):
    """A client of a sandbox that serves the town."""

    def __init__(self, sandbox: Running) -> None:
        super().__init__(base_url=sandbox.url)
        self.sandbox = sandbox

    def renewed(self) -> Town:
        """The same with everything as it was at the start."""
        self.sandbox.reset()
        return self


@contextlib.contextmanager
def town(
    *people: str, rules: Sequence[str | type[Rules]] = (), **settings: Any
) -> Iterator[Town]:
    """A sandbox that serves the town, where these people live."""
    app = create_app(
        read_town(),
        rules=[Inhabitants, *rules],
        rule_settings={"people": ",".join(people)},
        **settings,
    )
    with running(app) as sandbox, Town(sandbox) as http:
        yield http


def names(answer: httpx.Response) -> list[str]:
    """The names of the entities in an answer."""
    assert answer.status_code == 200, answer.text
    return [each["name"] for each in answer.json()["value"]]


def fragment(answer: httpx.Response) -> str:
    """What the context URL of an answer says."""
    context: str = answer.json()["@odata.context"]
    return context.partition("#")[2]


def refused(answer: httpx.Response, status: int) -> str:
    """The message of a refusal with that status."""
    assert answer.status_code == status, answer.text
    error = answer.json()["error"]
    texts = [error["message"], *(each["message"] for each in error.get("details", ()))]
    return " ".join(texts)
