"""The report's page in a real browser, opened as a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from msgspec import Struct
from playwright.sync_api import Browser, Page, expect
from tests.e2e.browsers import a_browser
from tests.unit.reports import (
    HARMLESS_TWIN,
    HOSTILE,
    HOSTILE_REPORT,
    LEGS,
    NOTHING,
    REPORT,
    SAID,
    long_report,
)

from odata2py.compare.report.data import Report
from odata2py.compare.report.page import report_page

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}

Opened = Callable[..., "Shown"]


class Shown(Struct):
    """A page, and what it did that a page of text does not do."""

    page: Page
    url: str
    requests: list[str]
    messages: list[str]

    def elements(self) -> list[str]:
        """What the changes that are listed are about, in their order."""
        return self.page.locator("article h3").all_inner_texts()

    def count(self) -> str:
        return self.page.locator("#count").inner_text()

    def focused(self) -> str:
        """The name of a control that has the focus, or what a change is about."""
        said = "(document.activeElement.name || document.activeElement.innerText)"
        return str(self.page.evaluate(said)).partition("\n")[0]

    def hash(self) -> str:
        return str(self.page.evaluate("location.hash"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as browser:
        yield browser


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """Opens the page of a report, which asks for nothing and complains of nothing."""
    shown: list[Shown] = []

    def open_page(report: Report, hash: str = "", **context: Any) -> Shown:
        path = tmp_path / f"report{len(shown)}.html"
        path.write_text(report_page(report), "utf-8")
        page = browser.new_context(**{"viewport": WIDE, **context}).new_page()
        page.set_default_timeout(20_000)
        found = Shown(page, path.as_uri(), [], [])
        page.on("request", lambda request: found.requests.append(request.url))
        page.on("console", lambda message: found.messages.append(message.text))
        page.on("pageerror", lambda error: found.messages.append(str(error)))
        page.on("dialog", lambda dialog: found.messages.append(dialog.message))
        page.goto(f"{found.url}{hash}")
        expect(page.locator("#count")).not_to_be_empty()
        shown.append(found)
        return found

    yield open_page
    for each in shown:
        assert {url.partition("#")[0] for url in each.requests} == {each.url}
        assert each.messages == []
        each.page.context.close()


def test_all_changes_are_listed_the_gravest_first(opened: Opened) -> None:
    shown = opened(REPORT)
    assert shown.elements() == [
        "shop.chair/legs",
        "shop.chair/owner",
        "shop.home.sofa",
        "shop.paint(shop.chair)/color",
        "shop.chair",
    ]
    assert shown.count() == "5 changes"
    headings = shown.page.locator("#changes h2").all_inner_texts()
    assert headings == [
        "Breaking 1",
        "Risky 1",
        "Addition 1",
        "Deprecation 1",
        "Documentation 1",
    ]


def test_a_change_has_both_sides_beside_each_other(opened: Opened) -> None:
    article = opened(REPORT).page.locator("article").nth(1)
    old, new = (article.locator(f".{side}") for side in ("old", "new"))
    assert old.inner_text().split() == ["before", "v1.csdl:14", "shop.person"]
    assert new.inner_text().split() == ["after", "v2.csdl:13", "shop.person?"]
    before, after = old.bounding_box(), new.bounding_box()
    assert before is not None
    assert after is not None
    assert before["y"] == after["y"]
    assert before["x"] + before["width"] <= after["x"]


def test_a_side_without_a_value_says_what_is_there(opened: Opened) -> None:
    articles = opened(REPORT).page.locator("article")
    said = [each.locator("em").all_inner_texts() for each in articles.all()]
    assert said == [["not there"], [], ["not there", "there"], ["nothing"], []]


def test_what_differs_of_long_texts_is_marked(opened: Opened) -> None:
    article = opened(REPORT).page.locator("article").last
    assert article.locator("del").inner_text() == "not broken"
    assert article.locator("ins").inner_text() == "whole"
    assert article.locator(".old code").inner_text() == SAID.old


def test_nothing(opened: Opened) -> None:
    shown = opened(NOTHING)
    assert shown.count() == "Nothing changed."
    assert shown.elements() == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("LEGS", ["shop.chair/legs"]),  # of the element
        ("whole", ["shop.chair"]),  # of the new side
        ("broken", ["shop.chair"]),  # of the old side
        ("none now", ["shop.chair/owner"]),  # of the meaning
        ("type-added", ["shop.home.sofa"]),  # of the rule
        (LEGS.fingerprint, ["shop.chair/legs"]),
        ("chair parameter", ["shop.paint(shop.chair)/color"]),
        ("arms", []),
    ],
)
def test_search(opened: Opened, words: str, found: list[str]) -> None:
    shown = opened(REPORT)
    shown.page.get_by_label("Search").fill(words)
    assert shown.elements() == found
    number = f"{len(found)} of 5 changes" if found else "No change passes the filters."
    assert shown.count() == number


def test_words_that_are_searched_are_marked(opened: Opened) -> None:
    shown = opened(REPORT, "#q=legs")
    marked = "[...CSS.highlights.get('found')].map(String)"
    count = "CSS.highlights.get('found')?.size ?? 0"
    assert shown.page.evaluate(marked)
    assert shown.page.evaluate(count) == 2
    shown.page.get_by_label("Search").fill("")
    assert shown.page.evaluate(count) == 0


def test_filters(opened: Opened) -> None:
    shown = opened(REPORT)
    page = shown.page
    page.get_by_role("checkbox", name="Risky").check()
    page.get_by_role("checkbox", name="Breaking").check()
    assert shown.elements() == ["shop.chair/legs", "shop.chair/owner"]
    page.get_by_role("combobox", name="Seen in").select_option("requests")
    assert shown.elements() == ["shop.chair/legs"]
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("#count")).to_have_text("5 changes")
    page.get_by_role("combobox", name="Kind").select_option("entity type")
    assert shown.elements() == ["shop.home.sofa", "shop.chair"]
    page.get_by_role("combobox", name="Namespace").select_option("shop.home")
    assert shown.elements() == ["shop.home.sofa"]


def test_levels_tell_how_many_changes_pass_the_other_filters(opened: Opened) -> None:
    shown = opened(REPORT, "#q=legs&level=risky")
    numbers = shown.page.locator("#levels strong").all_inner_texts()
    assert numbers == ["1", "0", "0", "0", "0"]
    assert shown.count() == "No change passes the filters."


def test_accepted_changes_are_shown_where_they_are_asked_for(opened: Opened) -> None:
    shown = opened(REPORT)
    assert "shop.chair/arms" not in shown.elements()
    shown.page.get_by_role("checkbox", name="1 accepted").check()
    assert shown.elements()[-1] == "shop.chair/arms"
    assert shown.count() == "5 changes, and 1 accepted"
    reason = shown.page.locator("article").last.locator(".reason")
    assert reason.inner_text() == "nobody used it"
    # They do not count.
    assert shown.page.locator("#levels strong").first.inner_text() == "1"


def test_the_chart_has_a_bar_for_each_namespace_that_filters(opened: Opened) -> None:
    shown = opened(REPORT)
    rows = shown.page.locator("aside tbody tr")
    assert rows.locator("th").all_inner_texts() == ["shop", "shop.home"]
    assert rows.locator("td:last-child").all_inner_texts() == ["4", "1"]
    bars = shown.page.get_by_role("img")
    told = "1 breaking, 1 risky, 1 deprecation, 1 documentation"
    assert bars.first.get_attribute("aria-label") == told
    widths = bars.first.locator("rect").evaluate_all(
        "(bars) => bars.map((bar) => bar.getBoundingClientRect().width)"
    )
    assert len(widths) == 4
    assert min(widths) == pytest.approx(max(widths), rel=0.01)
    button = shown.page.get_by_role("button", name="shop.home")
    button.click()
    assert shown.elements() == ["shop.home.sofa"]
    assert button.get_attribute("aria-pressed") == "true"
    assert shown.hash() == "#namespace=shop.home"
    button.click()
    assert shown.count() == "5 changes"


def test_filters_can_be_shared(opened: Opened) -> None:
    shown = opened(REPORT)
    page = shown.page
    page.get_by_label("Search").fill("chair & <co>")
    page.get_by_role("checkbox", name="Risky").check()
    page.get_by_role("combobox", name="Kind").select_option("property")
    shared = shown.hash()
    assert shared == "#level=risky&q=chair+%26+%3Cco%3E&kind=property"
    again = opened(REPORT, shared)
    assert again.page.get_by_label("Search").input_value() == "chair & <co>"
    assert again.page.get_by_role("checkbox", name="Risky").is_checked()
    assert again.page.get_by_role("combobox", name="Kind").input_value() == "property"
    assert again.count() == "No change passes the filters."
    again.page.get_by_label("Search").fill("")
    assert again.elements() == ["shop.chair/owner"]
    page.get_by_role("button", name="Clear").click()
    expect(page).to_have_url(shown.url)


def test_an_address_with_what_is_not_there_filters_by_the_rest(opened: Opened) -> None:
    shown = opened(REPORT, "#namespace=else&kind=%00&level=grave&x=y&affects=responses")
    assert shown.elements() == ["shop.chair/legs", "shop.chair/owner"]


def test_a_change_has_an_address(opened: Opened) -> None:
    shown = opened(REPORT)
    shown.page.get_by_role("link", name=LEGS.fingerprint).click()
    expect(shown.page.locator("#count")).to_have_text("1 of 5 changes")
    assert shown.elements() == ["shop.chair/legs"]
    assert shown.focused() == "shop.chair/legs"
    shown.page.go_back()
    expect(shown.page.locator("#count")).to_have_text("5 changes")


def test_the_page_is_used_by_keyboard(opened: Opened) -> None:
    shown = opened(REPORT)
    press = shown.page.keyboard.press
    press("/")
    assert shown.focused() == "q"
    press("ArrowDown")
    assert shown.focused() == "shop.chair/legs"
    press("ArrowDown")
    press("j")
    assert shown.focused() == "shop.home.sofa"
    assert shown.page.locator("#changes [tabindex='0']").count() == 2
    press("ArrowUp")
    assert shown.focused() == "shop.chair/owner"
    press("k")
    press("ArrowUp")
    assert shown.focused() == "q"
    shown.page.keyboard.type("sofa/j")  # keys are text where text is written
    assert shown.page.get_by_label("Search").input_value() == "sofa/j"
    press("Escape")
    expect(shown.page.locator("#count")).to_have_text("5 changes")
    assert shown.focused() == "q"
    assert shown.hash() == ""


def test_arrows_begin_where_somebody_reads(opened: Opened) -> None:
    shown = opened(long_report(100))
    shown.page.locator("article").nth(10).evaluate("(each) => each.scrollIntoView()")
    before = shown.page.evaluate("scrollY")
    shown.page.keyboard.press("ArrowDown")
    assert shown.focused() in shown.elements()[9:12]
    assert abs(shown.page.evaluate("scrollY") - before) < WIDE["height"]


def test_search_is_reached_from_boxes(opened: Opened) -> None:
    shown = opened(REPORT)
    shown.page.get_by_role("checkbox", name="Risky").focus()
    shown.page.keyboard.press("/")
    assert shown.focused() == "q"
    assert shown.page.get_by_label("Search").input_value() == ""


def test_tabs_go_through_the_controls_to_one_change_and_its_address(
    opened: Opened,
) -> None:
    shown = opened(REPORT)
    order = []
    for _ in range(16):
        shown.page.keyboard.press("Tab")
        order.append(shown.focused())
    assert order == [
        *["level"] * 5,
        *["q", "namespace", "kind", "affects", "accepted", "Clear"],
        *["By namespace", "shop", "shop.home"],
        *["shop.chair/legs", LEGS.fingerprint],
    ]


def test_what_has_the_focus_is_seen(opened: Opened) -> None:
    page = opened(REPORT).page
    page.keyboard.press("/")
    for _ in range(11):
        outline = "getComputedStyle(document.activeElement).outlineStyle"
        assert page.evaluate(outline) == "solid"
        page.keyboard.press("Tab")


def test_arrows_go_on_where_the_list_does(opened: Opened) -> None:
    shown = opened(long_report(200), "#level=risky")
    shown.page.get_by_label("Search").press("ArrowDown")
    for _ in range(39):
        shown.page.keyboard.press("ArrowDown")
    last = shown.focused()
    assert last == sorted(shown.elements())[-1]
    shown.page.keyboard.press("ArrowDown")
    assert shown.focused() == last


def test_longer_lists_grow_as_they_are_read(opened: Opened) -> None:
    shown = opened(long_report(10_000))
    articles = shown.page.locator("article")
    few = articles.count()
    assert few < 500
    shown.page.locator("#more").scroll_into_view_if_needed()
    expect(articles.nth(few)).to_be_attached()
    shown.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert articles.count() == 10_000
    assert shown.page.locator("#more").is_hidden()


def luminance(color: str) -> float:
    """The relative luminance of a color (WCAG 2.2)."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", color)[:3]]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# Of every text: its color and the color behind it.
