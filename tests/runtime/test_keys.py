"""Values in URLs, decoded from what the server received by the rules of OData.

A server splits the path at its slashes, decodes the segments, and takes quotes away
(URL Conventions 4.01, section 2). What comes out must be what the program gave.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from urllib.parse import unquote
from uuid import UUID

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import (
    IN_PARENTHESES,
    SEGMENTS,
    ArchiveClient,
    Mark,
    ParenthesesClient,
    run,
)
from servers import TLS, Answer, Drive, ScriptedServer

GUEST = "joe_contoso.com#EXT#@fabrikam.onmicrosoft.com"
LONG = "an essay that is too long to stand in a path " * 3

HARD = [
    GUEST,
    *("#", "a/b", "/", "//", "a\\b", "100%", "%2F", "%2e%2e", "%25", "%"),
    *("O'Neil", "'", "''", "'a','b'", "a+b", "a&b", "a=b", "a?b", "?", " ", " a b "),
    *("(1)", "a,b", "a;b", "a:b", "@x", "$count", "...", "~", "null", "true", "5"),
    *("é", "ﬁ", "日本", "😀", "e\u0301", "\u200f", "\u2028", "\x00", "\n\r\t", "\x7f"),
    *("guid'x'", "archive.mark'red'", '"', "{}", "[1]", "<a>", "|", "^`", LONG),
]
PATH_CHANGING = ["", ".", ".."]

TEXTS = st.text(
    st.sampled_from("#/%'+&=? \\,();:@$.~2Fé😀\n\0")
    | st.characters(exclude_categories=["Cs"]),
    max_size=150,
)
SEGMENT_TEXTS = TEXTS.filter(lambda text: text not in PATH_CHANGING)


@pytest.fixture(scope="module")
def echo() -> Iterator[ScriptedServer]:
    """A server that outlives the examples of a test."""
    server = ScriptedServer()
    yield server
    server.close()


@pytest.fixture(scope="module")
def http() -> Iterator[httpx.Client]:
    with httpx.Client(verify=TLS) as client:
        yield client


@pytest.fixture(scope="module")
def segments(echo: ScriptedServer, http: httpx.Client) -> ArchiveClient:
    return ArchiveClient(service_root=echo.root, http_client=http)


@pytest.fixture(scope="module")
def parentheses(echo: ScriptedServer, http: httpx.Client) -> ParenthesesClient:
    return ParenthesesClient(service_root=echo.root, http_client=http)


def steps(target: str) -> list[str]:
    """The segments below the service root of what arrived, decoded."""
    assert target.startswith("/odata/")
    assert re.fullmatch(r"[!-~]+", target), "what is not ASCII must be encoded"
    assert "+" not in target, "some servers take it for a blank"
    path, _, _ = target.partition("?")
    assert "#" not in target
    return [unquote(segment, errors="strict") for segment in path[7:].split("/")]


def query(target: str) -> dict[str, str]:
    """The query options of what arrived, decoded."""
    _, _, text = target.partition("?")
    options = [each.partition("=") for each in text.split("&")] if text else []
    return {unquote(name): unquote(value) for name, _, value in options}


def unquoted(literal: str) -> str:
    assert re.fullmatch(r"'(?:[^']|'')*'", literal, re.DOTALL), literal
    return literal[1:-1].replace("''", "'")


_PART = re.compile(r"(\w+)=((?:[\w.]*'(?:[^']|'')*')|[^,']*)(?:,|$)", re.DOTALL)


def called(segment: str, options: dict[str, str]) -> tuple[str, dict[str, str]]:
    """What a segment in parentheses calls: a name, and literals by their names."""
    found = re.fullmatch(r"(\w+)\((.*)\)", segment, re.DOTALL)
    assert found, segment
    name, inside = found.groups()
    parts = {m[1]: m[2] for m in _PART.finditer(inside)}
    assert ",".join(f"{n}={v}" for n, v in parts.items()) == inside
    return name, {n: options[v] if v[:1] == "@" else v for n, v in parts.items()}


def single(segment: str) -> str:
    """The text of the only key in a segment with parentheses."""
    found = re.fullmatch(r"\w+\((.*)\)", segment, re.DOTALL)
    assert found, segment
    return unquoted(found[1])


def key_of(url: str, style: type[ArchiveClient], echo: ScriptedServer) -> str:
    """The key in the URL of a person, by the rules of a style."""
    assert url.startswith(echo.root)
    return key_at(steps(url.removeprefix(echo.origin)), "people", style)


def key_at(found: list[str], collection: str, style: type[ArchiveClient]) -> str:
    """The key in a path's steps; those that begin with $ are in parentheses always."""
    if len(found) == 2:
        assert (found[0], style) == (collection, ArchiveClient)
        return found[1]
    [step] = found
    assert step.startswith(f"{collection}(")
    key = single(step)
    assert style is ParenthesesClient or key.startswith("$")
    return key


