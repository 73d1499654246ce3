"""The type polar.Assignment."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from .._runtime.lazy import lazy_model
from .._runtime.models import Navigation, ODataModel, Property

if TYPE_CHECKING:
    from .person import Person
else:
    Person = lazy_model(__name__, ".person", "Person")


class Assignment(ODataModel):
    """What somebody does at the station, and until when."""

    odata_type = "polar.Assignment"

    duty: str = Property("duty")

    until: dt.datetime | None = Property("until")

    superior: Person | None = Navigation("superior")
