"""Containers that extend others."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.documents import Told, include, one_schema, told
from tests.unit.rules.container import MODEL

BASE = (
    f'{MODEL}<EntityContainer Name="Base"><EntitySet Name="es" EntityType="n.E"/>'
    '<Singleton Name="one" Type="n.E"/><ActionImport Name="act" Action="n.close"/>'
    "</EntityContainer>"
)
AGAIN = {
    "set": ('<EntitySet Name="es" EntityType="{}"/>', "n.P", "n.F"),
    "same set": ('<EntitySet Name="es" EntityType="{}"/>', "n.P", "n.E"),
    "singleton": ('<Singleton Name="one" Type="{}"/>', "n.P", "n.F"),
    "set as a singleton": ('<Singleton Name="{}" Type="n.E"/>', "es", "es2"),
    "import": ('<ActionImport Name="{}" Action="n.close"/>', "act", "again"),
    "import as a set": ('<EntitySet Name="{}" EntityType="n.E"/>', "act", "acts"),
}


def extending(folder: Path, entry: str) -> Told:
    """What is told of an entry of a container that extends that of another file."""
    (folder / "base.csdl").write_text(one_schema(BASE), "utf-8")
    content = (
        '<EntityContainer Name="Desk" Extends="n.Base">\n' f"{entry}</EntityContainer>"
    )
    text = one_schema(content, include("base.csdl", "n"))
    main = text.replace('Schema Namespace="n" Alias="self"', 'Schema Namespace="m"')
    return told(folder, main)


@pytest.mark.parametrize("name", AGAIN)
def test_an_extended_container_s_entries_are_sets_of_narrower_types(
    tmp_path: Path, name: str
) -> None:
    written, wrong, right = AGAIN[name]
    assert extending(tmp_path, written.format(right)) == {}
    found = extending(tmp_path, written.format(wrong))
    assert list(found) == ["fault"]
    (line,) = found["fault"]
    assert line.startswith("service.csdl:3: ")
    assert "is, which the extended " in line
    assert "; a set can be declared again with a derived type" in line


def test_what_is_extended_is_a_container(tmp_path: Path) -> None:
    content = '{}<EntityContainer Name="C" Extends="n.{}"/>'
    wrong = one_schema(content.format('<ComplexType Name="D"/>\n', "D"))
    (line,) = told(tmp_path, wrong)["fault"]
    assert line.startswith("service.csdl:3: EntityContainer 'C' extends 'n.D'")
    assert told(tmp_path, one_schema('<EntityContainer Name="C"/>')) == {}
