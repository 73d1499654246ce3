"""What stands around values in an answer: control information of pages.

Specification: OData JSON Format 4.01, section 4.6.
"""

from __future__ import annotations

from typing import Any

import httpx

from .errors import MalformedResponseError
from .paging import Page


def malformed(response: httpx.Response, fault: str) -> MalformedResponseError:
    """The exception for an answer that has this fault."""
    asked = response.request
    return MalformedResponseError(f"{asked.method} {asked.url.path}: {fault}", response)


def page_of(response: httpx.Response, data: dict[str, Any]) -> Page[Any]:
    """The page in an answer.

    data: the answer's members; what is left of them becomes the page's ``extras``.
    """
    return Page(
        data.pop("value"),
        count=_number(_control(data, "count")),
        next_link=_link(response, data, "nextLink"),
        delta_link=_link(response, data, "deltaLink"),
        extras=data,
    )


def _control(data: dict[str, Any], name: str) -> Any:
    """A control information in its 4.0 or 4.01 spelling, taken out of the data."""
    later = data.pop(f"@{name}", None)
    return data.pop(f"@odata.{name}", later)


def _number(count: Any) -> int | None:
    """A count as a number; as an Edm.Int64 it may come as text."""
    return int(count) if isinstance(count, int | str) and str(count).isdigit() else None


def _link(response: httpx.Response, data: dict[str, Any], name: str) -> str | None:
    """A link as an absolute URL.

    A relative one starts from the page's context, if that is given, and that from the
    request (JSON Format 4.01, 4.3).
    """
    link = _control(data, name)
    if not isinstance(link, str) or not link:
        return None
    context = data.get("@odata.context", data.get("@context"))
    base = context if isinstance(context, str) else ""
    try:
        return str(response.request.url.join(base).join(link))
    except httpx.InvalidURL as error:
        raise malformed(response, f"unreadable {name}: {error}") from error
