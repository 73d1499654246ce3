"""When a request may be sent again, and how long to wait before it."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

REPEATABLE = frozenset({"GET", "HEAD", "PUT", "DELETE"})
NOT_CONNECTED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
NEVER_SENDABLE = (httpx.UnsupportedProtocol, httpx.LocalProtocolError)


@dataclass(frozen=True, slots=True)
class Retry:
    """How often and for how long one request is sent again.

    GET, HEAD, PUT and DELETE are repeated after the statuses 429, 503, 504 and after
    connection failures; POST, PATCH and the rest only where the service cannot have
    done anything: 429, 503 with Retry-After, a connection that was never made.

    attempts: sends in all, the first one included; 1 never repeats.
    max_wait: seconds; the longest single wait. A longer Retry-After ends the retries.
    max_total: seconds from the first send within which the last one starts.
    base: seconds; without Retry-After the n-th wait is drawn between 0 and
        ``base * 2 ** (n - 1)``.

    Raises ValueError where a value cannot be meant.
    """

    attempts: int = 4
    max_wait: float = 60
    max_total: float = 180
    base: float = 0.5

    def __post_init__(self) -> None:
        if self.attempts < 1:
            raise ValueError(f"attempts must be at least 1, not {self.attempts}")
        if min(self.max_wait, self.max_total, self.base) < 0:
            raise ValueError("max_wait, max_total and base must not be negative")


class Attempts:
    """What one exchange has used up of its ``Retry``; None allows one send."""

    __slots__ = ("_began", "_failures", "_retry")

    def __init__(self, retry: Retry | None) -> None:
        self._retry = retry
        self._failures = 0
        self._began = time.monotonic()

    def next_wait(self, asked: float | None = None) -> float | None:
        """The seconds to wait after a failure, or None when no retry is left.

        asked: the seconds that the service asked for.
        """
        retry = self._retry
        self._failures += 1
        if retry is None or self._failures >= retry.attempts:
            return None
        wait = _backoff(retry, self._failures) if asked is None else asked
        spent = time.monotonic() - self._began
        if wait > retry.max_wait or spent + wait > retry.max_total:
            return None
        return wait


def _backoff(retry: Retry, failures: int) -> float:
    # The whole interval is drawn from, so that clients that failed together do not
    # come back together.
    ceiling = min(retry.max_wait, retry.base * 2.0 ** min(failures - 1, 64))
    return random.random() * ceiling


def answer_allows_retry(method: str, response: httpx.Response) -> bool:
    """Whether a request with this error answer may be sent again (RFC 9110, 9.2.2)."""
    status = response.status_code
    if status == 429:
        return True
    if method in REPEATABLE:
        return status in (503, 504)
    return status == 503 and retry_after(response.headers) is not None


def failure_allows_retry(method: str, error: httpx.RequestError) -> bool:
    """Whether a request that got no answer may be sent again (RFC 9110, 9.2.2)."""
    if isinstance(error, NOT_CONNECTED):
        return True
    return (
        method in REPEATABLE
        and isinstance(error, httpx.TransportError)
        and not isinstance(error, NEVER_SENDABLE)
    )


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that Retry-After asks for, given as such or as a date.

    None where the header is missing or unreadable (RFC 9110, 10.2.3).
    """
    value = headers.get("retry-after")
    if value is None:
        return None
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", value):
        return float(value)
    from datetime import UTC
    from email.utils import parsedate_to_datetime

    try:
        date = parsedate_to_datetime(value)
    except ValueError:
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return max(0.0, date.timestamp() - time.time())
