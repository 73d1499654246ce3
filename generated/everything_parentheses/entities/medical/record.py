"""The type polar.medical.Record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypedDict

from ..._runtime.lazy import lazy_model
from ..._runtime.models import Navigation, ODataModel, Property

if TYPE_CHECKING:
    from .sample import Sample
else:
    Sample = lazy_model(__name__, ".sample", "Sample")


class Record(ODataModel):
    """What the doctor writes down."""

    odata_type = "polar.medical.Record"

    blood_group: str | None = Property("bloodGroup")

    samples: list[Sample] = Navigation("samples")


class RecordUpdate(TypedDict, total=False):
    """What an update of Record takes."""

    blood_group: str | None


class RecordCreate(RecordUpdate, total=False):
    """What a create of Record takes."""

    samples: Sequence[Sample]
