"""The type polar.Recorded."""

from __future__ import annotations

import datetime as dt

from .._runtime.models import ODataModel, Property


class Recorded(ODataModel):
    """Something that the station keeps a record of."""

    odata_type = "polar.Recorded"
    odata_derived = {
        "polar.Person": ".person:Person",
    }

    changed: dt.datetime | None = Property("changed", computed=True)

    etag: str | None = Property("etag", computed=True)
