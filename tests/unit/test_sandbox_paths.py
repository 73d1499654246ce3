"""Resource paths of the sandbox: what each spelling means, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from odata2py.csdl.model import Model
from odata2py.csdl.reader import read_model
from odata2py.sandbox import paths
from odata2py.sandbox.errors import ServiceError
from odata2py.sandbox.paths import (
    AlternateKey,
    Cast,
    Invocation,
    Key,
    Navigation,
    PropertyAccess,
    Root,
    Step,
    Target,
)

CSDL = """<?xml version="1.0"?>
<edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" Version="4.0">
 <edmx:DataServices>
  <Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" Namespace="N">
   <EnumType Name="Color"><Member Name="Red"/><Member Name="Blue"/></EnumType>
   <ComplexType Name="Address"><Property Name="City" Type="Edm.String"/></ComplexType>
   <EntityType Name="User">
    <Key><PropertyRef Name="Name"/></Key>
    <Property Name="Name" Type="Edm.String" Nullable="false"/>
    <Property Name="Home" Type="N.Address"/>
    <Property Name="Tags" Type="Collection(Edm.String)"/>
    <Property Name="Homes" Type="Collection(N.Address)"/>
    <NavigationProperty Name="Tasks" Type="Collection(N.Task)" ContainsTarget="true"/>
    <NavigationProperty Name="Boss" Type="N.User"/>
   </EntityType>
   <EntityType Name="Guest" BaseType="N.User" OpenType="true"/>
   <EntityType Name="Task">
    <Key><PropertyRef Name="Id"/></Key>
    <Property Name="Id" Type="Edm.Int32" Nullable="false"/>
   </EntityType>
   <EntityType Name="Pair">
    <Key><PropertyRef Name="A"/><PropertyRef Name="B"/></Key>
    <Property Name="A" Type="Edm.Int32" Nullable="false"/>
    <Property Name="B" Type="Edm.String" Nullable="false"/>
   </EntityType>
   <EntityType Name="Doc">
    <Key><PropertyRef Name="Id"/></Key>
    <Property Name="Id" Type="Edm.Guid" Nullable="false"/>
   </EntityType>
   <EntityType Name="Paint">
    <Key><PropertyRef Name="Color"/></Key>
    <Property Name="Color" Type="N.Color" Nullable="false"/>
   </EntityType>
   <Action Name="Greet" IsBound="true">
    <Parameter Name="it" Type="N.User"/>
   </Action>
   <Function Name="Recent" IsBound="true">
    <Parameter Name="it" Type="Collection(N.User)"/>
    <ReturnType Type="Collection(N.User)"/>
   </Function>
   <Function Name="Find">
    <Parameter Name="text" Type="Edm.String" Nullable="false"/>
    <ReturnType Type="N.User"/>
   </Function>
   <Function Name="Find">
    <Parameter Name="number" Type="Edm.Int32" Nullable="false"/>
    <ReturnType Type="N.Task"/>
   </Function>
   <Function Name="Find" IsBound="true">
    <Parameter Name="it" Type="N.User"/>
    <ReturnType Type="N.Doc"/>
   </Function>
   <Function Name="Pick">
    <Parameter Name="ids" Type="Collection(Edm.Int32)" Nullable="false"/>
    <Parameter Name="most" Type="Edm.Int32">
     <Annotation Term="Org.OData.Core.V1.OptionalParameter"/>
    </Parameter>
    <ReturnType Type="Collection(N.Task)"/>
   </Function>
   <EntityContainer Name="C">
    <EntitySet Name="Users" EntityType="N.User"/>
    <EntitySet Name="Pairs" EntityType="N.Pair"/>
    <EntitySet Name="Docs" EntityType="N.Doc"/>
    <EntitySet Name="Paints" EntityType="N.Paint"/>
    <Singleton Name="Me" Type="N.User"/>
    <FunctionImport Name="Find" Function="N.Find"/>
    <FunctionImport Name="Pick" Function="N.Pick"/>
   </EntityContainer>
  </Schema>
 </edmx:DataServices>
