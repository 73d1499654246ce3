"""The type polar.Note."""

from __future__ import annotations

from .._runtime.models import ODataModel, Property


class Note(ODataModel):
    """The type polar.Note."""

    odata_type = "polar.Note"

    text: str | None = Property("text")