COLORS = """() => {
  const found = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!element.checkVisibility() || !walker.currentNode.data.trim()) continue;
    let behind = element;
    const back = () => getComputedStyle(behind).backgroundColor;
    while (behind.parentElement && back() === "rgba(0, 0, 0, 0)") {
      behind = behind.parentElement;
    }
    const pair = [getComputedStyle(element).color, back()];
    found.set(pair.join(), pair);
  }
  return [...found.values()];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_stand_out(opened: Opened, scheme: str) -> None:
    shown = opened(REPORT, "#accepted=1", color_scheme=scheme)
    colors = shown.page.evaluate(COLORS)
    assert len(colors) > 8
    for color, behind in colors:
        dark, light = sorted((luminance(color), luminance(behind)))
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (color, behind)


def test_dark_mode(opened: Opened) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    light, dark = (
        luminance(opened(REPORT, color_scheme=scheme).page.evaluate(background))
        for scheme in ("light", "dark")
    )
    assert light > 0.8
    assert dark < 0.02


@pytest.mark.parametrize(
    "report", [REPORT, HOSTILE_REPORT, long_report(100)], ids=["all", "hostile", "long"]
)
def test_nothing_is_wider_than_a_phone(opened: Opened, report: Report) -> None:
    page = opened(report, "#accepted=1", viewport=PHONE, has_touch=True).page
    page.locator("summary").click()
    sizes = "[document.scrollingElement.scrollWidth, innerWidth]"
    width, room = page.evaluate(sizes)
    assert width <= room == PHONE["width"]


def structure(page: Page, selector: str = "*") -> list[list[str]]:
    """Elements of the page with the names of their attributes."""
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    script = "(all) => all.map((each) => [each.localName, ...each.getAttributeNames()])"
    found: list[list[str]] = page.locator(selector).evaluate_all(script)
    return found


def test_texts_of_documents_become_no_markup(opened: Opened) -> None:
    hostile = opened(HOSTILE_REPORT, "#accepted=1").page
    harmless = opened(HARMLESS_TWIN, "#accepted=1").page
    hostile.keyboard.press("/")
    hostile.keyboard.press("ArrowDown")
    found = structure(hostile, "main *")
    assert found == structure(harmless, "main *")
    assert len(found) > len(HOSTILE) * 20
    # Elsewhere it is of the namespaces how many elements of a kind there are.
    kinds, harmless_kinds = (map(tuple, structure(p)) for p in (hostile, harmless))
    assert set(kinds) == set(harmless_kinds)
    # What was said is there, as text.
    said = hostile.locator("article > p:not(.reason)").evaluate_all(
        "(all) => all.map((each) => each.textContent)"
    )
    assert set(HOSTILE) <= set(said)


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "__proto__", "%"])
def test_addresses_become_no_markup(opened: Opened, text: str) -> None:
    shown = opened(REPORT)
    before = structure(shown.page)
    shown.page.get_by_label("Search").fill(text)
    shared = shown.hash()
    shown.page.get_by_label("Search").fill("")
    assert structure(shown.page) == before
    assert opened(REPORT, shared).page.get_by_label("Search").input_value() == text
    opened(REPORT, f"#{text}")


def test_no_other_script_can_run(opened: Opened) -> None:
    shown = opened(REPORT)
    blocked = shown.page.evaluate("""async () => {
          const violations = [];
          addEventListener("securitypolicyviolation", (event) =>
            violations.push(event.effectiveDirective));
          const script = document.createElement("script");
          const tries = {
            text: () => { script.textContent = "window.ran = 1"; },
            markup: () => { document.body.innerHTML = "<b>x</b>"; },
          };
          for (const [name, attempt] of Object.entries(tries)) {
            try { attempt(); } catch { violations.push(name); }
          }
          document.body.append(script);
          await fetch("https://elsewhere.test/").catch(() => violations.push("fetch"));
          return [violations, window.ran ?? 0];
        }""")
    assert {"text", "markup", "fetch"} <= set(blocked[0])
    assert blocked[1] == 0
    assert any("Content Security Policy" in message for message in shown.messages)
    shown.messages.clear()


# The median of what filtering takes, layout included.
FILTERING = """() => {
  const search = document.querySelector("[name=q]");
  const times = [];
  for (const words of ["m", "member", "type1", "nothing", "rule-2", "", "é", "012"]) {
    search.value = words;
    const start = performance.now();
    search.dispatchEvent(new Event("input", { bubbles: true }));
    document.body.getBoundingClientRect();
    times.push(performance.now() - start);
  }
  return times;
}"""


def test_filtering_ten_times_the_changes_takes_no_ten_times_as_long(
    opened: Opened,
) -> None:
    few, many = (opened(long_report(number)).page for number in (1_000, 10_000))
    for page in (few, many):
        page.evaluate(FILTERING)  # what it takes once is no matter of the list
    ratio = median(many.evaluate(FILTERING)) / median(few.evaluate(FILTERING))
    assert ratio < 5


def test_ten_thousand_changes_are_searched(opened: Opened) -> None:
    shown = opened(long_report(10_000))
    assert shown.count() == "10,000 changes"
    shown.page.get_by_label("Search").fill("member01234")
    assert shown.elements() == ["shop.part14.type534/member01234"]