</edmx:Edmx>"""

GUID = "6F9619FF-8B86-D011-B42D-00C04FC964FF"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    path: Path = tmp_path_factory.mktemp("csdl") / "paths.csdl"
    path.write_text(CSDL)
    return read_model(path)


def _spell_step(step: Step) -> str:
    match step:
        case Root(name) | PropertyAccess(name):
            return name
        case Key(values):
            return repr(list(values))
        case AlternateKey(parts, values):
            return f"{[part.name for part in parts]}={list(values)}"
        case Navigation(nav):
            return f">{nav.name}"
        case Cast(name):
            return f"<{name}>"
        case Invocation(operation, arguments):
            return f"{operation.name}{dict(arguments)}"


def _spell(target: Target) -> str:
    steps = [_spell_step(step) for step in target.steps]
    return " ".join([*steps, *([target.suffix] if target.suffix else [])])


@pytest.mark.parametrize(
    ("raw", "meaning"),
    [
        ("/Users", "Users"),
        ("/Users/", "Users"),
        ("/Users/ada", "Users ['ada']"),
        ("/Users('ada')", "Users ['ada']"),
        ("/Users(Name='ada')", "Users ['ada']"),
        ("/Users/a%2Fb%23c", "Users ['a/b#c']"),
        ("/Users('a%2Fb')", "Users ['a/b']"),
        ("/Users('O%27%27Neil')", 'Users ["O\'Neil"]'),
        ("/Users('a,b=(c')", "Users ['a,b=(c']"),
        ("/Users/x(y)", "Users ['x(y)']"),
        ("/Users/x('y)", 'Users ["x(\'y)"]'),
        ("/Users/42", "Users ['42']"),
        ("/Users/ada/Tasks/7", "Users ['ada'] >Tasks [7]"),
        ("/Users/ada/Tasks(7)", "Users ['ada'] >Tasks [7]"),
        ("/Users/ada/Boss/Tasks/$count", "Users ['ada'] >Boss >Tasks $count"),
        ("/Users/ada/Boss/$ref", "Users ['ada'] >Boss $ref"),
        ("/Users/ada/Home/City/$value", "Users ['ada'] Home City $value"),
        ("/Users/ada/Tags/$count", "Users ['ada'] Tags $count"),
        ("/Users/N.Guest", "Users <N.Guest>"),
        ("/Users/N.Guest('x')", "Users <N.Guest> ['x']"),
        ("/Users/N.User/ada", "Users ['ada']"),
        ("/Users/ada/N.Guest/anything", "Users ['ada'] <N.Guest> anything"),
        ("/Users/ada/N.Greet", "Users ['ada'] N.Greet{}"),
        ("/Users/ada/Greet", "Users ['ada'] N.Greet{}"),
        ("/Users/ada/N.Guest/N.Greet", "Users ['ada'] <N.Guest> N.Greet{}"),
        ("/Users/N.Recent()", "Users N.Recent{}"),
        ("/Me/Tasks", "Me >Tasks"),
        ("/Find(text='it''s')", "N.Find{'text': \"it's\"}"),
        ("/Find(number=5)", "N.Find{'number': 5}"),
        ("/Find(text=@t)", "N.Find{'text': 'hi'}"),
        ("/Pick(ids=[1,2],most=3)", "N.Pick{'ids': [1, 2], 'most': 3}"),
        ("/Pick(ids=@ids,most=null)", "N.Pick{'ids': [7], 'most': None}"),
        ("/Pick(ids=[])", "N.Pick{'ids': []}"),
        ("/Pairs(B='x',A=1)", "Pairs [1, 'x']"),
        ("/Pairs/1/x", "Pairs [1, 'x']"),
        (f"/Docs({GUID})", f"Docs ['{GUID}']"),
        (f"/Docs/{GUID}", f"Docs ['{GUID}']"),
        ("/Paints(N.Color'Red')", "Paints ['Red']"),
        ("/Paints/Blue", "Paints ['Blue']"),
    ],
)
def test_meaning(model: Model, raw: str, meaning: str) -> None:
    target = paths.resolve(model, paths.decode(raw), {"@t": "'hi'", "@ids": "[7]"})
    assert _spell(target) == meaning


def test_type_at_the_end(model: Model) -> None:
    def end(raw: str) -> tuple[str, bool]:
        found = paths.resolve(model, paths.decode(raw)).type
        return found.name, found.collection

    assert end("/Users") == ("N.User", True)
    assert end("/Users/N.Guest") == ("N.Guest", True)
    assert end("/Users/ada") == ("N.User", False)
    assert end("/Users/ada/Tasks") == ("N.Task", True)
    assert end("/Users/ada/Tags") == ("Edm.String", True)
    assert end("/Find(number=5)") == ("N.Task", False)


@pytest.mark.parametrize(
    ("raw", "status", "says"),
    [
        ("/Usres", 404, "'Users'"),
        ("/Users/ada/Taks", 404, "'Tasks'"),
        ("/Users//Tasks", 404, "empty segment"),
        ("/Users/ada/Tags/x", 404, "'x'"),
        ("/Users/ada/Homes/City", 404, "'City'"),
        ("/Users/ada/Tasks/seven", 404, "'seven'"),
        ("/Users/ada/Tasks('7')", 400, "'7'"),
        ("/Users(7)", 400, "quotes"),
        ("/Users(Nom='x')", 400, "key of N.User is Name"),
        ("/Users('a", 404, "Users('a"),
        ("/Users('a'b)", 400, "literal"),
        ("/Users(null)", 400, "null"),
        ("/Pairs/1", 404, "2 parts"),
        ("/Pairs(1)", 400, "A, B"),
        ("/Docs/ada", 404, "Edm.Guid"),
        ("/Paints/Green", 404, "Green"),
        ("/Me('x')", 404, "Me"),
        ("/Me/Boss('x')", 400, "not a collection"),
        ("/Users/N.Task", 404, "not derived"),
        ("/Users/$count/x", 404, "follow"),
        ("/Users/$value", 404, "$value"),
        ("/Users/ada/$count", 404, "$count"),
        ("/Users/ada/Home/$ref", 404, "$ref"),
        ("/Users/$wrong", 404, "$wrong"),
        ("/$batch", 501, "$batch"),
        ("/Find()", 400, "overload"),
        ("/Pick(most=1)", 400, "overload"),
        ("/Pick(ids=[1)", 400, "balanced"),
        ("/Pick(ids=x)", 400, "JSON"),
        ("/Pairs(A=1,B='x)", 400, "balanced"),
        ("/Find(text=@missing)", 400, "null"),
        ("/Find(text='x')/Name", 404, "follow N.Find"),
        ("/Users/%FF", 400, "UTF-8"),
    ],
)
def test_refusal(model: Model, raw: str, status: int, says: str) -> None:
    with pytest.raises(ServiceError) as caught:
        paths.resolve(model, paths.decode(raw))
    assert caught.value.status == status
    assert says in caught.value.message
