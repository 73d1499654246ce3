"""References: adding, setting and ending relations, and binding to what exists."""

from __future__ import annotations

import json
from collections import deque
from typing import Any

import pytest

from archive import (
    IN_PARENTHESES,
    SEGMENTS,
    ArchiveClient,
    Letter,
    ParenthesesClient,
    Person,
    run,
    run_batch,
)
from batches import entries
from odata2py.runtime.errors import BadRequestError, NotFoundError
from odata2py.runtime.media import MediaRequestBuilder
from servers import Answer, Drive, ScriptedServer

FAR = "https://elsewhere.example/odata/people('ada%20b')"


def sent(server: ScriptedServer) -> tuple[str, str, Any]:
    """The last request: method, target below the root, and JSON data."""
    last = server.log[-1]
    assert last.target.startswith("/odata/")
    assert ("content-type" in last.headers) == bool(last.body)
    data = json.loads(last.body) if last.body else None
    return last.method, last.target.removeprefix("/odata/"), data


CALLS: list[tuple[str, Any, str, str, bool]] = [
    ("add", lambda c, t: c.letters["1"].readers.add_reference(t), "POST", "$ref", True),
    (
        "remove",
        lambda c, t: c.letters["1"].readers.remove_reference(t),
        "DELETE",
        "$ref?$id=",
        False,
    ),
    ("set", lambda c, t: c.letters["1"].sender.set_reference(t), "PUT", "$ref", True),
]


@pytest.mark.parametrize(
    ("clients", "letter", "person"),
    [
        (SEGMENTS, "letters/1", "people/ada%20b"),
        (IN_PARENTHESES, "letters('1')", "people('ada%20b')"),
    ],
)
@pytest.mark.parametrize("target", ["place", "url"])
@pytest.mark.parametrize(
    ("call", "method", "end", "has_body"),
    [case[1:] for case in CALLS],
    ids=[case[0] for case in CALLS],
)
def test_references(
    call: Any,
    method: str,
    end: str,
    has_body: bool,
    target: str,
    clients: Any,
    letter: str,
    person: str,
    drive: Drive,
    server: ScriptedServer,
) -> None:
    def refer(client: Any) -> Any:
        return call(client, client.people["ada b"] if target == "place" else FAR)

    server.answers(Answer(204))
    assert run(drive, server.root, refer, clients=clients) is None
    url = server.root + person if target == "place" else FAR
    relation = "sender" if method == "PUT" else "theReaders"
    query = "" if has_body else url.replace("%", "%25")
    body = {"@odata.id": url} if has_body else None
    assert sent(server) == (method, f"{letter}/{relation}/{end}{query}", body)


def test_ending_a_relation_where_it_stands(
    drive: Drive, server: ScriptedServer
) -> None:
    server.answers(Answer(204), Answer(204))
    run(drive, server.root, lambda c: c.letters["1"].sender.remove_reference())
    assert sent(server) == ("DELETE", "letters/1/sender/$ref", None)
    reader = "ada/b"
    run(
        drive,
        server.root,
        lambda c: c.letters["1"].readers[reader].remove_reference(),
    )
    assert sent(server) == ("DELETE", "letters/1/theReaders/ada%2Fb/$ref", None)


def test_what_the_service_refuses(drive: Drive, server: ScriptedServer) -> None:
    server.answers(Answer(404), Answer(400))
    for error in (NotFoundError, BadRequestError):
        with pytest.raises(error):
            run(drive, server.root, lambda c: c.letters["1"].readers.add_reference(FAR))


def test_references_in_a_batch(drive: Drive, server: ScriptedServer) -> None:
    """Places of the batch stand for their URLs, like those of the client."""
    statuses = [{"id": str(number + 1), "status": 204} for number in range(4)]
    server.answers(Answer(200, json.dumps({"responses": statuses}).encode()))
    client = ArchiveClient(service_root=server.root)

    def fill(batch: Any) -> list[Any]:
        letter = batch.letters["1"]
        return [
            letter.readers.add_reference(batch.people["ada"]),
            letter.readers.remove_reference(client.people["ada"]),
            letter.sender.set_reference(client.prepare.people["ada"]),
            letter.update(sender=batch.people["ada"], readers=[client.people["bob"]]),
        ]

    assert run_batch(drive, server.root, fill) == [None] * 4
    ada, bob = f"{server.root}people/ada", f"{server.root}people/bob"
    assert [
        (entry["method"], entry["url"], entry.get("body"))
        for entry in entries(server.log[0])
    ] == [
        ("POST", "letters/1/theReaders/$ref", {"@odata.id": ada}),
        ("DELETE", f"letters/1/theReaders/$ref?$id={ada}", None),
        ("PUT", "letters/1/sender/$ref", {"@odata.id": ada}),
        (
            "PATCH",
            "letters/1",
            {"sender@odata.bind": ada, "theReaders@odata.bind": [bob]},
        ),
    ]


