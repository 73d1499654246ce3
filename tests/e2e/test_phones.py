"""The generated packages against the sandbox: a user's phones, over real HTTP.

Every test runs with both packages, each against the version of the service that it was
made for, synchronously and asynchronously.
"""

from __future__ import annotations

import datetime as dt
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest

import graph_phone
import graph_phone_beta
from odata2py.csdl.reader import read_model
from odata2py.sandbox.app import create_app
from odata2py.sandbox.server import Running, running

METADATA = Path(__file__).parents[2] / "metadata"
TLS = ssl.create_default_context()
"""Shared, because httpx spends more time on making one than on a request."""

PACKAGES: dict[str, Any] = {"v1.0": graph_phone, "beta": graph_phone_beta}

MOBILE = "3179e48a-750b-4051-897c-87b9720928f7"
ALTERNATE = "b6332ec1-7057-4abe-9331-3d72feddfe41"
OFFICE = "e37fc753-ff3b-4958-9484-eaa9425c82bc"
ADA = "ada@contoso.com"
GUEST = "joe_contoso.com#EXT#@fabrikam.onmicrosoft.com"
GRACES_NUMBER = "+1 5555550100"


@pytest.fixture(scope="module", params=PACKAGES)
def version(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def sandbox(version: str) -> Iterator[Running]:
    overlay = METADATA / "overlays" / "authentication-methods.en.csdl"
    app = create_app(
        read_model(METADATA / f"authentication-{version}.csdl", [overlay]),
        rules=("authentication_methods",),
        rule_settings={"version": version},
        root_path=version,
        keys_as_segments=True,
        require_token=True,
    )
    with running(app) as found:
        yield found


@dataclass
class Service:
    """A version of the service, and the package that was made for it."""

    version: str
    package: Any
    is_async: bool
    sandbox: Running

    def ask(self, call: Callable[[Any], Any], **settings: Any) -> Any:
        """What a call on a client returns; listings as lists."""
        if self.is_async:
            return anyio.run(self._ask, call, settings)
        with httpx.Client(verify=TLS) as http:
            result = call(self._client(self.package.GraphClient, http, settings))
            return list(result) if hasattr(result, "pages") else result

    async def _ask(self, call: Callable[[Any], Any], settings: Any) -> Any:
        async with httpx.AsyncClient(verify=TLS) as http:
            result = call(self._client(self.package.AsyncGraphClient, http, settings))
            if hasattr(result, "pages"):
                return [item async for item in result]
            return await result

    def _client(self, kind: Any, http_client: Any, settings: dict[str, Any]) -> Any:
        settings = {"service_root": self.sandbox.url, "strict": True, **settings}
        return kind("t", http_client=http_client, **settings)

    def phone(self, kind: str, number: str = "+1 5555551234", user: str = ADA) -> Any:
        """A phone of that type that was added to the user's."""
        type_ = self.package.enums.AuthenticationPhoneType(kind)
        return self.ask(
            lambda graph: graph.users[user].authentication.phone_methods.create(
                phone_number=number, phone_type=type_
            )
        )

    def get(self, id_: str, user: str = ADA) -> Any:
        return self.ask(lambda graph: _phones(graph, user)[id_].get())

    def ids(self, user: str = ADA) -> list[str]:
        return [p.id for p in self.ask(lambda graph: _phones(graph, user).list())]

    def refused(self, call: Callable[[Any], Any], *says: str) -> Any:
        """The error with which the service refuses a call."""
        with pytest.raises(self.package.BadRequestError) as caught:
            self.ask(call)
        error = caught.value
        assert (error.status, error.code) == (400, "badRequest")
        assert all(text in error.message for text in says), error.message
        assert error.request_id
        return error

    @property
    def last(self) -> Any:
        """The request that the service received last."""
        return self.sandbox.log[-1]

    def sent(self, method: str) -> list[tuple[str, bytes]]:
        """The paths and bodies of what was received by that method."""
        return [(r.path, r.body) for r in self.sandbox.log if r.method == method]


@pytest.fixture(params=["sync", "async"])
def service(request: pytest.FixtureRequest, version: str, sandbox: Running) -> Service:
    sandbox.reset()
    is_async = request.param == "async"
    return Service(version, PACKAGES[version], is_async, sandbox)


def _phones(graph: Any, user: str = ADA) -> Any:
    return graph.users[user].authentication.phone_methods


def test_a_user_begins_without_phones(service: Service) -> None:
    assert service.ids() == []
    path = f"/{service.version}/users/{ADA}/authentication/phoneMethods"
    assert service.sent("GET") == [(path, b"")]
    headers = service.last.headers
    assert headers["authorization"] == "Bearer t"
    assert headers["prefer"] == "include-unknown-enum-members"


def test_a_mobile_then_an_alternate_mobile(service: Service) -> None:
    mobile = service.phone("mobile")
    assert mobile.id == service.package.entities.PhoneMethodId.MOBILE == MOBILE
    assert mobile.phone_type is service.package.enums.AuthenticationPhoneType.MOBILE
    assert mobile.phone_number == "+1 5555551234"
    assert mobile.sms_sign_in_state == "notEnabled"
    assert mobile.created_date_time > dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    [(_, body)] = service.sent("POST")
    assert body == b'{"phoneNumber":"+1 5555551234","phoneType":"mobile"}'
    alternate = service.phone("alternateMobile", "+44 2071234567x89")
    assert alternate.id == ALTERNATE
    assert alternate.sms_sign_in_state == "notSupported"
    assert service.ids() == [MOBILE, ALTERNATE]
    assert service.get(ALTERNATE).phone_number == "+44 2071234567x89"


def test_an_alternate_mobile_is_refused_before_a_mobile(service: Service) -> None:
    service.phone("office")
    with pytest.raises(service.package.BadRequestError, match="needs a mobile"):
        service.phone("alternateMobile")
    assert service.ids() == [OFFICE]


def test_a_second_mobile_is_refused(service: Service) -> None:
    service.phone("mobile")
    with pytest.raises(service.package.BadRequestError, match="already"):
        service.phone("mobile", "+1 5555550000")
    assert service.get(MOBILE).phone_number == "+1 5555551234"


def test_a_phone_of_an_unknown_type_is_refused(service: Service) -> None:
    with pytest.raises(service.package.BadRequestError, match="pager") as caught:
        service.phone("pager")
    assert caught.value.target == "phoneType"
    assert b'"phoneType":"pager"' in service.last.body


@pytest.mark.parametrize("by_model", [True, False])
def test_a_number_is_changed(by_model: bool, service: Service) -> None:
    service.phone("mobile")
    mobile = service.get(MOBILE)
    mobile.phone_number = "+1 5555550000"

    def change(graph: Any) -> Any:
        if by_model:
            return _phones(graph)[MOBILE].update(mobile)
        return _phones(graph)[MOBILE].update(phone_number="+1 5555550000")

    answer = service.ask(change)
    if service.version == "v1.0":
        assert answer is None
    else:
        assert type(answer) is type(mobile)
        assert answer.phone_number == "+1 5555550000"
    [(_, body)] = service.sent("PATCH")
    assert body == b'{"phoneNumber":"+1 5555550000"}'
    assert service.get(MOBILE).phone_number == "+1 5555550000"


def test_nothing_is_sent_for_a_phone_that_did_not_change(service: Service) -> None:
    def update(phone: Any, graph: Any) -> Any:
        return _phones(graph)[phone.id].update(phone)

    service.phone("mobile")
    mobile = service.get(MOBILE)
    for phone in (mobile, *service.ask(lambda graph: _phones(graph).list())):
        phone.phone_number = "+1 5555551234"
        assert service.ask(partial(update, phone)) is None
    assert service.sent("PATCH") == []


def test_sms_sign_in_is_turned_on_and_off(service: Service) -> None:
    service.phone("mobile")
    for _ in range(2):
        assert (
            service.ask(lambda graph: _phones(graph)[MOBILE].enable_sms_sign_in())
            is None
        )
        assert service.get(MOBILE).sms_sign_in_state == "ready"
    service.ask(lambda graph: _phones(graph)[MOBILE].disable_sms_sign_in())
    assert service.get(MOBILE).sms_sign_in_state == "notEnabled"
    path = f"/{service.version}/users/{ADA}/authentication/phoneMethods/{MOBILE}"
    assert service.sent("POST")[1:] == [
        (f"{path}/enableSmsSignIn", b""),
        (f"{path}/enableSmsSignIn", b""),
        (f"{path}/disableSmsSignIn", b""),
    ]


@pytest.mark.parametrize("kind", ["alternateMobile", "office"])
def test_only_a_mobile_signs_in_by_sms(kind: str, service: Service) -> None:
    service.phone("mobile")
    other = service.phone(kind, "+1 5555550000")
    service.refused(
        lambda graph: _phones(graph)[other.id].enable_sms_sign_in(), "type mobile"
    )
    assert service.get(other.id).sms_sign_in_state == "notSupported"


def test_a_policy_may_forbid_to_sign_in_by_sms(service: Service) -> None:
    alan = "alan@contoso.com"
    assert service.phone("mobile", user=alan).sms_sign_in_state == "notAllowedByPolicy"
    service.refused(
        lambda graph: _phones(graph, alan)[MOBILE].enable_sms_sign_in(), "policy"
    )


def test_one_number_signs_in_by_sms_once(service: Service) -> None:
    mobile = service.phone("mobile", GRACES_NUMBER)
    assert mobile.sms_sign_in_state == "phoneNumberNotUnique"

    def enable(graph: Any) -> Any:
        return _phones(graph)[MOBILE].enable_sms_sign_in()

    service.refused(enable, "another user")
    service.ask(
        lambda graph: _phones(graph, "grace@contoso.com")[MOBILE].disable_sms_sign_in()
    )
    service.ask(enable)
    assert service.get(MOBILE).sms_sign_in_state == "ready"


@pytest.mark.parametrize(
    ("user", "id_"),
    [(ADA, MOBILE), (ADA, "no-such-phone"), ("nobody@contoso.com", MOBILE)],
)
@pytest.mark.parametrize(
    "call",
    [
        lambda phone: phone.get(),
        lambda phone: phone.update(phone_number="+1 5555550000"),
        lambda phone: phone.delete(),
        lambda phone: phone.enable_sms_sign_in(),
        lambda phone: phone.disable_sms_sign_in(),
    ],
    ids=["get", "update", "delete", "enable", "disable"],
)
def test_what_is_not_there(call: Any, user: str, id_: str, service: Service) -> None:
    with pytest.raises(service.package.NotFoundError) as caught:
        service.ask(lambda graph: call(_phones(graph, user)[id_]))
    assert caught.value.code == "resourceNotFound"
    assert caught.value.request_id


def test_the_phones_of_a_user_who_is_not_there(service: Service) -> None:
    with pytest.raises(service.package.NotFoundError):
        service.ids("nobody@contoso.com")


def test_the_phones_of_a_guest(service: Service) -> None:
    service.phone("mobile", user=GUEST)
    assert service.ids(GUEST) == [MOBILE]
    assert service.ids() == []
    escaped = "joe_contoso.com%23EXT%23@fabrikam.onmicrosoft.com"
    [(path, _)] = service.sent("POST")
    assert path.startswith(f"/{service.version}/users/{escaped}/authentication/")


def test_my_own_phones(service: Service) -> None:
    service.phone("mobile")
    mine = service.ask(lambda graph: graph.me.authentication.phone_methods.list())
    assert [phone.id for phone in mine] == [MOBILE]
    service.ask(lambda graph: graph.me.authentication.phone_methods[MOBILE].delete())
    assert service.ids() == []
    assert service.sent("DELETE") == [
        (f"/{service.version}/me/authentication/phoneMethods/{MOBILE}", b"")
    ]


def test_a_mobile_goes_after_its_alternate(service: Service) -> None:
    service.phone("mobile")
    service.phone("alternateMobile")

    def delete(graph: Any) -> Any:
        return _phones(graph)[MOBILE].delete()

    service.refused(delete, "alternate mobile")
    assert service.ask(lambda graph: _phones(graph)[ALTERNATE].delete()) is None
    assert service.ask(delete) is None
    assert service.ids() == []
    with pytest.raises(service.package.NotFoundError):
        service.ask(delete)


@pytest.mark.parametrize(
    "number", ["5555551234", "+15555551234", "+1 555-5551234", "", "+1 5x", "+1 5\n"]
)
def test_a_number_of_another_form_never_leaves(number: str, service: Service) -> None:
    service.phone("mobile")
    with pytest.raises(ValueError, match="phone_number does not have the form"):
        service.phone("office", number)
    with pytest.raises(ValueError, match="phone_number does not have the form"):
        service.ask(lambda graph: _phones(graph)[MOBILE].update(phone_number=number))
    assert len(service.sandbox.log) == 1
    with pytest.raises(service.package.BadRequestError) as caught:
        service.ask(
            lambda graph: _phones(graph)[MOBILE].update(phone_number=number),
            check_patterns=False,
        )
    assert caught.value.target == "phoneNumber"


def test_what_the_service_sets_cannot_be_set(service: Service) -> None:
    with pytest.raises(ValueError, match="id cannot be set"):
        service.ask(lambda graph: _phones(graph).create(id="x"))
    with pytest.raises(ValueError, match="sms_sign_in_state cannot be set"):
        service.ask(lambda graph: _phones(graph).create(sms_sign_in_state=None))
    with pytest.raises(ValueError, match="phone_type cannot be set"):
        service.ask(lambda graph: _phones(graph)[MOBILE].update(phone_type=None))
    assert service.sandbox.log == []


def test_only_what_was_selected_is_there(service: Service) -> None:
    service.phone("mobile")
    phone = service.ask(lambda graph: _phones(graph)[MOBILE].get(select="phoneNumber"))
    assert phone.phone_number == "+1 5555551234"
    assert phone.phone_type is None
    assert "phone_type" not in phone.model_fields_set
    assert service.last.path.endswith("?$select=phoneNumber")


def test_prepared_and_with_its_answer(service: Service) -> None:
    service.phone("mobile")
    prepared = service.package.GraphClient().prepare
    listing = prepared.me.authentication.phone_methods.list(top=1)
    assert listing.url == "me/authentication/phoneMethods?$top=1"
    page = service.ask(lambda graph: graph.send(listing))
    assert [phone.id for phone in page.value] == [MOBILE]
    answer = service.ask(lambda graph: _phones(graph.with_response)[MOBILE].get())
    assert answer.status == 200
    assert answer.result.id == MOBILE
    assert answer.request_id == answer.http_response.headers["request-id"]


def test_the_way_out(service: Service) -> None:
    user = service.ask(lambda graph: graph.request("GET", f"/users/{ADA}", result=dict))
    assert user["displayName"] == "Ada Lovelace"


def test_a_token_is_required(service: Service) -> None:
    client = service.package.GraphClient(service_root=service.sandbox.url)
    with client as graph, pytest.raises(service.package.AuthenticationError) as caught:
        list(_phones(graph).list())
    assert isinstance(caught.value.response, httpx.Response)


@pytest.mark.parametrize("package", PACKAGES.values(), ids=PACKAGES)
def test_options_of_a_client_reach_its_other_trees(package: Any) -> None:
    for client in (package.GraphClient("t"), package.AsyncGraphClient("t")):
        optioned = client.with_options(headers={"x-run": "nightly"})
        request = optioned.prepare.me.authentication.phone_methods[MOBILE].get()
        assert request.headers["x-run"] == "nightly"
        assert optioned.with_response._options == optioned._options
