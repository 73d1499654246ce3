"""A small client as the generator would write it, for tests of the runtime alone."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict, TypeVar, Unpack
from uuid import UUID

import anyio
import httpx

from odata2py.runtime.access import (
    Creatable,
    Deletable,
    Gettable,
    Listable,
    Updatable,
)
from odata2py.runtime.batch import AsyncBatch, SyncBatch
from odata2py.runtime.client import AsyncClient, Cloud, ServiceProfile, SyncClient
from odata2py.runtime.decoding import EntityReader, PageReader, ValueReader
from odata2py.runtime.edm import Int64
from odata2py.runtime.enums import OpenEnum
from odata2py.runtime.lazy import lazy_model
from odata2py.runtime.media import OCTETS, MediaCreatable, MediaRequestBuilder
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
from odata2py.runtime.reading import Mismatch, Reading, read_nothing
from odata2py.runtime.request import UNSET, Reader, Request, Unset
from odata2py.runtime.roots import Root
from odata2py.runtime.urls import Conventions
from servers import TLS

if TYPE_CHECKING:
    from odata2py.runtime.content import AnyContent

    Author: TypeAlias = "Writer"
else:
    Author = lazy_model(__name__, "library", "Writer")


class Genre(OpenEnum, odata_type="library.genre"):
    NOVEL = "novel"
    POETRY = "poetry"


class Publisher(ODataModel):
    odata_type = "library.publisher"

    name: str | None = Property("name")
    city: str | None = Property("city")
    founded: dt.date | None = Property("founded")


class Writer(ODataModel):
    odata_type = "library.writer"

    id: str = Property("id", key=True)
    name: str | None = Property("displayName")


class Item(ODataModel):
    odata_type = "library.item"
    odata_derived = {
        "library.book": "library:Book",
        "library.recording": "library:Recording",
    }

    id: str = Property("id", key=True)
    acquired: dt.datetime | None = Property("acquired", computed=True)


class Book(Item):
    odata_type = "library.book"

    title: str | None = Property("title", pattern="^[A-Z].*$")
    genre: Genre | None = Property("genre")
    isbn: str | None = Property("isbn", immutable=True)
    pages: int | None = Property("pages")
    loans: Int64 | None = Property("loans")
    rating: float | None = Property("rating")
    price: Decimal | None = Property("price")
    lent: bool | None = Property("lent")
    printed: dt.date | None = Property("printed")
    opens: dt.time | None = Property("opens")
    term: dt.timedelta | None = Property("term")
    copy_id: UUID | None = Property("copyId")
    cover: bytes | None = Property("cover")
    tags: list[str] = Property("tags")
    publisher: Publisher | None = Property("publisher")
    editions: list[Publisher] = Property("editions")
    author: Author | None = Navigation("author")
    readers: list[Author] = Navigation("readers")


class Recording(Item):
    odata_type = "library.recording"

    minutes: int | None = Property("minutes")


class Shelf(ODataModel):
    """A complex type that holds values whose declared type is a base."""

    odata_type = "library.shelf"

    label: str | None = Property("label")
    best: Item | None = Property("best")
    items: list[Item] = Property("items")


class Room(ODataModel):
    """An entity of which nothing can be null."""

    odata_type = "library.room"

    id: str = Property("id", key=True)
    seats: int = Property("seats")
    opened: dt.date = Property("opened")
    note: Any = Property("note")
    shelf: Shelf = Property("shelf")
    keeper: Author = Navigation("keeper")


class BookValues(TypedDict, total=False):
    id: str
    title: str | None
    genre: Genre | None
    isbn: str | None
    pages: int | None
    tags: list[str]
    publisher: Publisher | None


class BookRequestBuilder(Gettable[ModeT, Book], Deletable[ModeT], Updatable[ModeT]):
    __slots__ = ()

    @property
    def _model(self) -> type[Book]:
        return Book

    @operation
    def update(
        self, body: Book | BookValues | None = None, /, **values: Unpack[BookValues]
    ) -> Request[Book | None]:
        return self._update(Book, body, values)

    @property
    def scan(self) -> MediaRequestBuilder[ModeT]:
        return MediaRequestBuilder(*self._below("scan"))

    @operation
    def lend(
        self,
        *,
        to: str,
        until: dt.date | None | Unset = UNSET,
        with_: Item | None | Unset = UNSET,
    ) -> Request[None]:
        """Lend the book."""
        parameters = {"to": to, "until": until, "with": with_}
        return self._action("lend", parameters, read_nothing)

    @listing
    def find_similar(self, *, limit: int) -> Request[Page[Book]]:
        return self._action("findSimilar", {"limit": limit}, PageReader(Book))

    @operation
    def count_loans(
        self,
        *,
        since: dt.date | None | Unset = UNSET,
        by: str | None | Unset = UNSET,
    ) -> Request[int]:
        parameters = {"since": since, "by": by}
        return self._function("countLoans", parameters, ValueReader[int](int))


class WriterRequestBuilder(Updatable[ModeT]):
    __slots__ = ()

    @operation
    def update(self, body: Writer) -> Request[Writer | None]:
        return self._update(Writer, body, {})


class BookCollectionRequestBuilder(
    Listable[ModeT, Book], Creatable[ModeT], MediaCreatable[ModeT]
):
    __slots__ = ()

    @property
    def _model(self) -> type[Book]:
        return Book

    def __getitem__(self, key: Any) -> BookRequestBuilder[ModeT]:
        return BookRequestBuilder(*self._item(key))

    @operation
    def create(
        self, body: Book | BookValues | None = None, /, **values: Unpack[BookValues]
    ) -> Request[Book]:
        return self._create(Book, body, values)

    @operation
    def create_media(
        self, content: AnyContent, *, content_type: str = OCTETS
    ) -> Request[Book]:
        return self._create_media(Book, content, content_type)


class ItemRequestBuilder(Gettable[ModeT, Item], Updatable[ModeT]):
    __slots__ = ()

    @property
    def _model(self) -> type[Item]:
        return Item

    @operation
    def update(self, body: Item, /) -> Request[Item | None]:
        return self._update(Item, body, {})


class ItemCollectionRequestBuilder(Listable[ModeT, Item], Creatable[ModeT]):
    """A collection that is declared with a base type."""

    __slots__ = ()

    @property
    def _model(self) -> type[Item]:
        return Item

    def __getitem__(self, key: str) -> ItemRequestBuilder[ModeT]:
        return ItemRequestBuilder(*self._item(key))

    @operation
    def create(self, body: Item, /) -> Request[Item]:
        return self._create(Item, body, {})


class RoomRequestBuilder(Gettable[ModeT, Room], Updatable[ModeT]):
    __slots__ = ()

    @property
    def _model(self) -> type[Room]:
        return Room

    @operation
    def update(self, body: Room, /) -> Request[Room | None]:
        return self._update(Room, body, {})


class LibraryRequests(Root[ModeT]):
    __slots__ = ()

    @property
    def books(self) -> BookCollectionRequestBuilder[ModeT]:
        return BookCollectionRequestBuilder(*self._below("books"))

    @property
    def items(self) -> ItemCollectionRequestBuilder[ModeT]:
        return ItemCollectionRequestBuilder(*self._below("items"))

    @property
    def writers(self) -> WriterRequestBuilder[ModeT]:
        return WriterRequestBuilder(*self._below("writers/w1"))

    @property
    def room(self) -> RoomRequestBuilder[ModeT]:
        return RoomRequestBuilder(*self._below("room"))


PROFILE = ServiceProfile(
    clouds={"here": Cloud("https://library.example/", ("library/.default",))},
    conventions=Conventions(
        key_as_segment=True,
        preferences=("tidy",),
        query_headers={"$count": {"ConsistencyLevel": "eventual"}},
    ),
    request_id_headers=("x-exchange",),
    batch_size=3,
)


class LibraryBatch(SyncBatch, LibraryRequests[Batch]):
    pass


class AsyncLibraryBatch(AsyncBatch, LibraryRequests[Batch]):
    pass


class LibraryClient(SyncClient, LibraryRequests[Sync]):
    profile = PROFILE

    @property
    def prepare(self) -> LibraryRequests[Prepare]:
        return LibraryRequests(self._prepare_tree, options=self._options)

    @property
    def with_response(self) -> LibraryRequests[SyncResponse]:
        return LibraryRequests(self._response_tree, options=self._options)

    def batch(self, *, concurrency: int = 4) -> LibraryBatch:
        return LibraryBatch(self, concurrency)


class AsyncLibraryClient(AsyncClient, LibraryRequests[Async]):
    profile = PROFILE

    @property
    def prepare(self) -> LibraryRequests[Prepare]:
        return LibraryRequests(self._prepare_tree, options=self._options)

    @property
    def with_response(self) -> LibraryRequests[AsyncResponse]:
        return LibraryRequests(self._response_tree, options=self._options)

    def batch(self, *, concurrency: int = 4) -> AsyncLibraryBatch:
        return AsyncLibraryBatch(self, concurrency)


class ParenthesesClient(LibraryClient):
    """The same service, with keys in parentheses."""

    profile = replace(PROFILE, conventions=Conventions())


R = TypeVar("R")
ModelT = TypeVar("ModelT", bound=ODataModel)


def received(read: Reader[R], body: Any, reading: Reading | None = None) -> R:
    """What a reader makes of an answer: JSON data, or the bytes of its text."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    asked = httpx.Request("GET", "http://library.test/odata/room/books?$top=2")
    return read(
        httpx.Response(200, content=content, request=asked), reading or Reading()
    )


def read_one(model: type[ModelT], body: Any) -> tuple[ModelT, list[Mismatch]]:
    """A model out of an answer, and the mismatches that were reported."""
    reported: list[Mismatch] = []
    return received(EntityReader(model), body, Reading(reported.append)), reported


def run(
    kind: str,
    root: str,
    call: Callable[[Any], Any],
    *,
    clients: tuple[type[SyncClient], type[AsyncClient]] = (
        LibraryClient,
        AsyncLibraryClient,
    ),
    **settings: Any,
) -> Any:
    """What a call on a client returns: "sync", or awaited on "asyncio" or "trio".

    Listings become lists.
    """
    of_kind, of_async_kind = clients
    settings = {"service_root": root, **settings}
    if kind == "sync":
        http = httpx.Client(verify=TLS)
        with http, of_kind(http_client=http, **settings) as c:
            result = call(c)
            return list(result) if isinstance(result, Pager) else result

    async def run_async() -> Any:
        http = httpx.AsyncClient(verify=TLS)
        async with http, of_async_kind(http_client=http, **settings) as c:
            result = call(c)
            if isinstance(result, AsyncPager):
                return [item async for item in result]
            return await result if isinstance(result, Awaitable) else result

    return anyio.run(run_async, backend=kind)
