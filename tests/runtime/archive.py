"""A second client as the generator would write it: keys, relations and functions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict, Unpack

import library
from odata2py.runtime.access import (
    Creatable,
    Gettable,
    Listable,
    Replaceable,
    Updatable,
    Upsertable,
)
from odata2py.runtime.batch import AsyncBatch, SyncBatch
from odata2py.runtime.builders import RequestBuilder
from odata2py.runtime.client import AsyncClient, ServiceProfile, SyncClient
from odata2py.runtime.decoding import (
    EntityReader,
    NullableReader,
    ValueReader,
    ValuesReader,
)
from odata2py.runtime.enums import OpenEnum
from odata2py.runtime.lazy import lazy_model
from odata2py.runtime.links import Addable, Removable, Settable
from odata2py.runtime.models import Navigation, ODataModel, Property
from odata2py.runtime.modes import Async, Batch, ModeT, Prepare, Sync
from odata2py.runtime.operations import listing, operation
from odata2py.runtime.paging import Page
from odata2py.runtime.reading import read_nothing
from odata2py.runtime.request import UNSET, Request, Unset
from odata2py.runtime.roots import Root
from odata2py.runtime.urls import Conventions
from servers import Drive

if TYPE_CHECKING:
    Correspondent: TypeAlias = "Person"
    Answer: TypeAlias = "Letter"
else:
    Correspondent = lazy_model(__name__, "archive", "Person")
    Answer = lazy_model(__name__, "archive", "Letter")


class Mark(OpenEnum, odata_type="archive.mark"):
    """Flags: several go with commas between them."""

    RED = "red"
    BLUE = "blue"


class Seal(ODataModel):
    odata_type = "archive.seal"
    odata_derived = {"archive.waxSeal": "archive:WaxSeal"}

    material: str | None = Property("material")
    checked: dt.date | None = Property("checked", computed=True)


class WaxSeal(Seal):
    odata_type = "archive.waxSeal"

    colour: str | None = Property("colour")


class Person(ODataModel):
    odata_type = "archive.person"
    odata_derived = {"archive.scholar": "archive:Scholar"}

    id: str = Property("id", key=True)
    name: str | None = Property("displayName")
    added: dt.date | None = Property("added", computed=True)
    letters: list[Answer] = Navigation("letters")


class Scholar(Person):
    odata_type = "archive.scholar"

    field: str | None = Property("field")


class Letter(ODataModel):
    odata_type = "archive.letter"

    id: str = Property("id", key=True)
    text: str | None = Property("text")
    marks: Mark | None = Property("marks")
    seal: Seal | None = Property("seal")
    seals: list[Seal] = Property("seals")
    filed: dt.date | None = Property("filed", computed=True)
    sender: Correspondent | None = Navigation("sender")
    readers: list[Correspondent] = Navigation("theReaders")


class Box(ODataModel):
    odata_type = "archive.box"

    shelf: int = Property("shelf", key=True)
    label: str = Property("label", key=True)


class LetterUpdate(TypedDict, total=False):
    text: str | None
    marks: Mark | None
    seal: Seal | None
    sender: RequestBuilder[Any]
    readers: Sequence[RequestBuilder[Any]]


class LetterCreate(TypedDict, total=False):
    id: str
    text: str | None
    marks: Mark | None
    seal: Seal | None
    sender: Person | RequestBuilder[Any]
    readers: Sequence[Person | RequestBuilder[Any]]


class PersonRequestBuilder(
    Gettable[ModeT, Person], Settable[ModeT], Removable[ModeT], RequestBuilder[ModeT]
):
    __slots__ = ()

    @property
    def _model(self) -> type[Person]:
        return Person

    @property
    def letters(self) -> LetterCollectionRequestBuilder[ModeT]:
        return LetterCollectionRequestBuilder(*self._below("letters"))


class PersonCollectionRequestBuilder(Listable[ModeT, Person], Addable[ModeT]):
    __slots__ = ()

    @property
    def _model(self) -> type[Person]:
        return Person

    def __getitem__(self, key: Any) -> PersonRequestBuilder[ModeT]:
        return PersonRequestBuilder(*self._item(key))

    def by_name(self, name: str) -> PersonRequestBuilder[ModeT]:
        return PersonRequestBuilder(*self._item({"displayName": name}))


class LetterRequestBuilder(
    Gettable[ModeT, Letter], Updatable[ModeT], Replaceable[ModeT], Upsertable[ModeT]
):
    __slots__ = ()

    @property
    def _model(self) -> type[Letter]:
        return Letter

    @property
    def sender(self) -> PersonRequestBuilder[ModeT]:
        return PersonRequestBuilder(*self._below("sender"))

    @property
    def readers(self) -> PersonCollectionRequestBuilder[ModeT]:
        return PersonCollectionRequestBuilder(*self._below("theReaders"))

    @operation
    def update(
        self,
        body: Letter | LetterUpdate | None = None,
        /,
        **values: Unpack[LetterUpdate],
    ) -> Request[Letter | None]:
        return self._update(Letter, body, values)

    @operation
    def replace(
        self,
        body: Letter | LetterCreate | None = None,
        /,
        **values: Unpack[LetterCreate],
    ) -> Request[Letter | None]:
        return self._replace(Letter, body, values)

    @operation
    def upsert(
        self,
        body: Letter | LetterCreate | None = None,
        /,
        **values: Unpack[LetterCreate],
    ) -> Request[Letter | None]:
        return self._upsert(Letter, body, values)

    @operation
    def stamp(
        self,
        *,
        mark: Mark | None | Unset = UNSET,
        note: str | None | Unset = UNSET,
        by: Person | None | Unset = UNSET,
    ) -> Request[None]:
        parameters = {"mark": mark, "note": note, "by": by}
        return self._action("stamp", parameters, read_nothing)


class LetterCollectionRequestBuilder(Listable[ModeT, Letter], Creatable[ModeT]):
    __slots__ = ()

    @property
    def _model(self) -> type[Letter]:
        return Letter

    def __getitem__(self, key: Any) -> LetterRequestBuilder[ModeT]:
        return LetterRequestBuilder(*self._item(key))

    @operation
    def create(
        self,
        body: Letter | LetterCreate | None = None,
        /,
        **values: Unpack[LetterCreate],
    ) -> Request[Letter]:
        return self._create(Letter, body, values)

    def like(self, /, **parameters: Any) -> LetterCollectionRequestBuilder[ModeT]:
        """A composable function: what it finds has functions and items itself."""
        return LetterCollectionRequestBuilder(*self._called("like", parameters))

    @operation
    def count_words(self, /, **parameters: Any) -> Request[int]:
        return self._function("countWords", parameters, ValueReader[int](int))

    @listing
    def words(self) -> Request[Page[str]]:
        return self._function("words", {}, ValuesReader[str](list[str]))

    @listing
    def mark_all(self) -> Request[Page[Mark]]:
        return self._action("markAll", {}, ValuesReader[Mark](list[Mark]))


class BoxRequestBuilder(Gettable[ModeT, Box]):
    __slots__ = ()

    @property
    def _model(self) -> type[Box]:
        return Box


class BoxCollectionRequestBuilder(RequestBuilder[ModeT]):
    __slots__ = ()

    def __getitem__(
        self, key: tuple[int, str] | Mapping[str, Any]
    ) -> BoxRequestBuilder[ModeT]:
        return BoxRequestBuilder(*self._item(key, "shelf", "label"))


class ArchiveRequests(Root[ModeT]):
    __slots__ = ()

    @property
    def letters(self) -> LetterCollectionRequestBuilder[ModeT]:
        return LetterCollectionRequestBuilder(*self._below("letters"))

    @property
    def people(self) -> PersonCollectionRequestBuilder[ModeT]:
        return PersonCollectionRequestBuilder(*self._below("people"))

    @property
    def boxes(self) -> BoxCollectionRequestBuilder[ModeT]:
        return BoxCollectionRequestBuilder(*self._below("boxes"))

    @operation
    def ask(self, /, **parameters: Any) -> Request[str | None]:
        read = NullableReader(ValueReader[str](str))
        return self._function("ask", parameters, read)

    @operation
    def guess(self, /, **parameters: Any) -> Request[Person | None]:
        return self._function("guess", parameters, NullableReader(EntityReader(Person)))


PROFILE = ServiceProfile(conventions=Conventions(key_as_segment=True))
PARENTHESES = replace(PROFILE, conventions=Conventions())


class ArchiveBatch(SyncBatch, ArchiveRequests[Batch]):
    pass


class AsyncArchiveBatch(AsyncBatch, ArchiveRequests[Batch]):
    pass


class ArchiveClient(SyncClient, ArchiveRequests[Sync]):
    profile = PROFILE

    @property
    def prepare(self) -> ArchiveRequests[Prepare]:
        return ArchiveRequests(self._prepare_tree, options=self._options)

    def batch(self) -> ArchiveBatch:
        return ArchiveBatch(self, 4)


class AsyncArchiveClient(AsyncClient, ArchiveRequests[Async]):
    profile = PROFILE

    @property
    def prepare(self) -> ArchiveRequests[Prepare]:
        return ArchiveRequests(self._prepare_tree, options=self._options)

    def batch(self) -> AsyncArchiveBatch:
        return AsyncArchiveBatch(self, 4)


class ParenthesesClient(ArchiveClient):
    profile = PARENTHESES


class AsyncParenthesesClient(AsyncArchiveClient):
    profile = PARENTHESES


SEGMENTS = (ArchiveClient, AsyncArchiveClient)
IN_PARENTHESES = (ParenthesesClient, AsyncParenthesesClient)


def run(drive: Drive, root: str, call: Any, **settings: Any) -> Any:
    """As the library's, with keys as segments unless ``clients`` says otherwise."""
    return library.run(drive.kind, root, call, **{"clients": SEGMENTS, **settings})


def run_batch(drive: Drive, root: str, fill: Any) -> list[Any]:
    """The results of a batch's requests, and exceptions in the place of results."""

    def outcome(pending: Any) -> Any:
        return pending.exception() or pending.result()

    if not drive.is_async:

        def call(client: ArchiveClient) -> list[Any]:
            with client.batch() as batch:
                pending = fill(batch)
            return [outcome(each) for each in pending]

        return run(drive, root, call)  # type: ignore[no-any-return]

    async def call_async(client: AsyncArchiveClient) -> list[Any]:
        async with client.batch() as batch:
            pending = fill(batch)
        return [outcome(each) for each in pending]

    return run(drive, root, call_async)  # type: ignore[no-any-return]
