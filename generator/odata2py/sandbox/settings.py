"""How a service behaves where the specification leaves a choice."""

from __future__ import annotations

from msgspec import Struct


class Settings(Struct, frozen=True):
    """The choices of a service.

    ``page_size`` is how many items a page has at most, ``keys_as_segments`` is how
    URLs are written, ``etags`` is whether entities have entity tags, ``upserts`` is
    whether PATCH and PUT create entities that there are not, ``fills_in`` is whether
    the service has values for what a body lacks and cannot be null.
    """

    page_size: int = 100
    keys_as_segments: bool = False
    etags: bool = False
    upserts: bool = False
    fills_in: bool = False
