"""A result together with the answer that it came in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import httpx

ResultT_co = TypeVar("ResultT_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Response(Generic[ResultT_co]):
    """What a call returned, and the HTTP answer behind it.

    result: what the call returns without ``with_response``;
    http_response: the answer as httpx gave it.
    """

    result: ResultT_co
    http_response: httpx.Response

    @property
    def status(self) -> int:
        """The HTTP status code."""
        return self.http_response.status_code

    @property
    def headers(self) -> Mapping[str, str]:
        """The answer's headers; names in any case."""
        return self.http_response.headers

    @property
    def request_id(self) -> str | None:
        """The service's own name for the exchange, to give to its support."""
        return self.headers.get("request-id")
