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
    http_response: the answer as httpx gave it;
    request_id_headers: where the service names the exchange, in order of preference.
    """

    result: ResultT_co
    http_response: httpx.Response
    request_id_headers: tuple[str, ...] = ()

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
        names = (self.headers.get(header) for header in self.request_id_headers)
        return next(filter(None, names), None)
