"""Functions and actions: their parameters, what is below them, and their results."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

import pytest

from archive import (
    IN_PARENTHESES,
    SEGMENTS,
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
from odata2py.runtime.errors import MalformedResponseError
from odata2py.runtime.request import UNSET
from servers import Answer, Drive, ScriptedServer

LONG = "x" * 99

PARAMETERS: list[tuple[dict[str, Any], str]] = [
    ({}, "ask()"),
    ({"a": UNSET}, "ask()"),
    ({"a": UNSET, "b": 1, "c": UNSET}, "ask(b=1)"),
    ({"a": None}, "ask(a=null)"),
    ({"a": None, "b": UNSET, "c": ""}, "ask(a=null,c='')"),
    ({"a": False, "b": -1, "c": Decimal("1.50")}, "ask(a=false,b=-1,c=1.50)"),
    ({"a": "null"}, "ask(a='null')"),
    ({"a": Mark.RED}, "ask(a=archive.mark'red')"),
    ({"a": Mark("red,blue")}, "ask(a=archive.mark'red,blue')"),
    ({"a": "O'Neil & Söhne"}, "ask(a='O''Neil%20%26%20S%C3%B6hne')"),
    # Long ones: the quotes count.
    ({"a": "x" * 98}, f"ask(a='{'x' * 98}')"),
    ({"a": LONG}, f"ask(a=@a)?@a='{LONG}'"),
    ({"a": LONG, "b": 1, "c": LONG}, f"ask(a=@a,b=1,c=@c)?@a='{LONG}'&@c='{LONG}'"),
    ({"a": "x/y"}, "ask(a=@a)?@a='x%2Fy'"),
    ({"a": "x\\y"}, "ask(a=@a)?@a='x%5Cy'"),
    ({"a": "/&+#'?% é"}, "ask(a=@a)?@a='%2F%26%2B%23''%3F%25%20%C3%A9'"),
    # Structured ones: JSON, whose texts have no quotes of OData.
    ({"a": []}, "ask(a=@a)?@a=%5B%5D"),
    ({"a": (1, 2)}, "ask(a=@a)?@a=%5B1,2%5D"),
    ({"a": [None]}, "ask(a=@a)?@a=%5Bnull%5D"),
    ({"a": ["O'Neil"]}, "ask(a=@a)?@a=%5B%22O'Neil%22%5D"),
    ({"a": [Mark.RED]}, "ask(a=@a)?@a=%5B%22red%22%5D"),
    ({"a": [dt.date(2026, 1, 31)]}, "ask(a=@a)?@a=%5B%222026-01-31%22%5D"),
    ({"a": Seal(material="&")}, "ask(a=@a)?@a=%7B%22material%22:%22%26%22%7D"),
    ({"a": {"b": Decimal("1.50")}}, "ask(a=@a)?@a=%7B%22b%22:1.50%7D"),
]


@pytest.mark.parametrize(("parameters", "call"), PARAMETERS, ids=repr)
def test_parameters_in_the_url(
    parameters: dict[str, Any], call: str, drive: Drive, server: ScriptedServer
) -> None:
    server.answers(Answer(200, b'{"value":"yes"}'))
    assert run(drive, server.root, lambda c: c.ask(**parameters)) == "yes"
    [received] = server.log
    assert (received.method, received.target) == ("GET", f"/odata/{call}")
    assert received.body == b""
    assert "content-type" not in received.headers


def test_structured_parameters_have_their_types(server: ScriptedServer) -> None:
    server.answers(*[Answer(204)] * 3)
    with ArchiveClient(service_root=server.root) as client:
        client.ask(a=[WaxSeal(colour="red"), Seal()])
        client.ask(a=Scholar(id="ada", field="analysis"))
        client.ask(a=Letter(id="1", marks=Mark("red,blue"), sender=Person(id="ada")))
    found = [unquote(target.partition("?@a=")[2]) for _, target in server.sends]
    assert list(map(json.loads, found)) == [
        [{"@odata.type": "#archive.waxSeal", "colour": "red"}, {}],
        {"@odata.type": "#archive.scholar", "id": "ada", "field": "analysis"},
        {"id": "1", "marks": "red,blue", "sender": {"id": "ada"}},
    ]


def test_what_the_service_said_of_an_entity_is_no_parameter(
    server: ScriptedServer,
) -> None:
    server.answers(*[Answer(204)] * 2)
    letter = Letter.from_odata(
        {
            "@odata.context": "https://archive.test/$metadata#letters/$entity",
            "@odata.id": "letters('1')",
            "@odata.etag": "1",
            "id": "1",
            "filed": "2026-01-31",
            "seals": [{"@odata.type": "#archive.waxSeal", "@odata.etag": "2"}],
            "sender@odata.navigationLink": "letters('1')/sender",
            "theReaders": [{"@odata.etag": "3", "id": "ada", "added": "2026-01-31"}],
            "new": {"number": 1.50},
        }
    )
    with ArchiveClient(service_root=server.root) as client:
        client.ask(a=letter)
        by: Any = [{"letter": letter}]
        client.letters["1"].stamp(by=by)
    asked, stamped = server.log
    expected = {
        "@odata.id": "letters('1')",
        "id": "1",
        "filed": "2026-01-31",
        "seals": [{"@odata.type": "#archive.waxSeal"}],
        "theReaders": [{"id": "ada", "added": "2026-01-31"}],
        "new": {"number": 1.50},
    }
    assert json.loads(unquote(asked.target.partition("?@a=")[2])) == expected
    assert json.loads(stamped.body) == {"by": [{"letter": expected}]}


def test_what_is_no_parameter(server: ScriptedServer) -> None:
    with ArchiveClient(service_root=server.root) as client:
        values: list[Any] = [client.people["ada"], object(), {1}, [client], Mark]
        for value in values:
            with pytest.raises(TypeError, match="no form"):
                client.ask(a=value)
    assert server.log == []


def test_aliases_and_other_query_options(drive: Drive, server: ScriptedServer) -> None:
    """Those of a call win, an alias does not take the name of another option."""
    server.answers(Answer(204), Answer(204), Answer(200, b'{"value":[]}'))
    asking = {"query": {"api-version": "2", "@a": "'mine'"}}
    run(drive, server.root, lambda c: c.with_options(**asking).ask(a=["x"]))
    run(drive, server.root, lambda c: c.with_options(**asking).ask(a="/", b="/"))
    run(
        drive,
        server.root,
        lambda c: c.letters.like(a="/").with_options(**asking).list(top=2, filter="x"),
    )
    assert [target for _, target in server.sends] == [
        "/odata/ask(a=@a2)?api-version=2&@a='mine'&@a2=%5B%22x%22%5D",
        "/odata/ask(a=@a2,b=@b)?api-version=2&@a='mine'&@a2='%2F'&@b='%2F'",
        "/odata/letters/like(a=@a)?api-version=2&@a='%2F'&$filter=x&$top=2",
    ]


def test_a_batch_takes_aliases(drive: Drive, server: ScriptedServer) -> None:
    def respond(received: Any) -> Answer:
        answers = [
            {"id": entry["id"], "status": 200, "body": {"value": entry["url"]}}
            for entry in entries(received)
        ]
        return Answer(200, json.dumps({"responses": answers}).encode())

    server.answers(respond)
    found = run_batch(
        drive,
        server.root,
        lambda batch: [batch.ask(a=["/"]), batch.ask(a=None, b=UNSET, c="/")],
    )
    assert found == ["ask(a=@a)?@a=%5B%22/%22%5D", "ask(a=null,c=@c)?@c='%2F'"]


# Composable functions

PLACES: list[tuple[Any, tuple[str, str]]] = [
    (
        lambda letters: letters.like(a=1).count_words(),
        ("/like(a=1)/countWords()", ""),
    ),
    (
        lambda letters: letters.like(a=1)["x"].sender.letters.count_words(b="y"),
        ("/like(a=1){x}/sender/letters/countWords(b='y')", ""),
    ),
    (
        lambda letters: letters.like(a=["x"]).count_words(b="/"),
        ("/like(a=@a)/countWords(b=@b)", "?@a=%5B%22x%22%5D&@b='%2F'"),
    ),
    # Each call has its own alias, unless they say the same.
    (
        lambda letters: letters.like(a="/1").like(a="/2", a2="/3").count_words(a="/4"),
        (
            "/like(a=@a)/like(a=@a2,a2=@a22)/countWords(a=@a3)",
            "?@a='%2F1'&@a2='%2F2'&@a22='%2F3'&@a3='%2F4'",
        ),
    ),
    (
        lambda letters: letters.like(a="/1").like(a="/1").count_words(a="/1"),
        ("/like(a=@a)/like(a=@a)/countWords(a=@a)", "?@a='%2F1'"),
    ),
]


@pytest.mark.parametrize(
    ("clients", "key"), [(SEGMENTS, "/x"), (IN_PARENTHESES, "('x')")]
)
@pytest.mark.parametrize(("call", "url"), PLACES)
def test_places_below_functions(
    call: Any,
    url: tuple[str, str],
    clients: Any,
    key: str,
    drive: Drive,
    server: ScriptedServer,
) -> None:
    server.answers(Answer(200, b'{"value":7}'))
    count = run(drive, server.root, lambda c: call(c.letters), clients=clients)
    assert count == 7
    path, query = url
    path = path.replace("{x}", key)
    assert server.sends == [("GET", f"/odata/letters{path}{query}")]


def test_pages_below_functions(drive: Drive, server: ScriptedServer) -> None:
    """Links of the service are followed as they are: it puts aliases there itself."""
    link = f"{server.root}letters/like(a=@a)?@a='%2F'&$skiptoken=1"
    first = {"value": [{"id": "1"}], "@odata.nextLink": link}
    server.answers(Answer(200, json.dumps(first).encode()))
    server.answers(Answer(200, b'{"value":[{"id":"2"}]}'))
    found = run(drive, server.root, lambda c: c.letters.like(a="/").list())
    assert [letter.id for letter in found] == ["1", "2"]
    assert [target for _, target in server.sends] == [
        "/odata/letters/like(a=@a)?@a='%2F'",
        "/odata/letters/like(a=@a)?@a='%2F'&$skiptoken=1",
    ]


def test_all_verbs_below_functions_have_the_aliases(
    drive: Drive, server: ScriptedServer
) -> None:
    calls: list[Any] = [
        lambda letter: letter.get(select=["id"]),
        lambda letter: letter.update(text="x"),
        lambda letter: letter.replace(text="x"),
        lambda letter: letter.stamp(),
        lambda letter: letter.readers.add_reference("https://x.test/1"),
        lambda letter: letter.readers.remove_reference("https://x.test/1"),
        lambda letter: letter.sender.remove_reference(),
    ]
    server.answers(Answer(200), *[Answer(204)] * 6)
    for call in calls:
        run(drive, server.root, lambda c, do=call: do(c.letters.like(a="/")["1"]))
    place = "/odata/letters/like(a=@a)/1"
    assert server.sends == [
        ("GET", f"{place}?@a='%2F'&$select=id"),
        ("PATCH", f"{place}?@a='%2F'"),
        ("PUT", f"{place}?@a='%2F'"),
        ("POST", f"{place}/stamp?@a='%2F'"),
        ("POST", f"{place}/theReaders/$ref?@a='%2F'"),
        ("DELETE", f"{place}/theReaders/$ref?@a='%2F'&$id=https://x.test/1"),
        ("DELETE", f"{place}/sender/$ref?@a='%2F'"),
    ]


# Actions

BODIES: list[tuple[dict[str, Any], bytes]] = [
    ({}, b"{}"),
    ({"note": UNSET}, b"{}"),
    ({"note": None}, b'{"note":null}'),
    ({"mark": Mark("red,blue"), "note": UNSET}, b'{"mark":"red,blue"}'),
    (
        {"by": Scholar(id="a/b"), "note": "é\n"},
        '{"note":"é\\n","by":{"@odata.type":"#archive.scholar","id":"a/b"}}'.encode(),
    ),
    ({"by": None, "mark": None}, b'{"mark":null,"by":null}'),
]


@pytest.mark.parametrize(("parameters", "body"), BODIES, ids=repr)
def test_parameters_of_actions(
    parameters: dict[str, Any], body: bytes, drive: Drive, server: ScriptedServer
) -> None:
    server.answers(Answer(204))
    run(drive, server.root, lambda c: c.letters["1"].stamp(**parameters))
    [received] = server.log
    assert (received.method, received.target) == ("POST", "/odata/letters/1/stamp")
    assert received.body == body
    assert received.headers["content-type"] == "application/json"


def test_an_action_without_parameters_has_no_body(
    drive: Drive, server: ScriptedServer
) -> None:
    server.answers(Answer(200, b'{"value":[]}'))
    run(drive, server.root, lambda c: c.letters.mark_all())
    [received] = server.log
    assert (received.method, received.target) == ("POST", "/odata/letters/markAll")
    assert received.body == b""
    assert "content-type" not in received.headers


def test_actions_in_a_batch(drive: Drive, server: ScriptedServer) -> None:
    done = {"responses": [{"id": "1", "status": 204}, {"id": "2", "status": 204}]}
    server.answers(Answer(200, json.dumps(done).encode()))
    found = run_batch(
        drive,
        server.root,
        lambda b: [b.letters["1"].stamp(note=None), b.letters["1"].stamp()],
    )
    assert found == [None, None]
    assert [entry["body"] for entry in entries(server.log[0])] == [{"note": None}, {}]


# Results


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        (Answer(204), None),
        (Answer(200, b""), None),
        (Answer(200, b'{"value":"yes"}'), "yes"),
        (Answer(200, b'{"@odata.context":"$metadata#Edm.String","value":""}'), ""),
    ],
)
def test_a_value_or_null(
    answer: Answer, result: Any, drive: Drive, server: ScriptedServer
) -> None:
    server.answers(answer)
    assert run(drive, server.root, lambda c: c.ask(), strict=True) == result


def test_an_entity_or_null(drive: Drive, server: ScriptedServer) -> None:
    tagged = b'{"@odata.type":"https://x.test/$metadata#archive.scholar","id":"ada"}'
    server.answers(Answer(204), Answer(200, tagged))
    assert run(drive, server.root, lambda c: c.guess()) is None
    assert type(run(drive, server.root, lambda c: c.guess())) is Scholar


def test_null_is_malformed_where_it_was_not_declared(
    drive: Drive, server: ScriptedServer
) -> None:
    server.answers(Answer(204))
    with pytest.raises(MalformedResponseError):
        run(drive, server.root, lambda c: c.letters.count_words())


def test_pages_of_values(drive: Drive, server: ScriptedServer) -> None:
    link = f"{server.root}letters/words()?$skiptoken=1"
    first = {"value": ["a", ""], "@odata.nextLink": link, "@odata.count": 3}
    server.answers(Answer(200, json.dumps(first).encode()))
    server.answers(Answer(200, b'{"value":["c"]}'))
    found = run(drive, server.root, lambda c: c.letters.words(), strict=True)
    assert found == ["a", "", "c"]
    assert [target for _, target in server.sends] == [
        "/odata/letters/words()",
        "/odata/letters/words()?$skiptoken=1",
    ]


def test_a_page_of_values(server: ScriptedServer) -> None:
    link = f"{server.root}letters/words()?$skiptoken=1"
    first = {"value": ["a"], "@nextLink": link, "@count": "3", "@x.y": 1}
    server.answers(Answer(200, json.dumps(first).encode()))
    with ArchiveClient(service_root=server.root) as client:
        page = client.send(client.prepare.letters.words())
        assert (page.value, page.count, page.next_link) == (["a"], 3, link)
        assert page.extras == {"@x.y": 1}
        server.answers(Answer(200, b'{"value":["b"]}'))
        assert list(client.pager(page)) == ["a", "b"]


def test_enumerations_in_pages(drive: Drive, server: ScriptedServer) -> None:
    server.answers(Answer(200, b'{"value":["red","red,blue","green"]}'))
    found = run(drive, server.root, lambda c: c.letters.mark_all(), strict=True)
    assert found == [Mark.RED, Mark("red,blue"), Mark("green")]
    assert [type(mark) for mark in found] == [Mark] * 3
    assert [mark.is_known for mark in found] == [True, False, False]


def test_values_of_other_types_are_kept_and_reported(
    drive: Drive, server: ScriptedServer
) -> None:
    reported: list[Any] = []
    server.answers(Answer(200, b'{"value":["a",5]}'), Answer(200, b'{"value":["a",5]}'))
    found = run(
        drive,
        server.root,
        lambda c: c.letters.words(),
        on_mismatch=reported.append,
    )
    assert found == ["a", 5]
    assert [each.value for each in reported] == [5]
    with pytest.raises(MalformedResponseError):
        run(drive, server.root, lambda c: c.letters.words(), strict=True)


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"value":"ab"}', b'{"value":null}', b"<p>"]
)
def test_answers_that_are_no_page_of_values(
    body: bytes, strict: bool, drive: Drive, server: ScriptedServer
) -> None:
    """Whatever else is taken as it came: the letters of a text are no values."""
    server.answers(Answer(200, body))
    with pytest.raises(MalformedResponseError):
        run(drive, server.root, lambda c: c.letters.words(), strict=strict)
