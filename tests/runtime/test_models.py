"""Models in the hands of a program: strict where it writes, and still pydantic."""

from __future__ import annotations

import copy
import datetime as dt
import json
import pickle
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

import httpx
import pytest
from pydantic import TypeAdapter, ValidationError

from library import (
    Book,
    Genre,
    Item,
    LibraryClient,
    Publisher,
    Recording,
    Room,
    Shelf,
    Writer,
    read_one,
)
from odata2py.runtime.changes import changes, wire_form
from odata2py.runtime.models import ODataModel
from servers import TLS, Answer, ScriptedServer

READ: dict[str, Any] = {
    "@odata.etag": "W/1",
    "title": "Middlemarch",
    "genre": "epic",
    "pages": "many",
    "tags": ["long"],
    "publisher": {"name": "Blackwood", "weight": 2},
    "author": {"id": "w1", "displayName": "George Eliot"},
    "readers": [{"id": "w2"}, None],
}


@pytest.fixture
def book() -> Book:
    """Read without its id, with an enum member and a value that nobody declared."""
    return read_one(Book, READ)[0]


@pytest.fixture
def client(server: ScriptedServer) -> Iterator[LibraryClient]:
    http = httpx.Client(verify=TLS)
    with http, LibraryClient(service_root=server.root, http_client=http) as client:
        yield client


def body(server: ScriptedServer) -> Any:
    """The body of the last request that arrived."""
    return json.loads(server.log[-1].body)


def test_python_names_and_wire_names_make_a_model() -> None:
    by_wire_name: dict[str, Any] = {"copyId": UUID(int=5)}
    assert Book(copy_id=UUID(int=5)) == Book(**by_wire_name)


@pytest.mark.parametrize(
    "values", [{"titel": "x"}, {"@odata.etag": "W/1"}, {"title": "x", "Title": "x"}]
)
def test_a_misspelt_keyword_is_an_error(values: Any) -> None:
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        Book(**values)


@pytest.mark.parametrize("name", ["titel", "copyId", "weight"])
def test_a_misspelt_attribute_is_an_error(name: str, book: Book) -> None:
    book.extras["weight"] = 2
    with pytest.raises(ValueError, match=name):
        setattr(book, name, None)
    with pytest.raises(AttributeError, match=name):
        getattr(book, name)


