"""What is said of elements that are deprecated, in one sentence."""

from __future__ import annotations

from odata2py.csdl.meaning import Documentation, Revision
from odata2py.plan.texts import visible

_ENDS = (".", "!", "?", "。")


def deprecation_message(documentation: Documentation) -> str:
    """Since when an element is deprecated, until when it stays, and why.

    That is what the last of its Core.Revisions of the kind Deprecated says, without
    line breaks. Empty for an element that is not deprecated.
    """
    found = [each for each in documentation.revisions if each.kind == "Deprecated"]
    return _sentence(found[-1]) if found else ""


def _sentence(revision: Revision) -> str:
    date, version, removal, reason = map(
        visible,
        (
            revision.date,
            revision.version,
            revision.removal_date,
            revision.description,
        ),
    )
    since = f" since {date}" if date else ""
    which = f" ({version})" if version else ""
    until = f", to be removed on {removal}" if removal else ""
    why = f": {reason}" if reason else ""
    said = f"Deprecated{since}{which}{until}{why}"
    return said if said.endswith(_ENDS) else f"{said}."