@pytest.mark.parametrize("text", HARD, ids=repr)
def test_hard_keys_in_both_styles(
    text: str,
    echo: ScriptedServer,
    segments: ArchiveClient,
    parentheses: ParenthesesClient,
) -> None:
    segments.letters[text].get()
    assert key_at(steps(echo.log[-1].target), "letters", ArchiveClient) == text
    parentheses.letters[text].get()
    [step] = steps(echo.log[-1].target)
    assert single(step) == text


@pytest.mark.parametrize("text", HARD + PATH_CHANGING, ids=repr)
def test_hard_values_everywhere_else(
    text: str,
    echo: ScriptedServer,
    segments: ArchiveClient,
    parentheses: ParenthesesClient,
) -> None:
    for client in (segments, parentheses):
        echo.answers(Answer(204))
        client.ask(about=text, then=5)
        target = echo.log[-1].target
        [step] = steps(target)
        assert called(step, query(target)) == (
            "ask",
            {"about": "'" + text.replace("'", "''") + "'", "then": "5"},
        )
        client.people.by_name(text).get()
        name, parts = called(steps(echo.log[-1].target)[0], {})
        assert (name, unquoted(parts["displayName"])) == ("people", text)
        client.boxes[5, text].get()
        name, parts = called(steps(echo.log[-1].target)[0], {})
        assert (name, parts["shelf"]) == ("boxes", "5")
        assert unquoted(parts["label"]) == text


@pytest.mark.parametrize("style", [ArchiveClient, ParenthesesClient])
@pytest.mark.parametrize("text", HARD, ids=repr)
def test_hard_keys_in_references(
    text: str,
    style: type[ArchiveClient],
    echo: ScriptedServer,
    segments: ArchiveClient,
    parentheses: ParenthesesClient,
) -> None:
    client = segments if style is ArchiveClient else parentheses
    letter, person = client.letters["1"], client.people[text]
    letter.readers.add_reference(person)
    assert key_of(json.loads(echo.log[-1].body)["@odata.id"], style, echo) == text
    letter.readers.remove_reference(person)
    target = echo.log[-1].target
    assert list(query(target)) == ["$id"]
    assert key_of(query(target)["$id"], style, echo) == text
    letter.update(sender=person)
    assert key_of(json.loads(echo.log[-1].body)["sender@odata.bind"], style, echo) == (
        text
    )


@given(key=SEGMENT_TEXTS)
@settings(deadline=None, max_examples=60)
def test_any_key_as_a_segment(
    key: str, echo: ScriptedServer, segments: ArchiveClient
) -> None:
    segments.letters[key].get()
    assert key_at(steps(echo.log[-1].target), "letters", ArchiveClient) == key
    segments.letters["1"].readers.remove_reference(segments.people[key])
    reference = query(echo.log[-1].target)["$id"]
    assert key_of(reference, ArchiveClient, echo) == key


@given(key=TEXTS)
@settings(deadline=None, max_examples=60)
def test_any_key_in_parentheses(
    key: str, echo: ScriptedServer, parentheses: ParenthesesClient
) -> None:
    parentheses.letters[key].get()
    [step] = steps(echo.log[-1].target)
    assert single(step) == key
    parentheses.letters["1"].readers.remove_reference(parentheses.people[key])
    reference = query(echo.log[-1].target)["$id"]
    assert key_of(reference, ParenthesesClient, echo) == key


