"""The type arctic.weather.Forecast."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict

from .._runtime.models import ODataModel, Property
from .outlook import Outlook


class Forecast(ODataModel):
    """The type arctic.weather.Forecast."""

    odata_type = "arctic.weather.Forecast"

    days: list[Outlook] = Property("days")

    issued: dt.datetime = Property("issued", key=True)


class ForecastUpdate(TypedDict, total=False):
    """What an update of Forecast takes."""

    days: list[Outlook]


class ForecastCreate(ForecastUpdate, total=False):
    """What a create of Forecast takes."""

    issued: dt.datetime
