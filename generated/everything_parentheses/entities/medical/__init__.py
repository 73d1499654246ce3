"""Entity and complex types; a name imports its module when first used."""

from __future__ import annotations

from ..._runtime.lazy import lazy_names

__getattr__, __dir__ = lazy_names(
    __name__,
    """
    record: Record RecordCreate RecordUpdate
    sample: Sample SampleCreate SampleUpdate
    """,
)
