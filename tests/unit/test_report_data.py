"""Reports as JSON, held against the schema that is published."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError
from msgspec.structs import replace
from tests.unit.reports import (
    HOSTILE_REPORT,
    LEGS,
    NOTHING,
    ODD_FILE,
    ODD_FILES,
    REPORT,
    long_report,
)

from odata2py.compare.comparison import compare
from odata2py.compare.model import Level
from odata2py.compare.report.data import SCHEMA, Report, report_data, report_json
from odata2py.csdl.reader import read_model

FOLDERS = sorted((Path(__file__).parents[1] / "cases" / "diff").iterdir())
SCHEMA_DATA = json.loads(SCHEMA.read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA_DATA)


def read(report: Report) -> Any:
    return json.loads(report_json(report).encode())


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA_DATA)


@pytest.mark.parametrize(
    "report",
    [REPORT, NOTHING, HOSTILE_REPORT, long_report(50)],
    ids=["all levels", "nothing", "hostile", "long"],
)
def test_reports_are_as_the_schema_says(report: Report) -> None:
    VALIDATOR.validate(read(report))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_is_found_in_documents_is_as_the_schema_says(folder: Path) -> None:
    old, new = (read_model(folder / f"{side}.csdl") for side in ("previous", "current"))
    report = Report("previous.csdl", "current.csdl", compare(old, new))
    assert report.changes
    VALIDATOR.validate(read(report))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("level", "grave"),
        ("rule", "Property Removed"),
        ("old", ""),
        ("new_at", {"file": "v2.csdl"}),
        ("new_at", {"file": "v2.csdl", "line": 0}),
        ("affects", ["headers"]),
        ("fingerprint", "12"),
    ],
)
def test_the_schema_knows_what_is_wrong(name: str, value: object) -> None:
    data = read(REPORT)
    data["changes"][0][name] = value
    with pytest.raises(ValidationError):
        VALIDATOR.validate(data)


def test_the_schema_describes_all_that_is_written() -> None:
    data = read(REPORT)
    change = SCHEMA_DATA["$defs"]["change"]
    accepted = SCHEMA_DATA["properties"]["accepted"]["items"]
    for schema, written in (
        (SCHEMA_DATA, data),
        (change, data["changes"][0]),
        (SCHEMA_DATA["$defs"]["position"], data["changes"][0]["old_at"]),
    ):
        assert set(schema["properties"]) == set(schema["required"]) == set(written)
    extra = set(accepted["required"])
    assert set(data["accepted"][0]) == set(change["required"]) | extra
    levels = [level.value for level in Level]
    assert SCHEMA_DATA["$defs"]["level"]["enum"] == levels == list(data["counts"])
    assert SCHEMA_DATA["properties"]["counts"]["required"] == levels


def test_what_is_said_of_a_change() -> None:
    data = read(REPORT)
    assert data["version"] == 1
    assert data["title"] == "Changes from v1.csdl to v2.csdl"
    assert data["changes"][0] == {
        "rule": "property-removed",
        "level": "breaking",
        "element": "shop.chair/legs",
        "namespace": "shop",
        "kind": "property",
        "old": "Edm.Int32?",
        "new": None,
        "old_at": {"file": "v1.csdl", "line": 12},
        "new_at": None,
        "affects": ["requests", "responses"],
        "fingerprint": LEGS.fingerprint,
        "meaning": "The attribute Chair.legs is gone.",
    }
    assert data["changes"][3]["old_at"] == {"file": "v1.csdl", "line": None}


def test_accepted_changes_do_not_count() -> None:
    data = read(REPORT)
    assert data["counts"]["breaking"] == 1
    assert [each["level"] for each in data["changes"]] == [each.value for each in Level]
    (accepted,) = data["accepted"]
    assert accepted["element"] == "shop.chair/arms"
    assert accepted["reason"] == "nobody used it"


def test_the_order_does_not_depend_on_the_input() -> None:
    report = long_report(60)
    turned = replace(
        report,
        changes=report.changes[::-1],
        accepted=tuple((change, "known") for change in report.changes),
    )
    again = replace(turned, changes=report.changes, accepted=turned.accepted[::-1])
    assert report_json(turned) == report_json(again)


def test_types_stand_before_their_members_and_together() -> None:
    names = ("shop.b", "shop.a/z", "shop.a.c/x", "shop.a", "shop.a/b")
    changes = tuple(replace(LEGS, element=name) for name in names)
    data: Mapping[str, Any] = report_data(Report("v1", "v2", changes))
    found = [change["element"] for change in data["changes"]]
    assert found == ["shop.a", "shop.a/b", "shop.a/z", "shop.a.c/x", "shop.b"]


def test_names_that_no_encoding_has_can_be_written() -> None:
    data = read(ODD_FILES)
    assert data["old"] == data["changes"][0]["old_at"]["file"] == ODD_FILE
