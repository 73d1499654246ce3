"""The type arctic.weather.Outlook."""

from __future__ import annotations

from .._runtime.models import ODataModel, Property


class Outlook(ODataModel):
    """The type arctic.weather.Outlook."""

    odata_type = "arctic.weather.Outlook"

    coldest: float | None = Property("coldest")

    wind: float | None = Property("wind")
