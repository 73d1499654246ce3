"""Python names: the styles, and what happens where two of them meet."""

from __future__ import annotations

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odata2py.plan.names import (
    BUILDER_NAMES,
    CLIENT_NAMES,
    MODEL_NAMES,
    NameBook,
    identifier,
    pascal_case,
    snake_case,
    upper_case,
)
from odata2py.runtime.access import (
    Creatable,
    Deletable,
    Gettable,
    Listable,
    Updatable,
)
from odata2py.runtime.client import AsyncClient, SyncClient
from odata2py.runtime.models import ODataModel


@pytest.mark.parametrize(
    ("name", "snake"),
    [
        ("phoneNumber", "phone_number"),
        ("smsSignInState", "sms_sign_in_state"),
        ("aaGuid", "aa_guid"),
        ("fido2Methods", "fido2_methods"),
        ("HTMLBody", "html_body"),
        ("isMFARequired", "is_mfa_required"),
        ("OAuth2Permission", "o_auth2_permission"),
        ("already_snake", "already_snake"),
        ("iOS", "i_os"),
        ("x509Certificate", "x509_certificate"),
        ("Größe", "größe"),
        ("A", "a"),
        ("_private", "private"),
    ],
)
def test_snake_case(name: str, snake: str) -> None:
    assert snake_case(name) == snake


def test_other_styles() -> None:
    assert upper_case("alternateMobile") == "ALTERNATE_MOBILE"
    assert pascal_case("phoneAuthenticationMethod") == "PhoneAuthenticationMethod"
    assert pascal_case("qrCode_id") == "QrCodeId"


@pytest.mark.parametrize("name", ["class", "from", "None", "async"])
def test_keywords_get_an_underscore(name: str) -> None:
    assert identifier(name) == f"{name}_"


def test_soft_keywords_are_names_like_others() -> None:
    # Which they are differs between versions of Python, and output must not.
    assert [identifier(name) for name in ("type", "match")] == ["type", "match"]


def assigned(*names: str, **ledger: str) -> dict[str, str]:
    return NameBook(ledger, {}).assign({name: name for name in names}, snake_case)


def test_where_two_names_meet_each_is_written_as_in_the_metadata() -> None:
    assert assigned("fooBar", "FooBar") == {"fooBar": "fooBar", "FooBar": "FooBar"}
    assert assigned("FooBar", "fooBar") == assigned("fooBar", "FooBar")


def test_a_name_in_the_ledger_stays_when_another_comes() -> None:
    alone = assigned("fooBar")
    assert alone == {"fooBar": "foo_bar"}
    both = assigned("FooBar", "fooBar", **alone)
    assert both == {"fooBar": "foo_bar", "FooBar": "FooBar"}


def test_renames_win_over_the_ledger() -> None:
    book = NameBook({"a": "old"}, {"a": "new"})
    assert book.assign({"a": "a"}, snake_case) == {"a": "new"}
    assert book.given == {"a": "new"}


def test_taken_names_get_an_underscore() -> None:
    assert NameBook({}, {}).assign({"k": "copy"}, snake_case, {"copy"}) == {
        "k": "copy_"
    }


odata_names = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,8}", fullmatch=True)


@given(st.sets(odata_names, min_size=1, max_size=12), odata_names)
def test_names_are_unique_identifiers_and_never_change(
    names: set[str], newcomer: str
) -> None:
    first = assigned(*names)
    assert len(set(first.values())) == len(names)
    assert all(n.isidentifier() and not keyword.iskeyword(n) for n in first.values())
    later = assigned(*names, newcomer, **first)
    assert {name: later[name] for name in names} == first
    assert len(set(later.values())) == len({*names, newcomer})


def public(*classes: type) -> set[str]:
    names = {name for each in classes for name in dir(each)}
    return {name for name in names if not name.startswith(("_", "model_"))}


def test_no_member_can_shadow_what_its_base_class_defines() -> None:
    assert public(ODataModel, type(ODataModel)) <= MODEL_NAMES
    assert public(Listable, Gettable, Deletable, Creatable, Updatable) <= BUILDER_NAMES
    assert public(SyncClient, AsyncClient) <= CLIENT_NAMES
