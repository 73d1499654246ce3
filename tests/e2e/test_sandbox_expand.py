"""What the sandbox expands: paths, options of their own, and levels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from tests.e2e.sandboxes import Town, fragment, refused, town


@pytest.fixture(scope="module")
def http() -> Iterator[Town]:
    with town("ada", "bob") as client:
        eve = {
            "name": "eve",
            "friends": [{"name": "flo", "age": 1}, {"name": "gus", "age": 3}],
            "home": {"city": "Rome", "mayor": {"name": "hal"}},
            "boss": {"name": "ida", "boss": {"name": "jo", "boss": {"name": "kim"}}},
            "pets": [{"name": "rex", "toys": [{"name": "ball"}, {"name": "bone"}]}],
        }
        worker = {"@odata.type": "#t.worker", "name": "wim", "tool": {"name": "saw"}}
        assert client.post("/people", json=eve).status_code == 201
        assert client.post("/people", json=worker).status_code == 201
        body = {"@id": "people('wim')"}
        assert client.post("/people('eve')/friends/$ref", json=body).is_success
        yield client


def _eve(http: httpx.Client, expand: str) -> Any:
    answer = http.get(f"/people('eve')?$expand={expand}")
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("", ["flo", "gus", "wim"]),
        ("($top=1)", ["flo"]),
        ("($skip=1;$top=1)", ["gus"]),
        ("($orderby=age desc)", ["wim", "gus", "flo"]),
        ("($filter=age gt 1 and name ne 'x;y')", ["gus", "wim"]),
        ("(filter=age eq 3)", ["gus"]),
        ("/t.worker", ["wim"]),
        ("/t.worker($top=0)", []),
    ],
)
def test_options_of_their_own(
    http: httpx.Client, options: str, found: list[str]
) -> None:
    friends = _eve(http, f"friends{options}")["friends"]
    assert [each["name"] for each in friends] == found


def test_nested_select_and_expand(http: httpx.Client) -> None:
    query = "$select=name&$expand=pets($select=name;$expand=toys($select=name)),boss"
    answer = http.get(f"/people('eve')?{query}")
    eve = answer.json()
    toys = [{"name": "ball"}, {"name": "bone"}]
    assert eve["pets"] == [{"name": "rex", "toys": toys}]
    assert eve["boss"]["name"] == "ida"
    assert fragment(answer) == "people(name,pets(name,toys(name)),boss())/$entity"


def test_counts_and_references(http: httpx.Client) -> None:
    root = str(http.base_url).rstrip("/")
    eve = _eve(http, "friends($count=true;$top=1),pets/$count,boss/$ref")
    assert eve["friends@odata.count"] == 3
    assert len(eve["friends"]) == 1
    assert (eve["pets@odata.count"], "pets" in eve) == (1, False)
    assert eve["boss"] == {"@odata.id": f"{root}/people('ida')"}


def test_levels(http: httpx.Client) -> None:
    def depth(expand: str) -> int:
        found, levels = _eve(http, expand), 0
        while found.get("boss"):
            found, levels = found["boss"], levels + 1
        return levels

    assert [depth(f"boss($levels={n})") for n in ("0", "1", "2", "max")] == [0, 1, 2, 3]
    assert depth("boss($expand=boss)") == 2


def test_paths_with_casts_and_complex_values(http: httpx.Client) -> None:
    assert _eve(http, "home/mayor")["home"]["mayor"]["name"] == "hal"
    people = http.get("/people?$expand=t.worker/tool,home/mayor").json()["value"]
    tools = {each["name"]: each["tool"]["name"] for each in people if "tool" in each}
    assert tools == {"wim": "saw"}
    assert {each["name"]: each["home"] for each in people}["ada"] is None


@pytest.mark.parametrize(
    ("expand", "status"),
    [
        ("nobody", 400),
        ("name", 400),
        ("home", 400),
        ("tool", 400),
        ("friends($tpo=1)", 400),
        ("friends($filter=nobody eq 1)", 400),
        ("friends($levels=x)", 400),
        ("friends($top=1", 400),
        ("friends/pets", 400),
        ("friends($search=x)", 501),
    ],
)
def test_refusals(http: httpx.Client, expand: str, status: int) -> None:
    refused(http.get(f"/people?$expand={expand}"), status)