def test_options_of_the_target_are_not_those_of_the_call(
    drive: Drive, server: ScriptedServer
) -> None:
    server.answers(Answer(204))

    def call(client: Any) -> Any:
        target = client.people["ada"].with_options(
            query={"$select": "id"}, headers={"x-target": "1"}, if_match="W/1"
        )
        asking = client.letters["1"].sender.with_options(
            query={"api-version": "2"}, headers={"x-source": "1"}, if_match="W/2"
        )
        return asking.set_reference(target)

    run(drive, server.root, call)
    body = {"@odata.id": f"{server.root}people/ada"}
    assert sent(server) == ("PUT", "letters/1/sender/$ref?api-version=2", body)
    headers = server.log[0].headers
    assert (headers["x-source"], headers["if-match"]) == ("1", "W/2")
    assert "x-target" not in headers


def test_options_of_a_client_are_not_in_references(
    drive: Drive, server: ScriptedServer
) -> None:
    server.answers(Answer(204), Answer(204))

    def client_with(client: Any) -> Any:
        return client.with_options(query={"api-version": "2"})

    for call in (
        lambda c: c.letters["1"].readers.remove_reference(c.people["ada"]),
        lambda c: c.letters["1"].update(sender=c.people["ada"]),
    ):
        run(drive, server.root, lambda c, do=call: do(client_with(c)))
    url = f"{server.root}people/ada"
    removed, updated = server.log
    assert removed.target == f"/odata/letters/1/theReaders/$ref?api-version=2&$id={url}"
    assert json.loads(updated.body) == {"sender@odata.bind": url}


def test_a_place_of_another_service(server: ScriptedServer) -> None:
    """Relations may lead from one service to another; the service knows where to."""
    server.answers(*[Answer(204)] * 4)
    with ArchiveClient(service_root=server.root, credential="secret") as client:
        for other in (ArchiveClient, ParenthesesClient):
            place = other(service_root="https://elsewhere.example/a/b").people["ada"]
            url = "https://elsewhere.example/a/b/people"
            url += "/ada" if other is ArchiveClient else "('ada')"
            client.letters["1"].sender.set_reference(place)
            assert sent(server)[2] == {"@odata.id": url}
            client.letters["1"].update(readers=[place])
            assert sent(server)[2] == {"theReaders@odata.bind": [url]}


def test_places_below_functions(drive: Drive, server: ScriptedServer) -> None:
    """Their aliases belong to the place, other query options do not."""
    server.answers(*[Answer(204)] * 3)

    def place(client: Any) -> Any:
        found = client.letters.like(a=1).like(a="x/y", b=["&"])
        return found["1"].sender.with_options(query={"$select": "id", "@a": "5"})

    run(drive, server.root, lambda c: c.letters["1"].sender.set_reference(place(c)))
    url = (
        f"{server.root}letters/like(a=1)/like(a=@a,b=@b)/1/sender"
        "?@a='x%2Fy'&@b=%5B%22%26%22%5D"
    )
    assert sent(server)[2] == {"@odata.id": url}
    run(drive, server.root, lambda c: c.letters["1"].update(sender=place(c)))
    assert sent(server)[2] == {"sender@odata.bind": url}
    run(drive, server.root, lambda c: c.people.remove_reference(place(c)))
    escaped = url.replace("%", "%25").replace("&", "%26")
    assert sent(server)[1] == f"people/$ref?$id={escaped}"


NOT_ENTITIES: dict[str, Any] = {
    "key": lambda c: "ada",
    "path": lambda c: "/people/ada",
    "none": lambda c: None,
    "model": lambda c: Person(id="ada"),
    "list": lambda c: [c.people["ada"]],
    "request": lambda c: c.prepare.people["ada"].get(),
    "collection": lambda c: c.people,
    "function": lambda c: c.letters.like(a=1),
    "client": lambda c: c,
    "bytes": lambda c: MediaRequestBuilder(*c.letters["1"]._below("scan")),
    "class": lambda c: Person,
}


