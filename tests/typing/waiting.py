"""What type checkers know of waiting and of conditions; see ``calls``."""

from __future__ import annotations

from typing import assert_type

from odata2py.runtime.client import AsyncClient, SyncClient
from odata2py.runtime.errors import StillRunningError
from odata2py.runtime.models import ODataModel
from odata2py.runtime.request import Request


class Book(ODataModel):
    pass


def waiting(client: SyncClient, got: Request[Book], done: Request[None]) -> None:
    assert_type(client.wait(got), Book)
    assert_type(client.wait(got, timeout=5), Book)
    assert_type(client.wait(done), None)
    client.wait(got, 5)  # type: ignore[call-arg]


def taking_up(client: SyncClient, error: StillRunningError) -> None:
    client.wait(error.request)


async def waiting_async(client: AsyncClient, got: Request[Book]) -> None:
    assert_type(await client.wait(got, timeout=5), Book)


def conditions(client: SyncClient, book: Book) -> None:
    assert_type(book.odata_etag, str | None)
    assert_type(client.with_options(if_match=book, if_none_match="*"), SyncClient)
    client.with_options(if_match=5)  # type: ignore[arg-type]
    book.odata_etag = "W/1"  # type: ignore[misc]
