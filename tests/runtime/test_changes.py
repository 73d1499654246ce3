"""The PATCH table: what an update sends, read off the server's log."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable, Iterator

import pytest

from library import Book, Genre, LibraryClient, Publisher, Writer
from servers import Answer, ScriptedServer

BOOK = b"""{
  "@odata.context": "$metadata#books/$entity",
  "@odata.etag": "W/1",
  "id": "b1",
  "acquired": "2024-05-01T10:20:30.1234567Z",
  "title": "Middlemarch",
  "genre": "novel",
  "isbn": "978-0",
  "rating": 4.10,
  "price": 12345678901234567890.12345678901234567890,
  "tags": ["long", "good"],
  "publisher": {"name": "Blackwood", "city": "Edinburgh", "weight": 1.50, "x": [1]},
  "editions": [
    {"name": "first", "founded": "1871-12-01", "odd": 1e400},
    {"name": "second"}
  ],
  "author": {"id": "w1", "displayName": "George Eliot"},
  "readers": [{"id": "w2", "displayName": "Dorothea"}],
  "shelf": {"row": 7, "mark": 1.10}
}"""


@pytest.fixture
def client(server: ScriptedServer) -> Iterator[LibraryClient]:
    with LibraryClient(service_root=server.root) as client:
        yield client


@pytest.fixture
def book(server: ScriptedServer, client: LibraryClient) -> Book:
    server.answers(Answer(200, BOOK), Answer(204, b""))
    return client.books["b1"].get()


def patched(server: ScriptedServer) -> str:
    """The body of the one PATCH that arrived, exactly."""
    [body] = [received.body for received in server.log if received.method == "PATCH"]
    return body.decode()


def set_title(book: Book) -> None:
    book.title = "Romola"


def set_null(book: Book) -> None:
    book.title = None


def set_absent(book: Book) -> None:
    book.pages = 880


def set_enum(book: Book) -> None:
    book.genre = Genre("epic")


def change_nested_member(book: Book) -> None:
    assert book.publisher
    book.publisher.city = "London"


def change_nested_extra(book: Book) -> None:
    assert book.publisher
    book.publisher.extras["weight"] = 2


def replace_nested(book: Book) -> None:
    book.publisher = Publisher(name="Smith, Elder")


def append_to_list(book: Book) -> None:
    book.tags.append("read")


def change_item(book: Book) -> None:
    book.editions[1].city = "New York"


def insert_item(book: Book) -> None:
    book.editions.insert(0, Publisher(name="zeroth"))


def change_extra(book: Book) -> None:
    book.extras["shelf"]["row"] = 8


def add_extra(book: Book) -> None:
    book.extras["note"] = "signed"


def bind_related(book: Book) -> None:
    book.extras["author@odata.bind"] = "writers/w2"


def set_equal(book: Book) -> None:
    book.title = "Middlemarch"
    book.tags = ["long", "good"]


TABLE: list[tuple[Callable[[Book], None], str]] = [
    (set_title, '{"title":"Romola"}'),
    (set_null, '{"title":null}'),
    (set_absent, '{"pages":880}'),
    (set_enum, '{"genre":"epic"}'),
    (change_nested_member, '{"publisher":{"city":"London"}}'),
    (change_nested_extra, '{"publisher":{"weight":2}}'),
    (replace_nested, '{"publisher":{"name":"Smith, Elder"}}'),
    (append_to_list, '{"tags":["long","good","read"]}'),
    (
        change_item,
        '{"editions":[{"name":"first","founded":"1871-12-01","odd":1e400},'
        '{"name":"second","city":"New York"}]}',
    ),
    (
        insert_item,
        '{"editions":[{"name":"zeroth"},'
        '{"name":"first","founded":"1871-12-01","odd":1e400},{"name":"second"}]}',
    ),
    (change_extra, '{"shelf":{"row":8,"mark":1.10}}'),
    (add_extra, '{"note":"signed"}'),
    (bind_related, '{"author@odata.bind":"writers/w2"}'),
]


@pytest.mark.parametrize(
    ("change", "body"), TABLE, ids=lambda p: getattr(p, "__name__", "")
)
def test_an_update_sends_what_changed(
    change: Callable[[Book], None],
    body: str,
    server: ScriptedServer,
    client: LibraryClient,
    book: Book,
) -> None:
    change(book)
    client.books["b1"].update(book)
    assert patched(server) == body


@pytest.mark.parametrize(
    ("change", "body"), TABLE, ids=lambda p: getattr(p, "__name__", "")
)
@pytest.mark.parametrize(
    "passed_on",
    [
        lambda book: pickle.loads(pickle.dumps(book)),
        copy.copy,
        copy.deepcopy,
        lambda book: book.model_copy(deep=True),
    ],
    ids=["pickle", "copy", "deepcopy", "model_copy"],
)
def test_a_copy_knows_what_was_read(
    passed_on: Callable[[Book], Book],
    change: Callable[[Book], None],
    body: str,
    server: ScriptedServer,
    client: LibraryClient,
    book: Book,
) -> None:
    same = passed_on(book)
    change(same)
    client.books["b1"].update(same)
    assert patched(server) == body


def test_changes_made_before_a_copy_are_in_it(
    server: ScriptedServer, client: LibraryClient, book: Book
) -> None:
    book.title = "Romola"
    client.books["b1"].update(pickle.loads(pickle.dumps(book)))
    assert patched(server) == '{"title":"Romola"}'


def test_nothing_is_sent_where_nothing_changed(
    server: ScriptedServer, client: LibraryClient, book: Book
) -> None:
    assert client.books["b1"].update(book) is None
    set_equal(book)
    assert client.books["b1"].update(book) is None
    assert [received.method for received in server.log] == ["GET"]


def test_after_an_update_the_object_counts_as_unchanged(
    server: ScriptedServer, client: LibraryClient, book: Book
) -> None:
    book.title = "Romola"
    change_nested_member(book)
    client.books["b1"].update(book)
    client.books["b1"].update(book)
    book.editions[0].city = "Leipzig"
    client.books["b1"].update(book)
    bodies = [r.body.decode() for r in server.log if r.method == "PATCH"]
    assert bodies == [
        '{"title":"Romola","publisher":{"city":"London"}}',
        '{"editions":[{"name":"first","city":"Leipzig","founded":"1871-12-01",'
        '"odd":1e400},{"name":"second"}]}',
    ]


def test_a_refused_update_leaves_the_changes_to_send(
    server: ScriptedServer, client: LibraryClient, book: Book
) -> None:
    server.script.clear()
    server.answers(Answer(400, b"{}"), Answer(204, b""))
    book.title = "Romola"
    with pytest.raises(Exception, match="400"):
        client.books["b1"].update(book)
    client.books["b1"].update(book)
    bodies = [r.body for r in server.log if r.method == "PATCH"]
    assert bodies == [b'{"title":"Romola"}'] * 2


def test_items_of_the_second_page_know_where_they_came_from(
    server: ScriptedServer, client: LibraryClient
) -> None:
    first = {
        "value": [{"id": "b1", "title": "One"}],
        "@odata.nextLink": "books?$skip=1",
    }
    second = {"value": [{"id": "b2", "title": "Two"}, {"id": "b3", "title": "Three"}]}
    server.answers(
        Answer(200, json.dumps(first).encode()),
        Answer(200, json.dumps(second).encode()),
        Answer(204, b""),
    )
    books = list(client.books.list())
    books[2].pages = 3
    client.books["b3"].update(books[2])
    assert patched(server) == '{"pages":3}'


def test_an_expanded_child_is_updated_by_its_own_changes(
    server: ScriptedServer, client: LibraryClient, book: Book
) -> None:
    author = book.author
    assert isinstance(author, Writer)
    author.name = "Mary Ann Evans"
    client.writers.update(author)
    assert patched(server) == '{"displayName":"Mary Ann Evans"}'


def test_a_child_in_a_list_is_updated_by_its_own_changes(
    server: ScriptedServer, client: LibraryClient, book: Book
) -> None:
    reader = book.readers[0]
    reader.name = "Celia"
    client.writers.update(reader)
    assert patched(server) == '{"displayName":"Celia"}'


def test_changes_of_a_child_are_not_lost_in_its_parents_update(
    server: ScriptedServer, client: LibraryClient, book: Book
) -> None:
    assert book.author
    book.author.name = "Mary Ann Evans"
    with pytest.raises(ValueError, match="author"):
        client.books["b1"].update(book)
    client.writers.update(book.author)
    book.title = "Romola"
    client.books["b1"].update(book)
    bodies = [r.body.decode() for r in server.log if r.method == "PATCH"]
    assert bodies == ['{"displayName":"Mary Ann Evans"}', '{"title":"Romola"}']


@pytest.mark.parametrize("name", ["id", "isbn"])
def test_what_an_update_cannot_change_is_refused(
    name: str, server: ScriptedServer, client: LibraryClient, book: Book
) -> None:
    setattr(book, name, "other")
    with pytest.raises(ValueError, match=f"{name} was changed"):
        client.books["b1"].update(book)
    assert [received.method for received in server.log] == ["GET"]


def test_an_update_from_nothing_read_sends_what_is_set(
    server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(Answer(204, b""), Answer(204, b""))
    client.books["b1"].update(Book(id="b1", isbn="978-0", title="Romola", pages=None))
    assert patched(server) == '{"title":"Romola","pages":null}'


def test_a_create_sends_all_but_what_the_service_computes(
    server: ScriptedServer, client: LibraryClient, book: Book
) -> None:
    server.script.clear()
    server.answers(Answer(201, b'{"id": "b9"}'))
    assert client.books.create(book).id == "b9"
    [body] = [received.body for received in server.log if received.method == "POST"]
    sent = json.loads(body, parse_float=str, parse_int=str)
    read = json.loads(BOOK, parse_float=str, parse_int=str)
    for name in ("@odata.context", "@odata.etag", "acquired"):
        del read[name]
    assert sent == read


def test_an_updated_entity_that_the_service_sends_back_is_returned(
    server: ScriptedServer, client: LibraryClient, book: Book
) -> None:
    server.script.clear()
    server.answers(Answer(200, b'{"id": "b1", "title": "Romola"}'), Answer(204, b""))
    updated = client.books["b1"].update(title="Romola")
    assert updated is not None
    updated.pages = 500
    client.books["b1"].update(updated)
    bodies = [r.body.decode() for r in server.log if r.method == "PATCH"]
    assert bodies == ['{"title":"Romola"}', '{"pages":500}']


def test_a_pattern_is_checked_before_anything_is_sent(
    server: ScriptedServer, client: LibraryClient, book: Book
) -> None:
    book.title = "romola"
    with pytest.raises(ValueError, match=r"Book\.title does not have the form"):
        client.books["b1"].update(book)
    with pytest.raises(ValueError, match=r"Book\.title"):
        client.books.create(title="Romola\n")
    assert [received.method for received in server.log] == ["GET"]
    with LibraryClient(service_root=server.root, check_patterns=False) as careless:
        careless.books["b1"].update(book)
    assert patched(server) == '{"title":"romola"}'
