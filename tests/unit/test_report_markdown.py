"""Reports as Markdown, and what becomes of it where it is shown."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from lxml import html
from markdown_it import MarkdownIt
from msgspec.structs import replace
from tests.unit.reports import (
    HARMLESS_TWIN,
    HOSTILE,
    HOSTILE_REPORT,
    LEGS,
    NOTHING,
    ODD_FILES,
    REPORT,
    long_report,
    report_saying,
)

from odata2py.compare.report.data import Report
from odata2py.compare.report.markdown import LIMIT, code, prose, report_markdown

SHOWN = MarkdownIt("gfm-like", {"html": True})
JOINER = "\u200b"


def rendered(report: Report) -> html.HtmlElement:
    return html.fragment_fromstring(
        SHOWN.render(report_markdown(report)), create_parent="body"
    )


def elements(report: Report) -> list[tuple[object, dict[str, str]]]:
    return [(each.tag, dict(each.attrib)) for each in rendered(report).iter()]


def test_all_levels() -> None:
    text = report_markdown(REPORT)
    assert text.startswith(
        "## Changes from `v1.csdl` to `v2.csdl`\n\n"
        "| level | changes |\n| --- | ---: |\n"
        "| breaking | 1 |\n| risky | 1 |\n| addition | 1 |\n| deprecation | 1 |\n"
        "| documentation | 1 |\n| accepted | 1 |\n\n"
        "### Breaking\n\n"
        "- property `shop.chair/legs`: `Edm.Int32?` → nothing"
        "<br>The attribute Chair.legs is gone."
        f"<br><sub>`v1.csdl:12` · `property-removed` · `{LEGS.fingerprint}`</sub>\n\n"
        "### Risky\n\n"
        "- property `shop.chair/owner`: `shop.person` → `shop.person?`<br>"
    )
    tags = Counter(tag for tag, _ in elements(REPORT))
    assert (tags["h2"], tags["h3"], tags["li"], tags["table"]) == (1, 6, 6, 1)
    assert tags["details"] == 4
    assert "Accepted: nobody used it" in rendered(REPORT).text_content()


def test_nothing() -> None:
    text = report_markdown(NOTHING)
    assert text == "## Changes from `v1.csdl` to `v2.csdl`\n\nNo changes.\n"


def test_long_lists_are_folded() -> None:
    body = rendered(Report("v1", "v2", (LEGS,) * 21))
    (details,) = body.iter("details")
    assert details[0].text_content() == "21 changes"
    assert len(list(details.iter("li"))) == 21
    assert not list(rendered(Report("v1", "v2", (LEGS,) * 20)).iter("details"))


@pytest.mark.parametrize("limit", [1_500, 5_000, 20_000, LIMIT])
def test_what_has_no_room_is_counted(limit: int) -> None:
    report = long_report(1_000)
    report = replace(report, accepted=((LEGS, "known"),) * 10)
    text = report_markdown(report, limit)
    assert limit - 700 < len(text) <= limit
    body = html.fragment_fromstring(SHOWN.render(text), create_parent="body")
    items = len(list(body.iter("li")))
    assert text.endswith(f"\nHere is no room for {1_010 - items:,} more changes.\n")
    assert text.count("<details>") == text.count("</details>")
    # The sentence stands by itself, not in the list.
    assert body[-1].tag == "p"
    assert body[-1].getparent() is body


def test_no_limit_is_passed() -> None:
    report = long_report(30)
    whole = len(report_markdown(report))
    for limit in range(600, whole + 200):
        assert len(report_markdown(report, limit)) <= limit


def test_what_fits_is_all_there() -> None:
    text = report_markdown(long_report(100))
    assert "no room" not in text
    assert text.count("\n- ") == 100


def test_texts_of_documents_become_no_markup() -> None:
    # One element more would be one too many, and so would one less be.
    assert elements(HOSTILE_REPORT) == elements(HARMLESS_TWIN)


@pytest.mark.parametrize("text", HOSTILE)
def test_each_text_alone_becomes_no_markup(text: str) -> None:
    report = report_saying(text)
    assert elements(report) == elements(report_saying("x"))


@pytest.mark.parametrize("text", HOSTILE)
def test_all_of_a_text_is_shown(text: str) -> None:
    line = " ".join(text.split())
    if line.isprintable():
        for form in (code, prose):
            shown = html.fromstring(SHOWN.render(f"x{form(text)}x"))
            assert shown.text_content().strip().replace(JOINER, "") == f"x{line}x"


def test_nobody_is_mentioned_and_nothing_closed() -> None:
    for element in rendered(HOSTILE_REPORT).iter():
        texts = [element.tail, None if element.tag == "code" else element.text]
        for text in filter(None, texts):
            assert not re.search(r"@\w|#\d|GH-\d", text, re.IGNORECASE)


def test_nothing_is_linked() -> None:
    assert prose("http://x www.x WWW.x") == r"http\://x www\.x WWW\.x"
    assert not list(rendered(HOSTILE_REPORT).iter("a", "img"))


def test_sentences_stay_legible() -> None:
    said = "The attribute Chair.legs is gone, and so is the keyword (in creates)."
    assert prose(said) == said


def test_names_that_no_encoding_has_are_escaped() -> None:
    assert r"`v\udcff.csdl:1`" in report_markdown(ODD_FILES)
