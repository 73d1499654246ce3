"""A fleet, where ways of every kind lead on, to cut slices out of."""

from __future__ import annotations

FLEET = """
<Schema Namespace="o" xmlns="http://docs.oasis-open.org/odata/ns/edm">
 <EntityType Name="Ship" Abstract="true">
  <Key><PropertyRef Name="id"/></Key>
  <Property Name="id" Type="Edm.String" Nullable="false"/>
  <Property Name="chart" Type="Edm.Stream"/>
  <Property Name="place" Type="o.Place"/>
  <Property Name="track" Type="Collection(o.Place)" Nullable="false"/>
  <Property Name="paint" Type="o.Paint"/>
  <NavigationProperty Name="cabins" Type="Collection(o.Cabin)" ContainsTarget="true"/>
  <NavigationProperty Name="crew" Type="Collection(o.Sailor)"/>
 </EntityType>
 <EntityType Name="Tug" BaseType="o.Ship"/>
 <EntityType Name="Ferry" BaseType="o.Ship">
  <NavigationProperty Name="decks" Type="Collection(o.Cabin)" ContainsTarget="true"/>
  <NavigationProperty Name="home" Type="o.Port"/>
 </EntityType>
 <EntityType Name="NightFerry" BaseType="o.Ferry" HasStream="true"/>
 <EntityType Name="Cabin">
  <Key><PropertyRef Name="id"/></Key>
  <Property Name="id" Type="Edm.String" Nullable="false"/>
  <NavigationProperty Name="inner" Type="Collection(o.Cabin)" ContainsTarget="true"/>
 </EntityType>
 <EntityType Name="Sailor">
  <Key><PropertyRef Name="id"/></Key>
  <Property Name="id" Type="Edm.String" Nullable="false"/>
  <Property Name="photo" Type="Edm.Stream"><Annotation Term="Core.Computed"/></Property>
 </EntityType>
 <EntityType Name="Port">
  <Key><PropertyRef Name="id"/></Key>
  <Property Name="id" Type="Edm.String" Nullable="false"/>
  <NavigationProperty Name="flagship" Type="o.Ship"/>
  <NavigationProperty Name="ships" Type="Collection(o.Ship)"/>
 </EntityType>
 <EntityType Name="BigPort" BaseType="o.Port">
  <NavigationProperty Name="docks" Type="Collection(o.Cabin)" ContainsTarget="true"/>
 </EntityType>
 <ComplexType Name="Place">
  <Property Name="within" Type="o.Place"/>
  <NavigationProperty Name="buoy" Type="o.Buoy" ContainsTarget="true"/>
  <NavigationProperty Name="pilot" Type="o.Sailor"/>
 </ComplexType>
 <ComplexType Name="Depth" BaseType="o.Place"/>
 <ComplexType Name="Paint"><Property Name="red" Type="Edm.Boolean"/></ComplexType>
 <EntityType Name="Buoy">
  <Key><PropertyRef Name="id"/></Key>
  <Property Name="id" Type="Edm.String" Nullable="false"/>
  <Property Name="place" Type="o.Place"/>
 </EntityType>
 <ComplexType Name="Bill"/>

 <Action Name="board" IsBound="true"><Parameter Name="it" Type="o.Ferry"/></Action>
 <Action Name="mark" IsBound="true"><Parameter Name="it" Type="o.Place"/></Action>
 <Action Name="dive" IsBound="true"><Parameter Name="it" Type="o.Depth"/></Action>
 <Function Name="length" IsBound="true">
  <Parameter Name="them" Type="Collection(o.Place)"/><ReturnType Type="Edm.Double"/>
 </Function>

 <Action Name="clean" IsBound="true"><Parameter Name="it" Type="o.Ship"/>
  <ReturnType Type="o.Bill"/></Action>
 <Action Name="clean" IsBound="true"><Parameter Name="it" Type="o.Ferry"/>
  <Parameter Name="wet" Type="Edm.Boolean"/></Action>
 <Function Name="speed" IsBound="true"><Parameter Name="it" Type="o.Ship"/>
  <Parameter Name="unit" Type="Edm.String"/><ReturnType Type="Edm.Double"/></Function>
 <Function Name="speed" IsBound="true"><Parameter Name="it" Type="o.Ship"/>
  <Parameter Name="load" Type="Edm.Int32"/><Parameter Name="unit" Type="Edm.String"/>
  <ReturnType Type="Edm.Double"/></Function>
 <Function Name="speed" IsBound="true"><Parameter Name="it" Type="o.Ferry"/>
  <Parameter Name="unit" Type="Edm.String"/><ReturnType Type="Edm.Single"/></Function>
 <Action Name="stop" IsBound="true"><Parameter Name="it" Type="o.Tug"/></Action>
 <Function Name="stop" IsBound="true"><Parameter Name="it" Type="o.Tug"/>
  <ReturnType Type="Edm.Boolean"/></Function>

 <Function Name="escort" IsBound="true" IsComposable="true">
  <Parameter Name="it" Type="o.Ship"/><ReturnType Type="o.Ship"/></Function>
 <Function Name="escort" IsBound="true" IsComposable="true">
  <Parameter Name="it" Type="o.Ship"/><Parameter Name="bill" Type="o.Bill"/>
  <ReturnType Type="o.Ship"/></Function>
 <Function Name="fast" IsBound="true" IsComposable="true">
  <Parameter Name="them" Type="Collection(o.Ship)"/>
  <ReturnType Type="Collection(o.Ship)"/></Function>
 <Function Name="master" IsBound="true" IsComposable="true">
  <Parameter Name="it" Type="o.Port"/><ReturnType Type="o.Sailor"/></Function>
 <Function Name="title" IsBound="true" IsComposable="true">
  <Parameter Name="it" Type="o.Port"/><ReturnType Type="Edm.String"/></Function>
 <Function Name="search" IsComposable="true"><ReturnType Type="o.Ship"/></Function>
 <Function Name="search" IsComposable="true">
  <Parameter Name="id" Type="Edm.String"/><ReturnType Type="o.Ship"/></Function>
 <Action Name="search"/>

 <EntityContainer Name="C">
  <EntitySet Name="ships" EntityType="o.Ship">
   <NavigationPropertyBinding Path="o.Ferry/home" Target="ports"/>
   <NavigationPropertyBinding Path="place/pilot" Target="crew"/>
   <NavigationPropertyBinding Path="crew" Target="o.C/crew"/>
  </EntitySet>
  <EntitySet Name="tugs" EntityType="o.Tug"/>
  <EntitySet Name="ferries" EntityType="o.Ferry"/>
  <EntitySet Name="nights" EntityType="o.NightFerry"/>
  <EntitySet Name="ports" EntityType="o.Port"/>
  <EntitySet Name="crew" EntityType="o.Sailor"/>
  <FunctionImport Name="find" Function="o.search"/>
  <ActionImport Name="seek" Action="o.search"/>
 </EntityContainer>
</Schema>
"""
