"""Conditional requests: entity tags that are read, sent, renewed and forgotten."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from batches import batch_of, entries, ok
from library import Book, LibraryClient, run
from odata2py.runtime.errors import (
    NotModifiedError,
    PreconditionFailedError,
    PreconditionRequiredError,
    ServiceError,
)
from servers import Answer, Drive, ScriptedServer

TAGGED = {"id": "b1", "title": "Emma", "@odata.etag": 'W/"1"'}


def book(**data: Any) -> Book:
    return Book.from_odata({**TAGGED, **data})


def update(drive: Drive, server: ScriptedServer, entity: Book, **options: Any) -> Any:
    def call(client: Any) -> Any:
        return client.with_options(**options).books["b1"].update(entity)

    return run(drive.kind, server.root, call)


def tags(server: ScriptedServer) -> list[str | None]:
    return [received.headers.get("if-match") for received in server.log]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"@odata.etag": "W/1"}, "W/1"),
        ({"@etag": "W/2"}, "W/2"),
        ({}, None),
        ({"@odata.etag": None}, None),
        ({"@odata.etag": 5}, None),
        ({"cover@odata.mediaEtag": "W/3"}, None),
    ],
)
def test_the_tag_of_an_entity(data: dict[str, Any], expected: str | None) -> None:
    assert Book.from_odata(data).odata_etag == expected


def test_what_the_program_made_has_no_tag() -> None:
    assert Book(title="Emma").odata_etag is None


@pytest.mark.parametrize("name", ["@odata.etag", "@etag"])
def test_an_update_of_what_was_read_has_its_tag(
    drive: Drive, server: ScriptedServer, name: str
) -> None:
    entity = Book.from_odata({"id": "b1", name: 'W/"1"'})
    entity.title = "New"
    server.answers(Answer(204))
    update(drive, server, entity)
    assert tags(server) == ['W/"1"']
    assert server.log[0].body == b'{"title":"New"}'


def test_nothing_else_has_a_condition(drive: Drive, server: ScriptedServer) -> None:
    entity = Book.from_odata({"id": "b1"})
    entity.title = "New"
    server.answers(*[Answer(204)] * 5)

    def by(*args: Any, **values: Any) -> Callable[[Any], Any]:
        return lambda client: client.books["b1"].update(*args, **values)

    for call in (
        by(entity),
        by(Book(title="New")),
        by({"title": "New"}),
        by(title="New"),
        lambda client: client.books["b1"].delete(),
    ):
        run(drive.kind, server.root, call)
    assert tags(server) == [None] * 5


@pytest.mark.parametrize(
    "options",
    [
        {"if_match": "*"},
        {"headers": {"if-match": "*"}},
        {"headers": {"IF-MATCH": "*"}},
    ],
)
def test_the_caller_knows_better(
    drive: Drive, server: ScriptedServer, options: dict[str, Any]
) -> None:
    entity = book()
    entity.title = "New"
    server.answers(Answer(204))
    update(drive, server, entity, **options)
    assert tags(server) == ["*"]


def test_another_condition_is_not_joined(drive: Drive, server: ScriptedServer) -> None:
    entity = book()
    entity.title = "New"
    server.answers(Answer(204))
    update(drive, server, entity, if_none_match="*")
    [received] = server.log
    assert received.headers["if-none-match"] == "*"
    assert "if-match" not in received.headers


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer(204, headers={"etag": 'W/"2"'}), 'W/"2"'),
        (Answer(200, b'{"id":"b1","@odata.etag":"W/3"}'), "W/3"),
        (Answer(200, b'{"id":"b1","@etag":"W/3"}'), "W/3"),
        (Answer(200, b'{"id":"b1","@etag":"W/3"}', {"etag": "W/2"}), "W/3"),
        (Answer(200, b'{"id":"b1"}', {"etag": "W/2"}), "W/2"),
        (Answer(204), None),
        (Answer(200, b'{"id":"b1"}'), None),
    ],
)
def test_after_an_update_the_tag_is_the_new_one(
    drive: Drive, server: ScriptedServer, answer: Answer, expected: str | None
) -> None:
    entity = book()
    entity.title = "New"
    server.answers(answer, Answer(204))
    update(drive, server, entity)
    assert entity.odata_etag == expected
    entity.pages = 5
    update(drive, server, entity)
    assert tags(server) == ['W/"1"', expected]
    assert [json.loads(received.body) for received in server.log] == [
        {"title": "New"},
        {"pages": 5},
    ]


def test_the_tag_keeps_its_spelling(drive: Drive, server: ScriptedServer) -> None:
    entity = Book.from_odata({"id": "b1", "@etag": "W/1"})
    entity.title = "New"
    server.answers(Answer(204, headers={"etag": "W/2"}))
    update(drive, server, entity)
    assert entity.extras == {"@etag": "W/2"}
    assert entity.to_odata() == {"id": "b1", "@etag": "W/2", "title": "New"}


@pytest.mark.parametrize(
    "again",
    [
        copy.copy,
        copy.deepcopy,
        lambda entity: entity.model_copy(),
        lambda entity: pickle.loads(pickle.dumps(entity)),
    ],
)
def test_copies_have_the_tag_too(
    drive: Drive, server: ScriptedServer, again: Callable[[Book], Book]
) -> None:
    first = book()
    first.title = "New"
    server.answers(Answer(204, headers={"etag": "W/2"}))
    update(drive, server, first)
    second = again(first)
    second.pages = 5
    server.answers(Answer(204, headers={"etag": "W/3"}))
    update(drive, server, second)
    assert tags(server) == ['W/"1"', "W/2"]
    assert json.loads(server.log[1].body) == {"pages": 5}
    assert (first.odata_etag, second.odata_etag) == ("W/2", "W/3")


def test_a_failed_update_leaves_the_tag(drive: Drive, server: ScriptedServer) -> None:
    entity = book()
    entity.title = "New"
    server.answers(Answer(412, headers={"etag": "W/9"}))
    with pytest.raises(PreconditionFailedError):
        update(drive, server, entity)
    assert entity.odata_etag == 'W/"1"'
    update(drive, server, entity)
    assert server.log[1].body == b'{"title":"New"}'


def test_an_update_of_nothing_leaves_the_tag(
    drive: Drive, server: ScriptedServer
) -> None:
    entity = book()
    assert update(drive, server, entity) is None
    assert server.log == []
    assert entity.odata_etag == 'W/"1"'


def test_tags_in_batches(server: ScriptedServer) -> None:
    entity = book()
    entity.title = "New"
    server.answers(batch_of(lambda entry: ok(status=204, ETag="W/2")))
    with LibraryClient(service_root=server.root) as client, client.batch() as batch:
        batch.books["b1"].update(entity)
    [entry] = entries(server.log[0])
    assert entry["headers"]["if-match"] == 'W/"1"'
    assert entity.odata_etag == "W/2"


def test_entities_as_conditions(drive: Drive, server: ScriptedServer) -> None:
    def call(client: Any) -> Any:
        place = client.books["b1"].with_options(if_match=book())
        return place.with_options(if_none_match=book(title="x")).get()

    run(drive.kind, server.root, call)
    [received] = server.log
    assert received.headers["if-match"] == 'W/"1"'
    assert received.headers["if-none-match"] == 'W/"1"'


@pytest.mark.parametrize("condition", ["if_match", "if_none_match"])
def test_an_entity_without_a_tag_is_no_condition(condition: str) -> None:
    client = LibraryClient(service_root="https://library.example/")
    options: Any = {condition: Book(title="Emma")}
    with pytest.raises(ValueError, match="this Book has no etag"):
        client.with_options(**options)


@pytest.mark.parametrize("condition", ["if_match", "if_none_match"])
def test_an_empty_tag_is_no_condition(condition: str) -> None:
    client = LibraryClient(service_root="https://library.example/")
    options: Any = {condition: " "}
    with pytest.raises(ValueError, match="without a tag would hold for any state"):
        client.with_options(**options)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (304, NotModifiedError),
        (412, PreconditionFailedError),
        (428, PreconditionRequiredError),
    ],
)
def test_conditions_that_do_not_hold_are_errors(
    drive: Drive, server: ScriptedServer, status: int, error: type[ServiceError]
) -> None:
    server.answers(Answer(status, b"", {"etag": "W/1"}))

    def call(client: Any) -> Any:
        return client.with_options(if_none_match=book()).books["b1"].get()

    with pytest.raises(error) as caught:
        run(drive.kind, server.root, call)
    assert type(caught.value) is error
    assert caught.value.status == status
    assert caught.value.response.headers["etag"] == "W/1"
    assert len(server.log) == 1
