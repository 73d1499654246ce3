"""Whole entities: what creates them with others, replaces them, or does either."""

from __future__ import annotations

import copy
import datetime as dt
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from archive import (
    ArchiveClient,
    Letter,
    Mark,
    Person,
    Scholar,
    Seal,
    WaxSeal,
    run,
    run_batch,
)
from batches import entries
from servers import Answer, Drive, ScriptedServer

WRITES: dict[str, tuple[Callable[..., Any], str, str]] = {
    "create": (lambda c, *a, **v: c.letters.create(*a, **v), "POST", "letters"),
    "replace": (lambda c, *a, **v: c.letters["1"].replace(*a, **v), "PUT", "letters/1"),
    "upsert": (lambda c, *a, **v: c.letters["1"].upsert(*a, **v), "PATCH", "letters/1"),
}
every_write = pytest.mark.parametrize(
    ("write", "method", "path"), WRITES.values(), ids=WRITES
)

DAY = dt.date(2026, 1, 31)

READ = """{
    "@odata.context": "$metadata#letters/$entity",
    "@odata.etag": "W/1",
    "@odata.id": "letters/1",
    "@odata.editLink": "letters/1",
    "id": "1",
    "text": "x",
    "text@odata.type": "#String",
    "text@x.y": 1,
    "filed": "2026-01-31",
    "more": 1.50,
    "seal": {"material": "m", "checked": "2026-01-31", "@x.z": 2, "weight": 2.50},
    "seals": [
        {"@odata.type": "#archive.waxSeal", "checked": null, "colour": "red"},
        {"@type": "archive.seal", "material": "m"}
    ],
    "sender@odata.navigationLink": "letters/1/sender",
    "sender@odata.bind": "people/ada",
    "sender": {
        "@odata.type": "#archive.scholar",
        "@odata.etag": "W/2",
        "id": "ada",
        "added": "2026-01-31",
        "age": 3.50,
        "letters@odata.count": 1,
        "letters": [{"@odata.id": "letters/2", "id": "2", "filed": null, "rate": 4.50}]
    },
    "theReaders@odata.nextLink": "more",
    "theReaders": [{"id": "bob", "added": "2026-01-31"}, {"@odata.etag": "W/3"}]
}"""

SENT = (
    '{"id":"1","text":"x","text@odata.type":"#String","more":1.50,'
    '"seal":{"material":"m","weight":2.50},'
    '"seals":[{"@odata.type":"#archive.waxSeal","colour":"red"},{"material":"m"}],'
    '"sender@odata.bind":"people/ada",'
    '"sender":{"@odata.type":"#archive.scholar","id":"ada","age":3.50,'
    '"letters":[{"id":"2","rate":4.50}]},'
    '"theReaders":[{"id":"bob"},{}]}'
)


def body(server: ScriptedServer) -> Any:
    return json.loads(server.log[-1].body)


@every_write
@pytest.mark.parametrize(
    "carry", [lambda e: e, lambda e: pickle.loads(pickle.dumps(e)), copy.deepcopy]
)
def test_a_whole_that_was_read(
    carry: Any, write: Any, method: str, path: str, drive: Drive, server: ScriptedServer
) -> None:
    """Without what the service computes and what it says, at every level."""
    letter = carry(Letter.from_odata(READ))
    server.answers(Answer(200, b"{}"))
    run(drive, server.root, lambda c: write(c, letter))
    [received] = server.log
    assert (received.method, received.target) == (method, f"/odata/{path}")

    def ordered(text: str | bytes) -> Any:
        return json.loads(text, parse_float=str)

    assert ordered(received.body) == ordered(SENT)


@every_write
def test_annotations_of_the_program(
    write: Any, method: str, path: str, drive: Drive, server: ScriptedServer
) -> None:
    """They are for the service, in a model at any level, and in a dict."""
    server.answers(*[Answer(200, b"{}")] * 3)
    letter = Letter.from_odata(READ)
    letter.extras["text@x.y"] = 2
    letter.extras["@x.behavior"] = "rename"
    assert letter.seal is not None
    letter.seal.extras["@x.z"] = 3
    fresh = Letter(text="x", seal=Seal(material="m"))
    assert fresh.seal is not None
    fresh.seal.extras["@x.z"] = fresh.extras["@x.y"] = 1

    def three(client: Any) -> Any:
        return [
            write(client, letter),
            write(client, fresh),
            write(client, {"text": "x", "@x.y": 1, "text@x.z": None}),
        ]

    with ArchiveClient(service_root=server.root) as client:
        three(client)
    read, made, plain = (json.loads(each.body) for each in server.log)
    assert read["text@x.y"] == 2
    assert read["@x.behavior"] == "rename"
    assert read["seal"] == {"material": "m", "@x.z": 3, "weight": 2.5}
    assert made == {"text": "x", "seal": {"material": "m", "@x.z": 1}, "@x.y": 1}
    assert plain == {"text": "x", "@x.y": 1, "text@x.z": None}


