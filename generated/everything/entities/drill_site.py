"""The type polar.DrillSite."""

from __future__ import annotations

from .._runtime.models import Property
from .site import Site


class DrillSite(Site):
    """The type polar.DrillSite."""

    odata_type = "polar.DrillSite"

    borehole: int = Property("borehole")

    ice: bool = Property("ice")
