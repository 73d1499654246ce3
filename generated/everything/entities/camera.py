"""The type polar.Camera."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypedDict

from .._runtime.builders import RequestBuilder
from .._runtime.lazy import lazy_model
from .._runtime.models import Property
from ..enums.condition import Condition
from .instrument import Instrument
from .note import Note

if TYPE_CHECKING:
    from .reading import Reading
else:
    Reading = lazy_model(__name__, ".reading", "Reading")


class Camera(Instrument):
    """The type polar.Camera."""

    odata_type = "polar.Camera"
    odata_derived = {
        "polar.InfraredCamera": ".infrared_camera:InfraredCamera",
    }

    resolution: int | None = Property("resolution")


class CameraUpdate(TypedDict, total=False):
    """What an update of Camera takes."""

    condition: Condition
    notes: list[Note]
    price: Decimal | None
    model: str | None
    resolution: int | None
    replacement: RequestBuilder[Any]


class CameraCreate(TypedDict, total=False):
    """What a create of Camera takes."""

    condition: Condition
    notes: list[Note]
    price: Decimal | None
    tag: str
    model: str | None
    resolution: int | None
    readings: Sequence[Reading]
    replacement: Instrument | RequestBuilder[Any]
