"""OData's primitive types where a Python type alone does not say enough."""

from __future__ import annotations

from typing import Annotated

INT64 = "Edm.Int64"

Int64 = Annotated[int, INT64]
"""Edm.Int64: JSON may carry it as a number or as a string."""
