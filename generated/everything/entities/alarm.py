"""The type polar.Alarm."""

from __future__ import annotations

from typing import TypedDict

from .._runtime.models import ODataModel, Property
from ..enums.alarm_level import AlarmLevel


class Alarm(ODataModel):
    """The type polar.Alarm."""

    odata_type = "polar.Alarm"

    level: AlarmLevel = Property("level", key=True)

    signal: str | None = Property("signal")


class AlarmUpdate(TypedDict, total=False):
    """What an update of Alarm takes."""

    signal: str | None


class AlarmCreate(AlarmUpdate, total=False):
    """What a create of Alarm takes."""

    level: AlarmLevel