def test_an_update_sends_annotations_that_the_program_changed(
    server: ScriptedServer,
) -> None:
    server.answers(*[Answer(204, b"")] * 2)
    letter = Letter.from_odata(READ)
    with ArchiveClient(service_root=server.root) as client:
        client.letters["1"].update(letter)
        assert not server.log
        letter.extras["@x.behavior"] = "rename"
        letter.extras["@odata.etag"] = "W/3"
        client.letters["1"].update(letter)
        annotated: Any = {"text": "y", "@x.behavior": "fail"}
        client.letters["1"].update(annotated)
    assert [json.loads(each.body) for each in server.log] == [
        {"@x.behavior": "rename"},
        {"text": "y", "@x.behavior": "fail"},
    ]


def test_control_information_in_a_dict_is_a_mistake(server: ScriptedServer) -> None:
    with ArchiveClient(service_root=server.root) as client:
        for name in ("@odata.etag", "@etag", "text@odata.count"):
            said: Any = {"text": "x", name: "1"}
            with pytest.raises(ValueError, match="xtra inputs"):
                client.letters.create(said)
    assert not server.log


@every_write
def test_new_entities_inside_of_new_ones(
    write: Any, method: str, path: str, drive: Drive, server: ScriptedServer
) -> None:
    server.answers(Answer(200, b"{}"))
    seal = WaxSeal(colour="red", checked=DAY)
    answer = Letter(text="answer", filed=DAY, seals=[seal], sender=Scholar(id="bob"))
    sender = Person(id="ada", added=DAY, letters=[answer])
    readers = [Scholar(field="x", added=DAY), Person()]
    run(
        drive,
        server.root,
        lambda c: write(c, text="x", seal=seal, sender=sender, readers=readers),
    )
    assert server.log[0].method == method
    sealed = {"@odata.type": "#archive.waxSeal", "colour": "red"}
    assert body(server) == {
        "text": "x",
        "seal": sealed,
        "sender": {
            "id": "ada",
            "letters": [
                {
                    "text": "answer",
                    "seals": [sealed],
                    "sender": {"@odata.type": "#archive.scholar", "id": "bob"},
                }
            ],
        },
        "theReaders": [{"@odata.type": "#archive.scholar", "field": "x"}, {}],
    }


def test_a_create_with_a_relation_that_is_none(server: ScriptedServer) -> None:
    """It says that there is none (JSON Format 4.01, 8.3)."""
    server.answers(Answer(201, b"{}"), Answer(201, b"{}"))
    nothing: Any = None
    with ArchiveClient(service_root=server.root) as client:
        client.letters.create(text="x", sender=nothing)
        assert body(server) == {"text": "x", "sender": None}
        client.letters.create(Letter.from_odata({"id": "1", "sender": None}))
        assert body(server) == {"id": "1", "sender": None}


@every_write
def test_computed_properties_are_refused_in_keywords(
    write: Any, method: str, path: str, server: ScriptedServer
) -> None:
    """In models they are left out: these may have been read."""
    server.answers(Answer(200, b"{}"))
    with ArchiveClient(service_root=server.root) as client:
        with pytest.raises(ValueError, match=r"Letter\.filed cannot be set"):
            write(client, text="x", filed=DAY)
        with pytest.raises(ValueError, match=r"Letter\.filed cannot be set"):
            write(client, {"text": "x", "filed": None})
        assert server.log == []
        write(client, Letter(text="x", filed=DAY))
        assert body(server) == {"text": "x"}


