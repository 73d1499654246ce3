"""The type polar.Site."""

from __future__ import annotations

from typing import Any

from .._runtime.models import ODataModel, Property


class Site(ODataModel):
    """A place outside of the station."""

    odata_type = "polar.Site"
    odata_derived = {
        "polar.DrillSite": ".drill_site:DrillSite",
    }

    højde: float | None = Property("højde")
    """Metres above the sea, from the Danish chart."""

    name: str | None = Property("name")

    place: Any | None = Property("place")
