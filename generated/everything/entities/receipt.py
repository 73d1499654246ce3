"""The type polar.Receipt."""

from __future__ import annotations

from .._runtime.models import ODataModel


class Receipt(ODataModel):
    """Says that something arrived, and nothing else so far."""

    odata_type = "polar.Receipt"
