"""The type polar.Sample."""

from __future__ import annotations

from typing import TypedDict

from .._runtime.models import ODataModel, Property
from .drill_site import DrillSite


class Sample(ODataModel):
    """A piece of ice or rock from a borehole."""

    odata_type = "polar.Sample"

    depth: int = Property("depth", key=True)
    """Centimetres below the surface."""

    site: DrillSite = Property("site")

    temperature: float | None = Property("temperature")


class SampleUpdate(TypedDict, total=False):
    """What an update of Sample takes."""

    site: DrillSite
    temperature: float | None


class SampleCreate(SampleUpdate, total=False):
    """What a create of Sample takes."""

    depth: int
