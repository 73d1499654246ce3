"""The type polar.Vehicle."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TypedDict

from .._runtime.models import Property
from ..enums.condition import Condition
from .asset import Asset
from .note import Note


class Vehicle(Asset):
    """The type polar.Vehicle."""

    odata_type = "polar.Vehicle"

    fuel: str | None = Property("fuel")

    seats: int = Property("seats")


class VehicleUpdate(TypedDict, total=False):
    """What an update of Vehicle takes."""

    condition: Condition
    notes: list[Note]
    price: Decimal | None
    fuel: str | None
    seats: int


class VehicleCreate(VehicleUpdate, total=False):
    """What a create of Vehicle takes."""

    tag: str


class VehicleFuel(StrEnum):
    """Values of ``Vehicle.fuel``."""

    DIESEL = "D"
    """Arctic diesel."""

    ELECTRICITY = "E"