@given(first=TEXTS, second=TEXTS)
@settings(deadline=None, max_examples=60)
def test_any_parameters(
    first: str, second: str, echo: ScriptedServer, segments: ArchiveClient
) -> None:
    echo.answers(Answer(200, b'{"value":1}'))
    segments.letters.like(a=first, b=second).count_words(a=second, c=[first])
    target = echo.log[-1].target
    collection, like, count_words = steps(target)
    assert collection == "letters"
    options = query(target)
    name, found = called(like, options)
    assert (name, *map(unquoted, found.values())) == ("like", first, second)
    name, found = called(count_words, options)
    assert (name, unquoted(found["a"])) == ("countWords", second)
    assert json.loads(found["c"]) == [first]


# Exactly as they stand there, for every driver

ESCAPED = "joe_contoso.com%23EXT%23@fabrikam.onmicrosoft.com"
STYLES = pytest.mark.parametrize(
    ("clients", "person"),
    [(SEGMENTS, f"people/{ESCAPED}"), (IN_PARENTHESES, f"people('{ESCAPED}')")],
)


@STYLES
def test_a_guests_name(
    clients: Any, person: str, drive: Drive, server: ScriptedServer
) -> None:
    server.answers(Answer(200), *[Answer(204)] * 4)
    for call in (
        lambda c: c.people[GUEST].get(),
        lambda c: c.ask(who=GUEST),
        lambda c: c.people["1"].letters["2"].readers.add_reference(c.people[GUEST]),
        lambda c: c.people.remove_reference(c.people[GUEST]),
        lambda c: c.people[GUEST].remove_reference(),
    ):
        run(drive, server.root, call, clients=clients)
    readers = "people/1/letters/2/theReaders/$ref"
    if clients is IN_PARENTHESES:
        readers = "people('1')/letters('2')/theReaders/$ref"
    twice = person.replace("%", "%25")
    assert server.sends == [
        ("GET", f"/odata/{person}"),
        ("GET", f"/odata/ask(who='{ESCAPED}')"),
        ("POST", f"/odata/{readers}"),
        ("DELETE", f"/odata/people/$ref?$id={server.root}{twice}"),
        ("DELETE", f"/odata/{person}/$ref"),
    ]
    body = json.dumps({"@odata.id": server.root + person}, separators=(",", ":"))
    assert [each.body.decode() for each in server.log] == ["", "", body, "", ""]


KINDS: list[tuple[Any, str, str]] = [
    (Mark.RED, "red", "archive.mark'red'"),
    (Mark("red,blue"), "red,blue", "archive.mark'red,blue'"),
    (Mark("green"), "green", "archive.mark'green'"),
    (Mark("5"), "5", "archive.mark'5'"),
    (7, "7", "7"),
    (True, "true", "true"),
    (2.5, "2.5", "2.5"),
    (1e30, "1e30", "1e30"),
    (Decimal("1E+3"), "1000", "1000"),
    (dt.date(2026, 1, 31), "2026-01-31", "2026-01-31"),
    (dt.time(9, 30), "09:30:00", "09:30:00"),
    (
        dt.datetime(2026, 1, 31, 9, tzinfo=dt.timezone(dt.timedelta(hours=2))),
        "2026-01-31T09:00:00%2B02:00",
        "2026-01-31T09:00:00%2B02:00",
    ),
    (dt.timedelta(1, 5), "P1DT5S", "duration'P1DT5S'"),
    (b"\xfb\xff", "-_8=", "binary'-_8='"),
    (
        UUID(int=5),
        "00000000-0000-0000-0000-000000000005",
        "00000000-0000-0000-0000-000000000005",
    ),
]