WRONG: list[tuple[str, Any]] = [
    ("id", None),
    ("id", 5),
    ("title", 5),
    ("title", b"x"),
    ("pages", "7"),
    ("pages", 7.0),
    ("pages", True),
    ("loans", "7"),
    ("rating", "1.5"),
    ("rating", True),
    ("lent", "yes"),
    ("lent", 1),
    ("price", "dear"),
    ("printed", 5),
    ("printed", "1706659200"),
    ("acquired", 1706659200),
    ("acquired", "1706659200"),
    ("acquired", "yesterday"),
    ("opens", 36000),
    ("term", 86400),
    ("term", "86400"),
    ("copy_id", "x"),
    ("cover", 5),
    ("genre", 5),
    ("tags", None),
    ("tags", "long"),
    ("tags", [5]),
    ("publisher", Writer(id="w1")),
    ("publisher", {"nam": "x"}),
    ("editions", [None]),
    ("author", Publisher()),
    ("author", {"nam": "x"}),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_value_of_another_type_is_an_error(name: str, value: Any, book: Book) -> None:
    with pytest.raises(ValidationError, match=name):
        Book(**{name: value})
    before = wire_form(book)
    with pytest.raises(ValidationError, match=name):
        setattr(book, name, value)
    assert wire_form(book) == before


RIGHT: list[tuple[str, Any, Any]] = [
    ("rating", 4, 4.0),
    ("price", "4.10", Decimal("4.10")),
    ("printed", "2026-01-31", dt.date(2026, 1, 31)),
    (
        "acquired",
        "2026-01-31T12:30:00Z",
        dt.datetime(2026, 1, 31, 12, 30, tzinfo=dt.UTC),
    ),
    ("opens", "09:30", dt.time(9, 30)),
    ("term", "P1D", dt.timedelta(1)),
    ("copy_id", str(UUID(int=5)), UUID(int=5)),
    ("cover", "-_8=", b"\xfb\xff"),
    ("genre", "epic", Genre("epic")),
    ("publisher", {"name": "X"}, Publisher(name="X")),
    ("author", {"displayName": "X"}, Writer(name="X")),
]


@pytest.mark.parametrize(("name", "text", "value"), RIGHT)
def test_a_value_in_its_json_form_is_taken(name: str, text: Any, value: Any) -> None:
    """Web frameworks hand over JSON data."""
    assert getattr(Book(**{name: text}), name) == value
    assert getattr(Book(**{name: value}), name) == value


def test_what_was_not_given_is_not_set() -> None:
    made = Book(title=None)
    assert made.model_fields_set == {"title"}
    assert wire_form(made) == {"title": None}
    with pytest.raises(AttributeError, match="Book.id has no value"):
        _ = made.id
    assert not hasattr(made, "tags")


def test_an_assignment_leaves_the_rest_as_it_was(book: Book) -> None:
    book.title = "Romola"
    assert book.model_fields_set - book.extras.keys() == {
        "title",
        "genre",
        "pages",
        "tags",
        "publisher",
        "author",
        "readers",
    }
    assert book.extras == {"@odata.etag": "W/1"}
    assert not hasattr(book, "id")
    assert not hasattr(book, "editions")
    assert wire_form(book)["pages"] == "many"
    assert book.genre == "epic"


def test_a_deleted_attribute_is_as_if_it_was_not_sent(book: Book) -> None:
    del book.title
    with pytest.raises(AttributeError, match="Book.title has no value"):
        _ = book.title
    assert "title" not in wire_form(book)


def test_extras_can_be_changed() -> None:
    made = Book(id="b1")
    made.extras["shelf"] = {"row": 7, "since": dt.date(2026, 1, 31)}
    assert made.to_odata() == {"id": "b1", "shelf": {"row": 7, "since": "2026-01-31"}}
    del made.extras["shelf"]
    assert made.to_odata() == {"id": "b1"}


def test_equality() -> None:
    assert read_one(Book, {"id": "b1", "tags": []})[0] == Book(id="b1", tags=[])
    assert Book(id="b1") != Book(id="b1", title="x")
    assert Book(id="b1") != Item(id="b1")
    touched = Book(id="b1")
    assert touched.extras == {}
    assert touched == Book(id="b1")


@pytest.mark.parametrize(
    "same",
    [
        copy.copy,
        copy.deepcopy,
        lambda model: model.model_copy(),
        lambda model: pickle.loads(pickle.dumps(model)),
    ],
    ids=["copy", "deepcopy", "model_copy", "pickle"],
)
def test_a_copy_is_the_same(same: Any, book: Book) -> None:
    found = same(book)
    assert found == book
    assert (
        wire_form(found)
        == wire_form(book)
        == READ | {"publisher": wire_form(book)["publisher"]}
    )
    assert not hasattr(found, "id")
    assert found.genre.is_known is False


def test_a_deep_copy_shares_nothing(book: Book) -> None:
    other = copy.deepcopy(book)
    assert other.publisher
    other.publisher.extras["weight"] = 3
    other.tags.append("x")
    assert wire_form(book) == wire_form(read_one(Book, READ)[0])


def test_to_odata_is_json_data_with_all_that_was_sent(book: Book) -> None:
    assert book.to_odata() == READ
    assert json.loads(json.dumps(book.to_odata())) == READ
    made = Book(term=dt.timedelta(hours=1), price=Decimal("4.10"), cover=b"\xfb\xff")
    assert made.to_odata() == {"term": "P0DT3600S", "price": 4.1, "cover": "-_8="}


WIRE_FORM = '{"id":"b1","price":1.10,"genre":"cookery","x":{"y":1E400},"pages":"?"}'


@pytest.mark.parametrize(
    "data",
    [
        WIRE_FORM,
        WIRE_FORM.encode(),
        b"\xef\xbb\xbf" + WIRE_FORM.encode(),
        WIRE_FORM.encode("utf-16"),
    ],
)
def test_the_wire_form_of_elsewhere_is_read(data: Any) -> None:
    read = Book.from_odata(data)
    assert [read.price, read.pages] == [Decimal("1.10"), "?"]
    assert not Genre(str(read.genre)).is_known
    expected = json.loads(WIRE_FORM, parse_float=str)
    assert json.loads(read.to_odata_json(), parse_float=str) == expected
    read.title = "T"
    assert changes(read) == {"title": "T"}


def test_the_wire_form_may_be_data() -> None:
    read = Item.from_odata(
        {"@odata.type": "#library.book", "id": "b", "y": [1.5, None]}
    )
    assert type(read) is Book
    assert read.extras["y"] == [1.5, None]
    assert Book.from_odata(read.to_odata()) == read


@pytest.mark.parametrize("data", ["", "[]", "5", "null", b"{", b"\xff", "[" * 100_000])
def test_what_is_no_wire_form(data: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        Book.from_odata(data)


def test_models_are_dumped_without_warnings(book: Book) -> None:
    """Warnings are errors in these tests; pydantic has one for unexpected values."""
    dumped = book.model_dump()
    assert dumped["title"] == "Middlemarch"
    assert dumped["pages"] == "many"
    assert "id" not in dumped
    sent = book.model_dump(mode="json", by_alias=True, exclude_unset=True)
    assert sent["author"] == {"id": "w1", "displayName": "George Eliot"}
    assert sent["genre"] == "epic"
    assert json.loads(book.model_dump_json(by_alias=True, exclude_unset=True)) == sent
    assert json.loads(TypeAdapter(list[Book]).dump_json([book]))[0]["tags"] == ["long"]


def test_a_dump_has_all_of_a_derived_value() -> None:
    shelf = Shelf(best=Book(id="b1", title="X"), items=[Recording(id="r1", minutes=3)])
    assert shelf.model_dump(exclude_unset=True) == {
        "best": {"id": "b1", "title": "X"},
        "items": [{"id": "r1", "minutes": 3}],
    }


def test_a_dump_makes_the_same_model_again() -> None:
    made = Book(
        id="b1",
        genre=Genre("epic"),
        cover=b"\xfb\xff",
        term=dt.timedelta(1),
        price=Decimal("4.10"),
        author=Writer(id="w1"),
        publisher=Publisher(name="X"),
    )
    for dumped in (
        made.model_dump(exclude_unset=True),
        made.model_dump(mode="json", exclude_unset=True),
        made.model_dump(mode="json", by_alias=True, exclude_unset=True),
    ):
        assert Book.model_validate(dumped) == made
        assert TypeAdapter(list[Book]).validate_python([dumped]) == [made]
    assert Book.model_validate_json(made.model_dump_json(exclude_unset=True)) == made


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_models_have_a_json_schema(mode: Any) -> None:
    """Web frameworks document their bodies with it."""
    schema = Book.model_json_schema(mode=mode)
    properties = schema["properties"]
    assert properties["copyId"]["anyOf"][0] == {"type": "string", "format": "uuid"}
    assert properties["acquired"]["anyOf"][0]["format"] == "date-time"
    assert properties["pages"]["anyOf"][0] == {"type": "integer"}
    assert properties["author"]["anyOf"][0] == {"type": "object", "title": "Writer"}
    assert properties["readers"]["items"] == {"type": "object", "title": "Writer"}
    known = {"type": "string", "enum": ["novel", "poetry"]}
    assert schema["$defs"]["Genre"]["anyOf"] == [known, {"type": "string"}]


@pytest.mark.parametrize("kind", [Publisher, Writer, Item, Shelf, Room])
def test_one_json_schema_tells_what_comes_in_and_what_goes_out(
    kind: type[ODataModel],
) -> None:
    schema = kind.model_json_schema(mode="validation")
    assert kind.model_json_schema(mode="serialization") == schema


def test_bytes_are_dumped_in_their_form_wherever_the_model_is() -> None:
    """Inside of others their configuration holds; pydantic's default is UTF-8."""
    made = Book(cover=b"\xfb\xff")
    for dumped in (
        TypeAdapter(Book).dump_json(made, exclude_unset=True),
        TypeAdapter(list[Book]).dump_json([made], exclude_unset=True)[1:-1],
        made.model_dump_json(exclude_unset=True).encode(),
    ):
        assert dumped == b'{"cover":"-_8="}'
    assert made.model_dump()["cover"] == b"\xfb\xff"
    odd, _ = read_one(Book, {"cover": 5})
    assert odd.model_dump_json(exclude_unset=True) == '{"cover":5}'


def test_a_model_is_a_part_of_a_programs_own_models() -> None:
    from pydantic import BaseModel

    class Loan(BaseModel):
        book: Book
        reader: str

    loan = Loan.model_validate({"book": {"id": "b1", "genre": "novel"}, "reader": "x"})
    assert loan.book.genre is Genre.NOVEL
    assert loan.model_dump(exclude_unset=True)["book"] == {
        "id": "b1",
        "genre": Genre.NOVEL,
    }


# The type's name goes out where a value's type is not the declared one.


def test_a_derived_entity_is_created_with_its_type(
    server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(Answer(201, b'{"@odata.type":"#library.book","id":"b1"}'))
    created = client.items.create(Book(id="b1", title="Romola"))
    assert type(created) is Book
    assert body(server) == {
        "@odata.type": "#library.book",
        "id": "b1",
        "title": "Romola",
    }
    server.answers(Answer(201, b'{"id":"i1"}'))
    client.items.create(Item(id="i1"))
    assert body(server) == {"id": "i1"}


def test_a_derived_entity_is_updated_with_its_type(
    server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(Answer(200, b'{"@odata.type":"#library.book","id":"b1"}'))
    item = client.items["b1"].get()
    assert isinstance(item, Book)
    item.title = "Romola"
    server.answers(Answer(204))
    client.items["b1"].update(item)
    assert body(server) == {"@odata.type": "#library.book", "title": "Romola"}


def test_an_entity_of_an_unknown_type_is_updated_with_its_type(
    server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(Answer(200, b'{"@odata.type":"#library.map","id":"m1","scale":1}'))
    item = client.items["m1"].get()
    item.extras["scale"] = 2
    server.answers(Answer(204))
    client.items["m1"].update(item)
    assert body(server) == {"@odata.type": "#library.map", "scale": 2}


def test_a_pattern_of_a_derived_type_is_checked(client: LibraryClient) -> None:
    with pytest.raises(ValueError, match=r"Book\.title does not have the form"):
        client.items.create(Book(id="b1", title="romola"))


def test_derived_values_inside_of_others_go_out_with_their_type(
    server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(Answer(200, b'{"shelf":{"items":[{"id":"i1","odd":1.50}]}}'))
    room = client.room.get()
    room.shelf.best = Book(id="b1")
    room.shelf.items.append(Recording(id="r1"))
    server.answers(Answer(204), Answer(204))
    client.room.update(room)
    assert server.log[-1].body.decode() == (
        '{"shelf":{"best":{"@odata.type":"#library.book","id":"b1"},"items":'
        '[{"id":"i1","odd":1.50},{"@odata.type":"#library.recording","id":"r1"}]}}'
    )
    client.books["b1"].lend(to="ada", with_=Recording(id="r1"))
    assert body(server) == {
        "to": "ada",
        "with": {"@odata.type": "#library.recording", "id": "r1"},
    }


@pytest.mark.parametrize(
    ("best", "sent"),
    [
        ('{"@odata.type":"#library.book","id":"b1"}', "#library.book"),
        ('{"@odata.type":"#library.map","id":"b1"}', "#library.map"),
        ('{"@type":"library.map","id":"b1"}', "#library.map"),
        ('{"@type":"https://x/$metadata#library.book"}', "#library.book"),
        ('{"@type":"https://x/#library.map"}', "https://x/#library.map"),
        ('{"@odata.type":"https://x/#library.item","id":"b1"}', None),
        ('{"@odata.type":"#library.item","id":"b1"}', None),
        ('{"id":"b1"}', None),
    ],
)
def test_a_change_inside_of_a_derived_value_goes_out_with_its_type(
    best: str, sent: str | None, server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(Answer(200, f'{{"shelf":{{"best":{best}}}}}'.encode()))
    room = client.room.get()
    assert room.shelf.best
    room.shelf.best.extras["scale"] = 2
    server.answers(Answer(204))
    client.room.update(room)
    expected = {"scale": 2} if sent is None else {"@odata.type": sent, "scale": 2}
    assert body(server) == {"shelf": {"best": expected}}


def test_every_class_of_the_library_builds() -> None:
    """pydantic builds classes on first use; a fault in one would hide until then."""
    for kind in (Book, Item, Publisher, Recording, Room, Shelf, Writer):
        assert issubclass(kind, ODataModel)
        kind.model_rebuild()


def test_what_is_shown_is_what_was_sent_or_set() -> None:
    book = Book.from_odata({"title": "Romola", "pages": None, "more": 1, "@a.b": 2})
    assert repr(book) == "Book(title='Romola', pages=None, more=1, @a.b=2)"
    assert str(Book(title="X")) == "title='X'"
    assert repr(Book()) == "Book()"
