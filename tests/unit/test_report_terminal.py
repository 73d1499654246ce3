"""Reports as lines of text."""

from __future__ import annotations

from msgspec.structs import replace
from tests.unit.reports import (
    ACCEPTED,
    HARMLESS_TWIN,
    HOSTILE_REPORT,
    LEGS,
    NOTHING,
    ODD_FILES,
    OWNER,
    PAINT,
    REPORT,
    SAID,
    SOFA,
)

from odata2py.compare.model import Level
from odata2py.compare.report.data import Report
from odata2py.compare.report.rules import rules_text
from odata2py.compare.report.terminal import report_text
from odata2py.compare.rules import all_rules

ALL = f"""\
Changes from v1.csdl to v2.csdl

BREAKING: 1

shop.chair
  property legs  - Edm.Int32?  v1.csdl:12  property-removed  {LEGS.fingerprint}
      The attribute Chair.legs is gone.

RISKY: 1

shop.chair
  property owner  shop.person -> shop.person?  v2.csdl:13  nullability-loosened  \
{OWNER.fingerprint}
      What is read may be None now.

ADDITION: 1

shop.home.sofa
  entity type  v2.csdl:40  type-added  {SOFA.fingerprint}

DEPRECATION: 1

shop.paint(shop.chair)
  parameter color  + since 2030-01-01  v2.csdl  deprecated  {PAINT.fingerprint}
      It is to go.

DOCUMENTATION: 1

ACCEPTED: 1

shop.chair/arms  v1.csdl:13  property-removed  {ACCEPTED.fingerprint}
    nobody used it

1 breaking, 1 risky, 1 addition, 1 deprecation, 1 documentation; 1 accepted \
(1 documentation not listed; other formats list all)"""


def test_all_levels() -> None:
    assert report_text(REPORT) == ALL


def test_nothing() -> None:
    assert report_text(NOTHING) == "Nothing changed from v1.csdl to v2.csdl."


def test_nothing_but_accepted_changes() -> None:
    text = report_text(replace(REPORT, changes=()))
    assert "BREAKING" not in text
    assert "nobody used it" in text
    assert text.endswith("\n\nno changes; 1 accepted")


def test_what_was_compared_can_have_a_title() -> None:
    text = report_text(replace(REPORT, title="The slice of chairs"))
    assert text.startswith("The slice of chairs\n\nBREAKING")


def test_changes_of_a_type_stand_below_its_name() -> None:
    more = replace(LEGS, element="shop.chair/back")
    text = report_text(Report("v1", "v2", (LEGS, more)))
    assert text.count("\nshop.chair\n") == 1
    assert text.index("property back") < text.index("property legs")


def test_documentation_is_listed_where_it_is_asked_for() -> None:
    text = report_text(REPORT, down_to=Level.DOCUMENTATION)
    assert "not listed" not in text
    assert SAID.fingerprint in text
    # Of texts that begin alike, what differs is there.
    assert "if it is not broken. -> ..." in text
    assert "if it is whole." in text


def test_levels_that_are_not_listed_are_counted() -> None:
    text = report_text(REPORT, down_to=Level.RISKY)
    assert "ADDITION: 1\n\nDEPRECATION: 1\n\nDOCUMENTATION: 1\n\nACCEPTED" in text
    counts = "1 addition, 1 deprecation, 1 documentation"
    assert text.endswith(f"({counts} not listed; other formats list all)")


def test_long_texts_are_cut() -> None:
    change = replace(LEGS, old="a" * 500, new="b" * 500)
    text = report_text(Report("v1", "v2", (change,)))
    assert f"{'a' * 77}... -> {'b' * 77}...  " in text


def test_nothing_reaches_the_terminal_but_text() -> None:
    down_to = Level.DOCUMENTATION
    lines = report_text(HOSTILE_REPORT, down_to).split("\n")
    assert len(lines) == len(report_text(HARMLESS_TWIN, down_to).split("\n"))
    assert [line for line in lines if not line.isprintable()] == []
    assert any("\\x1b[31mred" in line for line in lines)
    assert any("\\u202eabc" in line for line in lines)


def test_names_that_no_encoding_has_are_escaped() -> None:
    text = report_text(ODD_FILES)
    assert text.startswith("Changes from v\\udcff.csdl to v2.csdl")
    assert "v\\udcff.csdl:1" in text


def test_rules_are_a_table() -> None:
    lines = rules_text(all_rules()).split("\n")
    ids = max(len(rule.id) for rule in all_rules())
    for rule, line in zip(all_rules(), lines, strict=True):
        assert line.split()[:2] == [rule.id, rule.level]
        assert line[ids : ids + 2] == "  "
        assert line.endswith(f"  {rule.title}")
