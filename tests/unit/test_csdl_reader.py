"""Reading CSDL: what a document says is in the model; what is wrong with it is told."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.documents import EDM, EDMX
from tests.unit.specimen import LIBRARY

from odata2py.csdl.keys import KeyPart, key_properties, primary_key
from odata2py.csdl.model import (
    Action,
    ComplexType,
    EntityType,
    EnumType,
    Function,
    Model,
    PropertyRef,
    TypeDefinition,
    TypeReference,
)
from odata2py.csdl.reader import read_model
from odata2py.errors import InputError, Position

Read = Callable[[str], Model]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(text: str) -> Model:
        path = tmp_path / "service.csdl"
        path.write_text(text, encoding="utf-8")
        return read_model(path, display="service.csdl")

    return read


@pytest.fixture
def library(read: Read) -> Model:
    return read(LIBRARY)


def schema(content: str) -> str:
    """A document with one schema, which begins in line 2."""
    return (
        f'<edmx:Edmx Version="4.0" {EDMX}><edmx:DataServices>'
        f'<Schema Namespace="n" {EDM}>\n{content}\n'
        "</Schema></edmx:DataServices></edmx:Edmx>"
    )


def faults_of(call: Callable[[], object]) -> str:
    with pytest.raises(InputError) as caught:
        call()
    return "\n".join(caught.value.faults)


def test_entity_types_with_their_members(library: Model) -> None:
    item, book = library.types["lib.Item"], library.types["lib.Book"]
    assert isinstance(item, EntityType)
    assert isinstance(book, EntityType)
    assert (item.abstract, item.base_type) == (True, None)
    assert item.key == (PropertyRef("id"),)
    assert (book.base_type, book.key) == ("lib.Item", ())
    assert (book.open_type, book.has_stream, book.abstract) == (True, True, False)
    assert item.properties[0].type == TypeReference(
        "Edm.String", nullable=False, max_length=36
    )
    title, price, tax, marks, width = book.properties
    assert (title.type.unicode, title.default_value) == (False, "?")
    assert (price.type.precision, price.type.scale) == (9, "variable")
    assert (tax.type.precision, tax.type.scale) == (5, 2)
    assert marks.type == TypeReference("lib.marks.Mark", True, nullable=False)
    assert width.type.name == "lib.Length"
    (chapters,) = book.navigation_properties
    assert (chapters.contains_target, chapters.partner) == (True, "book")
    assert chapters.type == TypeReference("lib.Chapter", collection=True)
    (back,) = library.structured("lib.Chapter").navigation_properties
    assert back.type == TypeReference("lib.Book", nullable=False)
    assert [(c.path, c.referenced) for c in back.constraints] == [("bookId", "id")]
    assert back.on_delete == "Cascade"


def test_other_types(library: Model) -> None:
    mark, color = library.types["lib.marks.Mark"], library.types["lib.marks.Color"]
    depth, state = library.types["lib.marks.Depth"], library.types["lib.marks.State"]
    length = library.types["lib.Length"]
    assert isinstance(mark, ComplexType)
    assert mark.properties[0].type.name == "lib.marks.Color"
    assert isinstance(color, EnumType)
    assert (color.flags, color.underlying_type) == (True, "Edm.Byte")
    assert isinstance(depth, EnumType)
    assert [(m.name, m.value) for m in depth.members] == [("deep", -5), ("flat", 0)]
    assert isinstance(state, EnumType)
    assert [(m.name, m.value) for m in state.members] == [("new", 0), ("old", 1)]
    assert isinstance(length, TypeDefinition)
    assert length.underlying_type.name == "Edm.Double"
    assert "lib.Shelf" not in library.types
    assert library.terms["lib.Shelf"].type == TypeReference("Edm.String")


def test_operations_and_what_they_are_bound_to(library: Model) -> None:
    (lend,) = library.operations["lib.lend"]
    assert isinstance(lend, Action)
    assert lend.binding == TypeReference("lib.Book")
    assert [parameter.name for parameter in lend.own_parameters] == ["days"]
    assert lend.return_type == TypeReference("lib.Chapter", collection=True)
    assert lend.entity_set_path == "book/chapters"
    (close,) = library.operations["lib.close"]
    assert (close.binding, close.return_type) == (None, None)
    on_books, unbound = library.operations["lib.find"]
    assert isinstance(on_books, Function)
    assert on_books.composable
    assert on_books.return_type == TypeReference("lib.Book", True, nullable=False)
    assert (unbound.binding, len(unbound.own_parameters)) == (None, 1)
    assert library.bound["lib.Book", False] == (lend,)
    assert library.bound["lib.Book", True] == (on_books,)
    assert set(library.bound) == {("lib.Book", False), ("lib.Book", True)}


def test_container(library: Model) -> None:
    desk = library.container
    assert desk is not None
    assert desk.name == "lib.Desk"
    assert list(desk.entity_sets) == ["books", "chapters"]
    assert desk.entity_sets["books"].entity_type == "lib.Book"
    assert desk.entity_sets["books"].bindings == {"lib.Book/chapters": "chapters"}
    assert desk.singletons["best"].entity_type == "lib.Book"
    assert desk.imports["find"].operation == "lib.find"
    assert desk.imports["find"].entity_set == "books"


def test_hierarchy(library: Model) -> None:
    assert library.derived == {"lib.Item": ("lib.Book",)}
    assert [kind.name for kind in library.lineage("lib.Book")] == [
        "lib.Item",
        "lib.Book",
    ]
    assert [part.name for part in primary_key(library, "lib.Book")] == ["id"]
    assert [part.name for part in primary_key(library, "lib.Chapter")] == [
        "bookId",
        "number",
    ]


def test_a_part_of_a_key_may_be_inside_of_a_property(read: Read) -> None:
    model = read(
        schema(
            '<ComplexType Name="Place">'
            '<Property Name="row" Type="Edm.Int32" Nullable="false"/></ComplexType>'
            '<EntityType Name="Seat">'
            '<Key><PropertyRef Name="place/row" Alias="line"/></Key>'
            '<Property Name="place" Type="n.Place" Nullable="false"/></EntityType>'
        )
    )
    row = model.structured("n.Place").properties[0]
    assert primary_key(model, "n.Seat") == (KeyPart("line", ("place", "row"), row),)
    assert key_properties(model, "n.Seat") == frozenset()


def test_everything_remembers_its_line(library: Model) -> None:
    lines = LIBRARY.splitlines()
    book = library.structured("lib.Book")
    assert book.position.file == "service.csdl"
    assert '<EntityType Name="Book"' in lines[book.position.line - 1]
    assert 'Name="price"' in lines[book.properties[1].position.line - 1]
    (lend,) = library.operations["lib.lend"]
    assert str(lend.position) == f"service.csdl:{lend.position.line}"
    assert 'Name="days"' in lines[lend.own_parameters[0].position.line - 1]


def test_values_are_built_once_and_only_when_asked(library: Model) -> None:
    assert library.types["lib.Book"] is library.types["lib.Book"]
    assert "lib.Book" in library.types
    assert "lib.Nothing" not in library.types
    with pytest.raises(KeyError):
        library.types["lib.Nothing"]
    with pytest.raises(KeyError):
        library.structured("lib.marks.Color")


def test_lines_beyond_the_sixteenth_bit(read: Read) -> None:
    model = read(schema("\n" * 70_000 + '<ComplexType Name="Far"/>'))
    # libxml2 keeps lines in 16 bits, and looks for higher ones in the neighbourhood.
    assert abs(model.types["n.Far"].position.line - 70_002) <= 1


def test_a_schema_may_be_the_root(read: Read) -> None:
    model = read(f'<Schema Namespace="n" {EDM}><ComplexType Name="A"/></Schema>')
    assert list(model.types) == ["n.A"]
    assert model.container is None


def test_an_alias_means_the_same_in_every_schema(read: Read) -> None:
    model = read(
        f'<edmx:Edmx Version="4.01" {EDMX}><edmx:DataServices>'
        f'<Schema Namespace="a" {EDM}>'
        '<ComplexType Name="A"><Property Name="b" Type="x.B"/></ComplexType></Schema>'
        f'<Schema Namespace="b.c" Alias="x" {EDM}><ComplexType Name="B"/></Schema>'
        "</edmx:DataServices></edmx:Edmx>"
    )
    assert model.structured("a.A").properties[0].type.name == "b.c.B"


def test_any_entity_can_be_a_target(read: Read) -> None:
    model = read(
        schema(
            '<ComplexType Name="A">'
            '<NavigationProperty Name="any" Type="Edm.EntityType"/></ComplexType>'
        )
    )
    assert model.structured("n.A").navigation_properties[0].type.primitive


def test_elements_of_other_namespaces_are_ignored(read: Read) -> None:
    model = read(
        schema(
            '<x:EntityType xmlns:x="urn:x" Name="no identifier"/>'
            '<ComplexType Name="A">'
            '<x:p xmlns:x="urn:x" Name="no identifier" Type="no.Type"/>'
            '<x:p xmlns:x="urn:x" Name="no identifier"/>'
            "</ComplexType>"
        )
    )
    assert list(model.types) == ["n.A"]


NOT_CSDL = {
    "empty": ("", ["service.csdl: the file is empty"]),
    "blank": (" \n ", ["the file is empty"]),
    "text": ("hello", ["service.csdl:1: not well-formed XML", "CSDL XML is expected"]),
    "broken": (
        f'<edmx:Edmx Version="4.0" {EDMX}>\n<a></b></edmx:Edmx>',
        ["service.csdl:2: not well-formed XML"],
    ),
    "json": ('{"$Version": "4.0"}', ["looks like JSON"]),
    "html": ("<html><body/></html>", ["not CSDL", "the root element is 'html'"]),
    "service document": (
        '<service xmlns="http://www.w3.org/2007/app"/>',
        ["not CSDL", "'service'", "$metadata"],
    ),
    "other version": (
        f'<edmx:Edmx Version="5.0" {EDMX}/>',
        ["Edmx has the version '5.0'", "4.0 or 4.01 is expected"],
    ),
    "OData 2": (
        '<edmx:Edmx Version="1.0" '
        'xmlns:edmx="http://schemas.example.com/ado/2007/06/edmx"/>',
        ["OData 1 to 3", "Edmx has the version '1.0'", "OData 4 metadata"],
    ),
    "OData 3 schema": (
        '<Schema xmlns="http://schemas.example.com/ado/2009/11/edm"/>',
        ["OData 1 to 3"],
    ),
    "no schema": (
        f'<edmx:Edmx Version="4.0" {EDMX}><edmx:DataServices/></edmx:Edmx>',
        ["there is no Schema"],
    ),
    "doctype": (
        f'<!DOCTYPE a>\n<Schema Namespace="n" {EDM}/>',
        ["a DOCTYPE is refused", "remove it"],
    ),
    "external entity": (
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        f'<Schema Namespace="n" {EDM}>&x;</Schema>',
        ["a DOCTYPE is refused"],
    ),
    "no namespace": (
        f"<Schema {EDM}/>",
        ["Schema has no Namespace; the attribute is required"],
    ),
    "empty namespace": (
        f'<Schema Namespace="" {EDM}/>',
        ["Schema has the namespace ''", "names with dots between them are expected"],
    ),
    "reserved namespace": (
        f'<Schema Namespace="Edm" {EDM}/>',
        ["Schema has the namespace 'Edm'"],
    ),
    "reserved alias": (
        f'<Schema Namespace="n" Alias="Edm" {EDM}/>',
        ["'Edm' cannot be an alias"],
    ),
    "alias twice": (
        f'<edmx:Edmx Version="4.0" {EDMX}><edmx:DataServices>'
        f'<Schema Namespace="a" Alias="x" {EDM}/>'
        f'<Schema Namespace="b" Alias="x" {EDM}/>'
        "</edmx:DataServices></edmx:Edmx>",
        ["the alias 'x' stands for 'a' already"],
    ),
}


@pytest.mark.parametrize(("text", "said"), NOT_CSDL.values(), ids=NOT_CSDL)
def test_what_is_no_csdl_is_refused(read: Read, text: str, said: list[str]) -> None:
    message = faults_of(lambda: read(text))
    assert [part for part in said if part not in message] == []


def test_entities_cannot_fill_memory(read: Read) -> None:
    levels = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' if n else '<!ENTITY e0 "aaaaaaaaaa">'
        for n in range(9)
    )
    began = time.monotonic()
    message = faults_of(
        lambda: read(f'<!DOCTYPE a [{levels}]><Schema Namespace="&e8;" {EDM}/>')
    )
    assert "a DOCTYPE is refused" in message
    assert time.monotonic() - began < 5


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    missing = faults_of(lambda: read_model(tmp_path / "missing.csdl"))
    assert missing == f"{tmp_path / 'missing.csdl'}: there is no such file"
    assert "this is a folder" in faults_of(lambda: read_model(tmp_path))
    assert "cannot be read" in faults_of(lambda: read_model(Path("a\0b")))


TYPE = '<ComplexType Name="A">{}</ComplexType>'
FAULTS = {
    "type of another namespace": (
        '<ComplexType Name="B"/>' + TYPE.format('<Property Name="p" Type="m.B"/>'),
        ["whose namespace or alias 'm' is not declared", "did you mean 'n.B'?"],
    ),
    "primitive type of OData 3": (
        TYPE.format('<Property Name="p" Type="Edm.DateTime"/>'),
        ["'Edm.DateTime'", "'Edm.DateTimeOffset'"],
    ),
    "collection of collections": (
        TYPE.format('<Property Name="p" Type="Collection(Collection(Edm.String))"/>'),
        ["Property 'p' has the Type"],
    ),
    "empty type": (
        TYPE.format('<Property Name="p" Type=""/>'),
        ["Property 'p' has the Type '', a name without a namespace"],
    ),
    "precision that is no number": (
        '<Action Name="a">'
        '<Parameter Name="p" Type="Edm.Decimal" Precision="-1"/></Action>',
        ["Parameter 'p' has Precision='-1'; a whole number is expected"],
    ),
    "partner that is no path": (
        '<EntityType Name="E">'
        '<NavigationProperty Name="p" Type="n.E" Partner="../../x"/></EntityType>',
        ["NavigationProperty 'p' has Partner='../../x'; a path of names is expected"],
    ),
    "property declared twice": (
        TYPE.format(
            '<Property Name="p" Type="Edm.Int32"/>\n'
            '<NavigationProperty Name="p" Type="Edm.EntityType"/>'
        ),
        ["3: ComplexType 'A' has a second NavigationProperty 'p'", "line 2"],
    ),
    "operation declared twice": (
        '<Action Name="a"/>\n<Action Name="a"/>',
        ["3: Action 'a' is declared twice with the same parameters"],
    ),
    "base types in a circle": (
        '<EntityType Name="A" BaseType="n.B"/><EntityType Name="B" BaseType="n.A"/>'
        '<EntityType Name="C" BaseType="n.A"/>',
        ["the base types go in a circle: 'n.A -> n.B -> n.A'"],
    ),
    "its own base type": (
        '<EntityType Name="A" BaseType="n.A"/>',
        ["the base types go in a circle: 'n.A -> n.A'"],
    ),
    "set of nothing": (
        '<EntityType Name="A"/><EntityContainer Name="C">'
        '<EntitySet Name="s" EntityType="n.a"/></EntityContainer>',
        ["EntitySet 's' has the EntityType 'n.a'", "did you mean 'A'?"],
    ),
    "singleton of nothing": (
        '<EntityContainer Name="C"><Singleton Name="s" Type="n.A"/></EntityContainer>',
        ["Singleton 's' has the Type 'n.A'"],
    ),
    "import of nothing": (
        '<Function Name="find"><ReturnType Type="Edm.String"/></Function>'
        '<EntityContainer Name="C">'
        '<FunctionImport Name="f" Function="n.fnd"/></EntityContainer>',
        ["FunctionImport 'f' has the Function 'n.fnd'", "did you mean 'n.find'?"],
    ),
    "extended container that is none": (
        '<EntityContainer Name="C" Extends="n.D"/>',
        ["EntityContainer 'C' extends 'n.D', which is not declared"],
    ),
    "container that extends itself": (
        '<EntityContainer Name="C" Extends="n.C"/>',
        ["EntityContainer 'C' extends 'n.C', in a circle"],
    ),
    "underlying type": (
        '<EnumType Name="E" UnderlyingType="n.X"/>',
        ["EnumType 'E' has the UnderlyingType 'n.X'"],
    ),
}


@pytest.mark.parametrize(("content", "said"), FAULTS.values(), ids=FAULTS)
def test_faults_are_told_with_their_line(
    read: Read, content: str, said: list[str]
) -> None:
    message = faults_of(lambda: read(schema(content)))
    assert message.startswith("service.csdl:")
    assert [part for part in said if part not in message] == []


HOSTILE = [
    "",
    "1st",
    "\u200ca",
    "a b",
    "a-b",
    'a"b',
    "a.b",
    "a/b",
    "a\u202eb",
    "a" * 129,
    "é!",
]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize(
    "content",
    [
        "<ComplexType Name={}/>",
        "<EntityType Name={}><Key><PropertyRef Name='id'/></Key>"
        "<Property Name='id' Type='Edm.Int32' Nullable='false'/></EntityType>",
        "<EntityContainer Name={}/>",
        "<EnumType Name='E'><Member Name={}/></EnumType>",
        "<ComplexType Name='A'><Property Name={} Type='Edm.Int32'/></ComplexType>",
        "<Action Name={}/>",
        "<Action Name='a'><Parameter Name={} Type='Edm.Int32'/></Action>",
        "<EntityContainer Name='C'><ActionImport Name={} Action='n.a'/>"
        "</EntityContainer><Action Name='a'/>",
    ],
)
def test_names_are_identifiers(read: Read, content: str, name: str) -> None:
    quoted = '"{}"'.format(name.replace('"', "&quot;"))
    message = faults_of(lambda: read(schema(content.format(quoted))))
    assert "a letter or underscore is expected" in message
    assert "\u202e" not in message


SCRIPTS = ["_", "a1", "Ünïcode", "名前", "می\u200cخواهم", "a" * 128]


@pytest.mark.parametrize("name", SCRIPTS)
def test_identifiers_of_all_scripts_are_names(read: Read, name: str) -> None:
    assert f"n.{name}" in read(schema(f'<ComplexType Name="{name}"/>')).types


def test_many_faults_are_told_together(read: Read) -> None:
    bad = "\n".join(f'<Property Name="p{n}" Type="n.T{n}"/>' for n in range(30))
    with pytest.raises(InputError) as caught:
        read(schema(TYPE.format(bad)))
    faults = caught.value.faults
    assert [fault.partition(": ")[0] for fault in faults[:20]] == [
        f"service.csdl:{line}" for line in range(2, 22)
    ]
    assert faults[20:] == ("service.csdl: and 10 more faults",)


def test_paths_are_paths_of_names(read: Read) -> None:
    message = faults_of(
        lambda: read(
            schema(
                '<EntityType Name="E"><Key><PropertyRef Name="id"/></Key>'
                '<Property Name="id" Type="Edm.String" Nullable="false"/></EntityType>'
                '<Action Name="a" EntitySetPath="a?b"/>'
                '<EntityContainer Name="C"><EntitySet Name="s" EntityType="n.E">'
                '<NavigationPropertyBinding Path="a b" Target="s"/></EntitySet>'
                '<ActionImport Name="i" Action="n.a" EntitySet="../s"/>'
                "</EntityContainer>"
            )
        )
    )
    for said in ("EntitySetPath='a?b'", "Path='a b'", "EntitySet='../s'"):
        assert f" has {said}; a path of names is expected" in message


ENTITY = (
    '<EntityType Name="E"><Key><PropertyRef Name="id"/></Key>'
    '<Property Name="id" Type="Edm.String" Nullable="false"/>'
    '<NavigationProperty Name="next" Type="n.E"/></EntityType>'
)


def including(uri: str, included: str, namespace: str, content: str) -> str:
    """A document with one schema, which includes a schema of another file."""
    return (
        f'<edmx:Edmx Version="4.0" {EDMX}><edmx:Reference Uri="{uri}">'
        f'<edmx:Include Namespace="{included}"/></edmx:Reference><edmx:DataServices>'
        f'<Schema Namespace="{namespace}" {EDM}>\n{content}\n'
        "</Schema></edmx:DataServices></edmx:Edmx>"
    )


def entity_set(name: str, target: str) -> str:
    return (
        f'<EntitySet Name="{name}" EntityType="n.E">'
        f'<NavigationPropertyBinding Path="next" Target="{target}"/></EntitySet>'
    )


def test_a_container_has_all_of_the_one_it_extends(read: Read, tmp_path: Path) -> None:
    base = f'<EntityContainer Name="Base">{entity_set("old", "old")}</EntityContainer>'
    (tmp_path / "base.csdl").write_text(schema(ENTITY + base))
    sets = entity_set("new", "n.Base/old") + entity_set("newer", "m.C/new")
    container = f'<EntityContainer Name="C" Extends="n.Base">{sets}</EntityContainer>'
    desk = read(including("base.csdl", "n", "m", container)).container
    assert desk is not None
    assert desk.name == "m.C"
    assert list(desk.entity_sets) == ["old", "new", "newer"]
    assert [entry.position.file for entry in desk.entity_sets.values()] == [
        "base.csdl",
        "service.csdl",
        "service.csdl",
    ]
    assert [entry.bindings for entry in desk.entity_sets.values()] == [
        {"next": "old"},
        {"next": "old"},
        {"next": "new"},
    ]


def test_containers_do_not_extend_each_other(read: Read, tmp_path: Path) -> None:
    base = including(
        "service.csdl", "m", "n", '<EntityContainer Name="Base" Extends="m.C"/>'
    )
    (tmp_path / "base.csdl").write_text(base)
    container = '<EntityContainer Name="C" Extends="n.Base"/>'
    message = faults_of(lambda: read(including("base.csdl", "n", "m", container)))
    assert (
        "service.csdl:2: EntityContainer 'C' extends 'n.Base', in a circle" in message
    )


def test_positions_name_the_file_as_it_was_given(tmp_path: Path) -> None:
    path = tmp_path / "a.csdl"
    path.write_text(schema('<ComplexType Name="A"/>'))
    assert read_model(path).types["n.A"].position == Position(str(path), 2)
