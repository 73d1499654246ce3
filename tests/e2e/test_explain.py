"""``odata2py explain``: why something is in a package, or not."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.office import OFFICE

from odata2py.config import PackageSettings, Source
from odata2py.csdl.reader import read_model
from odata2py.errors import InputError
from odata2py.explaining.explain import explain as explain_element
from odata2py.explaining.meaning import elements, meant
from odata2py.sources import read_source

Run = Callable[..., subprocess.CompletedProcess[str]]
Explain = Callable[[str], str]

CONFIG = """
[source.office]
metadata = "office.csdl"

[package.p]
source = "office"
output = "p"
client = "OfficeClient"
include = ["/users/{id}/ways/**", "/me#get"]
exclude = ["/**/reset"]

[package.p.properties]
User = ["name"]

[package.p.names]
"o.Way/made" = "made_on"
"""


@pytest.fixture
def office(tmp_path: Path, odata2py: Run) -> Path:
    (tmp_path / "office.csdl").write_text(OFFICE, "utf-8")
    (tmp_path / "odata2py.toml").write_text(CONFIG, "utf-8")
    assert odata2py("generate", cwd=tmp_path).returncode == 0
    return tmp_path


@pytest.fixture
def explain(office: Path, odata2py: Run) -> Explain:
    def explain(name: str) -> str:
        ran = odata2py("explain", "p", name, cwd=office)
        assert (ran.returncode, ran.stderr) == (0, "")
        return ran.stdout

    return explain


@pytest.mark.parametrize("name", ["Kind", "o.Kind", "Kind/fast", "o.Kind/fast"])
def test_hop_by_hop(explain: Explain, name: str) -> None:
    lines = explain(name).splitlines()
    assert lines[0].endswith(" is in p:")
    assert lines[-4:] == [
        "  the type of the property 'kind' of o.Mail",
        "  derived from o.Way",
        "  the target of o.Ways/all",
        "  on the path /users/{id}/ways/**",
    ]


def test_names_of_python(explain: Explain) -> None:
    assert explain("Way.made_on").startswith("o.Way/made is in p:\n")
    assert explain("send").startswith("o.send is in p:\n")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("reset", "  It is left out by exclude: '/**/reset'\n"),
        ("User/home", "  It is left out by properties: it is not among the chosen"),
        ("User/boss", "    include: '/me/boss'  (+0 types, +7 operations)\n"),
        ("greet", "    include: '/me/greet'  (+0 types, +1 operation)\n"),
        ("Task", "    include: '/tasks'  (+3 types, +2 operations)\n"),
        ("tasks", "    include: '/tasks'  (+3 types, +2 operations)\n"),
        ("Room", "    include: '/tasks'  (+3 types, +2 operations)\n"),
        ("BigTask", "/o.BigTask'  ("),
        ("Advice", " is in p:\n"),
    ],
)
def test_what_is_out_and_what_it_would_cost(
    explain: Explain, name: str, expected: str
) -> None:
    assert expected in explain(name)


def test_the_cost_is_what_it_costs(
    office: Path, odata2py: Run, explain: Explain
) -> None:
    def types() -> int:
        made = odata2py("generate", cwd=office)
        return int(made.stdout.splitlines()[1].split()[1])

    before = types()
    assert "include: '/tasks'  (+3 types" in explain("Task")
    path = office / "odata2py.toml"
    text = path.read_text("utf-8").replace('"/me#get"', '"/me#get", "/tasks"')
    path.write_text(text, "utf-8")
    assert types() == before + 3


def test_what_there_is_not(office: Path, odata2py: Run) -> None:
    for arguments, expected in (
        (("p", "Usr"), "no type, member or operation 'Usr'; did you mean 'o.User'"),
        (("q", "User"), "there is no [package.q]"),
    ):
        ran = odata2py("explain", *arguments, cwd=office)
        assert (ran.returncode, ran.stdout) == (2, "")
        assert expected in ran.stderr


LONG = """\
<Schema Namespace="a.long.way.to.the.harbour" xmlns="http://docs.oasis-open.org/odata/ns/edm">
 <ComplexType Name="Ship"><Property Name="Mast" Type="Edm.String"/></ComplexType>
</Schema>
"""


@pytest.mark.parametrize("name", ["Ship/mast", "Ship/Mats", "Shop/Mast"])
def test_members_are_named_without_their_namespace(name: str, tmp_path: Path) -> None:
    (tmp_path / "long.csdl").write_text(LONG, "utf-8")
    with pytest.raises(InputError, match="; did you mean 'Ship/Mast'"):
        meant(read_model(tmp_path / "long.csdl"), name, {})


@pytest.mark.parametrize("include", ["/me/greet", "/users/{id}/ways/**", "/**/*"])
def test_everything_can_be_explained(include: str, tmp_path: Path) -> None:
    """Also where paths only pass through the types of what is asked for."""
    (tmp_path / "office.csdl").write_text(OFFICE, "utf-8")
    source = Source("office", "office.csdl")
    settings = PackageSettings("p", "office", "p", "Client", (include,))
    model = read_source(tmp_path, source)
    explained = [
        explain_element(model, source, settings, each) for each in elements(model)
    ]
    assert any(each.reasons for each in explained)
    assert any(each.choices for each in explained) or include == "/**/*"
