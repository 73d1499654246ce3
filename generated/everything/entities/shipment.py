"""The type polar.Shipment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypedDict

from .._runtime.lazy import lazy_model
from .._runtime.models import Navigation, ODataModel, Property

if TYPE_CHECKING:
    from .item import Item
else:
    Item = lazy_model(__name__, ".item", "Item")


class Shipment(ODataModel):
    """What a ship brings or takes away."""

    odata_type = "polar.Shipment"

    class_: str | None = Property("class")

    etag: str | None = Property("etag")

    from_: str | None = Property("from")

    id: str = Property("id", key=True)

    list_: list[str] = Property("list")

    type: str | None = Property("type")

    items: list[Item] = Navigation("items")


class ShipmentUpdate(TypedDict, total=False):
    """What an update of Shipment takes."""

    class_: str | None
    etag: str | None
    from_: str | None
    list_: list[str]
    type: str | None


class ShipmentCreate(ShipmentUpdate, total=False):
    """What a create of Shipment takes."""

    id: str
    items: Sequence[Item]
