"""``odata2py inspect --json``: what programs can count on."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.e2e.shops import Look, Run, data, looking, paths, set_up


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return set_up(tmp_path)


@pytest.fixture
def look(shop: Path, odata2py: Run) -> Look:
    return looking(odata2py, shop)


JSON_PATH = ["path", "type", "collection", "accesses", "operations", "contained"]
JSON_PATH += ["continues_at", "description"]
COUNTS = {
    "schemas": 1,
    "entity_sets": 1,
    "singletons": 1,
    "imports": 1,
    "entity_types": 3,
    "complex_types": 0,
    "enumerations": 1,
    "type_definitions": 1,
    "actions": 1,
    "functions": 2,
    "terms": 1,
}
JSON_TYPE = ["name", "kind", "description"]
JSON_STRUCTURED = [*JSON_TYPE, "base_type", "abstract", "open"]


def test_json_has_all_of_it(look: Look) -> None:
    found = data(look)
    assert list(found) == [
        *("container", "version", "counts", "paths", "types", "operations", "terms"),
        *("notices", "remarks"),
    ]
    assert (found["container"], found["version"]) == ("shop.Door", "4.01")
    assert found["counts"] == COUNTS
    assert list(found["counts"]) == list(COUNTS)
    assert (found["notices"], found["remarks"]) == ([], [])
    assert paths(found) == [
        *("/", "/best", "/chairs", "/chairs/{id}", "/chairs/{id}/$value"),
        *("/chairs/{id}/legs", "/chairs/{id}/legs/{id}", "/chairs/{id}/table"),
    ]
    assert all(list(each) == JSON_PATH for each in found["paths"])
    count, find, paint = found["operations"]
    assert found["paths"][0] == {
        "path": "/",
        "type": "",
        "collection": False,
        "accesses": [],
        "operations": [{"segment": "find", **find}],
        "contained": True,
        "continues_at": "/",
        "description": "",
    }
    assert found["paths"][2]["operations"] == [{"segment": "count", **count}]
    assert found["paths"][4] == {
        "path": "/chairs/{id}/$value",
        "type": "Edm.Stream",
        "collection": False,
        "accesses": ["get", "update", "delete"],
        "operations": [],
        "contained": True,
        "continues_at": "/chairs/{id}/$value",
        "description": "",
    }
    assert found["paths"][7] == {
        "path": "/chairs/{id}/table",
        "type": "shop.chair",
        "collection": False,
        "accesses": [
            *("get", "update", "replace", "upsert", "delete", "link", "unlink")
        ],
        "operations": [{"segment": "paint", **paint}],
        "contained": False,
        "continues_at": "/chairs/{id}",
        "description": "",
    }


def test_json_of_types(look: Look) -> None:
    chair, color, leg, length, thing = data(look)["types"]
    assert list(chair) == [*JSON_STRUCTURED, "key", "has_stream", "members"]
    assert (chair["base_type"], chair["key"]) == ("shop.thing", [])
    assert (chair["has_stream"], leg["open"], thing["abstract"]) == (True, True, True)
    assert thing["key"] == ["id"]
    assert chair["members"][0] == {
        "name": "colors",
        "description": "",
        "type": "Collection(shop.color)",
        "nullable": True,
    }
    assert color == {
        "name": "shop.color",
        "kind": "enumeration",
        "description": "",
        "flags": True,
        "underlying_type": "Edm.Int32",
        "members": [{"name": "größe", "description": "Wide — 椅子.", "value": 1}],
    }
    assert list(length) == [*JSON_TYPE, "underlying_type", "members"]
    assert (length["kind"], length["underlying_type"]) == (
        "type definition",
        "Edm.Double",
    )


def test_json_of_operations_and_terms(look: Look) -> None:
    found = data(look)
    count, find, paint = found["operations"]
    assert paint == {
        "name": "shop.paint",
        "kind": "action",
        "bound_to": "shop.chair",
        "parameters": [{"name": "color", "type": "shop.color"}],
        "returns": None,
        "description": "Takes an hour.",
    }
    assert (count["bound_to"], count["returns"]) == (
        "Collection(shop.chair)",
        "Edm.Int32",
    )
    assert (find["kind"], find["bound_to"]) == ("function", None)
    assert found["terms"] == [
        {"name": "shop.Shelf", "type": "Edm.String", "description": ""}
    ]
