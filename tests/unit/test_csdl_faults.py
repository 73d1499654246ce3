"""How faults are told: together, by line, and not too many."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.documents import EDM, envelope, one_schema, told

MIXED = """<ComplexType Name="A" Abstrct="true">
<Property Name="p" Type="n.Nothing"/>
<Property Name="p" Type="Edm.Int32" Nullable="no"/>
<Key/>
</ComplexType>
<EntityType Name="B" BaseType="n.C"/>
<EntityType Name="C" BaseType="n.B"/>
<EntityType Name="D"><Key><PropertyRef Name="d"/></Key></EntityType>
<EnumType Name="F"><Member Name="x" Value="much"/></EnumType>
<Function Name="f"/>
<EntityContainer Name="G">
<EntitySet Name="s" EntityType="n.A"/>
<ActionImport Name="i" Action="n.i"/>
</EntityContainer>
<Term Name="A" Type="Edm.String"/>"""
LINES = [3, 4, 4, 5, 7, 9, 10, 11, 13, 14, 16]


def test_faults_of_all_kinds_are_told_together_by_line(tmp_path: Path) -> None:
    faults = told(tmp_path, one_schema(MIXED))["fault"]
    assert [fault.split(":")[1] for fault in faults] == list(map(str, LINES))


def test_faults_around_schemas_are_told_with_those_in_them(tmp_path: Path) -> None:
    schemas = (
        f'\n<Schema Namespace="n" {EDM}/>\n<Schema Namespace="n" {EDM}/>'
        f'\n<Schema Namespace="m" {EDM}><ComplexType Name="no name"/></Schema>'
    )
    faults = told(tmp_path, envelope(schemas))["fault"]
    assert [fault.split(":")[1] for fault in faults] == ["3", "4"]


@pytest.mark.parametrize(("count", "more"), [(20, ()), (21, (1,)), (300, (280,))])
def test_only_the_first_twenty_faults_are_shown(
    tmp_path: Path, count: int, more: tuple[int, ...]
) -> None:
    names = "\n".join(f'<ComplexType Name="no {n}"/>' for n in range(count))
    faults = told(tmp_path, one_schema(names))["fault"]
    assert [fault.split(":")[1] for fault in faults[:20]] == [
        str(line) for line in range(2, 22)
    ]
    assert faults[20:] == tuple(f"service.csdl: and {n} more faults" for n in more)


def test_a_fault_hides_no_others_in_its_line(tmp_path: Path) -> None:
    names = "".join(f'<ComplexType Name="no {n}"/>' for n in range(3))
    assert len(told(tmp_path, one_schema(names))["fault"]) == 3
