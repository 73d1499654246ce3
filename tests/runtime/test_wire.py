"""What a service may send, and what becomes of it: nothing is refused, nothing lost."""

from __future__ import annotations

import copy
import datetime as dt
import json
import logging
import math
import pickle
import sys
import textwrap
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from library import (
    Book,
    Genre,
    Item,
    Publisher,
    Recording,
    Room,
    Shelf,
    Writer,
    read_one,
    received,
)
from odata2py.runtime import jsontext
from odata2py.runtime.changes import changes, wire_form
from odata2py.runtime.decoding import EntityReader, PageReader, ValueReader
from odata2py.runtime.edm import Int64
from odata2py.runtime.errors import MalformedResponseError
from odata2py.runtime.jsontext import NumberText
from odata2py.runtime.models import ODataModel, Property, members
from odata2py.runtime.reading import Mismatch, Reading
from shop import Drawer, Shop, Thing

UTC = dt.UTC


def sent_back(model: ODataModel) -> str:
    """The text of all that a model would send."""
    return jsontext.dump(wire_form(model)).decode()


AS_DECLARED = [
    ("title", '"A \\u00e9 \\ud83d\\ude00"', "A é 😀"),
    ("title", '""', ""),
    ("title", "null", None),
    ("pages", "880", 880),
    ("pages", "-0", 0),
    ("pages", "123456789012345678901234567890", 123456789012345678901234567890),
    ("loans", "12", 12),
    ("loans", '"9223372036854775807"', 9223372036854775807),
    ("loans", '"-9223372036854775808"', -9223372036854775808),
    ("rating", "4", 4.0),
    ("rating", "4.10", 4.1),
    ("rating", "-1E-400", -0.0),
    ("rating", "1e400", math.inf),
    ("rating", '"INF"', math.inf),
    ("rating", '"-INF"', -math.inf),
    ("rating", '"NaN"', math.nan),
    ("price", "4", Decimal(4)),
    ("price", "4.10", Decimal("4.1")),
    ("price", '"4.10"', Decimal("4.10")),
    ("price", '"1E+2"', Decimal(100)),
    ("price", '"12345678901234567890.1234"', Decimal("12345678901234567890.1234")),
    ("price", '"INF"', Decimal("Infinity")),
    ("price", '"NaN"', Decimal("NaN")),
    ("lent", "true", True),
    ("lent", "false", False),
    ("printed", '"0001-01-01"', dt.date.min),
    ("printed", '"9999-12-31"', dt.date.max),
    ("acquired", '"0001-01-01T00:00:00Z"', dt.datetime(1, 1, 1, tzinfo=UTC)),
    (
        "acquired",
        '"9999-12-31T23:59:59.9999999Z"',
        dt.datetime.max.replace(tzinfo=UTC),
    ),
    (
        "acquired",
        '"2024-05-01T12:20:30.1234567+02:00"',
        dt.datetime(2024, 5, 1, 10, 20, 30, 123456, UTC),
    ),
    ("acquired", '"2024-05-01T10:20Z"', dt.datetime(2024, 5, 1, 10, 20, tzinfo=UTC)),
    ("opens", '"09:30:00.1234567"', dt.time(9, 30, 0, 123456)),
    ("opens", '"09:30"', dt.time(9, 30)),
    ("term", '"P3DT4H5M6.5S"', dt.timedelta(3, 14706, 500000)),
    ("term", '"-PT0.5S"', dt.timedelta(seconds=-0.5)),
    ("term", '"+P1D"', dt.timedelta(1)),
    (
        "copyId",
        '"3179E48A-750B-4051-897c-87b9720928f7"',
        UUID("3179e48a750b4051897c87b9720928f7"),
    ),
    ("cover", '""', b""),
    ("cover", '"AQI"', b"\1\2"),
    ("cover", '"AQI="', b"\1\2"),
    ("cover", '"-_-_"', b"\xfb\xff\xbf"),
    ("cover", '"+/+/"', b"\xfb\xff\xbf"),
    ("genre", '"novel"', Genre.NOVEL),
    ("genre", '"epic"', Genre("epic")),
    ("genre", '""', Genre("")),
    ("tags", "[]", []),
    ("tags", '["a","a"]', ["a", "a"]),
    ("publisher", "null", None),
    ("publisher", '{"name":"X"}', Publisher(name="X")),
    ("editions", '[{"name":"X"},{}]', [Publisher(name="X"), Publisher()]),
    ("author", '{"id":"w1","displayName":"X"}', Writer(id="w1", name="X")),
    ("readers", '[{"id":"w1"}]', [Writer(id="w1")]),
]


