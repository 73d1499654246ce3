"""URLs as servers in other languages parse them: by the grammar, to the letter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from library import LibraryClient
from odata2py.runtime.urls import literal, with_query
from servers import TLS, Answer, ScriptedServer


@pytest.fixture
def client(server: ScriptedServer) -> Iterator[LibraryClient]:
    http = httpx.Client(verify=TLS)
    with http, LibraryClient(service_root=server.root, http_client=http) as client:
        yield client


@pytest.mark.parametrize(
    ("options", "query"),
    [
        ({"filter": "path eq 'a/b?c'"}, "$filter=path%20eq%20'a%2Fb%3Fc'"),
        (
            {"filter": "author/name eq 'O''Neil/?' and shop/open"},
            "$filter=author/name%20eq%20'O''Neil%2F%3F'%20and%20shop/open",
        ),
        (
            {"expand": "author($filter=home/url eq 'x/y')"},
            "$expand=author($filter=home/url%20eq%20'x%2Fy')",
        ),
    ],
)
def test_what_separates_segments_is_encoded_in_texts_and_not_between_them(
    options: dict[str, Any], query: str, server: ScriptedServer, client: LibraryClient
) -> None:
    server.answers(Answer(200, b'{"value":[]}'))
    assert list(client.books.list(**options)) == []
    assert server.sends == [("GET", f"/odata/books?{query}")]


@given(st.text())
def test_a_text_in_a_query_keeps_to_the_grammar_and_arrives(text: str) -> None:
    value = f"x/y eq {literal(text)}"
    query = urlsplit(with_query("books", {"$filter": value})).query
    inside = query.removeprefix("$filter=x/y%20eq%20'").removesuffix("'")
    # OData ABNF: string, pchar-no-SQUOTE
    assert not set(inside.replace("''", "")) & set("'/?#\"\\[]{}|^` ")
    assert parse_qs(query, keep_blank_values=True)["$filter"] == [value]
