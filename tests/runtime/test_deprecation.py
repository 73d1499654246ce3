"""What is deprecated warns the line that uses it, and does all else as ever."""

from __future__ import annotations

import copy
import inspect
import pickle
import warnings
from collections.abc import Callable
from typing import Any

import pytest
from typing_extensions import deprecated

from library import AsyncLibraryClient, Book, LibraryClient, read_one, run
from odata2py.runtime.bodies import create_data, update_data
from odata2py.runtime.builders import RequestBuilder
from odata2py.runtime.decoding import PageReader
from odata2py.runtime.deprecation import Deprecated
from odata2py.runtime.models import Navigation, ODataModel, Property
from odata2py.runtime.modes import ModeT
from odata2py.runtime.operations import listing, operation
from odata2py.runtime.paging import Page
from odata2py.runtime.reading import read_nothing
from odata2py.runtime.request import Request
from servers import Answer, Drive, ScriptedServer

REASON = "Deprecated since 2024-04-10: use the other one."


class ShelfRequestBuilder(RequestBuilder[ModeT]):
    __slots__ = ()

    @property
    @deprecated(REASON)
    def attic(self) -> ShelfRequestBuilder[ModeT]:
        """Old books."""
        return ShelfRequestBuilder(*self._below("attic"))

    @operation
    @deprecated(REASON)
    def dust(self, *, hard: bool = False) -> Request[None]:
        """Dust the books."""
        return self._action("dust", {"hard": hard}, read_nothing)

    @listing
    @deprecated(REASON)
    def worn(self) -> Request[Page[Book]]:
        return self._function("worn", {}, PageReader(Book))

    @operation
    def sort(self) -> Request[None]:
        return self._action("sort", {}, read_nothing)


class Shelf(ODataModel):
    odata_type = "library.shelf"

    id: str = Property("id", key=True)
    wood: Deprecated[str] = Property("woodType", deprecated=REASON)
    colour: Deprecated[str | None] = Property("colour", deprecated=REASON)
    books: Deprecated[list[Book]] = Navigation("books", deprecated=REASON)
    neighbour: Shelf | None = Navigation("neighbour")


class WallShelf(Shelf):
    odata_type = "library.wallShelf"

    height: int | None = Property("height")


def shelf(tree: Any) -> Any:
    return ShelfRequestBuilder(*tree._below("shelf"))


USES: dict[str, Callable[[Any], Any]] = {
    "action": lambda tree: shelf(tree).dust(hard=True),
    "listing": lambda tree: shelf(tree).worn(),
    "with options": lambda tree: shelf(tree).with_options(timeout=9).dust(),
    "prepare": lambda tree: shelf(tree.prepare).dust(),
    "prepared listing": lambda tree: shelf(tree.prepare).worn(),
    "with response": lambda tree: shelf(tree.with_response).dust(),
    "batch": lambda tree: shelf(tree.batch()).dust(),
    "navigation": lambda tree: shelf(tree).attic,
}


def warned(use: Callable[[], object]) -> list[tuple[type[Warning], str, str, int]]:
    """The warnings of a use: of which kind, with which text, in which line."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        use()
    return [(w.category, str(w.message), w.filename, w.lineno) for w in caught]


@pytest.mark.parametrize("name", USES)
def test_the_line_that_uses_it_is_warned(
    name: str, drive: Drive, server: ScriptedServer
) -> None:
    use = USES[name]
    server.answers(Answer(200, b'{"value":[]}'))
    line = use.__code__.co_firstlineno
    assert warned(lambda: run(drive.kind, server.root, use)) == [
        (DeprecationWarning, REASON, __file__, line)
    ]


def test_what_is_not_deprecated_warns_of_nothing() -> None:
    with LibraryClient(service_root="http://library.test") as client:
        request = shelf(client.prepare).sort()
    assert request.url.endswith("shelf/sort")


@pytest.mark.parametrize("client", [LibraryClient, AsyncLibraryClient])
def test_deprecated_methods_know_what_they_are(client: Any) -> None:
    place = shelf(client(service_root="http://library.test"))
    assert (
        str(inspect.signature(place.dust))
        == "(*, hard: 'bool' = False) -> 'Request[None]'"
    )
    assert inspect.getdoc(place.dust) == "Dust the books."
    assert "dust" in repr(place.dust)
    assert inspect.getdoc(ShelfRequestBuilder.attic) == "Old books."


@pytest.mark.parametrize("kind", [Shelf, WallShelf])
def test_reading_a_deprecated_property_warns_the_line_that_reads(
    kind: type[Shelf],
) -> None:
    made = kind(id="s1", wood="oak", books=[Book(id="b1")])
    read, _ = read_one(kind, {"id": "s1", "woodType": "oak", "books": [{"id": "b1"}]})
    for value in (made, read, copy.deepcopy(made), pickle.loads(pickle.dumps(read))):
        use = lambda: value.wood  # noqa: E731, B023
        line = use.__code__.co_firstlineno
        assert warned(use) == [(DeprecationWarning, REASON, __file__, line)]
        with pytest.deprecated_call():
            assert value.wood == "oak"
        with pytest.deprecated_call():
            assert value.books[0].id == "b1"
        with pytest.deprecated_call():
            assert value.colour is None
    assert made == kind(id="s1", wood="oak", books=[Book(id="b1")])


def test_deprecated_properties_without_a_value_are_missed_as_others() -> None:
    value, _ = read_one(Shelf, {"id": "s1"})
    for name in ("wood", "books"):
        with (
            pytest.deprecated_call(),
            pytest.raises(AttributeError, match=f"Shelf.{name} has no value"),
        ):
            getattr(value, name)


def test_all_that_the_runtime_does_warns_of_nothing() -> None:
    wire = {"id": "s1", "woodType": "oak", "books": [], "neighbour": {"id": "s2"}}
    value, mismatches = read_one(Shelf, wire)
    value.wood = "pine"
    value.colour = "red"
    assert mismatches == []
    assert value.to_odata() == {**wire, "woodType": "pine", "colour": "red"}
    assert value.model_dump(exclude_unset=True)["wood"] == "pine"
    assert "pine" in repr(value)
    assert Shelf.from_odata(value.to_odata_json()) == value
    with pytest.raises(ValueError, match="wood"):
        value.wood = 5  # type: ignore[assignment]


def test_bodies_of_deprecated_properties_warn_of_nothing() -> None:
    books = [Book(id="b1")]
    made = Shelf(id="s1", wood="oak", colour=None, books=books)
    assert create_data(made) == {
        "id": "s1",
        "woodType": "oak",
        "colour": None,
        "books": [{"id": "b1", "@odata.type": "#library.book"}],
    }
    wire = {"id": "s1", "woodType": "oak", "books": [{"id": "b1"}]}
    read, _ = read_one(Shelf, wire)
    read.wood = "pine"
    assert update_data(read, Shelf) == {"woodType": "pine"}


def test_the_schema_says_what_is_deprecated_and_rebuilding_changes_nothing() -> None:
    properties = Shelf.model_json_schema()["$defs"]["Shelf"]["properties"]
    assert [name for name in properties if properties[name].get("deprecated")] == [
        "woodType",
        "colour",
        "books",
    ]
    Shelf.model_rebuild(force=True)
    test_deprecated_properties_without_a_value_are_missed_as_others()
