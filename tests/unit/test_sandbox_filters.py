"""``$filter`` and ``$orderby`` of the sandbox over rows with all kinds of values."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from odata2py.csdl.model import Model
from odata2py.csdl.reader import read_model
from odata2py.sandbox import filters, query
from odata2py.sandbox.errors import ServiceError

CSDL = """<?xml version="1.0"?>
<edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" Version="4.0">
 <edmx:DataServices>
  <Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" Namespace="N">
   <EnumType Name="Size"><Member Name="small"/><Member Name="large"/></EnumType>
   <ComplexType Name="Place"><Property Name="city" Type="Edm.String"/></ComplexType>
   <EntityType Name="Row" OpenType="true">
    <Key><PropertyRef Name="id"/></Key>
    <Property Name="id" Type="Edm.Int32" Nullable="false"/>
    <Property Name="name" Type="Edm.String"/>
    <Property Name="price" Type="Edm.Double"/>
    <Property Name="on" Type="Edm.Boolean"/>
    <Property Name="size" Type="N.Size"/>
    <Property Name="at" Type="Edm.DateTimeOffset"/>
    <Property Name="took" Type="Edm.Duration"/>
    <Property Name="guid" Type="Edm.Guid"/>
    <Property Name="place" Type="N.Place"/>
    <Property Name="tags" Type="Collection(Edm.String)"/>
   </EntityType>
   <EntityType Name="Closed">
    <Key><PropertyRef Name="id"/></Key>
    <Property Name="id" Type="Edm.Int32" Nullable="false"/>
   </EntityType>
  </Schema>
 </edmx:DataServices>
</edmx:Edmx>"""

GUID = "6f9619ff-8b86-d011-b42d-00c04fc964ff"
NOTHING = dict.fromkeys(["name", "price", "on", "size", "at", "took", "guid", "place"])
ROWS: list[dict[str, Any]] = [
    {
        "id": 1,
        "name": "O'Neil (a, b)",
        "price": 2.5,
        "on": True,
        "size": "small",
        "at": "2026-01-01T12:00:00Z",
        "took": "PT90M",
        "guid": GUID.upper(),
        "place": {"city": "Rome"},
    },
    {
        "id": 2,
        "name": "anna",
        "price": 10,
        "on": False,
        "size": "large",
        "at": "2026-01-01T12:30:00+01:00",
        "took": "PT1H",
        "guid": None,
        "place": {"city": None},
        "extra": "x",
    },
    {"id": 3, **NOTHING, "price": "INF"},
    {"id": 4, **NOTHING},
]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    path: Path = tmp_path_factory.mktemp("csdl") / "filters.csdl"
    path.write_text(CSDL)
    return read_model(path)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("name eq 'O''Neil (a, b)'", [1]),
        ("'anna' eq name", [2]),
        ("name ne 'anna'", [1, 3, 4]),
        ("name eq null", [3, 4]),
        ("null ne name", [1, 2]),
        ("price gt 2.5", [2, 3]),
        ("price ge 2.5 and price lt INF", [1, 2]),
        ("price eq 10.0", [2]),
        ("price le 10 or id eq 4", [1, 2, 4]),
        ("id eq 1 or id eq 2 and id eq 3", [1]),
        ("(id eq 1 or id eq 2) and id eq 2", [2]),
        ("not on", [2, 3, 4]),
        ("not not on and id eq 1", [1]),
        ("not (id eq 1 or id eq 2)", [3, 4]),
        ("on", [1]),
        ("on eq false", [2]),
        ("size eq 'large'", [2]),
        ("size eq N.Size'small'", [1]),
        ("size lt N.Size'large'", [1]),
        ("at lt 2026-01-01T12:00:00Z", [2]),
        ("at eq 2026-01-01T11:30:00Z", [2]),
        ("at gt 0001-01-01T00:00:00Z and at lt 12345-01-01T00:00:00Z", [1, 2]),
        ("took gt duration'PT60M'", [1]),
        (f"guid eq {GUID}", [1]),
        ("place/city eq 'Rome'", [1]),
        ("id in (1, 4)", [1, 4]),
        ("name in ('anna')", [2]),
        ("startswith(name,'an')", [2]),
        ("endswith(name, 'b)')", [1]),
        ("contains(name,'''')", [1]),
        ("not contains(name,'n')", [1, 3, 4]),
        ("extra eq 'x'", [2]),
        ("extra gt 1", []),
    ],
)
def test_filter(model: Model, text: str, ids: list[int]) -> None:
    matches = filters.parse(model, "N.Row", text)
    assert [row["id"] for row in ROWS if matches(row)] == ids


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("", 400),
        ("name", 400),
        ("name eq", 400),
        ("name eq 'x", 400),
        ("name eq 1", 400),
        ("name eq foo'x'", 400),
        ("took eq duration'1h'", 400),
        ("id eq 'one'", 400),
        ("size eq 'huge'", 400),
        ("size eq N.Size'huge'", 400),
        ("id eq 1 id eq 2", 400),
        ("not id eq 1", 400),
        ("not on eq true", 400),
        ("(id eq 1", 400),
        ("contains(id,'1')", 400),
        ("contains(name)", 400),
        ("tags eq 'x'", 400),
        ("place eq 'x'", 400),
        ("name/city eq 'x'", 400),
        ("id like 1", 501),
        ("id add 1 eq 2", 501),
        ("length(name) eq 4", 501),
        ("tags/any(t:t eq 'x')", 501),
    ],
)
def test_refusal(model: Model, text: str, status: int) -> None:
    with pytest.raises(ServiceError) as caught:
        filters.parse(model, "N.Row", text)
    assert caught.value.status == status


def test_unknown_property_of_a_closed_type(model: Model) -> None:
    with pytest.raises(ServiceError) as caught:
        filters.parse(model, "N.Closed", "extra eq 'x'")
    assert caught.value.status == 400
    assert "'extra'" in caught.value.message


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("name", [3, 4, 1, 2]),
        ("name desc", [2, 1, 3, 4]),
        ("price", [4, 1, 2, 3]),
        ("at asc", [3, 4, 2, 1]),
        ("size desc,id desc", [2, 1, 4, 3]),
        ("place/city desc,price", [1, 4, 2, 3]),
    ],
)
def test_order(model: Model, text: str, ids: list[int]) -> None:
    pairs = [("$orderby", text)]
    options = query.parse(model, "N.Row", pairs, query.COLLECTION)
    found = query.select_items(options, ROWS, dict)
    assert [row["id"] for row in found] == ids


def test_a_plus_sign_is_a_plus_sign() -> None:
    assert query.decode("$filter=n%20eq%20'+1'") == [("$filter", "n eq '+1'")]
