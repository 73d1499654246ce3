"""Deprecations: what Core.Revisions say, in a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odata2py.csdl.meaning import Documentation, Revision
from odata2py.plan.deprecation import deprecation_message


@pytest.mark.parametrize(
    ("revision", "sentence"),
    [
        (
            Revision("Deprecated", "2.1", "2024-04-10", "2026-04-10", "use Base"),
            "Deprecated since 2024-04-10 (2.1), to be removed on 2026-04-10: use Base.",
        ),
        (Revision("Deprecated"), "Deprecated."),
        (Revision("Deprecated", "2.1"), "Deprecated (2.1)."),
        (
            Revision("Deprecated", removal_date="2026-04-10"),
            "Deprecated, to be removed on 2026-04-10.",
        ),
        (
            Revision("Deprecated", description="Who\n\nneeds \u200bit?"),
            "Deprecated: Who needs it?",
        ),
        (Revision("Added", "2.1", "2024-04-10"), ""),
    ],
)
def test_any_part_may_be_missing(revision: Revision, sentence: str) -> None:
    assert deprecation_message(Documentation(revisions=(revision,))) == sentence


def test_what_was_said_last_counts() -> None:
    revisions = (
        Revision("Deprecated", date="2023-01-01"),
        Revision("Deprecated", date="2024-01-01"),
        Revision("Modified", date="2025-01-01"),
    )
    message = deprecation_message(Documentation(revisions=revisions))
    assert message == "Deprecated since 2024-01-01."


def test_what_was_never_deprecated_has_no_message() -> None:
    assert deprecation_message(Documentation("Deprecated: not at all.")) == ""


@given(st.builds(Revision, st.just("Deprecated"), *[st.text(max_size=40)] * 4))
def test_any_revision_is_one_visible_line(revision: Revision) -> None:
    message = deprecation_message(Documentation(revisions=(revision,)))
    assert message.startswith("Deprecated")
    assert message.isprintable()
