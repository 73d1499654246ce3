"""What Microsoft Graph documents about authentication methods, as the sandbox does it.

Every test runs for v1.0 and beta, and for v1.0 without the overlay: the rules hold
whether or not the metadata has been annotated with some of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from odata2py.csdl.reader import read_model
from odata2py.errors import InputError
from odata2py.sandbox.app import create_app
from odata2py.sandbox.server import Running, running

REPOSITORY = Path(__file__).resolve().parents[2]
METADATA = REPOSITORY / "metadata"
REAL = Path(
    os.environ.get("ODATA2PY_METADATA", REPOSITORY.parent / "shared" / "metadata")
)
OVERLAY = METADATA / "overlays" / "authentication-methods.en.csdl"
RULES = ["authentication_methods"]

MOBILE = "3179e48a-750b-4051-897c-87b9720928f7"
ALTERNATE = "b6332ec1-7057-4abe-9331-3d72feddfe41"
OFFICE = "e37fc753-ff3b-4958-9484-eaa9425c82bc"
GRACES_NUMBER = "+1 5555550100"


@pytest.fixture(scope="module", params=["v1.0", "beta", "v1.0 without overlay"])
def server(request: pytest.FixtureRequest) -> Iterator[Running]:
    version, _, bare = request.param.partition(" ")
    path = METADATA / f"authentication-{version}.csdl"
    app = create_app(
        read_model(path, [] if bare else [OVERLAY]),
        rules=RULES,
        rule_settings={"version": version},
        root_path=version,
        keys_as_segments=True,
    )
    with running(app) as found:
        yield found


@pytest.fixture
def version(server: Running) -> str:
    return server.url.rpartition("/")[2]


@pytest.fixture
def http(server: Running) -> Iterator[httpx.Client]:
    server.reset()
    with httpx.Client(base_url=server.url) as client:
        yield client


def _phones(user: str) -> str:
    return f"/users/{user}@contoso.com/authentication/phoneMethods"


PHONES = _phones("ada")


def _add(
    http: httpx.Client, kind: str, number: str = "+1 5555551234", user: str = "ada"
) -> httpx.Response:
    body = {"phoneNumber": number, "phoneType": kind}
    return http.post(_phones(user), json=body)


def _refused(answer: httpx.Response, *says: str, target: str | None = None) -> None:
    assert answer.status_code == 400, answer.text
    error = answer.json()["error"]
    assert error["code"] == "badRequest"
    assert all(text in error["message"] for text in says), error["message"]
    assert error.get("target") == target


def _state(http: httpx.Client, user: str = "ada", phone: str = MOBILE) -> str:
    state: str = http.get(f"{_phones(user)}/{phone}").json()["smsSignInState"]
    return state


def test_users_by_id_and_by_principal_name(http: httpx.Client) -> None:
    ada = http.get("/users/ada@contoso.com").json()
    assert ada["userPrincipalName"] == "ada@contoso.com"
    assert len(ada["id"]) == 36
    for key in (ada["id"], "ADA@Contoso.com", "ada%40contoso.com"):
        assert http.get(f"/users/{key}").json() == ada, key
    assert http.get("/users('ada@contoso.com')").json() == ada
    assert http.get("/me").json() == ada
    guest = http.get("/users/joe_contoso.com%23EXT%23@fabrikam.onmicrosoft.com")
    assert guest.json()["displayName"] == "Joe Guest"
    names = [each["userPrincipalName"] for each in http.get("/users").json()["value"]]
    assert {"ada@contoso.com", "grace@contoso.com", "alan@contoso.com"} < set(names)


@pytest.mark.parametrize(
    "path",
    [
        "/users/nobody@contoso.com",
        "/users/nobody@contoso.com/authentication/phoneMethods",
        f"/users/ada@contoso.com/authentication/phoneMethods/{MOBILE}",
        "/users/ada@contoso.com/authentication/phoneMethods/ada@contoso.com",
        "/users/ada@contoso.com/authentication/phonMethods",
    ],
)
def test_what_is_unknown(http: httpx.Client, path: str) -> None:
    answer = http.get(path)
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "resourceNotFound"


@pytest.mark.parametrize(
    ("kind", "id_", "state"),
    [
        ("mobile", MOBILE, "notEnabled"),
        ("alternateMobile", ALTERNATE, "notSupported"),
        ("office", OFFICE, "notSupported"),
    ],
)
def test_a_new_phone(
    server: Running, http: httpx.Client, kind: str, id_: str, state: str
) -> None:
    if kind == "alternateMobile":
        _add(http, "mobile")
    created = _add(http, kind, "+44 2071234567x89")
    assert created.status_code == 201
    phone = created.json()
    assert phone.pop("@odata.context").endswith("/authentication/phoneMethods/$entity")
    assert phone["id"] == id_
    assert phone["phoneType"] == kind
    assert phone["phoneNumber"] == "+44 2071234567x89"
    assert phone["smsSignInState"] == state
    assert phone["createdDateTime"].endswith("Z")
    ada = http.get("/me").json()["id"]
    url = f"{server.url}/users/{ada}/authentication/phoneMethods/{id_}"
    assert created.headers["location"] == url
    fetched = http.get(url).json()
    fetched.pop("@odata.context")
    assert fetched == phone
    assert phone in http.get(PHONES).json()["value"]
    assert phone in http.get("/me/authentication/phoneMethods").json()["value"]


def test_the_service_sets_what_a_client_may_not(http: httpx.Client) -> None:
    body = {
        "id": OFFICE,
        "phoneNumber": "+1 5555551234",
        "phoneType": "mobile",
        "smsSignInState": "ready",
        "createdDateTime": "2001-01-01T00:00:00Z",
    }
    phone = http.post(PHONES, json=body).json()
    assert phone["id"] == MOBILE
    assert phone["smsSignInState"] == "notEnabled"
    assert phone["createdDateTime"] > "2026"
    answer = http.patch(
        f"{PHONES}/{MOBILE}",
        json={"id": OFFICE, "smsSignInState": "ready", "createdDateTime": None},
    )
    assert answer.status_code in (200, 204)
    after = http.get(f"{PHONES}/{MOBILE}").json()
    assert {**after, "@odata.context": ""} == {**phone, "@odata.context": ""}


@pytest.mark.parametrize("kind", ["mobile", "office"])
def test_one_phone_of_each_type(http: httpx.Client, kind: str) -> None:
    assert _add(http, kind).status_code == 201
    _refused(_add(http, kind, "+1 5555550000"), kind, "already")
    assert len(http.get(PHONES).json()["value"]) == 1
    assert _add(http, kind, user="alan").status_code == 201


def test_an_alternate_mobile_needs_a_mobile(http: httpx.Client) -> None:
    _refused(_add(http, "alternateMobile"), "needs a mobile")
    _add(http, "office")
    _refused(_add(http, "alternateMobile"), "needs a mobile")
    _add(http, "mobile")
    assert _add(http, "alternateMobile").status_code == 201
    _refused(http.delete(f"{PHONES}/{MOBILE}"), "alternate mobile")
    assert http.delete(f"{PHONES}/{ALTERNATE}").status_code == 204
    assert http.delete(f"{PHONES}/{MOBILE}").status_code == 204
    assert [each["id"] for each in http.get(PHONES).json()["value"]] == [OFFICE]
    assert http.get(f"{PHONES}/{MOBILE}").status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {"phoneNumber": "+1 5555551234"},
        {"phoneNumber": "+1 5555551234", "phoneType": None},
        {"phoneNumber": "+1 5555551234", "phoneType": "unknownFutureValue"},
        {"phoneNumber": "+1 5555551234", "phoneType": "pager"},
    ],
)
def test_a_new_phone_needs_a_type(http: httpx.Client, body: dict[str, Any]) -> None:
    _refused(http.post(PHONES, json=body), target="phoneType")


@pytest.mark.parametrize(
    "number",
    [
        None,
        "",
        "5555551234",
        "+15555551234",
        "+1 555 555 1234",
        "+1 555-5551234",
        "+0 5555551234",
        "+1 5555551234x",
        "+1 5555551234 x12",
        "+1 5555551234x12y",
        " +1 5555551234",
        "+1 5555551234\n",
        "+1 \u0665\u0665\u0665",
    ],
)
def test_the_form_of_numbers(http: httpx.Client, number: str | None) -> None:
    body = {"phoneNumber": number, "phoneType": "mobile"}
    _refused(http.post(PHONES, json=body), target="phoneNumber")
    _add(http, "mobile")
    refused = http.patch(f"{PHONES}/{MOBILE}", json={"phoneNumber": number})
    _refused(refused, target="phoneNumber")
    assert http.get(f"{PHONES}/{MOBILE}").json()["phoneNumber"] == "+1 5555551234"


def test_a_new_phone_needs_a_number(http: httpx.Client) -> None:
    answer = http.post(PHONES, json={"phoneType": "mobile"})
    _refused(answer, "{country code}", target="phoneNumber")


@pytest.mark.parametrize("number", ["+1 5555551234x123", "+1 5555551234", "+358 40123"])
def test_numbers_of_that_form(http: httpx.Client, number: str) -> None:
    assert _add(http, "office", number).json()["phoneNumber"] == number


def test_the_answer_to_an_update(http: httpx.Client, version: str) -> None:
    _add(http, "mobile")
    answer = http.patch(f"{PHONES}/{MOBILE}", json={"phoneNumber": "+1 5555550000"})
    if version == "beta":
        assert answer.status_code == 200
        assert answer.json()["phoneNumber"] == "+1 5555550000"
    else:
        assert (answer.status_code, answer.content) == (204, b"")
    assert http.get(f"{PHONES}/{MOBILE}").json()["phoneNumber"] == "+1 5555550000"
    minimal = http.patch(
        f"{PHONES}/{MOBILE}",
        json={"phoneNumber": "+1 5555550001"},
        headers={"Prefer": "return=minimal"},
    )
    assert minimal.status_code == 204
    other = http.patch("/users/ada@contoso.com", json={"displayName": "Augusta"})
    assert other.status_code == 204


def test_the_type_of_a_phone_is_immutable(http: httpx.Client) -> None:
    _add(http, "mobile")
    changed = http.patch(f"{PHONES}/{MOBILE}", json={"phoneType": "office"})
    _refused(changed, "cannot be changed", target="phoneType")
    same = {"phoneType": "mobile", "phoneNumber": "+1 5555550000"}
    assert http.patch(f"{PHONES}/{MOBILE}", json=same).status_code in (200, 204)


def test_sms_sign_in_of_a_mobile(http: httpx.Client) -> None:
    _add(http, "mobile")
    mobile = f"{PHONES}/{MOBILE}"
    for _ in range(2):
        enabled = http.post(f"{mobile}/enableSmsSignIn")
        assert (enabled.status_code, enabled.content) == (204, b"")
        assert _state(http) == "ready"
    http.patch(mobile, json={"phoneNumber": "+1 5555550000"})
    assert _state(http) == "ready"
    for name in ("disableSmsSignIn", "microsoft.graph.disableSmsSignIn"):
        assert http.post(f"{mobile}/{name}").status_code == 204
        assert _state(http) == "notEnabled"


def test_sms_sign_in_is_for_mobiles(http: httpx.Client) -> None:
    _add(http, "office")
    office = f"{PHONES}/{OFFICE}"
    _refused(http.post(f"{office}/enableSmsSignIn"), "type mobile")
    assert http.post(f"{office}/disableSmsSignIn").status_code == 204
    assert _state(http, phone=OFFICE) == "notSupported"


def test_sms_sign_in_needs_a_number_of_ones_own(http: httpx.Client) -> None:
    assert _state(http, "grace") == "ready"
    _add(http, "mobile", GRACES_NUMBER)
    assert _state(http) == "phoneNumberNotUnique"
    enable = f"{PHONES}/{MOBILE}/enableSmsSignIn"
    _refused(http.post(enable), "another user")

    http.patch(f"{PHONES}/{MOBILE}", json={"phoneNumber": "+1 5555550000"})
    assert _state(http) == "notEnabled"
    assert http.post(enable).status_code == 204
    http.patch(f"{PHONES}/{MOBILE}", json={"phoneNumber": GRACES_NUMBER})
    assert (_state(http), _state(http, "grace")) == ("phoneNumberNotUnique", "ready")

    grace = f"{_phones('grace')}/{MOBILE}"
    http.patch(grace, json={"phoneNumber": "+1 5555550009"})
    assert (_state(http), _state(http, "grace")) == ("notEnabled", "ready")
    assert http.post(enable).status_code == 204
    http.patch(grace, json={"phoneNumber": GRACES_NUMBER})
    assert (_state(http), _state(http, "grace")) == ("ready", "phoneNumberNotUnique")
    http.post(f"{PHONES}/{MOBILE}/disableSmsSignIn")
    assert http.post(f"{grace}/enableSmsSignIn").status_code == 204

    http.post(f"{grace}/disableSmsSignIn")
    assert (_state(http), _state(http, "grace")) == ("notEnabled", "notEnabled")
    assert http.post(enable).status_code == 204
    assert (_state(http), _state(http, "grace")) == ("ready", "phoneNumberNotUnique")
    http.delete(f"{PHONES}/{MOBILE}")
    assert _state(http, "grace") == "notEnabled"


def test_sms_sign_in_needs_a_policy(http: httpx.Client) -> None:
    _add(http, "mobile", user="alan")
    assert _state(http, "alan") == "notAllowedByPolicy"
    enable = f"{_phones('alan')}/{MOBILE}/enableSmsSignIn"
    _refused(http.post(enable), "policy")
    assert _state(http, "alan") == "notAllowedByPolicy"


def test_actions_on_what_there_is_not(http: httpx.Client) -> None:
    answer = http.post(f"{PHONES}/{MOBILE}/enableSmsSignIn")
    assert answer.status_code == 404
    _add(http, "mobile")
    assert http.get(f"{PHONES}/{MOBILE}/enableSmsSignIn").status_code == 405
    unknown = http.post(f"{PHONES}/{MOBILE}/enableSmsSignIn", json={"now": True})
    _refused(unknown, "'now'", target="now")


def test_all_methods_are_listed_with_their_types(http: httpx.Client) -> None:
    _add(http, "mobile")
    methods = "/users/ada@contoso.com/authentication/methods"
    listed = http.get(methods).json()["value"]
    by_type = {each["@odata.type"].rpartition(".")[2]: each for each in listed}
    assert set(by_type) == {
        "phoneAuthenticationMethod",
        "passwordAuthenticationMethod",
        "fido2AuthenticationMethod",
    }
    assert by_type["phoneAuthenticationMethod"]["id"] == MOBILE
    assert all(each["createdDateTime"] > "2026" for each in listed)
    own = "/users/ada@contoso.com/authentication"
    for name in ("passwordMethods", "fido2Methods"):
        assert len(http.get(f"{own}/{name}").json()["value"]) == 1
    one = http.get(f"{methods}/{MOBILE}").json()
    assert one["@odata.type"] == "#microsoft.graph.phoneAuthenticationMethod"
    cast = f"{methods}/{MOBILE}/microsoft.graph.phoneAuthenticationMethod"
    assert http.get(cast).json()["phoneNumber"] == "+1 5555551234"
    assert http.post(f"{cast}/enableSmsSignIn").status_code == 204
    assert _state(http) == "ready"
    refused = http.post(methods, json=one)
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET")


def test_actions_of_the_base_type(http: httpx.Client, version: str) -> None:
    """In beta the SMS actions are bound to all methods, in v1.0 to phones."""
    methods = "/users/ada@contoso.com/authentication/methods"
    (password,) = http.get(
        "/users/ada@contoso.com/authentication/passwordMethods"
    ).json()["value"]
    answer = http.post(f"{methods}/{password['id']}/enableSmsSignIn")
    if version == "beta":
        _refused(answer, "phone")
    else:
        assert answer.status_code == 404


def test_capabilities(http: httpx.Client) -> None:
    own = "/users/ada@contoso.com/authentication"
    (key,) = http.get(f"{own}/fido2Methods").json()["value"]
    assert http.post(f"{own}/fido2Methods", json={}).status_code == 405
    assert http.patch(f"{own}/fido2Methods/{key['id']}", json={}).status_code == 405
    (password,) = http.get(f"{own}/passwordMethods").json()["value"]
    for collection in ("passwordMethods", "methods"):
        answer = http.delete(f"{own}/{collection}/{password['id']}")
        assert answer.status_code == 405, collection
    assert http.delete(f"{own}/fido2Methods/{key['id']}").status_code == 204


def test_reset_of_a_password(server: Running, http: httpx.Client) -> None:
    own = "/users/ada@contoso.com/authentication"
    (password,) = http.get(f"{own}/passwordMethods").json()["value"]

    def reset(**body: Any) -> httpx.Response:
        return http.post(f"{own}/methods/{password['id']}/resetPassword", json=body)

    first, second = reset(), reset(newPassword=None)
    assert first.status_code == second.status_code == 200
    made = first.json()["newPassword"]
    assert len(made) >= 8
    assert made != second.json()["newPassword"]
    server.reset()
    assert reset().json()["newPassword"] == made

    given = reset(newPassword="Correct-Horse-1")
    assert (given.status_code, given.content) == (202, b"")
    operation = http.get(given.headers["location"]).json()
    assert operation["status"] == "succeeded"
    methods = http.get(f"{own}/methods").json()["value"]
    assert len(methods) == 2, "operations are no methods"

    _add(http, "mobile")
    for collection in ("methods", "phoneMethods"):
        refused = http.post(f"{own}/{collection}/{MOBILE}/resetPassword", json={})
        _refused(refused, "Only a password")


def test_a_new_user_can_have_phones(http: httpx.Client) -> None:
    created = http.post("/users", json={"userPrincipalName": "new@contoso.com"})
    assert created.status_code == 201
    assert _add(http, "mobile", GRACES_NUMBER, user="new").status_code == 201
    assert _state(http, "new") == "phoneNumberNotUnique"
    grace = http.get("/users/grace@contoso.com").json()["id"]
    assert http.delete(f"/users/{grace}").status_code == 204
    assert _state(http, "new") == "notEnabled"


def test_a_version_that_there_is_not() -> None:
    model = read_model(METADATA / "authentication-v1.0.csdl")
    with pytest.raises(InputError) as caught:
        create_app(model, rules=RULES, rule_settings={"version": "v2.0"})
    assert "v1.0 and beta" in str(caught.value)


@pytest.mark.skipif(
    not REAL.exists(), reason=f"{REAL} is missing (set ODATA2PY_METADATA)"
)
@pytest.mark.parametrize("name", ["graph-v1.0.csdl", "graph-beta-2021-06.csdl"])
def test_the_rules_fit_the_complete_metadata(name: str) -> None:
    model = read_model(REAL / name)
    with running(create_app(model, rules=RULES)) as sandbox:
        http = httpx.Client(base_url=sandbox.url)
        phone = _add(http, "mobile", GRACES_NUMBER).json()
        phone.pop("@odata.context")
        known = model.properties("microsoft.graph.phoneAuthenticationMethod")
        assert list(phone) == [each.name for each in known]
        assert phone["smsSignInState"] == "phoneNumberNotUnique"
        assert http.get("/me").json()["displayName"] == "Ada Lovelace"
        http.close()