@pytest.mark.parametrize(("name", "text", "value"), AS_DECLARED)
def test_values_in_the_forms_of_the_specification(
    name: str, text: str, value: Any
) -> None:
    book, reported = read_one(Book, f'{{"{name}":{text}}}'.encode())
    found = getattr(book, python_name(Book, name))
    assert type(found) is type(value)
    assert found == value or (math.isnan(found) and math.isnan(value))
    assert reported == []
    assert sent_back(book) == jsontext.dump(json_data(f'{{"{name}":{text}}}')).decode()


OTHERWISE = [
    ("title", "5"),
    ("title", "true"),
    ("title", "[]"),
    ("pages", '"7"'),
    ("pages", "7.0"),
    ("pages", "1e2"),
    ("pages", "true"),
    ("loans", '"+5"'),
    ("loans", '" 5"'),
    ("loans", '"12345678901234567890"'),
    ("loans", "7.0"),
    ("rating", '"1.5"'),
    ("rating", '"Infinity"'),
    ("rating", "true"),
    ("price", '"1_000"'),
    ("price", '" 1"'),
    ("price", '"sNaN"'),
    ("price", "true"),
    ("price", '"1e99999999999999999999"'),
    ("lent", '"yes"'),
    ("lent", '"true"'),
    ("lent", "1"),
    ("lent", "0"),
    ("printed", '"2024-01-31T00:00:00Z"'),
    ("printed", '"20240131"'),
    ("printed", '"1706659200"'),
    ("printed", "1706659200"),
    ("printed", '"0000-01-01"'),
    ("printed", '"10000-01-01"'),
    ("acquired", '"2024-01-31"'),
    ("acquired", '"1706659200"'),
    ("acquired", '"1706659200.5"'),
    ("acquired", "1706659200"),
    ("acquired", '"2016-12-31T23:59:60Z"'),
    ("opens", "36000"),
    ("opens", '"24:00"'),
    ("term", "86400"),
    ("term", '"1:00:00"'),
    ("term", '"P1Y"'),
    ("term", '"P"'),
    ("term", '"P1000000000D"'),
    ("copyId", '"{3179e48a-750b-4051-897c-87b9720928f7}"'),
    ("copyId", '"3179e48a750b4051897c87b9720928f7"'),
    ("cover", '"A"'),
    ("cover", '"A===="'),
    ("cover", '"AQ=ID"'),
    ("cover", "5"),
    ("genre", "1"),
    ("genre", "true"),
    ("tags", "null"),
    ("tags", '"long"'),
    ("tags", '{"0":"long"}'),
    ("publisher", '"Blackwood"'),
    ("publisher", "[]"),
    ("editions", "{}"),
    ("editions", "null"),
    ("author", '"w1"'),
    ("author", "[]"),
    ("readers", "5"),
    ("id", "5"),
    ("id", "null"),
]


@pytest.mark.parametrize(("name", "text"), OTHERWISE)
def test_values_of_other_types_are_kept_as_they_came(name: str, text: str) -> None:
    body = f'{{"{name}":{text}}}'.encode()
    book, reported = read_one(Book, body)
    came = json.loads(text)
    found = getattr(book, python_name(Book, name))
    assert type(found) is type(came)
    assert found == came
    assert [(each.property, each.value) for each in reported] == [(name, came)]
    assert sent_back(book).encode() == body


@pytest.mark.parametrize(("name", "text"), OTHERWISE)
def test_a_strict_reading_refuses_values_of_other_types(name: str, text: str) -> None:
    with pytest.raises(MalformedResponseError, match=name):
        received(
            EntityReader(Book), f'{{"{name}":{text}}}'.encode(), Reading(strict=True)
        )


@pytest.mark.parametrize(("name", "text", "value"), AS_DECLARED)
def test_a_strict_reading_takes_what_is_as_declared(
    name: str, text: str, value: Any
) -> None:
    body = f'{{"{name}":{text},"unknown":1,"@odata.etag":"W/1"}}'.encode()
    assert received(EntityReader(Book), body, Reading(strict=True)).extras["unknown"]


