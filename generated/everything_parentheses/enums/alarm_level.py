"""The enumeration polar.AlarmLevel."""

from __future__ import annotations

from .._runtime.enums import OpenEnum


class AlarmLevel(OpenEnum, odata_type="polar.AlarmLevel"):
    """How grave an alarm is."""

    DRILL = "drill"

    WATCH = "watch"

    WARNING = "warning"

    EVACUATION = "evacuation"
    """Everybody leaves the station."""