@every_write
def test_bodies_of_other_kinds(
    write: Any, method: str, path: str, server: ScriptedServer
) -> None:
    client = ArchiveClient(service_root=server.root)
    bodies: list[Any] = [Person(id="1"), Seal(), [], "x", 5, Letter, client.letters]
    for other in bodies:
        with pytest.raises(TypeError, match="is not a Letter"):
            write(client, other)
    with pytest.raises(TypeError, match="either"):
        write(client, Letter(text="x"), text="x")
    assert server.log == []


@every_write
def test_an_empty_whole(
    write: Any, method: str, path: str, drive: Drive, server: ScriptedServer
) -> None:
    """Only an update has nothing to say then."""
    server.answers(*[Answer(200, b"{}")] * 3)
    run(drive, server.root, lambda c: write(c))
    run(drive, server.root, lambda c: write(c, {}))
    run(drive, server.root, lambda c: write(c, Letter()))
    assert [received.body for received in server.log] == [b"{}"] * 3


@pytest.mark.parametrize("name", ["replace", "upsert"])
@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (Answer(204), None),
        (Answer(200, b'{"id":"1","text":"y"}'), "y"),
        (Answer(201, b'{"id":"1","text":"y"}'), "y"),
    ],
)
def test_what_replacing_returns(
    name: str,
    answer: Answer,
    text: str | None,
    drive: Drive,
    server: ScriptedServer,
) -> None:
    write, method, path = WRITES[name]
    server.answers(answer)
    found = run(
        drive, server.root, lambda c: write(c, text="x", marks=Mark("red,blue"))
    )
    assert (found and found.text) == text
    [received] = server.log
    assert (received.method, received.target) == (method, f"/odata/{path}")
    assert received.body == b'{"text":"x","marks":"red,blue"}'
    assert received.headers["content-type"] == "application/json"
    assert "if-match" not in received.headers


@pytest.mark.parametrize("name", ["replace", "upsert"])
def test_after_replacing_the_entity_counts_as_unchanged(
    name: str, drive: Drive, server: ScriptedServer
) -> None:
    write, _, _ = WRITES[name]
    letter = Letter.from_odata({"id": "1", "text": "x", "@odata.etag": "W/1"})
    letter.text = "y"
    server.answers(Answer(204, b"", {"ETag": "W/2"}), Answer(204))
    run(drive, server.root, lambda c: write(c, letter))
    assert body(server) == {"id": "1", "text": "y"}
    assert letter.odata_etag == "W/2"
    run(drive, server.root, lambda c: c.letters["1"].update(letter))
    assert len(server.log) == 1
    letter.marks = Mark.RED
    run(drive, server.root, lambda c: c.letters["1"].update(letter))
    assert body(server) == {"marks": "red"}
    assert server.log[-1].headers["if-match"] == "W/2"


def test_a_refused_replacement_leaves_the_changes(
    drive: Drive, server: ScriptedServer
) -> None:
    letter = Letter.from_odata({"id": "1", "text": "x"})
    letter.text = "y"
    server.answers(Answer(400), Answer(204))
    with pytest.raises(Exception, match="400"):
        run(drive, server.root, lambda c: c.letters["1"].replace(letter))
    run(drive, server.root, lambda c: c.letters["1"].update(letter))
    assert body(server) == {"text": "y"}


def test_creating_alone(drive: Drive, server: ScriptedServer) -> None:
    server.answers(Answer(201, b'{"id":"1"}'))

    def call(client: Any) -> Any:
        return client.letters["1"].with_options(if_none_match="*").upsert(text="x")

    run(drive, server.root, call)
    assert server.log[0].headers["if-none-match"] == "*"


def test_wholes_in_a_batch(drive: Drive, server: ScriptedServer) -> None:
    answers = [{"id": "1", "status": 204}, {"id": "2", "status": 201, "body": {}}]
    server.answers(Answer(200, json.dumps({"responses": answers}).encode()))
    sender = Scholar(id="ada", added=DAY)

    def fill(batch: Any) -> list[Any]:
        return [
            batch.letters["1"].replace(text="x", sender=sender),
            batch.letters["2"].upsert(Letter(text="y", filed=DAY)),
        ]

    assert run_batch(drive, server.root, fill) == [None, Letter()]
    assert [
        (entry["method"], entry["url"], entry["body"])
        for entry in entries(server.log[0])
    ] == [
        (
            "PUT",
            "letters/1",
            {
                "text": "x",
                "sender": {"@odata.type": "#archive.scholar", "id": "ada"},
            },
        ),
        ("PATCH", "letters/2", {"text": "y"}),
    ]