def test_a_refusal_does_not_repeat_the_value() -> None:
    body = {"value": [{"id": "b1", "author": {"id": "w1", "displayName": 5551234}}]}
    with pytest.raises(MalformedResponseError) as caught:
        received(PageReader(Book), body, Reading(strict=True))
    assert "5551234" not in str(caught.value)
    assert "value/0/author" in str(caught.value)


def test_items_of_other_types_do_not_cost_their_list() -> None:
    body = {"tags": ["long", 5, None], "editions": [None, {"name": "first"}, "x"]}
    book, reported = read_one(Book, body)
    assert book.tags == ["long", 5, None]
    assert book.editions == [None, Publisher(name="first"), "x"]
    assert {each.property for each in reported} == {"tags", "editions"}


@pytest.mark.parametrize("item", [None, 5, 1.5, "b2", True, []])
def test_one_bad_item_does_not_cost_the_page(item: Any) -> None:
    reported: list[Mismatch] = []
    body = {"value": [{"id": "b1"}, item, {"id": "b3"}], "@odata.count": 3}
    page = received(PageReader(Book), body, Reading(reported.append))
    assert page.value == [Book(id="b1"), item, Book(id="b3")]
    assert page.count == 3
    assert reported == [Mismatch("library.book", "", item)]
    with pytest.raises(MalformedResponseError, match="value/1"):
        received(PageReader(Book), body, Reading(strict=True))


def test_a_mismatch_is_reported_once_for_each_property() -> None:
    reported: list[Mismatch] = []
    reading = Reading(reported.append)
    body = {"value": [{"pages": "7", "publisher": {"name": 1}}, {"pages": "8"}]}
    for _ in range(2):
        received(PageReader(Book), body, reading)
    assert [(each.odata_type, each.property) for each in reported] == [
        ("library.book", "pages"),
        ("library.publisher", "name"),
    ]


@pytest.mark.parametrize("kind", [ValueError, AssertionError, KeyError])
def test_what_the_hook_raises_comes_out_as_it_is(kind: type[Exception]) -> None:
    def refuse(mismatch: Mismatch) -> None:
        raise kind("of the program")

    with pytest.raises(kind, match="of the program") as caught:
        received(EntityReader(Book), {"id": "b1", "pages": "?"}, Reading(refuse))
    assert type(caught.value) is kind


def test_a_mismatch_is_logged_without_its_value(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING):
        received(EntityReader(Book), {"title": 5551234})
    assert "library.book/title" in caplog.text
    assert "5551234" not in caplog.text


def test_what_was_not_sent() -> None:
    room, reported = read_one(Room, {})
    for name in ("id", "seats", "opened", "shelf", "keeper"):
        with pytest.raises(AttributeError, match=f"Room.{name} has no value: .* not"):
            getattr(room, name)
    book, _ = read_one(Book, {})
    assert book.title is None
    assert book.publisher is None
    assert book.author is None
    assert book.model_fields_set == set()
    assert reported == []
    assert sent_back(room) == "{}"


def test_null_is_not_absent() -> None:
    book, reported = read_one(Book, {"title": None, "publisher": None})
    assert book.model_fields_set == {"title", "publisher"}
    assert sent_back(book) == '{"title":null,"publisher":null}'
    assert reported == []


def test_what_the_metadata_does_not_know_is_kept() -> None:
    body = {
        "@odata.etag": "W/1",
        "id": "b1",
        "title@library.checked": True,
        "shelf": {"row": 7},
        "copy_id": "a wire name that is the Python name of copyId",
        "publisher": {"name": "X", "founder": None},
    }
    book, reported = read_one(Book, body)
    assert book.extras == {
        "@odata.etag": "W/1",
        "title@library.checked": True,
        "shelf": {"row": 7},
        "copy_id": "a wire name that is the Python name of copyId",
    }
    assert book.copy_id is None
    assert book.publisher
    assert book.publisher.extras == {"founder": None}
    assert wire_form(book) == body | {"shelf": {"row": NumberText(7)}}
    assert reported == []


