"""The type polar.Asset."""

from __future__ import annotations

from decimal import Decimal
from typing import TypedDict

from .._runtime.models import ODataModel, Property
from ..enums.condition import Condition
from .note import Note


class Asset(ODataModel):
    """Something that the station owns."""

    odata_type = "polar.Asset"
    odata_derived = {
        "polar.Instrument": ".instrument:Instrument",
        "polar.Camera": ".camera:Camera",
        "polar.InfraredCamera": ".infrared_camera:InfraredCamera",
        "polar.Vehicle": ".vehicle:Vehicle",
    }

    condition: Condition = Property("condition")

    notes: list[Note] = Property("notes")

    price: Decimal | None = Property("price")

    tag: str = Property("tag", key=True)
    """What is painted on it."""


class AssetUpdate(TypedDict, total=False):
    """What an update of Asset takes."""

    condition: Condition
    notes: list[Note]
    price: Decimal | None


class AssetCreate(AssetUpdate, total=False):
    """What a create of Asset takes."""

    tag: str
