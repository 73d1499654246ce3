"""The type polar.Reading."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, TypedDict
from uuid import UUID

from .._runtime.edm import Int64
from .._runtime.models import ODataModel, Property
from ..enums.slope import Slope


class Reading(ODataModel):
    """What an instrument measured at a moment."""

    odata_type = "polar.Reading"

    channel: int = Property("channel", key=True)

    clock: dt.time | None = Property("clock")

    counts: int | None = Property("counts")

    day: dt.date | None = Property("day")

    exposure: dt.timedelta | None = Property("exposure")

    factor: Decimal | None = Property("factor")

    frame: Any | None = Property("frame")

    gain: int | None = Property("gain")

    marks: list[dt.datetime] = Property("marks")

    moment: dt.datetime = Property("moment", key=True)

    noise: float | None = Property("noise")

    offset: int = Property("offset")

    place: Any | None = Property("place")

    raw: bytes | None = Property("raw")

    remark: str | None = Property("remark")

    result: float | None = Property("result")

    series: UUID | None = Property("series")

    settings: Any | None = Property("settings")

    slope: Slope | None = Property("slope")

    spectrum: list[float] = Property("spectrum")

    ticks: Int64 | None = Property("ticks")

    valid: bool = Property("valid")

    voltage: Decimal | None = Property("voltage")


class ReadingUpdate(TypedDict, total=False):
    """What an update of Reading takes."""

    clock: dt.time | None
    counts: int | None
    day: dt.date | None
    exposure: dt.timedelta | None
    factor: Decimal | None
    frame: Any | None
    gain: int | None
    marks: list[dt.datetime]
    noise: float | None
    offset: int
    place: Any | None
    raw: bytes | None
    remark: str | None
    result: float | None
    series: UUID | None
    settings: Any | None
    slope: Slope | None
    spectrum: list[float]
    ticks: Int64 | None
    valid: bool
    voltage: Decimal | None


class ReadingCreate(ReadingUpdate, total=False):
    """What a create of Reading takes."""

    channel: int
    moment: dt.datetime
