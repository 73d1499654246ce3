"""``odata2py sandbox`` with a profile whose rules are not about the metadata."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

MAIL = """\
<Schema Namespace="microsoft.graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">
 <EntityType Name="message">
  <Key><PropertyRef Name="id"/></Key>
  <Property Name="id" Type="Edm.String" Nullable="false"/>
  <Property Name="subject" Type="Edm.String"/>
  <Property Name="isRead" Type="Edm.Boolean" Nullable="false"/>
  <Property Name="sentDateTime" Type="Edm.DateTimeOffset" Nullable="false"/>
  <NavigationProperty Name="parts" Type="Collection(microsoft.graph.part)"
   ContainsTarget="true"/>
 </EntityType>
 <EntityType Name="part">
  <Key><PropertyRef Name="id"/></Key>
  <Property Name="id" Type="Edm.String" Nullable="false"/>
  <Property Name="size" Type="Edm.Int32" Nullable="false"/>
 </EntityType>
 <EntityContainer Name="C">
  <EntitySet Name="messages" EntityType="microsoft.graph.message"/>
 </EntityContainer>
</Schema>
"""


@contextmanager
def serving(folder: Path, profile: str) -> Iterator[httpx.Client]:
    (folder / "mail.csdl").write_text(MAIL, "utf-8")
    program = Path(sys.executable).with_name("odata2py")
    command = [str(program), "sandbox", "mail.csdl", "--profile", profile]
    process = subprocess.Popen(
        [*command, "--port", "0"], cwd=folder, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        root = process.stdout.readline().rpartition(" ")[2].strip()
        with httpx.Client(base_url=root) as http:
            yield http
    finally:
        process.terminate()
        process.communicate(timeout=10)


def test_rules_of_other_subjects_are_left_out(tmp_path: Path) -> None:
    with serving(tmp_path, "graph/v1.0") as http:
        assert str(http.base_url).endswith("/v1.0/")
        assert http.get("messages").json()["value"] == []


@pytest.mark.parametrize(
    ("profile", "status"), [("graph/v1.0", 201), ("odata-segments", 400)]
)
def test_what_a_create_leaves_out(profile: str, status: int, tmp_path: Path) -> None:
    """Graph has values of its own for what it declares as not nullable."""
    with serving(tmp_path, profile) as http:
        answer = http.post("messages", json={"subject": "x", "parts": [{}]})
        assert answer.status_code == status
        if status == 201:
            made = answer.json()
            assert isinstance(made["isRead"], bool)
            assert isinstance(made["sentDateTime"], str)
            assert isinstance(made["parts"][0]["size"], int)
        else:
            assert "isRead is required" in answer.text
            assert "size is required" in answer.text
