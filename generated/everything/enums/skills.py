"""The enumeration polar.Skills."""

from __future__ import annotations

from .._runtime.enums import OpenFlags


class Skills(OpenFlags, odata_type="polar.Skills"):
    """The enumeration polar.Skills."""

    NONE = "none"

    FIRST_AID = "firstAid"

    DIVING = "diving"

    RESCUE = "rescue"

    RADIO = "radio"
