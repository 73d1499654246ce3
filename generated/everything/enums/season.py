"""The enumeration polar.Season."""

from __future__ import annotations

from .._runtime.enums import OpenEnum


class Season(OpenEnum, odata_type="polar.Season"):
    """The enumeration polar.Season."""

    SUMMER = "summer"

    WINTER = "winter"
