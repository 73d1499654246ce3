"""A shop to inspect, and how its outline is looked at."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., subprocess.CompletedProcess[str]]
Look = Callable[..., str]

CONFIG = '[source.shop]\nmetadata = "shop.csdl"\noverlays = ["shop.en.csdl"]\n'
CONFIG += (
    '[package.p]\nsource = "shop"\noutput = "p"\nclient = "C"\ninclude = ["/**"]\n'
)
EDM = 'xmlns="http://docs.oasis-open.org/odata/ns/edm"'
SHOP = f"""\
<edmx:Edmx Version="4.01" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
 <edmx:DataServices>
  <Schema Namespace="shop" {EDM}>
   <EntityType Name="thing" Abstract="true" OpenType="true">
    <Key><PropertyRef Name="id"/></Key>
    <Property Name="id" Type="Edm.String" Nullable="false"/>
   </EntityType>
   <EntityType Name="chair" BaseType="shop.thing" HasStream="true" OpenType="true">
    <Property Name="colors" Type="Collection(shop.color)"/>
    <NavigationProperty Name="legs" Type="Collection(shop.leg)" ContainsTarget="true"/>
    <NavigationProperty Name="table" Type="shop.chair"/>
   </EntityType>
   <EntityType Name="leg" BaseType="shop.thing" OpenType="true"/>
   <EnumType Name="color" IsFlags="true"><Member Name="größe" Value="1"/></EnumType>
   <TypeDefinition Name="length" UnderlyingType="Edm.Double"/>
   <Term Name="Shelf" Type="Edm.String"/>
   <Action Name="paint" IsBound="true">
    <Parameter Name="it" Type="shop.chair"/>
    <Parameter Name="color" Type="shop.color"/>
   </Action>
   <Function Name="count" IsBound="true">
    <Parameter Name="all" Type="Collection(shop.chair)"/>
    <ReturnType Type="Edm.Int32"/>
   </Function>
   <Function Name="find"><ReturnType Type="Collection(shop.leg)"/></Function>
   <EntityContainer Name="Door">
    <EntitySet Name="chairs" EntityType="shop.chair"/>
    <Singleton Name="best" Type="shop.chair"/>
    <FunctionImport Name="find" Function="shop.find"/>
   </EntityContainer>
  </Schema>
 </edmx:DataServices>
</edmx:Edmx>
"""
OVERLAY = f"""\
<Schema Namespace="shop.en" {EDM}>
 <Annotations Target="shop.color/größe">
  <Annotation Term="Core.Description" String="Wide — 椅子."/></Annotations>
 <Annotations Target="shop.paint">
  <Annotation Term="Core.Description" String="Takes an hour."/></Annotations>
</Schema>
"""


def set_up(folder: Path) -> Path:
    """The shop with its configuration and overlay, in a folder."""
    for name, content in (
        ("odata2py.toml", CONFIG),
        ("shop.csdl", SHOP),
        ("shop.en.csdl", OVERLAY),
    ):
        (folder / name).write_text(content, "utf-8")
    return folder


def looking(odata2py: Run, shop: Path) -> Look:
    """Gives what is printed about the shop, without any fault or notice."""

    def look(*arguments: str, source: str = "shop", **environment: str) -> str:
        ran = odata2py("inspect", source, *arguments, cwd=shop, **environment)
        assert (ran.returncode, ran.stderr) == (0, "")
        return ran.stdout

    return look


def data(look: Look, *arguments: str, **more: str) -> dict[str, Any]:
    found = json.loads(look(*arguments, "--json", **more))
    assert isinstance(found, dict)
    return found


def names(found: list[dict[str, Any]]) -> list[str]:
    return [each["name"] for each in found]


def paths(found: dict[str, Any]) -> list[str]:
    return [each["path"] for each in found["paths"]]
