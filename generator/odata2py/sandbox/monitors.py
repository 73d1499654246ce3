"""Requests that are carried out later, and the resources that tell how far they are.

OData Protocol 4.01, sections 8.2.8.8 (respond-async), 8.3.1 (AsyncResult) and 11.6
(asynchronous requests).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from msgspec import Struct, field
from starlette.datastructures import Headers
from starlette.responses import Response

from odata2py.sandbox.errors import method_not_allowed, not_found
from odata2py.sandbox.exchange import Received, preferences

SEGMENT = "$monitors"
MESSAGE = "application/http"

Work = Callable[[], Awaitable[Response]]


class Monitor(Struct):
    """A request that waits for its turn: ``polls`` answers come before the final one.

    It is carried out when the final answer is asked for, so that nothing has happened
    where it is cancelled.
    """

    work: Work
    polls: int
    answer: Response | None = None


class Monitors(Struct):
    """The status monitors of a service; ``retry_after`` is in seconds."""

    polls: int
    retry_after: int
    waiting: dict[str, Monitor] = field(default_factory=dict)
    made: int = 0

    def accept(self, work: Work, base: str) -> Response:
        """The answer 202 to a request that will be carried out later."""
        self.made += 1
        name = str(self.made)
        self.waiting[name] = Monitor(work, self.polls)
        answer = self._accepted(f"{base}/{SEGMENT}/{name}")
        answer.headers["Preference-Applied"] = "respond-async"
        return answer

    async def respond(self, received: Received, name: str, base: str) -> Response:
        """The answer to a request to a status monitor."""
        if name not in self.waiting:
            raise not_found("There is no such status monitor.")
        if received.method == "DELETE":
            del self.waiting[name]
            return Response(status_code=204)
        if received.method != "GET":
            raise method_not_allowed(received.method, ["GET", "DELETE"])
        monitor = self.waiting[name]
        if monitor.polls > 0:
            monitor.polls -= 1
            return self._accepted(f"{base}/{SEGMENT}/{name}")
        if monitor.answer is None:
            monitor.answer = await monitor.work()
        if _wants_message(received.headers):
            return Response(_message(monitor.answer), media_type=MESSAGE)
        return _result(monitor.answer)

    def clear(self) -> None:
        self.waiting.clear()

    def _accepted(self, url: str) -> Response:
        headers = {"Location": url, "Retry-After": str(self.retry_after)}
        return Response(status_code=202, headers=headers)


def is_wanted(received: Received) -> bool:
    """Whether the client prefers to be answered later."""
    return "respond-async" in preferences(received.headers)


def _wants_message(headers: Headers) -> bool:
    """Whether the final answer is a whole HTTP message: 4.0 has nothing else."""
    accept = headers.get("accept", "*/*").lower()
    before_4_01 = headers.get("odata-maxversion", "4.0").strip() == "4.0"
    return MESSAGE in accept or (before_4_01 and accept.strip() == "*/*")


def _result(answer: Response) -> Response:
    headers = {n: v for n, v in answer.headers.items() if n != "content-length"}
    headers["AsyncResult"] = str(answer.status_code)
    return Response(bytes(answer.body), 200, headers)


def _message(answer: Response) -> bytes:
    status = answer.status_code
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
    lines += [f"{name}: {value}" for name, value in answer.headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + bytes(answer.body)
