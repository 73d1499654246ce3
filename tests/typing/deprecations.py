"""Deprecations as the generator would write them, and what type checkers see of them.

Nothing here is ever run. Both type checkers must speak of the lines with a comment
``deprecated``, and of no others, and tell the reason where it says so (see
test_deprecations).
"""

from __future__ import annotations

from typing import assert_type

from typing_extensions import deprecated

from odata2py.runtime.builders import RequestBuilder
from odata2py.runtime.decoding import PageReader
from odata2py.runtime.deprecation import Deprecated
from odata2py.runtime.edm import Int64
from odata2py.runtime.models import Navigation, ODataModel, Property
from odata2py.runtime.modes import (
    Async,
    AsyncResponse,
    Batch,
    ModeT,
    Prepare,
    Sync,
    SyncResponse,
)
from odata2py.runtime.operations import listing, operation
from odata2py.runtime.paging import AsyncPager, Page, Pager
from odata2py.runtime.pending import Pending
from odata2py.runtime.reading import read_nothing
from odata2py.runtime.request import Request
from odata2py.runtime.response import Response


class Shelf(ODataModel):
    id: str = Property("id", key=True)
    wood: Deprecated[str | None] = Property("wood", deprecated="THE REASON")
    size: Deprecated[Int64] = Property("size", deprecated="THE REASON")
    shelves: Deprecated[list[Shelf]] = Navigation("shelves", deprecated="THE REASON")


class WallShelf(Shelf):
    height: int | None = Property("height")


class ShelfRequestBuilder(RequestBuilder[ModeT]):
    @property
    @deprecated("THE REASON")
    def attic(self) -> ShelfRequestBuilder[ModeT]:
        return ShelfRequestBuilder(*self._below("attic"))

    @operation
    @deprecated("THE REASON")
    def dust(self, *, hard: bool) -> Request[None]:
        return self._action("dust", {"hard": hard}, read_nothing)

    @listing
    @deprecated("THE REASON")
    def worn(self) -> Request[Page[Shelf]]:
        return self._function("worn", {}, PageReader(Shelf))

    @operation
    def sort(self) -> Request[None]:
        return self._action("sort", {}, read_nothing)


def calls(
    sync: ShelfRequestBuilder[Sync],
    batch: ShelfRequestBuilder[Batch],
    prepare: ShelfRequestBuilder[Prepare],
    response: ShelfRequestBuilder[SyncResponse],
) -> None:
    sync.sort()
    assert_type(sync.attic, ShelfRequestBuilder[Sync])  # deprecated, and why
    sync.dust(hard=True)  # deprecated, and why
    sync.with_options(timeout=9).dust(hard=True)  # deprecated, and why
    assert_type(sync.worn(), Pager[Shelf])  # deprecated, and why
    assert_type(batch.dust(hard=True), Pending[None])  # deprecated, and why
    assert_type(prepare.dust(hard=True), Request[None])  # deprecated, and why
    assert_type(response.worn(), Response[Page[Shelf]])  # deprecated, and why


async def async_calls(
    tree: ShelfRequestBuilder[Async], response: ShelfRequestBuilder[AsyncResponse]
) -> None:
    await tree.sort()
    assert_type(await tree.dust(hard=True), None)  # deprecated, and why
    assert_type(tree.worn(), AsyncPager[Shelf])  # deprecated, and why
    assert_type(await response.dust(hard=True), Response[None])  # deprecated, and why


def properties() -> None:
    shelf = WallShelf(id="s1", wood="oak", size=5, shelves=[Shelf()], height=2)
    assert_type(shelf.id, str)
    assert_type(shelf.height, int | None)
    assert_type(shelf.wood, str | None)  # deprecated
    assert_type(shelf.size, int)  # deprecated
    assert_type(shelf.shelves, list[Shelf])  # deprecated
    shelf.wood = None


def mistakes(tree: ShelfRequestBuilder[Prepare], shelf: Shelf) -> None:
    shelf.wood = 5  # type: ignore[assignment]
    Shelf(wood=5)  # type: ignore[arg-type]
    shelf.wod = 5  # type: ignore[attr-defined]
