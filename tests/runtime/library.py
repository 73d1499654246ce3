"""A small client as the generator would write it, for tests of the runtime alone."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TypedDict, Unpack
from uuid import UUID

from odata2py.runtime.access import (
    Creatable,
    Deletable,
    Gettable,
    Listable,
    Updatable,
)
from odata2py.runtime.builders import RequestBuilder
from odata2py.runtime.client import AsyncClient, Cloud, ServiceProfile, SyncClient
from odata2py.runtime.edm import Int64
from odata2py.runtime.enums import OpenEnum
from odata2py.runtime.lazy import lazy_model
from odata2py.runtime.models import Navigation, ODataModel, Property
from odata2py.runtime.modes import Async, ModeT, Prepare, Sync
from odata2py.runtime.operations import operation
from odata2py.runtime.request import Request
from odata2py.runtime.urls import Conventions

Author = lazy_model(__name__, "library", "Writer")


class Genre(OpenEnum):
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
    odata_derived = {"library.book": "library:Book"}

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
        self, body: Book | None = None, /, **values: Unpack[BookValues]
    ) -> Request[Book | None]:
        return self._update(Book, body, values)


class WriterRequestBuilder(Updatable[ModeT]):
    __slots__ = ()

    @operation
    def update(self, body: Writer) -> Request[Writer | None]:
        return self._update(Writer, body, {})


class BookCollectionRequestBuilder(Listable[ModeT, Book], Creatable[ModeT]):
    __slots__ = ()

    @property
    def _model(self) -> type[Book]:
        return Book

    def __getitem__(self, key: str) -> BookRequestBuilder[ModeT]:
        return BookRequestBuilder(*self._item(key))

    @operation
    def create(
        self, body: Book | None = None, /, **values: Unpack[BookValues]
    ) -> Request[Book]:
        return self._create(Book, body, values)


class LibraryRequests(RequestBuilder[ModeT]):
    __slots__ = ()

    @property
    def books(self) -> BookCollectionRequestBuilder[ModeT]:
        return BookCollectionRequestBuilder(*self._below("books"))

    @property
    def writers(self) -> WriterRequestBuilder[ModeT]:
        return WriterRequestBuilder(*self._below("writers/w1"))


PROFILE = ServiceProfile(
    clouds={"here": Cloud("https://library.example/", ("library/.default",))},
    conventions=Conventions(
        key_as_segment=True,
        preferences=("tidy",),
        query_headers={"$count": {"ConsistencyLevel": "eventual"}},
    ),
)


class LibraryClient(SyncClient, LibraryRequests[Sync]):
    profile = PROFILE

    @property
    def prepare(self) -> LibraryRequests[Prepare]:
        return LibraryRequests(self._prepare_tree)


class AsyncLibraryClient(AsyncClient, LibraryRequests[Async]):
    profile = PROFILE