@pytest.mark.parametrize("tag", ["@odata.type", "@type"])
@pytest.mark.parametrize("hash_", ["#", ""])
def test_a_derived_value_is_of_its_own_class(tag: str, hash_: str) -> None:
    book = {tag: f"{hash_}library.book", "id": "i1", "title": "Romola"}
    disc = {tag: f"{hash_}library.recording", "id": "i2", "minutes": 30}
    page = received(PageReader(Item), {"value": [book, disc, {"id": "i3"}]})
    assert [type(item) for item in page.value] == [Book, Recording, Item]
    assert [wire_form(item) for item in page.value[::2]] == [book, {"id": "i3"}]
    room, _ = read_one(Room, {"shelf": {"best": book, "items": [disc, None]}})
    assert isinstance(room.shelf.best, Book)
    assert isinstance(room.shelf.items[0], Recording)


@pytest.mark.parametrize("tag", ["#library.map", "library.item", "nonsense", 5, ["x"]])
def test_a_value_of_an_unknown_type_is_of_the_declared_class(tag: Any) -> None:
    body = {"@odata.type": tag, "id": "i1", "scale": 1.50}
    item, reported = read_one(Item, body)
    assert type(item) is Item
    assert item.extras == {"@odata.type": tag, "scale": 1.5}
    assert jsontext.plain(wire_form(item)) == body
    assert reported == []


def test_a_derived_value_with_a_mismatch_keeps_its_class() -> None:
    body = {"@odata.type": "#library.book", "id": "i1", "pages": "many"}
    item, reported = read_one(Item, body)
    assert type(item) is Book
    assert item.pages == "many"  # type: ignore[comparison-overlap]
    assert [each.property for each in reported] == ["pages"]
    with pytest.raises(MalformedResponseError, match="pages"):
        received(EntityReader(Item), body, Reading(strict=True))


LOSSLESS = [
    "4.10",
    "1.0000000000000000000000001",
    "123456789012345678901234567890.5",
    "1e400",
    "-1E-400",
    "-0",
    "1.5E+3",
    '"2024-05-01T10:20:30.1234567Z"',
    "9" * 5000,
    '"half a pair: \\ud800"',
]


@pytest.mark.parametrize("text", LOSSLESS, ids=lambda text: text[:30])
@pytest.mark.parametrize(
    "around",
    [
        '{"rating":%s}',
        '{"price":%s}',
        '{"pages":%s}',
        '{"title":%s}',
        '{"acquired":%s}',
        '{"unknown":%s}',
        '{"unknown":{"deep":[[%s]]}}',
        '{"publisher":{"name":%s}}',
        '{"publisher":{"unknown":%s}}',
        '{"editions":[{"founded":%s}]}',
        '{"tags":[%s]}',
        '{"author":{"unknown":%s}}',
    ],
)
def test_what_python_cannot_hold_goes_back_as_it_came(text: str, around: str) -> None:
    body = around % text
    book, _ = read_one(Book, body.encode())
    assert sent_back(book) == body
    assert changes(book) == {}


def test_the_last_of_several_equal_names_counts() -> None:
    text = b'{"id":"1","id":"2","unknown":1,"unknown":2,"tags":[],"tags":["x"]}'
    book, _ = read_one(Book, text)
    assert book.id == "2"
    assert sent_back(book) == '{"id":"2","tags":["x"],"unknown":2}'


def test_nesting() -> None:
    deep = "[" * 180 + "]" * 180
    book, _ = read_one(Book, f'{{"unknown":{deep}}}'.encode())
    assert sent_back(book) == f'{{"unknown":{deep}}}'
    with pytest.raises(MalformedResponseError, match="too deeply"):
        read_one(Book, b'{"unknown":' + b"[" * 100_000 + b"]" * 100_000 + b"}")


def test_a_byte_order_mark_is_no_fault() -> None:
    book, reported = read_one(Book, b'\xef\xbb\xbf{"id":"b1"}')
    assert book.id == "b1"
    assert reported == []
    assert sent_back(book) == '{"id":"b1"}'


@pytest.mark.parametrize("body", [b"<html>", b'{"id":', b"\xff", b"[]", b"null", b'""'])
def test_what_is_no_entity_at_all(body: bytes) -> None:
    with pytest.raises(MalformedResponseError, match="GET /odata/room/books: "):
        read_one(Book, body)


@pytest.mark.parametrize("body", [b"{}", b'{"value":null}', b'{"value":{}}', b"[]"])
def test_what_is_no_page_at_all(body: bytes) -> None:
    with pytest.raises(MalformedResponseError):
        received(PageReader(Book), body)


