"""The ways to run the requests of a builder tree.

The tree is generic in one of these classes; they have no instances. What a call returns
follows from them, in ``operations``.
"""

from __future__ import annotations

from typing import TypeVar


class Sync:
    """Calls send the request and return its result."""


class Async:
    """Calls return a coroutine of the result."""


class Batch:
    """Calls add the request to a batch and return its pending result."""


class Prepare:
    """Calls return the request itself, to inspect, keep or send later."""


class SyncResponse:
    """Calls send the request and return its result with status and headers."""


class AsyncResponse:
    """As ``SyncResponse``, awaited."""


ModeT = TypeVar("ModeT")
