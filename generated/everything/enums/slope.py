"""The enumeration polar.Slope."""

from __future__ import annotations

from .._runtime.enums import OpenEnum


class Slope(OpenEnum, odata_type="polar.Slope"):
    """The enumeration polar.Slope."""

    FALLING = "falling"

    LEVEL = "level"

    RISING = "rising"
