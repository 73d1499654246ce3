"""Faults on demand: answers that go wrong in the way that a test needs."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from odata2py.sandbox.exchange import Received
from odata2py.sandbox.primitives import Json

DROP = "drop_connection"
"""Where a server puts the function that drops a connection, in the scope's state."""


class Fault(Struct, frozen=True):
    """What goes wrong with the next requests that match.

    With a ``status`` the request is answered with it and not carried out. ``drop``
    closes the connection instead of answering: before the request was carried out, or
    after (the lost answer). ``delay`` in seconds comes before anything else; alone it
    leaves the request as it is. ``method`` and ``path`` (a regular expression searched
    in path and query) choose the requests, ``times`` says how many.

    The requests in a batch are requests as well: ``drop`` leaves the answer to one out,
    ``double`` answers it twice. ``shuffle`` turns the answers of a batch around; it is
    for the batch itself, whose path ends with ``$batch``. A fault for any path befalls
    the batch itself, which comes first.
    """

    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Json | bytes = b""
    delay: float = 0
    drop: Literal["before", "after"] | None = None
    double: bool = False
    shuffle: bool = False
    times: int = 1
    method: str = ""
    path: str = ""

    def matches(self, request: Received) -> bool:
        return self.method in ("", request.method) and (
            re.search(self.path, request.path) is not None
        )

    def response(self) -> Response | None:
        """The answer that takes the place of the service's own, if any."""
        if self.status is None:
            return None
        if isinstance(self.body, bytes):
            return Response(self.body, self.status, self.headers)
        text = json.dumps(self.body)
        return Response(text, self.status, self.headers, media_type="application/json")


class Faults(Struct):
    """The faults to come, in the order in which they were added."""

    waiting: list[tuple[Fault, int]] = field(default_factory=list)

    def add(self, *faults: Fault) -> None:
        self.waiting.extend((fault, fault.times) for fault in faults)

    def clear(self) -> None:
        self.waiting.clear()

    def take(self, request: Received) -> Fault | None:
        """The first fault that matches; it counts as used."""
        for place, (fault, times) in enumerate(self.waiting):
            if fault.matches(request):
                rest = [(fault, times - 1)] if times > 1 else []
                self.waiting[place : place + 1] = rest
                return fault
        return None


async def drop_connection(scope: Scope, receive: Receive, send: Send) -> None:
    """Close the connection without an answer; an ASGI application."""
    drop = scope.get("state", {}).get(DROP)
    if drop is None:
        raise ConnectionError("the connection was dropped on demand")
    drop()
    # The server would send an error if this ended before it saw the connection go.
    while (await receive())["type"] != "http.disconnect":
        await asyncio.sleep(0)
