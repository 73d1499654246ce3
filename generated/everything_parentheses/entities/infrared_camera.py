"""The type polar.InfraredCamera."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypedDict

from .._runtime.builders import RequestBuilder
from .._runtime.lazy import lazy_model
from .._runtime.models import Property
from ..enums.condition import Condition
from .camera import Camera
from .note import Note

if TYPE_CHECKING:
    from .instrument import Instrument
    from .reading import Reading
else:
    Instrument = lazy_model(__name__, ".instrument", "Instrument")
    Reading = lazy_model(__name__, ".reading", "Reading")


class InfraredCamera(Camera):
    """The type polar.InfraredCamera."""

    odata_type = "polar.InfraredCamera"

    coldest: float | None = Property("coldest")


class InfraredCameraUpdate(TypedDict, total=False):
    """What an update of InfraredCamera takes."""

    condition: Condition
    notes: list[Note]
    price: Decimal | None
    model: str | None
    resolution: int | None
    coldest: float | None
    replacement: RequestBuilder[Any]


class InfraredCameraCreate(TypedDict, total=False):
    """What a create of InfraredCamera takes."""

    condition: Condition
    notes: list[Note]
    price: Decimal | None
    tag: str
    model: str | None
    resolution: int | None
    coldest: float | None
    readings: Sequence[Reading]
    replacement: Instrument | RequestBuilder[Any]
