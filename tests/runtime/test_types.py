"""The types that values name, in all forms of ``@odata.type``, read and sent."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from archive import Letter, Person, Scholar
from library import (
    Book,
    Item,
    LibraryClient,
    Recording,
    Room,
    Shelf,
    read_one,
    received,
    run,
)
from odata2py.runtime.decoding import EntityReader
from odata2py.runtime.errors import MalformedResponseError
from odata2py.runtime.models import ODataModel
from odata2py.runtime.reading import Reading
from servers import Answer, Drive, ScriptedServer


class Medium(ODataModel):
    odata_type = "x.Medium"
    odata_derived = {"x.Büch": "test_types:Volume"}


class Volume(Medium):
    odata_type = "x.Büch"


FORMS = [
    "#{}",
    "{}",
    "https://library.test/odata/$metadata#{}",
    "http://elsewhere.test/$metadata?$format=xml#{}",
    "$metadata#{}",
    "../odata/$metadata#{}",
]
every_form = pytest.mark.parametrize("form", FORMS)
every_name = pytest.mark.parametrize("name", ["@odata.type", "@type"])


def tagged(name: str, form: str, kind: str, **data: Any) -> dict[str, Any]:
    return {name: form.format(kind), **data}


@every_form
@every_name
def test_items_of_a_collection(
    name: str, form: str, drive: Drive, server: ScriptedServer
) -> None:
    items = [
        tagged(name, form, "library.book", id="b1", title="Emma"),
        {"id": "i1"},
        tagged(name, form, "library.item", id="i2"),
        tagged(name, form, "library.map", id="m1", title="Africa"),
        # Services may send the properties in any order.
        {"minutes": 5, "id": "r1", name: form.format("library.recording")},
    ]
    server.answers(Answer(200, json.dumps({"value": items}).encode()))
    reported: list[Any] = []
    found = run(
        drive.kind,
        server.root,
        lambda client: client.items.list(),
        on_mismatch=reported.append,
    )
    assert [type(item) for item in found] == [Book, Item, Item, Item, Recording]
    assert (found[0].title, found[3].extras["title"]) == ("Emma", "Africa")
    assert found[4].minutes == 5
    assert reported == []


@every_form
@every_name
def test_values_inside_of_others(name: str, form: str) -> None:
    best = tagged(name, form, "library.book", id="b1", pages=3)
    items = [tagged(name, form, "library.recording", id="r1"), {"id": "i1"}]
    shelf = tagged(name, form, "library.shelf", best=best, items=items)
    room, reported = read_one(Room, {"id": "1", "shelf": shelf})
    assert isinstance(room.shelf, Shelf)
    assert isinstance(room.shelf.best, Book)
    assert room.shelf.best.pages == 3
    assert [type(item) for item in room.shelf.items] == [Recording, Item]
    assert reported == []


@every_form
@every_name
def test_related_entities(name: str, form: str) -> None:
    """Their classes are imported when the first one arrives."""
    scholar = tagged(name, form, "archive.scholar", id="ada", field="x")
    letter, reported = read_one(
        Letter, {"id": "1", "sender": scholar, "theReaders": [{"id": "bob"}, scholar]}
    )
    assert type(letter.sender) is Scholar
    assert letter.sender.field == "x"
    assert [type(reader) for reader in letter.readers] == [Person, Scholar]
    assert reported == []


@every_form
@every_name
def test_values_that_are_not_as_declared(name: str, form: str) -> None:
    """They keep their class, are reported once, and are refused where that is asked."""
    body = tagged(name, form, "library.book", id="b1", pages="many")
    item, reported = read_one(Item, body)
    assert type(item) is Book
    assert item.pages == "many"  # type: ignore[comparison-overlap]
    assert [each.property for each in reported] == ["pages"]
    with pytest.raises(MalformedResponseError, match="pages"):
        received(EntityReader(Item), body, Reading(strict=True))
    exact = tagged(name, form, "library.book", id="b1", pages=3)
    assert type(received(EntityReader(Item), exact, Reading(strict=True))) is Book


def test_names_beyond_ascii_are_escaped_in_urls() -> None:
    for tag in ("#x.Büch", "x.Büch", "https://x.test/$metadata#x.B%C3%BCch"):
        value, _ = read_one(Medium, {"@odata.type": tag})
        assert value.odata_type == "x.Büch", tag


@pytest.mark.parametrize("tag", ["", "#", "https://x.test/$metadata#", "#Collection()"])
def test_tags_that_name_nothing(tag: str) -> None:
    item, reported = read_one(Item, {"@odata.type": tag, "id": "i1"})
    assert type(item) is Item
    assert reported == []


def created(client: LibraryClient, item: Item) -> None:
    client.items.create(item)


def updated(client: LibraryClient, item: Item) -> None:
    item.extras["more"] = 1
    client.items["b1"].update(item)


@pytest.mark.parametrize("write", [created, updated])
@every_form
@every_name
def test_bodies_name_types_in_one_form(
    name: str,
    form: str,
    write: Callable[[LibraryClient, Item], None],
    server: ScriptedServer,
) -> None:
    """Apart from types that the package does not know: they keep their address."""
    server.answers(*[Answer(201, b'{"id":"i1"}')] * 3)
    sent = []
    with LibraryClient(service_root=server.root) as client:
        for kind in ("library.book", "library.map", "library.item"):
            write(client, Item.from_odata(tagged(name, form, kind, id="b1")))
            sent.append(json.loads(server.log[-1].body))
    unknown = form if "#" in form else "#{}"
    assert [body.get("@odata.type") for body in sent] == [
        "#library.book",
        unknown.format("library.map"),
        None,
    ]
    assert all("@type" not in body for body in sent)


def test_made_values_go_out_with_their_types_at_every_level(
    drive: Drive, server: ScriptedServer
) -> None:
    room = Room.from_odata({"id": "1", "shelf": {"label": "A"}})
    room.shelf.best = Recording(id="r1", minutes=5)
    room.shelf.items = [Book(id="b1"), Item(id="i1")]
    server.answers(Answer(204))
    run(drive.kind, server.root, lambda client: client.room.update(room))
    assert server.log[0].body == (
        b'{"shelf":{"best":{"@odata.type":"#library.recording","id":"r1","minutes":5},'
        b'"items":[{"@odata.type":"#library.book","id":"b1"},{"id":"i1"}]}}'
    )


@pytest.mark.parametrize(
    "tag", [None, "#library.item", "#library.map", "#library.book"]
)
def test_a_strict_reader_tells_what_is_wrong_and_not_what_it_tried(
    tag: str | None,
) -> None:
    body = {"id": 5} if tag is None else {"@odata.type": tag, "id": 5}
    with pytest.raises(MalformedResponseError, match=r"valid string at .*id"):
        received(EntityReader(Item), body, Reading(strict=True))
