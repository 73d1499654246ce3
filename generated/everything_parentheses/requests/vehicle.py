"""Requests for polar.Vehicle."""

from __future__ import annotations

from .. import entities
from .._runtime.access import Listable
from .._runtime.modes import ModeT


class VehicleCollectionRequestBuilder(Listable[ModeT, "entities.Vehicle"]):
    """Requests for a collection of Vehicle."""

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Vehicle]:
        return entities.Vehicle