@pytest.mark.parametrize("name", NOT_ENTITIES)
def test_what_is_no_reference(name: str, drive: Drive, server: ScriptedServer) -> None:
    for call in (
        lambda c, t: c.people.add_reference(t),
        lambda c, t: c.people.remove_reference(t),
        lambda c, t: c.letters["1"].sender.set_reference(t),
    ):
        with pytest.raises(TypeError, match="a reference"):
            run(drive, server.root, lambda c, do=call: do(c, NOT_ENTITIES[name](c)))
    assert server.log == []


# Binding


def test_places_in_bodies(drive: Drive, server: ScriptedServer) -> None:
    server.answers(Answer(201, b'{"id":"1"}'), *[Answer(204)] * 3)

    def values(client: Any) -> dict[str, Any]:
        ada, bob = client.people["ada"], client.people["b/b"]
        return {"text": "x", "sender": ada, "readers": [ada, bob]}

    for call in (
        lambda c: c.letters.create(**values(c)),
        lambda c: c.letters["1"].update(values(c)),
        lambda c: c.letters["1"].replace(**values(c)),
        lambda c: c.letters["1"].upsert(**values(c)),
    ):
        run(drive, server.root, call)
    people = f"{server.root}people"
    body = (
        f'{{"text":"x","sender@odata.bind":"{people}/ada",'
        f'"theReaders@odata.bind":["{people}/ada","{people}/b%2Fb"]}}'
    )
    assert [received.body.decode() for received in server.log] == [body] * 4
    methods = [received.method for received in server.log]
    assert methods == ["POST", "PATCH", "PUT", "PATCH"]


def test_a_link_alone_is_an_update(drive: Drive, server: ScriptedServer) -> None:
    server.answers(Answer(204), Answer(204))
    run(drive, server.root, lambda c: c.letters["1"].update(sender=c.people["ada"]))
    run(drive, server.root, lambda c: c.letters["1"].update(readers=[c.people["ada"]]))
    assert [received.body.decode() for received in server.log] == [
        f'{{"sender@odata.bind":"{server.root}people/ada"}}',
        f'{{"theReaders@odata.bind":["{server.root}people/ada"]}}',
    ]


@pytest.mark.parametrize("kind", [list, tuple, deque])
def test_places_among_new_entities(kind: Any, server: ScriptedServer) -> None:
    server.answers(Answer(201, b'{"id":"1"}'))
    with ArchiveClient(service_root=server.root) as client:
        new = Person(id="new", name="N")
        people = kind([client.people["a"], new, client.people["b"]])
        client.letters.create(readers=people)
        assert len(people) == 3
    people = f"{server.root}people"
    assert sent(server)[2] == {
        "theReaders": [{"id": "new", "displayName": "N"}],
        "theReaders@odata.bind": [f"{people}/a", f"{people}/b"],
    }


def test_names_of_the_wire_in_dicts(server: ScriptedServer) -> None:
    server.answers(Answer(201, b'{"id":"1"}'))
    with ArchiveClient(service_root=server.root) as client:
        body: Any = {"theReaders": [client.people["ada"]]}
        client.letters.create(body)
    url = f"{server.root}people/ada"
    assert sent(server)[2] == {"theReaders@odata.bind": [url]}


def test_one_relation_by_both_of_its_names() -> None:
    client = ArchiveClient(service_root="http://127.0.0.1/")
    places = [client.people["ada"]]
    body: Any = {"readers": places, "theReaders": places}
    with pytest.raises(ValueError, match=r"Letter\.readers is given twice"):
        client.letters.create(body)


@pytest.mark.parametrize("write", ["create", "update", "replace", "upsert"])
@pytest.mark.parametrize(
    "values",
    [
        lambda c: {"sender": [c.people["ada"]]},
        lambda c: {"readers": c.people["ada"]},
        lambda c: {"readers": c.people},
        lambda c: {"sender": c.people},
        lambda c: {"sender": c},
        lambda c: {"readers": [c.people]},
        lambda c: {"readers": [None]},
        lambda c: {"readers": ["https://x.test/people/ada"]},
        lambda c: {"readers": "ada"},
        lambda c: {"readers": None},
        lambda c: {"sender": "https://x.test/people/ada"},
        lambda c: {"sender": 5},
        lambda c: {"text": c.people["ada"]},
        lambda c: {"seal": c.people["ada"]},
        lambda c: {"readers": [c.prepare.people["ada"].get()]},
    ],
)
def test_what_does_not_fit_a_relation(
    write: str, values: Any, server: ScriptedServer
) -> None:
    with ArchiveClient(service_root=server.root) as client:
        at: Any = client.letters if write == "create" else client.letters["1"]
        with pytest.raises(
            (ValueError, TypeError), match="reader|sender|text|seal|ref"
        ):
            getattr(at, write)(**values(client))
    assert server.log == []


