"""The type polar.LogDay."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict

from .._runtime.models import ODataModel, Property
from .outlook import Outlook


class LogDay(ODataModel):
    """A day in the station's log, with whatever was worth noting."""

    odata_type = "polar.LogDay"

    day: dt.date = Property("day", key=True)

    weather: Outlook | None = Property("weather")


class LogDayUpdate(TypedDict, total=False):
    """What an update of LogDay takes."""

    weather: Outlook | None


class LogDayCreate(LogDayUpdate, total=False):
    """What a create of LogDay takes."""

    day: dt.date
