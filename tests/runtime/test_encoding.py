"""Python values as JSON data and as literals in URLs; JSON texts to the digit."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from decimal import Decimal
from enum import IntEnum
from types import MappingProxyType
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from library import Genre, received
from odata2py.runtime import jsontext
from odata2py.runtime.decoding import ValueReader
from odata2py.runtime.edm import Int64
from odata2py.runtime.encoding import encode
from odata2py.runtime.urls import literal


class Size(IntEnum):
    BIG = 3


def zone(**offset: int) -> dt.timezone:
    return dt.timezone(dt.timedelta(**offset))


FORMS: list[tuple[Any, str]] = [
    (None, "null"),
    (True, "true"),
    (7, "7"),
    (-(10**30), "-1000000000000000000000000000000"),
    (Size.BIG, "3"),
    (4.1, "4.1"),
    (4.0, "4.0"),
    (1e22, "1e+22"),
    (5e-324, "5e-324"),
    (math.inf, '"INF"'),
    (-math.inf, '"-INF"'),
    (math.nan, '"NaN"'),
    (Decimal("4.10"), "4.10"),
    (Decimal("1E+3"), "1000"),
    (Decimal("1E-10"), "0.0000000001"),
    (Decimal("12345678901234567890.12345"), "12345678901234567890.12345"),
    (Decimal("Infinity"), '"INF"'),
    (Decimal("-Infinity"), '"-INF"'),
    (Decimal("NaN"), '"NaN"'),
    ('é "quoted" \n 😀', '"é \\"quoted\\" \\n 😀"'),
    ("half a pair: \ud83d", '"half a pair: \\ud83d"'),
    (Genre.NOVEL, '"novel"'),
    (Genre("epic"), '"epic"'),
    (dt.date(1, 1, 1), '"0001-01-01"'),
    (dt.datetime(1, 1, 1, tzinfo=dt.UTC), '"0001-01-01T00:00:00Z"'),
    (dt.datetime(2026, 1, 31, 12, 30, 0, 120), '"2026-01-31T12:30:00.000120Z"'),
    (
        dt.datetime(2026, 1, 31, 12, 30, tzinfo=zone(hours=-3, minutes=-30)),
        '"2026-01-31T12:30:00-03:30"',
    ),
    (dt.time(9, 30), '"09:30:00"'),
    (dt.time(9, 30, 0, 5), '"09:30:00.000005"'),
    (dt.timedelta(), '"P0DT0S"'),
    (dt.timedelta(1, 3, 500000), '"P1DT3.5S"'),
    (dt.timedelta(seconds=-0.5), '"-P0DT0.5S"'),
    (dt.timedelta.min, '"-P999999999DT0S"'),
    (dt.timedelta(microseconds=10), '"P0DT0.00001S"'),
    (UUID(int=5), '"00000000-0000-0000-0000-000000000005"'),
    (b"", '""'),
    (b"\xfb\xff", '"-_8="'),
    ([1, "a", None], '[1,"a",null]'),
    ((1, dt.date(2026, 1, 31)), '[1,"2026-01-31"]'),
    ({"a": {"b": [1.5]}}, '{"a":{"b":[1.5]}}'),
    (MappingProxyType({"a": 1}), '{"a":1}'),
]


@pytest.mark.parametrize(("value", "text"), FORMS, ids=[text for _, text in FORMS])
def test_values_in_bodies(value: Any, text: str) -> None:
    assert jsontext.dump(encode(value)).decode() == text


@pytest.mark.parametrize("value", [{1}, object(), 1j, range(2), Genre])
def test_what_has_no_form(value: Any) -> None:
    with pytest.raises(TypeError, match="no form for a value of type"):
        encode(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (False, "false"),
        (7, "7"),
        (1.5, "1.5"),
        (-math.inf, "-INF"),
        (Decimal("4.10"), "4.10"),
        ("", "''"),
        ("O'Neil", "'O''Neil'"),
        (Genre.NOVEL, "library.genre'novel'"),
        (Genre("novel,poetry"), "library.genre'novel,poetry'"),
        (Genre("O'Neil"), "library.genre'O''Neil'"),
        (dt.date(2026, 1, 31), "2026-01-31"),
        (dt.datetime(2026, 1, 31, tzinfo=dt.UTC), "2026-01-31T00:00:00Z"),
        (dt.time(9, 30), "09:30:00"),
        (dt.timedelta(1), "duration'P1DT0S'"),
        (UUID(int=5), "00000000-0000-0000-0000-000000000005"),
        (b"\xfb\xff", "binary'-_8='"),
    ],
)
def test_literals(value: Any, text: str) -> None:
    assert literal(value) == text


@pytest.mark.parametrize("value", [[1], {"a": 1}, {1}])
def test_what_has_no_literal(value: Any) -> None:
    with pytest.raises(TypeError, match="no form"):
        literal(value)


MINUTES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: zone(minutes=minutes))
VALUES: Mapping[Any, st.SearchStrategy[Any]] = {
    str: st.text(),
    bool: st.booleans(),
    int: st.integers(),
    Int64: st.integers(-(2**63), 2**63 - 1),
    float: st.floats(allow_nan=False),
    bytes: st.binary(),
    UUID: st.uuids(),
    dt.date: st.dates(),
    dt.time: st.times(),
    dt.timedelta: st.timedeltas(),
    dt.datetime: st.datetimes(timezones=MINUTES),
    Genre: st.builds(Genre, st.text()),
}


@pytest.mark.parametrize("kind", VALUES, ids=str)
@settings(deadline=None)
@given(data=st.data())
def test_values_come_back_as_they_were(kind: Any, data: st.DataObject) -> None:
    value = data.draw(VALUES[kind])
    sent = jsontext.dump({"value": encode(value)})
    assert received(ValueReader[Any](kind), sent) == value


@settings(deadline=None)
@given(st.decimals(allow_nan=False, min_value=-(10**25), max_value=10**25))
def test_decimals_sent_as_text_come_back_to_the_digit(value: Decimal) -> None:
    sent = {"value": str(encode(value))}
    assert received(ValueReader[Decimal](Decimal), sent) == value


@pytest.mark.parametrize(
    "text",
    [
        "1.10",
        "-0",
        "1E400",
        "123456789012345678901234567890.10",
        '{"a":[],"b":{},"c":[1,{"d":null}]}',
        '"\\u0000"',
        '{"\\u00e9":"é"}',
    ],
)
def test_a_text_read_and_written_is_the_same(text: str) -> None:
    assert jsontext.dump(jsontext.parse(text.encode())).decode() == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (b"[1, 1.5, 1e400]", [1, 1.5, math.inf]),
        (b"9" * 5000, math.inf),
        (b"\xef\xbb\xbf1", 1),
        (b'"\\ud800"', "\ud800"),
        ('"é"'.encode("utf-16"), "é"),
    ],
)
def test_texts_that_python_reads_as_near_as_can_be(text: bytes, value: Any) -> None:
    assert jsontext.load(text) == value
    assert jsontext.plain(jsontext.parse(text)) == value


@pytest.mark.parametrize("text", [b"", b"{", b"\xff", b"[" * 100_000])
def test_texts_that_are_no_json(text: bytes) -> None:
    with pytest.raises(ValueError, match="."):
        jsontext.load(text)