@pytest.mark.parametrize(
    ("annotation", "value", "result"),
    [
        (int, 5, 5),
        (int, "5", "5"),
        (Int64, "5", 5),
        (str | None, None, None),
        (bool, "yes", "yes"),
        (Genre, "epic", Genre("epic")),
        (dt.date, "2026-01-31", dt.date(2026, 1, 31)),
        (list[Genre], ["novel", 5], [Genre.NOVEL, 5]),
    ],
)
def test_results_that_are_no_entities(annotation: Any, value: Any, result: Any) -> None:
    body = {"@odata.context": "$metadata#Edm.X", "value": value}
    assert received(ValueReader[Any](annotation), body) == result


class Branch(ODataModel):
    name: str | None = Property("wireName")
    branches: list[Branch] = Property("branches")


class TestClassesMadeOnTheSpot:
    """pydantic remembers what it built for a class; neither use may see the other's."""

    def test_constructed_before_it_is_read(self) -> None:
        class Thing(ODataModel):
            name: str | None = Property("wireName")

        Thing(name="x")
        self.check(Thing)

    def test_read_before_it_is_constructed(self) -> None:
        class Thing(ODataModel):
            name: str | None = Property("wireName")

        self.check(Thing)

    def test_part_of_another_that_was_constructed(self) -> None:
        class Thing(ODataModel):
            name: str | None = Property("wireName")

        class Box(ODataModel):
            thing: Thing | None = Property("thing")

        Thing.model_rebuild(force=True, _types_namespace={"Thing": Thing})
        Box.model_rebuild(force=True, _types_namespace={"Thing": Thing})
        Box(thing=Thing(name="x"))
        box, reported = read_one(Box, {"thing": {"wireName": 5, "more": 1}})
        assert box.thing
        assert box.thing.extras == {"more": 1}
        assert [each.property for each in reported] == ["wireName"]

    def test_containing_itself(self) -> None:
        Branch(name="x", branches=[Branch()])
        body = {"wireName": "a", "branches": [{"wireName": 5, "more": 1}, None]}
        branch, reported = read_one(Branch, body)
        assert branch.branches[0].extras == {"more": 1}
        assert [each.property for each in reported] == ["wireName", "branches"]
        with pytest.raises(ValueError, match="more"):
            Branch(branches=[{"more": 1}])  # type: ignore[list-item]

    @staticmethod
    def check(kind: Any) -> None:
        thing, reported = read_one(kind, {"wireName": 5, "more": 1})
        assert wire_form(thing) == {"wireName": NumberText(5), "more": NumberText(1)}
        assert [each.property for each in reported] == ["wireName"]
        with pytest.raises(ValueError, match="string"):
            kind(name=5)
        with pytest.raises(ValueError, match="more"):
            kind(name="x", more=1)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A package of two modules that refer to each other lazily; one is imported."""
    folder = tmp_path / "lazy_library"
    folder.mkdir()
    (folder / "__init__.py").touch()
    for name, other in (("left", "right"), ("right", "left")):
        text = f"""
            from odata2py.runtime.lazy import lazy_model
            from odata2py.runtime.models import Navigation, ODataModel, Property

            {other.title()} = lazy_model(__name__, ".{other}", "{other.title()}")

            class {name.title()}(ODataModel):
                id: str = Property("id", key=True)
                one: {other.title()} = Navigation("one")
                many: list[{other.title()}] = Navigation("many")
        """
        (folder / f"{name}.py").write_text(textwrap.dedent(text))
    monkeypatch.syspath_prepend(tmp_path)
    yield __import__("lazy_library.left").left
    for name in [name for name in sys.modules if name.startswith("lazy_library")]:
        del sys.modules[name]


def test_a_lazy_module_is_imported_when_the_first_value_arrives(package: Any) -> None:
    left: Any
    body: dict[str, Any]
    for body in ({"id": "l"}, {"id": "l", "one": None, "many": [None, "x"]}):
        read_one(package.Left, body)
        assert "lazy_library.right" not in sys.modules
    body = {"id": "l", "many": [{"id": "r", "one": {"id": "m", "many": "odd"}}]}
    [left] = received(PageReader(package.Left), {"value": [body]}).value
    assert type(left.many[0]).__module__ == "lazy_library.right"
    assert type(left.many[0].one) is package.Left
    assert left.many[0].one.many == "odd"
    assert wire_form(left) == body


def test_a_lazy_property_takes_models_and_dicts(package: Any) -> None:
    made = package.Left(id="l", one={"id": "r"}, many=[{"id": "s"}])
    assert type(made.one).__name__ == "Right"
    assert wire_form(package.Left(id="m", one=made.one)) == {
        "id": "m",
        "one": {"id": "r"},
    }
    with pytest.raises(ValueError, match="misspelt"):
        package.Left(id="l", one={"misspelt": 1})


# Any JSON at all, at any place: it is read, and goes back as it came.

NUMBERS = st.from_regex(
    r"-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?", fullmatch=True
).map(NumberText)
TEXTS = st.text() | st.sampled_from(
    [json.loads(text) for _, text, _ in AS_DECLARED if text.startswith('"')]
    + [json.loads(text) for _, text in OTHERWISE if text.startswith('"')]
    + ["\ud800", "#library.book", "library.recording", "#library.map"]
)
SCALARS = st.none() | st.booleans() | NUMBERS | TEXTS
NAMES = st.text(max_size=5) | st.sampled_from(
    ["@odata.type", "@type", "id", "name", "id@odata.type", "@odata.etag", "copy_id"]
    # Names that are something else to Python or to pydantic.
    + ["self", "extras", "model_fields", "model_extra", "_origin", "__dict__", "copy"]
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


@st.composite
def documents(draw: st.DrawFn, model: type[ODataModel]) -> dict[str, Any]:
    """JSON objects that look like a model's, with anything at any of its properties."""
    declared = {m.wire_name: m.annotation for m in members(model).values()}
    found = draw(st.dictionaries(NAMES, JSON, max_size=3))
    for name in draw(st.sets(st.sampled_from(sorted(declared)), max_size=4)):
        found[name] = draw(JSON | about(declared[name]))
    return found


