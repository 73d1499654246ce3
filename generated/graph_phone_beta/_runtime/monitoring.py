"""Operations that go on after their first answer, and the monitors that tell of them.

Specification: OData Protocol 4.01, sections 8.2.8.8, 8.3.1 and 11.6 (asynchronous
requests).
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx

from . import jsontext
from .envelope import malformed
from .errors import MalformedResponseError, ServiceError, StillRunningError
from .exchange import BARE, Flow, Service, Sleep, exchange
from .origins import is_web, origin_text
from .reading import Reading
from .request import AnyRequest, Monitor, Request
from .retry import retry_after

R = TypeVar("R")

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
"""Seconds between two looks at a monitor that does not say when to come again."""


@dataclass(frozen=True, slots=True)
class States:
    """What monitors that answer 200 all the time say in ``status``; in any case.

    running: while the operation goes on; failed: when it has ended without success.
    """

    running: Collection[str] = ()
    failed: Collection[str] = ()


def finished(
    request: AnyRequest, service: Service, states: States, timeout: float | None
) -> Flow:
    """Send the request, wait until what it began has ended, return how that ended.

    The answer is the one that the request would have had at once. timeout: seconds.

    Raises what ``exchange`` raises, for the operation as well, and StillRunningError
    when the time is over, or would be before the service wants to be asked again.
    """
    deadline = math.inf if timeout is None else time.monotonic() + timeout
    pauses = _pauses()
    answer = yield from exchange(request, service)
    asked = answer.request
    monitor = _next_look(request, answer, service, states)
    while monitor is not None:
        left = deadline - time.monotonic()
        wait = retry_after(answer.headers)
        if wait is None:
            wait = min(next(pauses), left)
        if left <= 0 or wait > left:
            raise still_running(monitor)
        yield Sleep(wait)
        answer = yield from exchange(monitor, service)
        monitor = _next_look(monitor, answer, service, states)
    return _result(answer, asked, service)


def _pauses() -> Iterator[float]:
    pause = FIRST_PAUSE
    while True:
        yield pause
        pause = min(2 * pause, LONGEST_PAUSE)


def _next_look(
    request: Request[R], answer: httpx.Response, service: Service, states: States
) -> Monitor[R] | None:
    """The request that asks again after this answer; None where the end is reached."""
    at_monitor = request if isinstance(request, Monitor) else None
    if answer.status_code == 202:
        return monitor_of(request, answer) or at_monitor
    if at_monitor is None or not (states.running or states.failed):
        return None
    data = _object(answer.content)
    status = str(data.get("status")).casefold()
    if status in map(str.casefold, states.failed):
        raise _failure(answer, data, service)
    return at_monitor if status in map(str.casefold, states.running) else None


def _object(content: bytes) -> Mapping[str, Any]:
    try:
        data = jsontext.load(content)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def _failure(
    answer: httpx.Response, data: Mapping[str, Any], service: Service
) -> ServiceError:
    error = service.error(answer)
    if isinstance(data.get("error"), dict):
        return error
    return ServiceError(
        answer,
        f"the operation has ended: {data['status']}",
        request_id=error.request_id,
        client_request_id=error.client_request_id,
    )


def monitor_of(request: Request[R], answer: httpx.Response) -> Monitor[R] | None:
    """The request of the monitor that an answer names; None where it names none.

    Its result is read as that of the request. Raises MalformedResponseError for what is
    no URL of http or https.
    """
    headers = answer.headers
    place = headers.get("location") or headers.get("operation-location")
    if not place:
        return None
    try:
        url = answer.request.url.join(place)
    except httpx.InvalidURL as error:
        raise malformed(answer, f"unreadable monitor: {error}") from error
    if not is_web(url):
        raise malformed(answer, "the monitor is at no http or https URL")
    return Monitor(
        "GET",
        str(url),
        request.read,
        _headers_for_monitor(request.headers),
        options=request.options,
        root=request.root,
        bare=BARE in answer.request.extensions,
    )


def _headers_for_monitor(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers that are not about the body, the state or the time of a request."""
    kept = {
        name: value
        for name, value in headers.items()
        if not name.lower().startswith(("content-", "if-"))
    }
    for name, value in kept.items():
        if name.lower() == "prefer":
            kept[name] = _HASTE.sub("", value).lstrip(", ")
    return {name: value for name, value in kept.items() if value}


_HASTE = re.compile(r"(^|,)\s*(odata\.)?(respond-async|wait\s*=[^,]*)\s*(?=,|$)", re.I)


def still_running(monitor: Monitor[Any]) -> StillRunningError:
    """The exception for an operation whose end is not awaited."""
    # The rest of a monitor's URL may be what grants access to it.
    where = origin_text(httpx.URL(monitor.url))
    return StillRunningError(
        f"the operation goes on; its monitor is at {where}", monitor
    )


def read_accepted(
    request: Request[R], answer: httpx.Response, reading: Reading
) -> R | None:
    """What a 202 without content gives to a call that does not wait.

    Raises StillRunningError where a result was expected, and the answer has a monitor.
    """
    monitor = monitor_of(request, answer)
    if monitor is None:
        return request.read(answer, reading)
    try:
        result = request.read(answer, reading)
    except MalformedResponseError:
        raise still_running(monitor) from None
    if result is not None:
        raise still_running(monitor)
    return None


def _result(
    answer: httpx.Response, asked: httpx.Request, service: Service
) -> httpx.Response:
    """The answer to what was asked, out of the last answer of its monitor."""
    media_type = answer.headers.get("content-type", "").partition(";")[0]
    if "asyncresult" in answer.headers:
        result = _described(answer, asked)
    elif media_type.strip().lower() == "application/http":
        result = _enclosed(answer, asked)
    else:
        return answer
    if not result.is_success:
        raise service.error(result)
    return result


def _described(answer: httpx.Response, asked: httpx.Request) -> httpx.Response:
    """The form of 4.01: the status stands in a header, the rest is the result's own."""
    headers = [
        (name, value)
        for name, value in answer.headers.multi_items()
        if name not in _OF_TRANSFER
    ]
    status = _status(answer, answer.headers["asyncresult"])
    return httpx.Response(
        status, headers=headers, content=answer.content, request=asked
    )


def _enclosed(answer: httpx.Response, asked: httpx.Request) -> httpx.Response:
    """The form of 4.0: the body is the result's HTTP answer (RFC 9112, 2.1)."""
    from .multipart import answer_to

    try:
        return answer_to(asked, answer.content)
    except ValueError as error:
        raise malformed(answer, f"the monitor's answer encloses {error}") from error


_OF_TRANSFER = (
    "content-length",
    "transfer-encoding",
    "content-encoding",
    "asyncresult",
)


def _status(answer: httpx.Response, text: str) -> int:
    if not re.fullmatch("[1-5][0-9][0-9]", text.strip()):
        raise malformed(answer, "the result has no status")
    return int(text)
