"""Batches against a scripted server: what answers them, and what sends them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import anyio
import httpx

from library import AsyncLibraryClient, LibraryClient
from servers import QUICK, TLS, Answer, Received, ScriptedServer

Entry = dict[str, Any]
Respond = Callable[[Entry], Any]


def entries(received: Received) -> list[Entry]:
    """The requests in a batch that arrived."""
    assert (received.method, received.target) == ("POST", "/odata/$batch")
    found: list[Entry] = json.loads(received.body)["requests"]
    return found


def urls(server: ScriptedServer) -> list[list[str]]:
    """What arrived: the URLs of each batch."""
    return [[entry["url"] for entry in entries(received)] for received in server.log]


def ok(body: Any = None, status: int = 200, **headers: str) -> Entry:
    """An answer to one request of a batch."""
    answer: Entry = {"status": status, "headers": headers}
    if body is not None:
        answer["body"] = body
        answer["headers"] = {"content-type": "application/json", **headers}
    return answer


def error(status: int, code: str = "odd", **headers: str) -> Entry:
    return ok({"error": {"code": code, "message": "no"}}, status, **headers)


def book(entry: Entry) -> Entry:
    """Every key has a book."""
    return ok({"id": entry["url"].rpartition("/")[2], "title": "T"})


def batch_of(respond: Respond = book) -> Callable[[Received], Answer]:
    """A step that answers a batch, last request first.

    respond: gives the answer to one request, a list of any number of them, or None.
    """

    def answer(received: Received) -> Answer:
        responses = []
        for entry in reversed(entries(received)):
            found = respond(entry)
            for each in found if isinstance(found, list) else [found]:
                if each is not None:
                    responses.append({"id": entry["id"], **each})
        text = json.dumps({"responses": responses})
        return Answer(200, text.encode(), {"content-type": "application/json"})

    return answer


def send(
    kind: str,
    root: str,
    fill: Callable[[Any], Any],
    *,
    concurrency: int = 4,
    **settings: Any,
) -> Any:
    """Send a batch on "sync", "asyncio" or "trio"; returns what ``fill`` returned."""
    settings = {"service_root": root, "retry": QUICK, **settings}
    if kind == "sync":
        http = httpx.Client(verify=TLS)
        with (
            http,
            LibraryClient(http_client=http, **settings) as client,
            client.batch(concurrency=concurrency) as batch,
        ):
            return fill(batch)

    async def main() -> Any:
        http = httpx.AsyncClient(verify=TLS)
        async with (
            http,
            AsyncLibraryClient(http_client=http, **settings) as client,
            client.batch(concurrency=concurrency) as batch,
        ):
            return fill(batch)

    return anyio.run(main, backend=kind)
