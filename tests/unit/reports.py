"""Reports to show: of every level, of texts that want to be more, and long ones."""

from __future__ import annotations

from msgspec.structs import replace

from odata2py.compare.model import BOTH, NEITHER, REQUESTS, RESPONSES, Change, Level
from odata2py.compare.report.data import Report
from odata2py.errors import Position

LEVELS = tuple(Level)
TRAFFIC = (BOTH, REQUESTS, RESPONSES, NEITHER)

LEGS = Change(
    "property-removed",
    Level.BREAKING,
    "shop.chair/legs",
    "property",
    "Edm.Int32?",
    "",
    Position("v1.csdl", 12),
    None,
    BOTH,
    "The attribute Chair.legs is gone.",
)
OWNER = Change(
    "nullability-loosened",
    Level.RISKY,
    "shop.chair/owner",
    "property",
    "shop.person",
    "shop.person?",
    Position("v1.csdl", 14),
    Position("v2.csdl", 13),
    RESPONSES,
    "What is read may be None now.",
)
SOFA = Change(
    "type-added",
    Level.ADDITION,
    "shop.home.sofa",
    "entity type",
    "",
    "",
    None,
    Position("v2.csdl", 40),
    NEITHER,
    "There is a class Sofa.",
)
PAINT = Change(
    "deprecated",
    Level.DEPRECATION,
    "shop.paint(shop.chair)/color",
    "parameter",
    "",
    "since 2030-01-01",
    Position("v1.csdl"),
    Position("v2.csdl"),
    REQUESTS,
    "It is to go.",
)
SAID = Change(
    "description-changed",
    Level.DOCUMENTATION,
    "shop.chair",
    "entity type",
    f"What one sits on, {'in a room, ' * 20}if it is not broken.",
    f"What one sits on, {'in a room, ' * 20}if it is whole.",
    Position("v1.csdl", 10),
    Position("v2.csdl", 10),
    NEITHER,
    "The docstring is another.",
)
ACCEPTED = Change(
    "property-removed",
    Level.BREAKING,
    "shop.chair/arms",
    "property",
    "Edm.Int32?",
    "",
    Position("v1.csdl", 13),
    None,
    BOTH,
    "The attribute Chair.arms is gone.",
)
REPORT = Report(
    "v1.csdl",
    "v2.csdl",
    (SAID, PAINT, SOFA, OWNER, LEGS),
    ((ACCEPTED, "nobody used it"),),
)
NOTHING = Report("v1.csdl", "v2.csdl", ())

# Python's name of a file whose name is not UTF-8; no encoding has it.
ODD_FILE = "v\udcff.csdl"
ODD_FILES = Report(ODD_FILE, "v2.csdl", (replace(LEGS, old_at=Position(ODD_FILE, 1)),))

HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "</title><img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "\" onfocus=alert(1) autofocus x='",
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    "![x](https://elsewhere.test/x.png)",
    "[x]: https://elsewhere.test",
    "<https://elsewhere.test>",
    "https://elsewhere.test/x",
    "www.elsewhere.test",
    "somebody@elsewhere.test",
    "@somebody and @some/team",
    "fixes #1, closes GH-2",
    "*b* **b** _i_ __i__ ~~s~~",
    "a | b || c",
    "`x` ``y`` ```z```",
    "````",
    "`",
    "\\`x\\`",
    "<details><summary>",
    "</details>",
    "&lt;b&gt; &amp; &#60;",
    "$x$ $`x`$ :smile:",
    "# x",
    "- x\n- y\n\n1. z",
    "> x\r\n\r\n    y\r\n```\r\nz",
    "---",
    "\x1b[31mred\x1b]0;x\x07",
    "\x9b31m",
    "\u202eabc\u2066",
    "x\u2028::error::y",
    "x\r::error::y\n::stop-commands::z",
    "%0A::error::x%25",
    "a,line=1:b=c",
    "{{ view.data }}{% raw %}",
    "__proto__",
    "constructor",
)


def saying(text: str, level: Level = Level.BREAKING) -> Change:
    """A change that says it wherever a document could."""
    return Change(
        "rule-of-a-test",
        level,
        f"{text}.{text}/{text}",
        "property",
        text,
        f"{text} now",
        Position(text, 1),
        Position(text, 2),
        BOTH,
        text,
    )


def report_saying(*texts: str) -> Report:
    """A report of one change for each text, and an accepted one."""
    changes = tuple(
        saying(text, LEVELS[number % len(LEVELS)]) for number, text in enumerate(texts)
    )
    accepted = tuple((saying(text), text) for text in texts)
    return Report(texts[0], texts[0], changes, accepted, texts[0])


HOSTILE_REPORT = report_saying(*HOSTILE)
HARMLESS_TWIN = report_saying(*(f"x{number:02}" for number in range(len(HOSTILE))))


def long_report(number: int) -> Report:
    """As many changes, of all levels, in twenty namespaces."""
    return Report("v1.csdl", "v2.csdl", tuple(map(_one_of_many, range(number))))


def _one_of_many(number: int) -> Change:
    return Change(
        f"rule-{number % 30}",
        LEVELS[number % 5],
        f"shop.part{number % 20}.type{number % 700:03}/member{number:05}",
        ("property", "enum member", "action")[number % 3],
        "Edm.String" if number % 3 else "",
        "Edm.Int32" if number % 2 else "",
        Position("v1.csdl", number + 1),
        Position("v2.csdl", number + 2),
        TRAFFIC[number % 4],
        f"The attribute Type{number % 700}.member_{number:05} is another now.",
    )