@pytest.mark.parametrize(
    "values",
    [
        {"sender": None},
        {"sender": Person(id="ada")},
        {"sender": Person(name="Ada")},
        {"readers": [Person(id="ada")]},
    ],
)
def test_an_update_takes_places_alone(values: Any, server: ScriptedServer) -> None:
    """Leaving it out would look like success."""
    with ArchiveClient(service_root=server.root) as client:
        bodies: list[Any] = [values, {"text": "x", **values}]
        for body in bodies:
            with pytest.raises(ValueError, match="by this call: give a place"):
                client.letters["1"].update(**body)
            with pytest.raises(ValueError, match="by this call: give a place"):
                client.letters["1"].update(body)
        mixed: Any = [client.people["ada"], Person(id="bob")]
        with pytest.raises(ValueError, match="readers cannot be set by this call"):
            client.letters["1"].update(readers=mixed)
    assert server.log == []


def test_no_places_are_no_links(drive: Drive, server: ScriptedServer) -> None:
    server.answers(Answer(201, b'{"id":"1"}'))
    run(drive, server.root, lambda c: c.letters.create(text="x", readers=[]))
    assert server.log[0].body == b'{"text":"x"}'
    assert run(drive, server.root, lambda c: c.letters["1"].update(readers=[])) is None
    assert len(server.log) == 1


# Models with relations

READ = {
    "id": "1",
    "text": "x",
    "sender": {"id": "ada", "displayName": "A"},
    "theReaders": [{"id": "ada"}, {"id": "bob"}],
}


def test_a_model_takes_no_place() -> None:
    client = ArchiveClient(service_root="http://127.0.0.1/")
    letter = Letter.from_odata(READ)
    place: Any = client.people["ada"]
    with pytest.raises(ValueError, match="sender"):
        letter.sender = place
    with pytest.raises(ValueError, match="sender"):
        Letter(sender=place)
    with pytest.raises(ValueError, match="readers"):
        letter.readers = [place]


RELATING: dict[str, Any] = {
    "another": lambda letter: setattr(letter, "sender", Person(id="bob")),
    "the same, made": lambda letter: setattr(letter, "sender", Person(id="ada")),
    "another that was read": (
        lambda letter: setattr(letter, "sender", letter.readers[1])
    ),
    "none": lambda letter: setattr(letter, "sender", None),
    "one more": lambda letter: letter.readers.append(Person(id="eve")),
    "one less": lambda letter: letter.readers.pop(),
    "no more": lambda letter: letter.readers.clear(),
    "other ones": lambda letter: setattr(letter, "readers", [Person(id="eve")]),
}


@pytest.mark.parametrize("name", RELATING)
def test_relations_that_were_changed_in_a_model(
    name: str, server: ScriptedServer
) -> None:
    """An update cannot send them, and does not leave them out without a word."""
    letter = Letter.from_odata(READ)
    letter.text = "new"
    RELATING[name](letter)
    client = ArchiveClient(service_root=server.root)
    with pytest.raises(ValueError, match="(sender|theReaders) leads to others"):
        client.letters["1"].update(letter)
    assert server.log == []


def test_relations_of_a_model_that_the_program_made(server: ScriptedServer) -> None:
    letter = Letter(text="x", sender=Person(id="ada"))
    client = ArchiveClient(service_root=server.root)
    with pytest.raises(ValueError, match="sender leads to others"):
        client.letters["1"].update(letter)
    assert server.log == []


def test_relations_that_are_the_same(server: ScriptedServer) -> None:
    letter = Letter.from_odata(READ)
    letter.text = "new"
    letter.readers.reverse()
    letter.readers = list(letter.readers)
    server.answers(Answer(204))
    with ArchiveClient(service_root=server.root) as client:
        client.letters["1"].update(letter)
    assert sent(server)[2] == {"text": "new"}


def test_links_that_stand_in_a_models_extras(server: ScriptedServer) -> None:
    server.answers(Answer(204), Answer(201, b"{}"))
    letter = Letter.from_odata(READ)
    letter.extras["sender@odata.bind"] = FAR
    made = Letter(text="y")
    made.extras["theReaders@odata.bind"] = [FAR]
    with ArchiveClient(service_root=server.root) as client:
        client.letters["1"].update(letter)
        assert sent(server)[2] == {"sender@odata.bind": FAR}
        client.letters.create(made)
        assert sent(server)[2] == {"text": "y", "theReaders@odata.bind": [FAR]}
