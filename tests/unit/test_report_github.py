"""Reports as workflow commands, read as the runner of workflows reads them."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
from msgspec.structs import replace
from tests.unit.reports import (
    HOSTILE,
    LEGS,
    LEVELS,
    NOTHING,
    ODD_FILES,
    REPORT,
    long_report,
    report_saying,
    saying,
)

from odata2py.compare.model import Level
from odata2py.compare.report.data import Report
from odata2py.compare.report.github import workflow_commands
from odata2py.compare.report.texts import printable

_DATA = {"%0D": "\r", "%0A": "\n", "%25": "%"}
_PROPERTY = {**_DATA, "%3A": ":", "%2C": ","}


class Command(NamedTuple):
    name: str
    properties: dict[str, str]
    message: str


def unescaped(text: str, escapes: dict[str, str]) -> str:
    for escape, character in escapes.items():  # %25 is the last of those it makes
        if escape != "%25":
            text = text.replace(escape, character)
    return text.replace("%25", "%")


def read(text: str) -> list[Command]:
    """Commands: between the first and the second ``::`` name and properties stand."""
    found = []
    for line in re.split(r"\r\n|\r|\n", text):
        assert line.startswith("::")
        head, _, message = line[2:].partition("::")
        name, _, rest = head.partition(" ")
        pairs = (pair.split("=", 1) for pair in rest.split(","))
        properties = {key: unescaped(value, _PROPERTY) for key, value in pairs}
        found.append(Command(name, properties, unescaped(message, _DATA)))
    return found


def test_the_levels_are_errors_warnings_and_notices() -> None:
    commands = read(workflow_commands(REPORT))
    names = [command.name for command in commands]
    assert names == ["error", "warning", "notice", "notice", "notice"]
    assert commands[0] == Command(
        "error",
        {"file": "v1.csdl", "line": "12", "title": "property-removed: shop.chair/legs"},
        "Edm.Int32? -> (nothing)\n"
        "The attribute Chair.legs is gone.\n"
        f"fingerprint {LEGS.fingerprint}",
    )
    assert commands[1].properties["file"] == "v2.csdl"
    assert commands[1].properties["line"] == "13"


def test_a_whole_file_has_no_line() -> None:
    deprecation = read(workflow_commands(REPORT))[3]
    assert deprecation.properties.keys() == {"file", "title"}


def test_levels_that_are_not_listed_are_counted() -> None:
    last = read(workflow_commands(REPORT))[-1]
    assert last == Command(
        "notice", {"title": "Changes from v1.csdl to v2.csdl"}, "1 documentation"
    )
    listed = read(workflow_commands(REPORT, down_to=Level.DOCUMENTATION))[-1]
    assert listed.properties["file"] == "v2.csdl"


def test_nothing() -> None:
    assert workflow_commands(NOTHING) == ""


def test_accepted_changes_are_not_shown() -> None:
    assert "shop.chair/arms" not in workflow_commands(REPORT)


def test_the_gravest_come_first() -> None:
    commands = read(workflow_commands(long_report(100), Level.DOCUMENTATION))
    names = [command.name for command in commands]
    assert names == ["error"] * 20 + ["warning"] * 20 + ["notice"] * 60


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("level", LEVELS)
def test_texts_of_documents_become_no_commands(text: str, level: Level) -> None:
    report = replace(report_saying(text), changes=(saying(text, level),))
    (command,) = read(workflow_commands(report, Level.DOCUMENTATION))
    assert list(command.properties) == ["file", "line", "title"]
    assert command.properties["file"] == text
    assert command.properties["line"] == "2"
    name = printable(f"{text}.{text}/{text}")
    assert command.properties["title"] == f"rule-of-a-test: {name}"
    assert printable(text) in command.message


def test_percent_signs_are_escaped_first() -> None:
    report = Report("v1", "v2", (replace(LEGS, element="a%0Ab:c,d%25"),))
    assert "title=property-removed%3A a%250Ab%3Ac%2Cd%2525::" in (
        workflow_commands(report)
    )


def test_names_that_no_encoding_has_are_escaped() -> None:
    assert r"file=v\udcff.csdl,line=1," in workflow_commands(ODD_FILES)
