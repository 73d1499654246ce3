"""Files as they come: encodings, broken ones, large ones, and ones that were edited."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.unit.documents import (
    EDM,
    ENTITY,
    KEY,
    TYPE,
    Told,
    envelope,
    include,
    one_schema,
    told,
)

from odata2py.csdl.reader import read_model

GREETING = one_schema('<ComplexType Name="Gr\u00f6\u00dfe"/>')


def declared(encoding: str) -> bytes:
    declaration = f'<?xml version="1.0" encoding="{encoding}"?>'
    return (declaration + GREETING).encode(encoding)


ENCODINGS = {
    "UTF-8": GREETING.encode(),
    "UTF-8 with a mark": GREETING.encode("utf-8-sig"),
    "UTF-16 with a mark": GREETING.encode("utf-16"),
    **{
        name: declared(name)
        for name in ("UTF-16", "UTF-16LE", "UTF-32", "ISO-8859-1", "windows-1252")
    },
    "comments around": f"<!-- <!DOCTYPE x> -->\n{GREETING}<?end?>".encode(),
    "character reference": GREETING.replace("\u00f6", "&#xF6;").encode(),
}


@pytest.mark.parametrize("data", ENCODINGS.values(), ids=ENCODINGS)
def test_encodings(tmp_path: Path, data: bytes) -> None:
    assert told(tmp_path, data) == {}
    assert list(read_model(tmp_path / "service.csdl").types) == ["n.Gr\u00f6\u00dfe"]


BROKEN = {
    "nothing": b"",
    "blanks": b" \n\t",
    "mark": b"\xef\xbb\xbf",
    "mark of UTF-16": b"\xff\xfe",
    "blanks in UTF-16": " \n ".encode("utf-16"),
    "NUL": b"\0",
    "NUL inside": GREETING.replace("Name", "N\0me").encode(),
    "reference to NUL": GREETING.replace("n", "&#0;", 1).encode(),
    "other encoding": GREETING.encode("latin-1"),
    "unknown encoding": b'<?xml version="1.0" encoding="none"?>' + GREETING.encode(),
    "half": GREETING.encode()[: len(GREETING) // 2],
    "half in UTF-16": GREETING.encode("utf-16")[:-7],
    "twice": (GREETING * 2).encode(),
    "text behind": f"{GREETING}x".encode(),
    "DOCTYPE in UTF-16": f"<!DOCTYPE x>{GREETING}".encode("utf-16"),
    "entity": GREETING.replace("Gr", "&gr;").encode(),
    "deep": one_schema("<a>" * 10_000).encode(),
    "long": one_schema(f'<ComplexType Name="{"a" * 11_000_000}"/>').encode(),
    "long name": one_schema(f'<ComplexType Name="{"a" * 1_000_000}"/>').encode(),
    "new line in a name": one_schema('<ComplexType Name="a&#10;b"/>').encode(),
}
LINE = re.compile(r"service\.csdl(:\d+)?: \S.*", re.DOTALL)


def is_line(fault: str) -> bool:
    return LINE.fullmatch(fault) is not None and "\n" not in fault


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_broken_files(tmp_path: Path, data: bytes) -> None:
    (line,) = told(tmp_path, data)["fault"]
    assert is_line(line)
    assert len(line) < 500


def test_a_document_type_that_is_none_is_not_the_fault(tmp_path: Path) -> None:
    half = f"<!-- <!DOCTYPE x> -->{GREETING[:-5]}"
    (line,) = told(tmp_path, half.encode())["fault"]
    assert "DOCTYPE" not in line


def test_an_alias_is_no_namespace_of_the_document(tmp_path: Path) -> None:
    first = f'\n<Schema Namespace="n" Alias="m" {EDM}/>'
    second = f'\n<Schema Namespace="m" {EDM}><ComplexType Name="A"/></Schema>'
    for order in (first + second, second + first):
        (line,) = told(tmp_path, envelope(order))["fault"]
        assert "alias 'm'" in line


def test_a_long_address_leads_nowhere(tmp_path: Path) -> None:
    assert told(tmp_path, one_schema("", include("a" * 5000, "m"))) == {}


CONTAINER = '<EntityContainer Name="C">$</EntityContainer>'
UNREAD = include("https://elsewhere.test/m.csdl", "m")
BEYOND = {
    "key": '<EntityType Name="B"><Key><PropertyRef Name="c/x" Alias="x"/></Key>'
    '<Property Name="c" Type="m.C" Nullable="false"/></EntityType>',
    "constraint": '<EntityType Name="B"><Property Name="c" Type="m.C"/>'
    '<NavigationProperty Name="p" Type="m.E"><ReferentialConstraint Property="c/x" '
    'ReferencedProperty="y"/></NavigationProperty></EntityType>',
    "partner": f'{ENTITY}<EntityType Name="B">'
    '<NavigationProperty Name="p" Type="n.E" Partner="m.F/b"/></EntityType>',
    "result": '<Action Name="a" IsBound="true" EntitySetPath="it/x">'
    '<Parameter Name="it" Type="m.E"/><ReturnType Type="m.E"/></Action>',
    "target": '<Annotations Target="m.E"><Annotation Term="m.t"/></Annotations>',
}


@pytest.mark.parametrize("content", BEYOND.values(), ids=BEYOND)
def test_what_was_not_read_is_not_judged(tmp_path: Path, content: str) -> None:
    found = told(tmp_path, one_schema(content, UNREAD))
    assert "fault" not in found
    assert "remark" not in found


def test_an_import_of_what_was_not_read_says_so(tmp_path: Path) -> None:
    entry = '<ActionImport Name="i" Action="m.a"/>'
    text = one_schema(CONTAINER.replace("$", entry), UNREAD)
    (line,) = told(tmp_path, text)["fault"]
    assert "https://elsewhere.test/m.csdl" in line


def many(part: str, around: str = TYPE) -> Callable[[int], str]:
    """Documents with parts that a number tells apart."""
    return lambda count: one_schema(
        around.replace("$", "".join(part.replace("#", str(n)) for n in range(count)))
    )


NEXT = (
    f'<EntityType Name="E">{KEY}<NavigationProperty Name="b" Type="n.E"/></EntityType>'
)
BIND = (
    '<EntitySet Name="s#" EntityType="n.E">'
    '<NavigationPropertyBinding Path="b" Target="s#"/></EntitySet>'
)
SAID = '<Annotation Term="Core.Description" String="x"/>'
GROWING = {
    "types": many(f'<EntityType Name="T#">{KEY}</EntityType>', "$"),
    "members": many('<Property Name="p#" Type="Edm.String"/>'),
    "annotations": many(f'<Property Name="p#" Type="Edm.String">{SAID}</Property>'),
    "overloads": many(
        f'<EntityType Name="T#">{KEY}</EntityType><Action Name="a" IsBound="true">'
        '<Parameter Name="it" Type="n.T#"/></Action>',
        "$",
    ),
    "bindings": many(BIND, NEXT + CONTAINER),
    "imports": many(
        '<EntitySet Name="s#" EntityType="n.E"/>'
        '<FunctionImport Name="f#" Function="n.f" EntitySet="s#"/>',
        f'{ENTITY}<Function Name="f"><ReturnType Type="n.E"/></Function>{CONTAINER}',
    ),
    "unlike faults": many('<Property Name="p#" Type="n.T#"/>'),
    "unlike notices": many('<Property Name="p#" Type="Edm.Byte" MaxLength="#"/>'),
    "unknown elements": many("<Foo#/>"),
    "targets in a type": lambda count: one_schema(
        TYPE.replace(
            "$",
            "".join(f'<Property Name="p{n}" Type="Edm.Byte"/>' for n in range(count)),
        )
        + "".join(
            f'<Annotations Target="n.A/p{n}">{SAID}</Annotations>' for n in range(count)
        )
    ),
    "targets among overloads": many(
        f'<EntityType Name="T#">{KEY}</EntityType><Action Name="a" IsBound="true">'
        '<Parameter Name="it" Type="n.T#"/></Action>'
        f'<Annotations Target="n.a(n.T#)">{SAID}</Annotations>',
        "$",
    ),
    "references": lambda count: one_schema(
        "", "".join(include(f"https://a.test/{n}", f"m{n}") for n in range(count))
    ),
    "schemas": lambda count: envelope(
        "".join(f'<Schema Namespace="n{n}" {EDM}/>' for n in range(count))
    ),
    "base terms": lambda count: one_schema(
        '<Term Name="t0" Type="Edm.Byte"/>'
        + "".join(
            f'<Term Name="t{n}" Type="Edm.Byte" BaseTerm="n.t{n - 1}"/>'
            for n in range(1, count // 2)
        )
    ),
    "targets of nothing": lambda count: one_schema(
        "".join(
            f'<ComplexType Name="A{n}"/><Annotations Target="n.B{n}">{SAID}'
            "</Annotations>"
            for n in range(count // 2)
        )
    ),
    "heirs of much": lambda count: one_schema(
        f'<EntityType Name="B">{KEY}'
        + "".join(f'<Property Name="p{n}" Type="Edm.Byte"/>' for n in range(count))
        + "</EntityType>"
        + "".join(
            f'<EntityType Name="T{n}" BaseType="n.B"><NavigationProperty Name="q" '
            'Type="n.B"><ReferentialConstraint Property="id" ReferencedProperty="id"/>'
            "</NavigationProperty></EntityType>"
            for n in range(count)
        )
    ),
}


def seconds(folder: Path, document: str) -> float:
    """The least time of the processor that two readings took."""
    took = []
    for _ in range(2):
        start = time.process_time()
        told(folder, document)
        took.append(time.process_time() - start)
    return min(took)


@pytest.mark.parametrize("make", GROWING.values(), ids=GROWING)
def test_time_grows_as_documents_do(tmp_path: Path, make: Callable[[int], str]) -> None:
    few, many_ = (seconds(tmp_path, make(count)) for count in (400, 1600))
    assert many_ < 0.1 or many_ < 8 * few


WHOLE = one_schema(
    f'<EntityType Name="E" OpenType="true">{KEY}'
    '<NavigationProperty Name="next" Type="n.E" Partner="next" ContainsTarget="true">'
    '<ReferentialConstraint Property="id" ReferencedProperty="id"/>'
    '<OnDelete Action="None"/></NavigationProperty>'
    '<NavigationProperty Name="other" Type="n.E"/></EntityType>'
    '<ComplexType Name="C" Abstract="true">'
    '<Property Name="p" Type="Edm.Decimal" Precision="5" Scale="2" DefaultValue="1"/>'
    '<Property Name="s" Type="n.T" Nullable="false"/></ComplexType>'
    '<ComplexType Name="D" BaseType="self.C"/>'
    '<EnumType Name="N" UnderlyingType="Edm.Byte" IsFlags="true">'
    '<Member Name="m" Value="1"/></EnumType>'
    '<TypeDefinition Name="T" UnderlyingType="Edm.String" MaxLength="9"/>'
    '<Action Name="a" IsBound="true" EntitySetPath="it/next">'
    '<Parameter Name="it" Type="n.E"/><ReturnType Type="n.E"/></Action>'
    '<Function Name="f" IsComposable="true"><Parameter Name="x" Type="n.N"/>'
    '<ReturnType Type="Collection(n.D)"/></Function>'
    '<Term Name="t" Type="Edm.Untyped" AppliesTo="Property"/>'
    '<EntityContainer Name="K"><EntitySet Name="es" EntityType="n.E">'
    '<NavigationPropertyBinding Path="next/other" Target="es"/></EntitySet>'
    '<Singleton Name="one" Type="n.E"/>'
    '<FunctionImport Name="fi" Function="n.f"/></EntityContainer>'
    '<Annotations Target="n.E/id"><Annotation Term="n.t" Qualifier="q">'
    '<Record Type="n.C"><PropertyValue Property="p" Decimal="1"/>'
    '<PropertyValue Property="s"><If><Bool>true</Bool><String>x</String><Null/></If>'
    "</PropertyValue></Record></Annotation></Annotations>",
    UNREAD,
)
TREE = etree.fromstring(WHOLE)
SIZE = sum(1 for _ in TREE.iter())
WORDS = sorted(
    {value for element in TREE.iter() for value in element.attrib.values()}
    | {name for element in TREE.iter() for name in element.attrib}
    | {"", " ", "--1", "1e9", "\u202e", "n.", ".n", "Collection()", "a" * 300, "\u0661"}
)
Edit = tuple[str, int, int, str]


def edit(root: etree._Element, kind: str, at: int, other: int, word: str) -> None:
    """One change of a document: of an attribute, a name, or a place."""
    elements = list(root.iter())
    element = elements[at % len(elements)]
    names = list(element.attrib)
    parent = element.getparent()
    if kind == "tag":
        tags = [each.tag for each in elements]
        element.tag = tags[other % len(tags)]
    elif kind == "value" and names:
        element.set(names[other % len(names)], word)
    elif kind == "drop" and names:
        del element.attrib[names[other % len(names)]]
    elif kind == "order" and names:
        name = names[other % len(names)]
        element.set(name, element.attrib.pop(name))
    elif kind == "rename" and names and word.isidentifier():
        element.set(word, element.attrib.pop(names[other % len(names)]))
    elif kind == "text":
        element.text = word
    elif kind == "remove" and parent is not None:
        parent.remove(element)
    elif kind == "again" and parent is not None:
        parent.append(etree.fromstring(etree.tostring(element)))
    elif kind == "move" and parent is not None:
        target = elements[other % len(elements)]
        if target not in set(element.iter()):
            target.append(element)


KINDS = ("tag", "value", "drop", "order", "rename", "text", "remove", "again", "move")
EDITS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.integers(0, SIZE - 1),
        st.integers(0, SIZE - 1),
        st.sampled_from(WORDS),
    ),
    min_size=1,
    max_size=4,
)


def in_any_order(found: Told) -> dict[str, list[str]]:
    return {kind: sorted(lines) for kind, lines in found.items()}


def test_the_document_that_is_edited_is_right(tmp_path: Path) -> None:
    assert told(tmp_path, WHOLE) == {}


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(edits=EDITS)
def test_edited_documents_are_read_or_told_of(
    tmp_path: Path, edits: list[Edit]
) -> None:
    root = etree.fromstring(WHOLE)
    for kind, at, other, word in edits:
        edit(root, kind, at, other, word)
    found = told(tmp_path, etree.tostring(root))
    assert all(is_line(line) for lines in found.values() for line in lines)


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(edits=EDITS)
def test_the_order_of_attributes_says_nothing(
    tmp_path: Path, edits: list[Edit]
) -> None:
    root = etree.fromstring(WHOLE)
    for kind, at, other, word in edits:
        edit(root, kind, at, other, word)
    before = in_any_order(told(tmp_path, etree.tostring(root)))
    for element in root.iter():
        attributes = element.attrib
        for name, value in reversed(attributes.items()):
            del attributes[name]
            attributes[name] = value
    assert in_any_order(told(tmp_path, etree.tostring(root))) == before
