"""Addresses in the web."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odata2py.pulling.addresses import (
    is_address,
    is_loopback,
    usual_address,
    without_secrets,
    wrong_with,
)

METADATA = "https://x.test:8/v1/$metadata"


@pytest.mark.parametrize(
    ("address", "usual"),
    [
        (METADATA, ""),
        (f"{METADATA}/", ""),
        (f"{METADATA}?$schemaversion=*", ""),
        ("https://x.test:8/v1/%24metadata", ""),
        ("https://x.test:8/v1", METADATA),
        ("https://x.test:8/v1/?a=b/$metadata", METADATA),
        ("https://x.test", "https://x.test/$metadata"),
        ("https://x.test/my$metadata", "https://x.test/my$metadata/$metadata"),
    ],
)
def test_where_metadata_usually_is(address: str, usual: str) -> None:
    assert usual_address(address) == usual


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (METADATA, METADATA),
        (f"{METADATA}?a=b@c#d", METADATA),
        ("https://ada:p@ss@x.test/@", "https://x.test/@"),
        ("https://ada@[x.test/\n?a", "https://[x.test/\n"),
        ("//a:b@c?d\ne", "//c"),
        ("", ""),
    ],
)
def test_what_is_shown_of_addresses(address: str, shown: str) -> None:
    assert without_secrets(address) == shown


@given(st.text())
def test_any_text(text: str) -> None:
    for address in (text, f"https://{text}"):
        without_secrets(address)
        if wrong_with(address) is None:
            assert not ({"#", " ", "\n"} & set(address))
            assert usual_address(address) == "" or "$metadata" in usual_address(address)


def test_what_is_wrong_with_an_address() -> None:
    assert wrong_with(METADATA) is None
    assert wrong_with("HTTP://[::1]:8/ä?b@c") is None
    for address in ("https://a@b/", "https://", "https://a/#", "https://a/\x00", "x"):
        assert wrong_with(address) is not None


def test_what_is_an_address() -> None:
    for text in ("http://x", "HTTPS://x", "https://"):
        assert is_address(text)
    for text in ("file:///x", "x", "http:/x", " http://x", ""):
        assert not is_address(text)


def test_this_machine() -> None:
    for host in ("localhost", "127.0.0.1", "127.9.9.9", "::1"):
        assert is_loopback(host)
    for host in ("localhost.x", "128.0.0.1", "127.0.0.1.x", "::2", "0.0.0.0", ""):
        assert not is_loopback(host)
