"""The report's page as a file: what is in it, and that it needs nothing else.

What it does in a browser is tested in tests/e2e/test_report_page.py.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256

import pytest
from lxml import html
from tests.unit.reports import (
    HOSTILE,
    HOSTILE_REPORT,
    NOTHING,
    ODD_FILES,
    REPORT,
    report_saying,
)

from odata2py.compare.report.data import Report, report_data
from odata2py.compare.report.page import report_page
from odata2py.layouts import templates

KILOBYTES = 25
ADDRESS = re.compile(r"""(?:https?:)?//[\w.]+|\burl\(|@import""")


def read(report: Report) -> html.HtmlElement:
    """The page as browsers read it: as UTF-8."""
    return html.document_fromstring(report_page(report).encode())


def only(page: html.HtmlElement, path: str) -> html.HtmlElement:
    (element,) = page.xpath(path)
    assert isinstance(element, html.HtmlElement)
    return element


def data_of(page: html.HtmlElement) -> object:
    return json.loads(only(page, "//script[@type='application/json']").text or "")


@pytest.mark.parametrize("report", [REPORT, NOTHING, HOSTILE_REPORT, ODD_FILES])
def test_its_data_is_the_json_report(report: Report) -> None:
    assert data_of(read(report)) == report_data(report)


def test_it_is_small() -> None:
    assert len(report_page(NOTHING).encode()) < KILOBYTES * 1000


def test_it_is_one_file() -> None:
    page = read(REPORT)
    assert not page.xpath("//@src | //@srcset | //@action | //@poster | //object")
    assert page.xpath("//link/@href") == ["data:,"]
    for file in (templates() / "report").iterdir():
        text = file.read_text("utf-8")
        namespace = text.replace("http://www.w3.org/2000/svg", "")
        assert not ADDRESS.search(re.sub(r"//[ ].*", "", namespace))


def test_nothing_but_its_own_script_and_style_can_run() -> None:
    page = read(REPORT)
    policy = only(page, "//meta[@http-equiv='Content-Security-Policy']").get("content")
    assert policy is not None
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    for rule, path in (
        ("script-src", "//script[@type='module']"),
        ("style-src", "//style"),
    ):
        text = only(page, path).text or ""
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"
    assert "unsafe" not in policy
    assert not page.xpath("//@style | //@*[starts-with(name(), 'on')]")


def test_texts_reach_the_page_as_texts() -> None:
    script = only(read(REPORT), "//script[@type='module']").text or ""
    forbidden = (
        r"innerHTML|outerHTML|insertAdjacent|document\.write|eval|Function\(|</|<!"
    )
    assert not re.search(forbidden, script)


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_of_documents_become_no_markup(text: str) -> None:
    page, twin = read(report_saying(text)), read(report_saying("x"))
    tags = [(each.tag, each.keys()) for each in page.iter()]
    assert tags == [(each.tag, each.keys()) for each in twin.iter()]
    script, other = (only(each, "//script[@type='module']") for each in (page, twin))
    assert script.text == other.text


def test_it_can_be_read_without_its_script() -> None:
    page = read(REPORT)
    assert only(page, "//title").text == only(page, "//h1").text
    assert only(page, "//h1").text == "Changes from v1.csdl to v2.csdl"
    said = only(page, "//header/p").text
    assert said == (
        "1 breaking, 1 risky, 1 addition, 1 deprecation, 1 documentation; 1 accepted"
    )
    assert only(page, "//noscript").text_content()
