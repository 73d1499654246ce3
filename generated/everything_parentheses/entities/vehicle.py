"""The type polar.Vehicle."""

from __future__ import annotations

from enum import StrEnum

from .._runtime.models import Property
from .asset import Asset


class Vehicle(Asset):
    """The type polar.Vehicle."""

    odata_type = "polar.Vehicle"

    fuel: str | None = Property("fuel")

    seats: int = Property("seats")


class VehicleFuel(StrEnum):
    """Values of ``Vehicle.fuel``."""

    DIESEL = "D"
    """Arctic diesel."""

    ELECTRICITY = "E"
