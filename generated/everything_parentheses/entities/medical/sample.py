"""The type polar.medical.Sample."""

from __future__ import annotations

from typing import TypedDict

from ..._runtime.models import ODataModel, Property


class Sample(ODataModel):
    """Something that the doctor examines."""

    odata_type = "polar.medical.Sample"

    label: str = Property("label", key=True)

    volume: int | None = Property("volume")


class SampleUpdate(TypedDict, total=False):
    """What an update of Sample takes."""

    volume: int | None


class SampleCreate(SampleUpdate, total=False):
    """What a create of Sample takes."""

    label: str
