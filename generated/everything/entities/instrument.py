"""The type polar.Instrument."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypedDict

from .._runtime.builders import RequestBuilder
from .._runtime.lazy import lazy_model
from .._runtime.models import Navigation, Property
from ..enums.condition import Condition
from .asset import Asset
from .note import Note

if TYPE_CHECKING:
    from .reading import Reading
else:
    Reading = lazy_model(__name__, ".reading", "Reading")


class Instrument(Asset):
    """Something that measures."""

    odata_type = "polar.Instrument"
    odata_derived = {
        "polar.Camera": ".camera:Camera",
        "polar.InfraredCamera": ".infrared_camera:InfraredCamera",
    }

    model: str | None = Property("model")

    readings: list[Reading] = Navigation("readings")

    replacement: Instrument | None = Navigation("replacement")


class InstrumentUpdate(TypedDict, total=False):
    """What an update of Instrument takes."""

    condition: Condition
    notes: list[Note]
    price: Decimal | None
    model: str | None
    replacement: RequestBuilder[Any]


class InstrumentCreate(TypedDict, total=False):
    """What a create of Instrument takes."""

    condition: Condition
    notes: list[Note]
    price: Decimal | None
    tag: str
    model: str | None
    readings: Sequence[Reading]
    replacement: Instrument | RequestBuilder[Any]