def about(annotation: Any) -> st.SearchStrategy[Any]:
    """Values of about the declared type, with anything inside."""
    declared = str(annotation)
    inner: st.SearchStrategy[Any] = SCALARS
    for kind in (Publisher, Writer, Shelf, Item, Thing, Drawer):
        if kind.__name__ in declared:
            inner = documents(kind)
    return st.lists(inner | JSON, max_size=3) if "list[" in declared else inner


def exactly(value: Any) -> Any:
    """JSON data in which 1, 1.0, "1" and true all differ."""
    if isinstance(value, dict):
        return {name: exactly(item) for name, item in value.items()}
    if isinstance(value, list):
        return [exactly(item) for item in value]
    return type(value).__name__, value


def json_data(text: str | bytes) -> Any:
    return jsontext.parse(text.encode() if isinstance(text, str) else text)


def python_name(model: type[ODataModel], wire_name: str) -> str:
    return next(m.name for m in members(model).values() if m.wire_name == wire_name)


@pytest.mark.parametrize("model", [Book, Item, Room, Shop, Thing])
@settings(deadline=None)
@given(data=st.data())
def test_any_entity_is_read_and_goes_back_as_it_came(
    model: type[ODataModel], data: st.DataObject
) -> None:
    body = data.draw(documents(model))
    entity, _ = read_one(model, jsontext.dump(body))
    assert exactly(json_data(sent_back(entity))) == exactly(body)
    assert changes(entity) == {}
    same = [
        pickle.loads(pickle.dumps(entity)),
        copy.copy(entity),
        copy.deepcopy(entity),
        model.from_odata(entity.to_odata_json()),
    ]
    for again in same:
        assert type(again) is type(entity)
        assert exactly(json_data(again.to_odata_json())) == exactly(body)
        assert changes(again) == {}


@settings(deadline=None)
@given(items=st.lists(JSON | documents(Book) | documents(Item), max_size=4))
def test_any_page_is_read_and_its_items_go_back_as_they_came(items: list[Any]) -> None:
    page = received(PageReader(Item), jsontext.dump({"value": items}), SILENT)
    for came, item in zip(items, page.value, strict=True):
        if isinstance(came, dict):
            assert exactly(json_data(sent_back(item))) == exactly(came)
        else:
            assert item == jsontext.plain(came)


@pytest.mark.parametrize(
    "kind", [member.annotation for member in members(Book).values()], ids=str
)
@settings(deadline=None, max_examples=25)
@given(value=JSON)
def test_any_result_is_read(kind: Any, value: Any) -> None:
    received(ValueReader[Any](kind), jsontext.dump({"value": value}), SILENT)


SILENT = Reading(lambda mismatch: None)
