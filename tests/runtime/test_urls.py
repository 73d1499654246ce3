"""Keys, literals and query options as they arrive at the server, byte for byte."""

from __future__ import annotations

import datetime as dt
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

from library import Genre, LibraryClient, ParenthesesClient
from odata2py.runtime.urls import Conventions, key_segment
from servers import TLS, Answer, ScriptedServer

GUEST = "joe_contoso.com#EXT#@fabrikam.onmicrosoft.com"

KEYS: list[tuple[Any, str, str]] = [
    ("ada@contoso.com", "/ada@contoso.com", "('ada@contoso.com')"),
    (
        GUEST,
        "/joe_contoso.com%23EXT%23@fabrikam.onmicrosoft.com",
        "('joe_contoso.com%23EXT%23@fabrikam.onmicrosoft.com')",
    ),
    ("a/b", "/a%2Fb", "('a%2Fb')"),
    ("../x", "/..%2Fx", "('..%2Fx')"),
    ("...", "/...", "('...')"),
    ("100%", "/100%25", "('100%25')"),
    ("%2e%2e", "/%252e%252e", "('%252e%252e')"),
    ("O'Neil", "/O%27Neil", "('O''Neil')"),
    ("''", "/%27%27", "('''''')"),
    ("a b", "/a%20b", "('a%20b')"),
    ("a+b", "/a%2Bb", "('a%2Bb')"),
    ("a?b&c=d", "/a%3Fb%26c=d", "('a%3Fb%26c=d')"),
    ("(1)", "/%281%29", "('%281%29')"),
    ("$count", "('$count')", "('$count')"),
    ("a\\b\n", "/a%5Cb%0A", "('a%5Cb%0A')"),
    ("é😀", "/%C3%A9%F0%9F%98%80", "('%C3%A9%F0%9F%98%80')"),
    (Genre.NOVEL, "/novel", "(library.genre'novel')"),
    (5, "/5", "(5)"),
    (-5, "/-5", "(-5)"),
    (True, "/true", "(true)"),
    (Decimal("1.50"), "/1.50", "(1.50)"),
    (
        UUID(int=5),
        "/00000000-0000-0000-0000-000000000005",
        "(00000000-0000-0000-0000-000000000005)",
    ),
    (dt.date(2026, 1, 31), "/2026-01-31", "(2026-01-31)"),
    (
        dt.datetime(2026, 1, 31, 12, 30, tzinfo=dt.UTC),
        "/2026-01-31T12:30:00Z",
        "(2026-01-31T12:30:00Z)",
    ),
    (
        {"shelf": 5, "title": "a/b'c", "on": dt.date(2026, 1, 31)},
        "(shelf=5,title='a%2Fb''c',on=2026-01-31)",
        "(shelf=5,title='a%2Fb''c',on=2026-01-31)",
    ),
]


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    with httpx.Client(verify=TLS) as client:
        yield client


@pytest.fixture
def client(server: ScriptedServer, http: httpx.Client) -> LibraryClient:
    return LibraryClient(service_root=server.root, http_client=http)


@pytest.mark.parametrize(("key", "segment", "_parentheses"), KEYS, ids=repr)
def test_keys_as_segments(
    key: Any,
    segment: str,
    _parentheses: str,
    server: ScriptedServer,
    client: LibraryClient,
) -> None:
    client.books[key].get()
    assert server.sends == [("GET", f"/odata/books{segment}")]


@pytest.mark.parametrize(("key", "_segment", "parentheses"), KEYS, ids=repr)
def test_keys_in_parentheses(
    key: Any,
    _segment: str,
    parentheses: str,
    server: ScriptedServer,
    http: httpx.Client,
) -> None:
    client = ParenthesesClient(service_root=server.root, http_client=http)
    client.books[key].get()
    assert server.sends == [("GET", f"/odata/books{parentheses}")]


@pytest.mark.parametrize("key", [None, {}, [1]], ids=repr)
@pytest.mark.parametrize("kind", [LibraryClient, ParenthesesClient])
def test_what_cannot_be_a_key(kind: type[LibraryClient], key: Any) -> None:
    with pytest.raises((ValueError, TypeError), match="cannot be a key|no form"):
        kind(service_root="http://127.0.0.1/").books[key]


