"""Enumerations; a name imports its module when first used."""

from __future__ import annotations

from .._runtime.lazy import lazy_names

__getattr__, __dir__ = lazy_names(
    __name__,
    """
    alarm_level: AlarmLevel
    condition: Condition
    season: Season
    skills: Skills
    slope: Slope
    """,
)
