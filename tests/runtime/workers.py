"""What runs in other processes: functions that can be imported there."""

from __future__ import annotations

from typing import Any

from graph_phone import GraphClient, Request


def send(root: str, request: Request[Any]) -> Any:
    """The result of a prepared request, a list of the items where it is a page."""
    with GraphClient("token-of-the-worker", service_root=root) as graph:
        result = graph.send(request)
        return list(graph.pager(result)) if hasattr(result, "next_link") else result


def rename(phone: Any, number: str) -> Any:
    """The phone with another number."""
    phone.phone_number = number
    return phone
