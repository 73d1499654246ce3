"""Nothing is lost or misread, wherever in an answer a value stands.

One table of values, one of places; every value is read at every place, goes back as it
came, and is changed there.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import httpx
import pytest

from library import Genre, LibraryClient
from odata2py.runtime import jsontext
from odata2py.runtime.access import Updatable
from odata2py.runtime.decoding import EntityReader, PageReader
from odata2py.runtime.models import ODataModel
from odata2py.runtime.modes import Sync
from odata2py.runtime.operations import operation
from odata2py.runtime.reading import Mismatch
from odata2py.runtime.request import Request
from servers import TLS, Answer, ScriptedServer
from shop import Shop, Special, Thing


class AnyBuilder(Updatable[Sync]):
    @operation
    def update(self, body: ODataModel, /) -> Request[ODataModel | None]:
        return self._update(type(body), body, {})


@dataclass(frozen=True)
class Place:
    """Where a value stands: around it, and from the result to it.

    holder: gives what an update of the value is an update of; body: what such an update
    says, given all of the value and what changed in it.
    """

    around: str
    find: Callable[[Any], Any]
    model: type[ODataModel] = Shop
    page: bool = False
    holder: Callable[[Any], Any] | None = None
    body: Callable[[Any, Any], Any] = lambda whole, change: change


def whole_list(whole: Any, change: Any) -> Any:
    return {"values": [{"needed": "x"}, {**whole, **change}]}


PLACES: dict[str, Place] = {
    "entity": Place("%s", lambda r: r, Thing),
    "item of a page": Place('{"value":[{},%s]}', lambda r: r.value[1], Thing, True),
    "complex value": Place(
        '{"id":"s","value":%s}',
        lambda r: r.value,
        holder=lambda r: r,
        body=lambda whole, change: {"value": change},
    ),
    "item of complex values": Place(
        '{"id":"s","values":[{"needed":"x"},%s]}',
        lambda r: r.values[1],
        holder=lambda r: r,
        body=whole_list,
    ),
    "expanded": Place('{"id":"s","thing":%s}', lambda r: r.thing),
    "expanded list": Place('{"id":"s","things":[{},%s]}', lambda r: r.things[1]),
    "expanded in a complex value": Place(
        '{"id":"s","drawer":{"thing":%s}}', lambda r: r.drawer.thing
    ),
    "expanded list in complex values": Place(
        '{"id":"s","drawers":[{},{"things":[{},%s]}]}',
        lambda r: r.drawers[1].things[1],
    ),
    "expanded in an item of a page": Place(
        '{"value":[{"id":"s"},{"id":"t","thing":%s}]}',
        lambda r: r.value[1].thing,
        page=True,
    ),
}
WAYS = ["alone", "second page", "action", "batch"]


@dataclass
class Answered:
    """What was read: the result, the value in it, and what was reported."""

    client: LibraryClient
    server: ScriptedServer
    place: Place
    result: Any
    value: Any
    mismatches: list[Mismatch]

    def goes_back(self, fragment: str) -> bool:
        """Whether the value comes out as it went in, to the digit."""
        if self.place.holder is None:
            text, expected = self.value.to_odata_json(), fragment
        else:
            text = self.place.holder(self.result).to_odata_json()
            expected = self.place.around.replace("%s", fragment)
        return bool(jsontext.parse(text) == jsontext.parse(expected.encode()))

    def sent_by_update(self) -> Any:
        """What an update sends; None where it sends nothing."""
        before = len(self.server.log)
        self.server.answers(Answer(204, b""))
        holder = self.place.holder
        body = self.value if holder is None else holder(self.result)
        AnyBuilder(*self.client._below("x")).update(body)
        sent = self.server.log[before:]
        return jsontext.parse(sent[0].body) if sent else None


Read = Callable[[str], Answered]


def ask(
    client: LibraryClient, server: ScriptedServer, way: str, place: Place, text: bytes
) -> Any:
    """The result of a request that is answered with a text."""
    reader: Any = (PageReader if place.page else EntityReader)(place.model)
    request: Request[Any] = Request("GET", "x", reader)
    if way == "batch":
        body = b'{"responses":[{"id":"1","status":200,"body":%s}]}'
        server.answers(Answer(200, body.replace(b"%s", text)))
        with client.batch() as batch:
            pending = batch.add(request)
        return pending.result()
    if way == "second page":
        first = json.dumps({"value": [], "@odata.nextLink": f"{server.root}x?2"})
        server.answers(Answer(200, first.encode()))
    server.answers(Answer(200, text))
    if way == "second page":
        return list(client.pager(client.send(request)).pages())[1]
    if way == "action":
        request = Request("POST", "x/act", reader)
    return client.send(request)


@pytest.fixture(scope="module")
def shared() -> Iterator[tuple[LibraryClient, ScriptedServer, list[Mismatch]]]:
    """One server for all: there are over two thousand tests here."""
    server = ScriptedServer()
    seen: list[Mismatch] = []
    with (
        httpx.Client(verify=TLS) as http,
        LibraryClient(
            service_root=server.root, http_client=http, on_mismatch=seen.append
        ) as client,
    ):
        yield client, server, seen
    server.close()


@pytest.fixture(
    params=[
        (place, way)
        for place in PLACES
        for way in WAYS
        if way != "second page" or PLACES[place].page
    ],
    ids=lambda param: f"{param[0]}, {param[1]}",
)
def read(request: pytest.FixtureRequest, shared: Any) -> Read:
    place, way = PLACES[request.param[0]], request.param[1]
    client, server, seen = shared
    seen.clear()
    client._reading.seen.clear()  # each property is reported once
    server.script.clear()

    def read(fragment: str) -> Answered:
        text = place.around.replace("%s", fragment).encode()
        result = ask(client, server, way, place, text)
        return Answered(client, server, place, result, place.find(result), seen)

    return read


UTC = dt.UTC
ODD = "of another type"

# A property as JSON, and what it is in Python: a value, or that it is of another type.
VALUES: list[tuple[str, str, Any]] = [
    ("text", "null", None),
    ("text", '""', ""),
    ("text", '"Gr\\u00fc\\u00dfe \\ud83d\\ude00"', "Grüße 😀"),
    ("text", "7", ODD),
    ("text", "{}", ODD),
    ("needed", '"x"', "x"),
    ("needed", "null", ODD),
    ("flag", "true", True),
    ("flag", '"yes"', ODD),
    ("flag", "1", ODD),
    ("number", "-7", -7),
    ("number", "7.0", ODD),
    ("number", '"7"', ODD),
    ("number", "true", ODD),
    ("number", "1e2", ODD),
    ("big", "9223372036854775807", 9223372036854775807),
    ("big", '"9223372036854775807"', 9223372036854775807),
    ("big", '"many"', ODD),
    ("ratio", "1.10", 1.1),
    ("ratio", "1e400", float("inf")),
    ("ratio", '"INF"', float("inf")),
    ("ratio", '"-INF"', float("-inf")),
    ("ratio", '"1.5"', ODD),
    ("ratio", "0.1000000000000000055511151231257827", 0.1),
    ("amount", '"1.10"', Decimal("1.10")),
    ("amount", "1.5", Decimal("1.5")),
    ("amount", "[]", ODD),
    ("at", '"2026-11-24T10:00:00.1234567Z"', None),
    ("at", '"0001-01-01T00:00:00Z"', dt.datetime(1, 1, 1, tzinfo=UTC)),
    ("at", '"9999-12-31T23:59:59Z"', dt.datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ("at", '"yesterday"', ODD),
    ("at", "1764000000", ODD),
    ("day", '"2026-11-24"', dt.date(2026, 11, 24)),
    ("day", '"2026-11-24T00:00:00Z"', ODD),
    ("span", '"PT1H30M"', dt.timedelta(minutes=90)),
    ("span", '"90"', ODD),
    ("data", '"-_8="', b"\xfb\xff"),
    ("data", '"+/8="', b"\xfb\xff"),
    ("data", '"?"', ODD),
    ("genre", '"poetry"', Genre.POETRY),
    ("genre", '"cookery"', Genre("cookery")),
    ("genre", "3", ODD),
    ("tags", "[]", []),
    ("tags", '["a",5,null]', ["a", 5, None]),
    ("tags", '"a"', ODD),
    ("genres", '["novel","cookery"]', [Genre.NOVEL, Genre("cookery")]),
]


@pytest.mark.parametrize(
    ("name", "text", "value"), VALUES, ids=[f"{n}={t}" for n, t, _ in VALUES]
)
def test_a_value(name: str, text: str, value: Any, read: Read) -> None:
    fragment = f'{{"{name}":{text},"needed":"n"}}'
    if name == "needed":
        fragment = f'{{"needed":{text}}}'
    answered = read(fragment)
    thing = answered.value
    found = getattr(thing, name)
    if value is ODD:
        assert found == json.loads(text)
        assert type(found) is type(json.loads(text))
    elif value is not None:
        assert (found, type(found)) == (value, type(value))
    items_differ = text == '["a",5,null]'
    reported = [(m.odata_type, m.property) for m in answered.mismatches]
    assert reported == ([("shop.thing", name)] if value is ODD or items_differ else [])
    assert name in thing.model_fields_set
    assert answered.goes_back(fragment)
    assert answered.sent_by_update() is None


def test_an_unknown_member_is_one_of_the_same_enumeration(read: Read) -> None:
    genre = read('{"genre":"cookery"}').value.genre
    assert type(genre) is Genre
    assert not genre.is_known
    assert pickle.loads(pickle.dumps(genre)) == genre == "cookery"


def test_what_was_not_sent(read: Read) -> None:
    thing = read("{}").value
    assert thing.text is None
    assert thing.model_fields_set == set()
    for name in ("needed", "tags"):
        with pytest.raises(AttributeError, match="did not send"):
            getattr(thing, name)
    assert thing.to_odata() == {}


UNKNOWN = (
    '{"text":"t","@odata.etag":"W/1","size":1.10,"text@shop.note":{"a":[1.0]},'
    '"extras":1,"model_fields":2,"_origin":3,"self":4,"__dict__":5,"number@x":null}'
)


def test_what_the_metadata_does_not_know(read: Read) -> None:
    answered = read(UNKNOWN)
    thing = answered.value
    assert thing.extras == {n: v for n, v in json.loads(UNKNOWN).items() if n != "text"}
    assert answered.goes_back(UNKNOWN)
    thing.extras["size"] = 2
    thing.extras["new"] = "n"
    whole = jsontext.parse(UNKNOWN.encode())
    change = {"size": "2", "new": "n"}
    assert answered.sent_by_update() == answered.place.body(whole, change)


@pytest.mark.parametrize("tag", ["@odata.type", "@type"])
@pytest.mark.parametrize(
    ("name", "kind"), [("#shop.special", Special), ("#shop.new", Thing), ("5", Thing)]
)
def test_a_value_that_names_its_type(
    tag: str, name: str, kind: type[Thing], read: Read
) -> None:
    value = name if name == "5" else f'"{name}"'
    fragment = f'{{"{tag}":{value},"text":"t","more":"m","ratio":1.10}}'
    answered = read(fragment)
    thing = answered.value
    assert type(thing) is kind
    assert answered.goes_back(fragment)
    if isinstance(thing, Special):
        assert thing.more == "m"


def test_one_odd_value_does_not_cost_the_others(read: Read) -> None:
    thing = read('{"number":"seven","text":"t","ratio":[],"genre":"novel"}').value
    assert (thing.number, thing.text, thing.ratio) == ("seven", "t", [])
    assert thing.genre is Genre.NOVEL


Change = Callable[[Thing], None]


def assign(name: str, value: Any) -> Change:
    return lambda thing: setattr(thing, name, value)


START = '{"text":"t","number":1,"ratio":1.10,"tags":["a"],"needed":"n","x":1.0}'
CHANGES: dict[str, tuple[Change, Any]] = {
    "scalar": (assign("text", "new"), {"text": "new"}),
    "null": (assign("number", None), {"number": None}),
    "first value": (assign("flag", False), {"flag": False}),
    "list append": (lambda thing: thing.tags.append("b"), {"tags": ["a", "b"]}),
    "extra": (lambda thing: thing.extras.update(x=2), {"x": "2"}),
    "equal": (assign("text", "t"), None),
    "back again": (lambda thing: thing.tags.extend(thing.tags[:0]), None),
}
CARRIES: dict[str, Callable[[Any], Any]] = {
    "as it is": lambda result: result,
    "pickled": lambda result: pickle.loads(pickle.dumps(result)),
    "copied": copy.copy,
    "deep copied": copy.deepcopy,
}


@pytest.mark.parametrize("carry", CARRIES.values(), ids=CARRIES)
@pytest.mark.parametrize(("change", "sent"), CHANGES.values(), ids=CHANGES)
def test_an_update_sends_what_changed(
    change: Change, sent: Any, carry: Callable[[Any], Any], read: Read
) -> None:
    answered = read(START)
    answered.result = carry(answered.result)
    answered.value = answered.place.find(answered.result)
    change(answered.value)
    whole = jsontext.parse(START.encode())
    expected = None if sent is None else answered.place.body(whole, sent)
    assert answered.sent_by_update() == expected
    # From now on it counts as unchanged.
    assert answered.sent_by_update() is None
    answered.value.text = "newer"
    assert answered.sent_by_update() is not None
