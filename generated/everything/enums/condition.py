"""The enumeration polar.Condition."""

from __future__ import annotations

from .._runtime.enums import OpenEnum


class Condition(OpenEnum, odata_type="polar.Condition"):
    """The enumeration polar.Condition."""

    GOOD = "good"

    WORN = "worn"

    BROKEN = "broken"

    FROZEN = "frozen"
    """Deprecated since 2025-03-01 (2025-03), to be removed on 2027-03-01: What is
    frozen counts as broken.
    """

    UNKNOWN_FUTURE_VALUE = "unknownFutureValue"
