"""A document with much of what CSDL has."""

from __future__ import annotations

from tests.unit.documents import EDM, EDMX

LIBRARY = f"""<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" {EDMX}>
 <edmx:Reference Uri="core.xml">
  <edmx:Include Namespace="Org.OData.Core.V1" Alias="C"/>
 </edmx:Reference>
 <edmx:DataServices>
  <Schema Namespace="lib" {EDM}>
   <!-- a comment -->
   <EntityType Name="Item" Abstract="true">
    <Key><PropertyRef Name="id"/></Key>
    <Property Name="id" Type="Edm.String" Nullable="false" MaxLength="36"/>
   </EntityType>
   <EntityType Name="Book" BaseType="self.Item" OpenType="true" HasStream="true">
    <Property Name="title" Type="Edm.String" Unicode="false" DefaultValue="?"/>
    <Property Name="price" Type="Edm.Decimal" Precision="9" Scale="Variable"/>
    <Property Name="tax" Type="Edm.Decimal" Precision="5" Scale="2"/>
    <Property Name="marks" Type="Collection(lib.marks.Mark)" Nullable="false"/>
    <Property Name="width" Type="self.Length"/>
    <NavigationProperty Name="chapters" Type="Collection(lib.Chapter)"
        ContainsTarget="true" Partner="book"/>
   </EntityType>
   <EntityType Name="Chapter">
    <Key><PropertyRef Name="bookId"/><PropertyRef Name="number"/></Key>
    <Property Name="bookId" Type="Edm.String" Nullable="false"/>
    <Property Name="number" Type="Edm.Int32" Nullable="false"/>
    <NavigationProperty Name="book" Type="lib.Book" Nullable="false"
        Partner="chapters">
     <ReferentialConstraint Property="bookId" ReferencedProperty="id"/>
     <OnDelete Action="Cascade"/>
    </NavigationProperty>
   </EntityType>
   <TypeDefinition Name="Length" UnderlyingType="Edm.Double"/>
   <Term Name="Shelf" Type="Edm.String"/>
   <Action Name="lend" IsBound="true" EntitySetPath="book/chapters">
    <Parameter Name="book" Type="lib.Book"/>
    <Parameter Name="days" Type="Edm.Int16" Nullable="false"/>
    <ReturnType Type="Collection(lib.Chapter)"/>
   </Action>
   <Action Name="close"/>
   <Function Name="find" IsBound="true" IsComposable="true">
    <Parameter Name="books" Type="Collection(lib.Book)"/>
    <ReturnType Type="Collection(lib.Book)" Nullable="false"/>
   </Function>
   <Function Name="find">
    <Parameter Name="text" Type="Edm.String"/>
    <ReturnType Type="lib.Book"/>
   </Function>
   <EntityContainer Name="Desk">
    <EntitySet Name="books" EntityType="self.Book">
     <NavigationPropertyBinding Path="lib.Book/chapters" Target="lib.Desk/chapters"/>
    </EntitySet>
    <EntitySet Name="chapters" EntityType="lib.Chapter"/>
    <Singleton Name="best" Type="lib.Book"/>
    <FunctionImport Name="find" Function="lib.find" EntitySet="books"/>
   </EntityContainer>
  </Schema>
  <Schema Namespace="lib.marks" Alias="self" {EDM}>
   <ComplexType Name="Mark"><Property Name="color" Type="self.Color"/></ComplexType>
   <EnumType Name="Color" UnderlyingType="Edm.Byte" IsFlags="true">
    <Member Name="red" Value="1"/><Member Name="blue" Value="2"/>
   </EnumType>
   <EnumType Name="Depth">
    <Member Name="deep" Value="-5"/><Member Name="flat" Value="0"/>
   </EnumType>
   <EnumType Name="State"><Member Name="new"/><Member Name="old"/></EnumType>
  </Schema>
 </edmx:DataServices>
</edmx:Edmx>
""".replace("self.Book", "lib.Book").replace("self.Item", "lib.Item")
LIBRARY = LIBRARY.replace("self.Length", "lib.Length")