@pytest.mark.parametrize("key", ["", ".", ".."])
def test_texts_that_would_change_the_path_are_keys_in_parentheses_only(
    key: str, server: ScriptedServer, client: LibraryClient, http: httpx.Client
) -> None:
    with pytest.raises(ValueError, match="would change the path"):
        client.books[key].get()
    ParenthesesClient(service_root=server.root, http_client=http).books[key].get()
    assert server.sends == [("GET", f"/odata/books('{key}')")]


@given(st.text(min_size=1).filter(lambda key: not re.match(r"\.{1,2}\Z|\$", key)))
@settings(deadline=None)
def test_any_text_is_one_segment(key: str) -> None:
    url = key_segment("books", key, Conventions(key_as_segment=True))
    collection, slash, segment = url.partition("/")
    assert (collection, slash, unquote(segment)) == ("books", "/", key)
    assert not set(segment) & set("/?#'() \\+")
    assert httpx.URL(f"https://x.test/{url}").raw_path.decode() == f"/{url}"


@given(st.text())
@settings(deadline=None)
def test_any_text_is_one_literal(key: str) -> None:
    url = key_segment("books", key, Conventions())
    literal = unquote(url.removeprefix("books('").removesuffix("')"))
    assert literal.replace("''", "") == key.replace("'", "")
    assert not set(url) & set("/?# \\+")
    assert httpx.URL(f"https://x.test/{url}").raw_path.decode() == f"/{url}"


OPTIONS: list[tuple[dict[str, Any], str]] = [
    ({"select": ["id", "displayName"]}, "$select=id,displayName"),
    ({"select": "id,displayName"}, "$select=id,displayName"),
    ({"select": ("id",)}, "$select=id"),
    ({"expand": "author($select=id;$top=3)"}, "$expand=author($select=id%3B$top=3)"),
    ({"orderby": ["title desc", "id"]}, "$orderby=title%20desc,id"),
    ({"filter": "title eq 'O''Neil'"}, "$filter=title%20eq%20'O''Neil'"),
    (
        {"filter": "title eq 'a+b&c#d%é'"},
        "$filter=title%20eq%20'a%2Bb%26c%23d%25%C3%A9'",
    ),
    ({"search": '"a b" AND c'}, "$search=%22a%20b%22%20AND%20c"),
    ({"top": 0}, "$top=0"),
    ({"top": 5, "skip": 10}, "$top=5&$skip=10"),
    ({"count": True}, "$count=true"),
    ({"count": False}, "$count=false"),
    (
        {"count": True, "top": 1, "select": ["id"], "filter": "x", "expand": "y"},
        "$select=id&$expand=y&$filter=x&$top=1&$count=true",
    ),
]


@pytest.mark.parametrize(("options", "query"), OPTIONS)
def test_query_options(
    options: dict[str, Any],
    query: str,
    server: ScriptedServer,
    client: LibraryClient,
) -> None:
    server.answers(Answer(200, b'{"value":[]}'))
    assert list(client.books.list(**options)) == []
    assert server.sends == [("GET", f"/odata/books?{query}")]


def test_no_query_options(server: ScriptedServer, client: LibraryClient) -> None:
    server.answers(Answer(200, b'{"value":[]}'))
    list(client.books.list(select=[], expand="", filter="", search=""))
    client.books["b1"].get(select=["id"], expand=["author", "readers"])
    assert server.sends == [
        ("GET", "/odata/books"),
        ("GET", "/odata/books/b1?$select=id&$expand=author,readers"),
    ]


def test_a_query_option_that_needs_a_header(
    server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(Answer(200, b'{"value":[]}'), Answer(200, b'{"value":[]}'))
    list(client.books.list(top=5))
    list(client.books.list(count=True))
    levels = [received.headers.get("consistencylevel") for received in server.log]
    assert levels == [None, "eventual"]


def test_functions_have_their_parameters_in_the_url(
    server: ScriptedServer, client: LibraryClient
) -> None:
    server.script.extend([Answer(200, b'{"value":3}')] * 3)
    book = client.books["b1"]
    assert book.count_loans() == 3
    book.count_loans(since=dt.date(2026, 1, 31))
    book.count_loans(by="O'Neil & Söhne#1", since=dt.date(2026, 1, 31))
    assert [target.rpartition("/b1/")[2] for _, target in server.sends] == [
        "countLoans()",
        "countLoans(since=2026-01-31)",
        "countLoans(since=2026-01-31,by='O''Neil%20%26%20S%C3%B6hne%231')",
    ]