@pytest.mark.parametrize(("value", "segment", "literal"), KINDS, ids=repr)
def test_other_kinds_of_keys_and_parameters(
    value: Any, segment: str, literal: str, drive: Drive, server: ScriptedServer
) -> None:
    """As a segment a key has no quotes and no type (URL Conventions 4.01, 4.3.6)."""
    server.answers(Answer(200), Answer(200), Answer(204), Answer(200))

    def get(client: Any) -> Any:
        return client.letters[value].get()

    run(drive, server.root, get)
    run(drive, server.root, get, clients=IN_PARENTHESES)
    run(drive, server.root, lambda c: c.ask(a=value))
    run(drive, server.root, lambda c: c.boxes[value, "x"].get())
    assert [target for _, target in server.sends] == [
        f"/odata/letters/{segment}",
        f"/odata/letters({literal})",
        f"/odata/ask(a={literal})",
        f"/odata/boxes(shelf={literal},label='x')",
    ]


def test_enumerations_that_the_program_has_are_texts(server: ScriptedServer) -> None:
    from enum import Enum, StrEnum

    class Who(str, Enum):  # noqa: UP042
        ADA = "a'da"

    class Whom(StrEnum):
        ADA = "a'da"

    for who in (Who.ADA, Whom.ADA):
        with ArchiveClient(service_root=server.root) as client:
            client.letters[who].get()
            client.people.by_name(who).get()
    assert [target for _, target in server.sends] == [
        "/odata/letters/a%27da",
        "/odata/people(displayName='a''da')",
    ] * 2


# Keys of several parts

BOXES: list[tuple[Any, str]] = [
    ((5, "a b"), "boxes(shelf=5,label='a%20b')"),
    ({"shelf": 5, "label": "a"}, "boxes(shelf=5,label='a')"),
    ({"label": "a", "shelf": 5}, "boxes(shelf=5,label='a')"),
    ((5, GUEST), f"boxes(shelf=5,label='{ESCAPED}')"),
    ((0, ""), "boxes(shelf=0,label='')"),
]


@pytest.mark.parametrize("clients", [SEGMENTS, IN_PARENTHESES])
@pytest.mark.parametrize(("key", "target"), BOXES)
def test_keys_of_several_parts(
    key: Any, target: str, clients: Any, drive: Drive, server: ScriptedServer
) -> None:
    run(drive, server.root, lambda c: c.boxes[key].get(), clients=clients)
    assert server.sends == [("GET", f"/odata/{target}")]


@pytest.mark.parametrize(
    "key",
    [
        *((), (5,), (5, "a", "b"), {}, {"shelf": 5}, {"shelf": 5, "lable": "a"}),
        *({"shelf": 5, "label": "a", "more": 1}, "5", 5, [5, "a"]),
    ],
    ids=repr,
)
def test_keys_with_other_parts(key: Any) -> None:
    client = ArchiveClient(service_root="http://127.0.0.1/")
    with pytest.raises((ValueError, TypeError), match="has 2 parts: shelf, label"):
        client.boxes[key]


@pytest.mark.parametrize("style", [ArchiveClient, ParenthesesClient])
@pytest.mark.parametrize(
    ("key", "error"),
    [
        ((None, "a"), ValueError),
        ({"shelf": 5, "label": None}, ValueError),
        (([5], "a"), TypeError),
        (({}, "a"), TypeError),
        ((Ellipsis, "a"), TypeError),
    ],
    ids=repr,
)
def test_parts_that_are_no_values(
    key: Any, error: type[Exception], style: type[ArchiveClient]
) -> None:
    client = style(service_root="http://127.0.0.1/")
    with pytest.raises(error, match="None cannot be a part of a key|no form"):
        client.boxes[key]


@pytest.mark.parametrize("style", [ArchiveClient, ParenthesesClient])
def test_what_cannot_be_a_single_key(style: type[ArchiveClient]) -> None:
    client = style(service_root="http://127.0.0.1/")
    keys: list[Any] = [None, {}, (), ("a",), ["a"], {"a"}, client.people]
    for key in keys:
        with pytest.raises((ValueError, TypeError), match="cannot be a key|no form"):
            client.letters[key]
    with pytest.raises(ValueError, match="surrogates not allowed"):
        client.letters["\ud800"]
