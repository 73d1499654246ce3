"""The type polar.Item."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypedDict

from .._runtime.builders import RequestBuilder
from .._runtime.lazy import lazy_model
from .._runtime.models import Navigation, ODataModel, Property

if TYPE_CHECKING:
    from .asset import Asset
else:
    Asset = lazy_model(__name__, ".asset", "Asset")


class Item(ODataModel):
    """The type polar.Item."""

    odata_type = "polar.Item"

    line: int = Property("line", key=True)

    weight: Decimal = Property("weight")

    asset: Asset | None = Navigation("asset")


class ItemUpdate(TypedDict, total=False):
    """What an update of Item takes."""

    weight: Decimal
    asset: RequestBuilder[Any]


class ItemCreate(TypedDict, total=False):
    """What a create of Item takes."""

    line: int
    weight: Decimal
    asset: Asset | RequestBuilder[Any]
