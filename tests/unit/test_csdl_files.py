"""Files as they come: encodings, broken ones, large ones, and ones that were edited."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.documents import (
    CONTAINER,
    EDM,
    ENTITY,
    UNREAD,
    envelope,
    include,
    is_line,
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
